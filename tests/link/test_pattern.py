"""The pattern language, and the skeleton that patterns are searched in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import OntologyError
from kg.link.examples import parse_example
from kg.link.pattern import SYMBOLS, compile_pattern, stays_in_sentence, symbols_of
from kg.link.skeleton import build_skeleton

WORDS = {"verbs": ["建", "建成"]}
COMPANY, PLACE, PROJECT = SYMBOLS["Company"], SYMBOLS["Place"], SYMBOLS["Project"]


def skeleton_of(marked: str) -> str:
    page, mentions = parse_example(marked)
    return build_skeleton(page.text, mentions).text


def test_gap_stops_at_clause_marks_and_mentions() -> None:
    pattern = compile_pattern("<subject: Company>…<object: Project>", WORDS)
    assert pattern.search(f"{COMPANY}投资的{PROJECT}")
    assert not pattern.search(f"{COMPANY}投资，{PROJECT}")
    assert not pattern.search(f"{COMPANY}在{PLACE}的{PROJECT}")


def test_bounded_gap_counts_characters() -> None:
    pattern = compile_pattern("<subject: Company>…{2}<object: Project>", WORDS)
    assert pattern.search(f"{COMPANY}投资{PROJECT}")
    assert not pattern.search(f"{COMPANY}投资的{PROJECT}")


def test_wide_gap_crosses_clauses_but_not_sentences() -> None:
    pattern = compile_pattern("<subject: Company>……<object: Project>", WORDS)
    assert pattern.search(f"{COMPANY}扩产，在{PLACE}新建{PROJECT}")
    assert not pattern.search(f"{COMPANY}扩产。新建{PROJECT}")


def test_word_list_prefers_the_longest_word() -> None:
    found = compile_pattern("{verbs}<project: Project>", WORDS).search(f"建成{PROJECT}")
    assert found is not None
    assert found.group().startswith("建成")


def test_marks_match_in_both_widths() -> None:
    pattern = compile_pattern("^<subject: Company>，", WORDS)
    assert pattern.search(f";{COMPANY},")
    assert pattern.search(f"。{COMPANY}，")


@pytest.mark.parametrize("pattern", ["<subject: Firm>", "<owner: Company>", "{nouns}", "(建设"])
def test_malformed_patterns_are_refused(pattern: str) -> None:
    with pytest.raises(OntologyError):
        compile_pattern(pattern, WORDS)


def test_goal_includes_all_its_kinds() -> None:
    assert set(symbols_of(["Goal/quantitative"])) < set(symbols_of(["Goal"]))


def test_lists_become_one_symbol() -> None:
    assert skeleton_of("支持[Company 甲厂]、“[Company 乙厂]”和[Company 丙厂]等企业。") == f"\n支持{COMPANY}等企业。\n"


def test_parties_with_yu_between_them_stay_apart() -> None:
    assert skeleton_of("[Company 甲厂]与[Company 乙厂]合作。") == f"\n{COMPANY}与{COMPANY}合作。\n"


def test_name_that_opens_a_goal_stands_before_it() -> None:
    industry, goal = SYMBOLS["Industry"], SYMBOLS["Goal/quantitative/named"]
    assert skeleton_of("[Goal [Industry 碳纤维产业]产值达50亿元]。") == f"\n{industry}{goal}。\n"


def test_name_that_ends_a_goal_stands_after_it() -> None:
    industry, goal = SYMBOLS["Industry"], SYMBOLS["Goal/qualitative"]
    assert skeleton_of("[Goal 打造[Industry 碳纤维产业集群]]。") == f"\n{goal}{industry}。\n"


PIECES = st.lists(
    st.one_of(
        st.sampled_from(["加快建设", "，", "。", "、", "和", "“", "”", "\n", "等项目"]),
        st.sampled_from(["[Company 云帆]", "[Place 清河]", "[Project [Place 清河]电站]", "[Goal 增长5%]"]),
    ),
    max_size=20,
)


@given(PIECES)
def test_every_outermost_mention_has_its_place(pieces: list[str]) -> None:
    page, mentions = parse_example("".join(pieces))
    skeleton = build_skeleton(page.text, mentions)
    inner = {i for _, i in skeleton.nested}
    shown = [i for group in skeleton.groups for i in group]
    assert sorted(set(shown) | inner) == list(range(len(mentions)))
    for position, group in zip(skeleton.at, skeleton.groups, strict=True):
        assert skeleton.text[position] == skeleton.kinds[group[0]]
        assert skeleton.offset(position) == mentions[group[0]].start


@given(PIECES)
def test_text_outside_mentions_maps_back_to_itself(pieces: list[str]) -> None:
    page, mentions = parse_example("".join(pieces))
    skeleton = build_skeleton(page.text, mentions)
    for position, character in enumerate(skeleton.text[1:-1], start=1):
        if character not in SYMBOLS.values():
            assert page.text[skeleton.offset(position)] == character


@pytest.mark.parametrize(
    ("pattern", "stays"),
    [
        ("<subject: Company>……<object: Project>", True),
        ("^^{verbs}<object: Project>(，|。)", True),
        ("\n<subject: Place>…{8}。", True),
        ("<subject: Company>扩产。<object: Project>", False),
        ("<subject: Company>扩产！新建", False),
    ],
)
def test_a_mark_before_words_leads_out_of_the_sentence(pattern: str, stays: bool) -> None:
    assert stays_in_sentence(pattern) is stays


def test_only_sentences_with_what_is_needed_are_looked_at() -> None:
    page, mentions = parse_example(
        "发展为先。[Company 甲厂]扩产。[Company 乙厂]停产。整治村容。植树。[Place 东江县]丰收。"
    )
    skeleton = build_skeleton(page.text, mentions)
    looked_at = [skeleton.text[start:end] for start, end in skeleton.windows(COMPANY)]
    assert looked_at == [f"。{COMPANY}扩产。{COMPANY}停产。"]
    assert skeleton.windows(PROJECT) == []
    assert skeleton.windows("") == [(0, len(skeleton.text))]


@given(st.lists(st.sampled_from(["[Company 甲厂]", "[Place 东江县]", "丰收", "，", "。", "！"]), max_size=30))
def test_looking_at_those_sentences_finds_the_same(pieces: list[str]) -> None:
    page, mentions = parse_example("".join(["开头", *pieces, "。"]))
    skeleton = build_skeleton(page.text, mentions)
    pattern = compile_pattern("^…<subject: Company>……(丰收|，)?", WORDS)
    whole = [found.span() for found in pattern.finditer(skeleton.text)]
    apart = [f.span() for start, end in skeleton.windows(COMPANY) for f in pattern.finditer(skeleton.text, start, end)]
    assert apart == whole
