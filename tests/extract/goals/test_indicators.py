from hypothesis import given
from hypothesis import strategies as st

from kg.extract.goals.indicators import Indicator, Indicators
from kg.ontology import default_folder

_SCOPES = ("全市", "预计")
_STANDARD = Indicators.load(default_folder(), _SCOPES)


@given(st.sampled_from(_STANDARD.entries), st.lists(st.sampled_from(_SCOPES), max_size=2).map("".join))
def test_a_name_of_a_statistic_means_it_whoever_reports_it(entry: Indicator, scope: str) -> None:
    for name in (entry.name, *entry.aliases, *entry.spoken):
        assert _STANDARD.concept(scope + name) == entry.name


def test_means_and_directions_are_taken_off_but_not_from_a_rank() -> None:
    assert _STANDARD.concept("城镇调查失业率平均值") == "城镇调查失业率"
    assert _STANDARD.concept("第三产业实现增加值") == "第三产业增加值"
    assert _STANDARD.concept("生产总值增速") == "地区生产总值"
    assert _STANDARD.concept("生产总值增速", whole=True) == "生产总值增速"


def test_the_statistics_of_a_part_stay_their_own() -> None:
    for name in ("县域服务业", "开发区规上工业增加值", "低收入农户人均可支配收入", "生产总值占全省比重"):
        assert _STANDARD.concept(name) == name


def test_spoken_names_are_not_looked_for() -> None:
    few = Indicators([Indicator(name="甲总值", en="a", unit="元", aliases=("甲值",), spoken=("甲",))])
    assert few.names() == ["甲总值", "甲值"]
    assert few.concept("甲") == "甲总值"
