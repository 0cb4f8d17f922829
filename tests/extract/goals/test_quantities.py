from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.goals.quantities import QuantityReader


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("增长６．５％左右", ("６．５％左右", 6.5, "%", "approx")),
        ("超130亿元", ("超130亿元", 13e9, "元", "ge")),
        ("110多亿元", ("110多亿元", 11e9, "元", "ge")),
        ("1.4万座以上", ("1.4万座以上", 14000, "座", "ge")),
        ("近7成", ("近7成", 70, "%", "approx")),
        ("两家", ("两家", 2, "家", "eq")),
        ("百亿级集群", ("百亿级", 1e10, "元", "approx")),
        ("千亿元级集群", ("千亿元级", 1e11, "元", "approx")),
        ("突破万亿元", ("突破万亿元", 1e12, "元", "ge")),
        ("上千名干部", ("上千名", 1000, "名", "ge")),
        ("5.5%以内", ("5.5%以内", 5.5, "%", "le")),
        ("不少于3所", ("不少于3所", 3, "所", "ge")),
        ("30微克/立方米", ("30微克/立方米", 30, "微克/立方米", "eq")),
        ("820亿度", ("820亿度", 82e9, "千瓦时", "eq")),
        ("百分之二十", ("百分之二十", 20, "%", "eq")),
        ("120人（次）", ("120人（次）", 120, "人次", "eq")),
    ],
)
def test_one_quantity(quantities: QuantityReader, text: str, expected: tuple[str, float, str, str]) -> None:
    (q,) = quantities.find(text)
    assert (text[q.start : q.end], q.value, q.unit, q.comparator) == expected


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("3—5家", 3, 5), ("4.5%～5%", 4.5, 5), ("4.5%至5%", 4.5, 5), ("50—60万人", 500000, 600000)],
)
def test_ranges(quantities: QuantityReader, text: str, low: float, high: float) -> None:
    (q,) = quantities.find(text)
    assert (q.value, q.value_max, q.comparator) == (low, high, "range")


@pytest.mark.parametrize(
    "text",
    [
        "1号线",
        "第十届",
        "2035年",
        "12月20日",
        "三大行动",
        "二期",
        "千家万户",
        "长三角",
        "500千伏变电站",
        "20万吨级航道",
        "十分",
    ],
)
def test_what_only_names_is_no_quantity(quantities: QuantityReader, text: str) -> None:
    assert [q for q in quantities.find(text) if q.kind != "none"] == []


@pytest.mark.parametrize("text", ["2×1000MW机组", "国道G318", "第12个"])
def test_digits_behind_a_sign_or_letter(quantities: QuantityReader, text: str) -> None:
    assert [q for q in quantities.find(text) if q.unit] == []


def test_a_ratio_gives_its_parts(quantities: QuantityReader) -> None:
    parts = quantities.find("三次产业比重为17∶49.9∶33.1")[-3:]
    assert [q.value for q in parts] == [17, 49.9, 33.1]
    assert {(q.start, q.parts) for q in parts} == {(parts[0].start, 3)}


@given(st.integers(1, 9999), st.sampled_from(["家", "个", "公里", "亩", "人"]), st.sampled_from(["", "万", "亿"]))
def test_value_is_number_times_magnitude(quantities: QuantityReader, number: int, unit: str, magnitude: str) -> None:
    (q,) = quantities.find(f"新增{number}{magnitude}{unit}")
    assert (q.value, q.unit) == (number * {"": 1, "万": 10**4, "亿": 10**8}[magnitude], unit)


@given(st.text(alphabet="新增1234万亿多家个至—3%.,，、第十二百左右约超", max_size=40))
def test_quantities_are_in_order_and_apart(quantities: QuantityReader, text: str) -> None:
    found = [q for q in quantities.find(text) if q.kind != "part"]
    assert all(0 <= q.start <= q.number < q.unit_end <= q.end <= len(text) for q in found)
    assert all(a.end <= b.number for a, b in pairwise(found))


def test_an_absurd_run_of_digits_is_no_error(quantities: QuantityReader) -> None:
    (quantity,) = quantities.find("9" * 5000 + "个")
    assert quantity.value == float("inf")


def test_one_begins_a_number_only_before_a_magnitude_or_behind_a_limit(quantities: QuantityReader) -> None:
    found = quantities.find("一批企业、一流园区、至少一所医院、一百所学校")
    assert [(q.value, q.unit) for q in found] == [(1, "所"), (100, "所")]
