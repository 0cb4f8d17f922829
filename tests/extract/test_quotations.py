"""Quotations, against reading word by word."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.quotations import OPENING, PLACES, quotations

WORDS = ("“", "”", "《", "》", "。", "\n", "甲", "乙")


def word_by_word(words: list[str]) -> tuple[list[str], list[int]]:
    place, after = ["-"] * len(words), [-1] * len(words)
    i = 0
    while i < len(words):
        ends = [j for j in range(i + 1, len(words)) if words[j] in {OPENING.get(words[i]), "。", "\n"}]
        if words[i] in OPENING and ends and words[ends[0]] == OPENING[words[i]] and ends[0] <= i + 25:
            j = ends[0]
            inner = ["S"] if j - i == 2 else ["B", *["I"] * (j - i - 3), "E"] if j - i > 2 else []
            place[i : j + 1] = ["open", *inner, "close"]
            after[i : j + 1] = [j + 1] * (j + 1 - i)
            i = j
        i += 1
    return place, after


@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_quotations_are_those_found_word_by_word(words: list[str]) -> None:
    ids = np.array([WORDS.index(word) for word in words], dtype=np.int32)
    opens = np.array([i for i, word in enumerate(words) if word in OPENING], dtype=np.int32)
    place, after = quotations(ids, opens, lambda word: WORDS.index(word) if word in WORDS else -1)
    assert ([PLACES[p] for p in place], after.tolist()) == word_by_word(words)


def test_a_quotation_may_have_so_many_words_and_no_more() -> None:
    for inside, found in ((24, True), (25, False)):
        ids = np.array([0, *[6] * inside, 1], dtype=np.int32)
        _, after = quotations(ids, np.zeros(1, dtype=np.int32), lambda word: WORDS.index(word) if word in WORDS else -1)
        assert (after[0] == inside + 2) == found
