"""Letters, what documents have in common, and which letter stands for which."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.collate.alignment import NOWHERE, align
from kg.collate.letters import Letters
from kg.collate.likeness import alike, sample
from tests.collate.damage import damaged

LETTERS = "省市县区山河新城工业项目建设推进实施年产万吨公里投资亿元同比增长高速铁路通车太原大同阳泉长治晋中运城"


def text_of(seed: int, length: int) -> str:
    chance = random.Random(seed)
    return "".join(chance.choice(LETTERS) for _ in range(length))


def test_white_space_and_emphasis_are_no_letters_and_offsets_lead_back() -> None:
    raw = "**太原 市**\n，2030,年　"
    letters = Letters.of(raw)
    assert letters.text(0, len(letters)) == "太原市，2030，年"
    assert "".join(raw[at] for at in letters.offsets[:3]) == "太原市"
    assert letters.span(((2, 4), (5, 6))) == (0, 3)


@given(st.text(alphabet=LETTERS[:6], max_size=40), st.integers(1, 10))
def test_equal_passages_have_equal_hashes(text: str, length: int) -> None:
    letters = Letters.of(text)
    grams = letters.grams(length).tolist()
    passages = [text[at : at + length] for at in range(len(text) - length + 1)]
    assert len(grams) == len(passages)
    assert len(set(grams)) == len(set(passages))


def test_a_part_and_a_damaged_copy_are_alike_and_other_texts_are_not() -> None:
    texts = [text_of(1, 6000), text_of(2, 6000), text_of(1, 6000)[1000:3000], damaged(text_of(2, 6000), seed=5)]
    found = alike([sample(Letters.of(text)) for text in texts], 0.3)
    assert {(one, other) for _, one, other in found} == {(0, 2), (1, 3)}


def test_an_empty_text_is_like_nothing() -> None:
    assert alike([sample(Letters.of("")), sample(Letters.of("")), sample(Letters.of("太原"))], 0.3) == []
    assert alike([], 0.3) == []
    assert align(Letters.of(""), Letters.of("太原市")).tolist() == [NOWHERE] * 3


@given(st.integers(0, 50), st.integers(0, 50))
def test_no_letter_stands_for_two(seed: int, damage: int) -> None:
    base, other = Letters.of(text_of(seed, 900)), Letters.of(damaged(text_of(seed, 900), seed=damage, swapped=0.02))
    to = align(base, other)
    assert len(to) == len(other)
    used = to[to != NOWHERE]
    assert len(np.unique(used)) == len(used)
    assert used.max(initial=0) < len(base)


def test_a_text_stands_for_itself() -> None:
    letters = Letters.of(text_of(3, 2000))
    assert align(letters, letters).tolist() == list(range(2000))


@pytest.mark.parametrize("seed", range(3))
def test_damage_and_moved_blocks_are_seen_through(seed: int) -> None:
    text = text_of(seed, 5000)
    base, other = Letters.of(text), Letters.of(damaged(text, seed=seed))
    to = align(base, other)
    found = to[to != NOWHERE]
    assert len(found) > 0.97 * len(other)
    same = base.codes[found] == other.codes[to != NOWHERE]
    assert same.mean() > 0.95


def test_a_misread_letter_stands_for_the_right_one() -> None:
    text = text_of(7, 300)
    wrong = text[:150] + "孟" + text[151:]
    assert align(Letters.of(text), Letters.of(wrong))[150] == 150
