import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import OntologyError
from kg.extract.goals import GoalGrammar
from kg.extract.goals.indicators import Indicators
from kg.extract.goals.units import Units
from kg.ontology import default_folder
from tests.extract.goals.pages import page_of

_PIECES = [
    *("全市", "力争", "新增", "改造", "企业", "项目", "生产总值", "、", "，", "。", "和", "分别", "均", "增长", "由"),
    *("增加到", "占", "居全省", "第一", "3", "12.5", "％", "万", "亿元", "家", "个", "左右", "以上", "打造", "基地"),
    *("全国", "（", "）", "“", "”", "∶", "2030年", "的", "\n"),
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
def test_any_text_gives_sorted_spans_inside_it(grammar: GoalGrammar, text: str) -> None:
    page = page_of(text)
    found = grammar.find(page)
    assert all(0 <= c.start < c.end <= len(text) for c in found)
    assert [(c.start, c.end) for c in found] == sorted((c.start, c.end) for c in found)
    assert all(c.type == "Goal" and c.goal is not None for c in found)
    assert found == grammar.find(page)


def test_a_sentence_reads_the_same_wherever_it_stands(grammar: GoalGrammar) -> None:
    sentence = "新增企业20家、学位300个，增长5%，居全省第二。"
    alone = grammar.find(page_of(sentence))
    shifted = grammar.find(page_of("各位代表，大家好。" + sentence))
    assert [(c.start + 9, c.end + 9, c.goal) for c in alone] == [(c.start, c.end, c.goal) for c in shifted]


def test_scores_are_known_for_every_rule(grammar: GoalGrammar) -> None:
    text = "打造全国门户枢纽。新增企业20家，增长5%，居全省第二。居民收入增长与经济增长同步。"
    assert all(c.score > 0 for c in grammar.find(page_of(text)))


def test_every_indicator_has_labels_and_a_known_unit() -> None:
    folder = default_folder()
    units = Units.load(folder)
    entries = Indicators.load(folder, ()).entries
    names = [name for e in entries for name in (e.name, *e.aliases)]
    assert len(entries) >= 80
    assert len(names) == len(set(names))
    for entry in entries:
        assert entry.en.isascii() and entry.en
        assert not entry.unit or units.at(entry.unit, 0) is not None


def test_a_missing_lexicon_is_named(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(OntologyError, match=r"goals\.toml"):
        GoalGrammar.load(tmp_path)
