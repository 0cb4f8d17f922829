"""Finding names in a text, and what they may stand for."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.gazetteer import Gazetteer, Hit
from kg.ontology import default_folder

GAZETTEER = Gazetteer.load(default_folder() / "gazetteer")
PIECES = (
    "太原",
    "太原市",
    "山西大学",
    "山西",
    "黄河",
    "黄河流域",
    "搬迁",
    "安置",
    "迁安",
    "的",
    "，",
    "新能源汽车",
    "汽车",
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def found(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in GAZETTEER.find(text)]


def test_the_longest_name_wins() -> None:
    assert found("支持山西大学和山西农业大学在太原市合作") == ["山西大学", "山西农业大学", "太原市", "合作"]


def test_everyday_wording_hides_a_name() -> None:
    (hit,) = GAZETTEER.find("做好搬迁安置")
    assert "stop" in hit.entries[0].flags
    assert {entry.canonical for hit in GAZETTEER.find_all("做好搬迁安置") for entry in hit.entries} >= {"迁安市"}


def test_an_entry_says_what_a_name_stands_for() -> None:
    (entry,) = GAZETTEER.entries("北航")
    assert (entry.type, entry.subtype, entry.canonical) == ("Institution", "university", "北京航空航天大学")
    (entry,) = GAZETTEER.entries("太原市")
    assert (entry.type, entry.subtype, entry.code) == ("Place", "City", "140100")
    assert GAZETTEER.entries("没有这样的名字") == ()


def test_flags_of_an_alias_are_its_own() -> None:
    assert "word" in GAZETTEER.entries("中行")[0].flags
    assert GAZETTEER.entries("中国银行")[0].flags == ()


def test_a_well_known_river_comes_before_a_county() -> None:
    kinds = [entry.subtype for entry in GAZETTEER.entries("太湖")]
    assert kinds == ["Water", "County"]


def test_a_city_comes_before_a_mountain() -> None:
    assert [entry.subtype for entry in GAZETTEER.entries("黄山")][:2] == ["City", "Site"]


def test_one_character_names_are_looked_up_but_not_found() -> None:
    assert GAZETTEER.entries("晋")[0].code == "140000"
    assert found("晋") == []


def test_towns_of_a_county() -> None:
    assert "巨轮街道" in GAZETTEER.towns("140107")
    assert GAZETTEER.towns("000000") == ()


def spans(hits: list[Hit]) -> list[tuple[int, int]]:
    return [(hit.start, hit.end) for hit in hits]


@settings(max_examples=60)
@given(TEXTS)
def test_every_hit_is_a_name(text: str) -> None:
    for hit in GAZETTEER.find_all(text):
        assert hit.entries == GAZETTEER.entries(text[hit.start : hit.end]) != ()


@settings(max_examples=60)
@given(TEXTS)
def test_find_takes_the_leftmost_longest_of_all(text: str) -> None:
    expected = []
    reached = 0
    for start, end in sorted(spans(GAZETTEER.find_all(text)), key=lambda span: (span[0], -span[1])):
        if start >= reached:
            expected.append((start, end))
            reached = end
    assert spans(GAZETTEER.find(text)) == expected


@settings(max_examples=60)
@given(TEXTS)
def test_find_all_misses_no_name(text: str) -> None:
    expected = {
        (start, end)
        for start in range(len(text))
        for end in range(start + 2, min(len(text), start + 40) + 1)
        if GAZETTEER.entries(text[start:end])
    }
    assert set(spans(GAZETTEER.find_all(text))) == expected
