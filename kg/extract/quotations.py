"""Quotations among the words of a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from kg.extract.symbols import NONE, Flags, Ids

#: Marks that open a quotation, and what closes it.
OPENING = {"“": "”", "‘": "’", "《": "》", "「": "」"}
#: Where a word may stand: outside, inside, on a mark, at the begin or the end, alone between the marks.
PLACES = (NONE, "I", "open", "close", "B", "E", "S")
_LONGEST_QUOTATION = 25


def next_flagged(flags: Flags) -> Ids:
    """For each position the first flagged position from it on (the last position where none)."""
    last = np.int32(len(flags) - 1)
    index = np.where(flags, np.arange(len(flags), dtype=np.int32), last)
    return np.minimum.accumulate(index[::-1])[::-1]


def quotations(word: Ids, opens: Ids, number: Callable[[str], int]) -> tuple[Ids, Ids]:
    """The place inside quotation marks (an index into `PLACES`), and the token after the closing mark (-1 outside).

    Marks that open may stand at `opens`; `number` has the id of a word. A quotation ends before the sentence does; one
    inside another does not count.
    """
    n = len(word)
    outside, inside, opening, closing, begin, end, single = range(len(PLACES))
    place = np.full(n, outside, dtype=np.int32)
    after = np.full(n, -1, dtype=np.int32)
    pairs: list[tuple[int, int]] = []
    reached = 0
    for first, last in sorted(_pairs(word, opens, number)):
        if first >= reached:
            pairs.append((first, last))
            reached = last + 1
    if not pairs:
        return place, after
    first_of, last_of = np.array(pairs).T
    lengths = last_of - first_of + 1
    at = np.repeat(first_of - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
    after[at] = np.repeat(last_of + 1, lengths)
    place[at] = inside
    place[first_of], place[last_of] = opening, closing
    some = lengths > 2
    place[last_of[some] - 1] = end
    place[first_of[some] + 1] = np.where(lengths[some] > 3, begin, single)
    return place, after


def _pairs(word: Ids, opens: Ids, number: Callable[[str], int]) -> Iterator[tuple[int, int]]:
    """Each opening mark with the mark that closes it."""
    sentence_ends = (word == number("。")) | (word == number("\n"))
    for mark, close in OPENING.items():
        own = opens[word[opens] == number(mark)]
        if len(own):
            closes = word == number(close)
            last = next_flagged(closes | sentence_ends)[np.minimum(own + 1, len(word) - 1)]
            good = closes[last] & (last > own) & (last <= own + _LONGEST_QUOTATION)
            yield from zip(own[good].tolist(), last[good].tolist(), strict=True)
