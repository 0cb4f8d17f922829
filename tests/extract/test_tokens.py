"""Words of a text."""

import itertools

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.tokens import load_tagger, one_width, tokenize

TEXTS = [
    "推进高端装备制造产业链发展，加快建设三期工程，完成投资12亿元。",
    "支持甲乙丙等龙头企业上市，新建5G基站2000个。\n依托高新区，打造全国重要的新材料基地。",
    "全市地区生产总值增长6%左右，一般公共预算收入增长5%。",
]


@pytest.fixture(scope="module")
def rust() -> tuple:
    return load_tagger("rjieba")


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_those_of_jieba(rust: tuple, text: str) -> None:
    tagger, _ = rust
    mine = [word for line in text.split("\n") for word, _ in tagger(line)]
    theirs = [word for line in text.split("\n") for word in jieba.lcut(line)]
    assert mine == theirs


@pytest.mark.parametrize("segmenter", ["rjieba", "jieba"])
def test_both_segmenters_give_words_that_cover_the_text(segmenter: str) -> None:
    tagger, known = load_tagger(segmenter)  # type: ignore[arg-type]
    tokens = tokenize(TEXTS[1], tagger, known)
    assert "".join(tokens.words) == TEXTS[1]
    assert len(tokens.words) == len(tokens.tags)


@given(st.text(alphabet="太原市推进建设项目、，。\n“”123A", max_size=60), st.lists(st.integers(0, 60), max_size=6))
def test_tokens_cover_the_text_and_respect_cuts(rust: tuple, text: str, cuts: list[int]) -> None:
    tagger, known = rust
    tokens = tokenize(text, tagger, known, [c for c in cuts if c <= len(text)])
    assert "".join(tokens.words) == text
    starts = tokens.starts.tolist()
    assert starts == sorted(set(starts)) if text else starts == [0]
    assert all(c in starts for c in cuts if c <= len(text))
    assert [len(w) for w in tokens.words] == [b - a for a, b in itertools.pairwise(starts)]


def test_conjunction_swallowed_by_an_unknown_word_is_cut_off(rust: tuple) -> None:
    tagger, known = rust
    assert "等" in tokenize("支持云帆、瑞丰、远锦等龙头企业", tagger, known).words


def test_widths_keep_length() -> None:
    text = "增长6．5％，(含３个县)"
    assert one_width(text) == "增长6.5%，（含3个县）"
    assert len(one_width(text)) == len(text)
