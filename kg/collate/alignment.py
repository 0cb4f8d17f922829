"""Which letter of one witness stands for which letter of another, whatever the order of their passages.

Passages of eight letters that stand once in each witness are anchors; runs of them are lengthened as far as both read
alike, and what lies between two runs that follow each other in both is aligned letter by letter (Levenshtein 1966, by
rapidfuzz). A passage that only one has stays without a counterpart.
"""

from __future__ import annotations

import numpy as np
from rapidfuzz.distance import Levenshtein

from kg.collate.letters import Hashes, Letters, Positions
from kg.extract.symbols import Flags

_LENGTH = 8
#: Between two runs so many letters may differ; more is another text.
_WIDEST_GAP = 48
NOWHERE = -1


def align(base: Letters, other: Letters) -> Positions:
    """For each letter of `other` the one of `base` that it stands for, NOWHERE where there is none."""
    to = np.full(len(other), NOWHERE, dtype=np.int64)
    taken = np.zeros(len(base), dtype=np.bool_)
    for run in _runs(base, other):
        begin, end, target = _lengthened(base, other, run, to, taken)
        free = (to[begin:end] == NOWHERE) & ~taken[target : target + end - begin]
        places = np.flatnonzero(free)
        to[begin + places] = target + places
        taken[target + places] = True
    _fill_gaps(base, other, to, taken)
    return to


_Run = tuple[int, int, int]


def _lengthened(base: Letters, other: Letters, run: _Run, to: Positions, taken: Flags) -> _Run:
    """The run (begin, end, begin in the base) as far as both read alike and no other run has the letters."""
    begin, end, target = run

    def free(at: int) -> bool:
        there = target + at - begin
        if not 0 <= at < len(other) or not 0 <= there < len(base):
            return False
        return bool(base.codes[there] == other.codes[at] and to[at] == NOWHERE and not taken[there])

    first, last = begin, end
    while free(first - 1):
        first -= 1
    while free(last):
        last += 1
    return first, last, target - (begin - first)


def _runs(base: Letters, other: Letters) -> list[_Run]:
    """(begin, end, begin in the base) of stretches of `other` whose anchors lie on one diagonal, longest first."""
    first, second = (_once(letters.grams(_LENGTH)) for letters in (base, other))
    _, one, two = np.intersect1d(first[0], second[0], assume_unique=True, return_indices=True)
    target, at = first[1][one], second[1][two]
    order = np.argsort(at, kind="stable")
    target, at = target[order], at[order]
    if not len(at):
        return []
    same = (np.diff(at - target) == 0) & (np.diff(at) <= _LENGTH)
    begins = np.flatnonzero(np.append(True, ~same))
    ends = np.append(begins[1:], len(at)) - 1
    runs = zip(at[begins].tolist(), (at[ends] + _LENGTH).tolist(), target[begins].tolist(), strict=True)
    return sorted(runs, key=lambda run: (run[0] - run[1], run[0]))


def _once(grams: Hashes) -> tuple[Hashes, Positions]:
    """The passages that stand once, and where."""
    values, places, counts = np.unique(grams, return_index=True, return_counts=True)
    return values[counts == 1], places[counts == 1]


def _fill_gaps(base: Letters, other: Letters, to: Positions, taken: Flags) -> None:
    """Align, in place, what lies between letters that have counterparts."""
    known = np.flatnonzero(to != NOWHERE)
    for left, right in zip(known[:-1].tolist(), known[1:].tolist(), strict=True):
        begin, end = int(to[left]) + 1, int(to[right])
        if (right == left + 1 and end == begin) or not 0 <= end - begin <= _WIDEST_GAP or right - left > _WIDEST_GAP:
            continue
        if taken[begin:end].any():
            continue
        words, read = base.text(begin, end), other.text(left + 1, right)
        for step in Levenshtein.opcodes(words, read):
            if step.tag in ("equal", "replace"):
                count = min(step.src_end - step.src_start, step.dest_end - step.dest_start)
                places = np.arange(count)
                to[left + 1 + step.dest_start + places] = begin + step.src_start + places
                taken[begin + step.src_start + places] = True
