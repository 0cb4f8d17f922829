"""Chooses a consistent set among candidates that overlap."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from kg.model import Candidate


def reading_order(candidate: Candidate) -> tuple[int, int, bool, str]:
    """The key that sorts names and goals by place, what holds another before what it holds, even on the same span."""
    return candidate.start, -candidate.end, candidate.type != "Project", candidate.type


def outermost(candidates: Sequence[Candidate]) -> Iterator[tuple[int, Candidate]]:
    """The candidates (in reading order) that lie in no other, with their indices."""
    reached = -1
    for number, candidate in enumerate(candidates):
        if candidate.start >= reached:
            yield number, candidate
            reached = candidate.end


def choose(spans: Sequence[tuple[int, int, int]]) -> list[int]:
    """Weighted interval selection: indices of spans that do not overlap and weigh most together, by place.

    `spans` are (start, end, weight); spans of weight 0 or less are never chosen. Dynamic programme over the ends
    (Kleinberg and Tardos 2005, section 6.1); of two equal sets the one whose spans end earlier.
    """
    order = sorted((i for i, span in enumerate(spans) if span[2] > 0), key=lambda i: (spans[i][1], spans[i][0], i))
    ends = [spans[i][1] for i in order]
    best = [0]
    taken: list[tuple[int, int] | None] = [None]
    for k, i in enumerate(order):
        start, _, weight = spans[i]
        before = bisect_right(ends, start, 0, k)
        if best[before] + weight > best[-1]:
            best.append(best[before] + weight)
            taken.append((i, before))
        else:
            best.append(best[-1])
            taken.append(None)
    chosen = []
    k = len(order)
    while k > 0:
        step = taken[k]
        if step is None:
            k -= 1
        else:
            chosen.append(step[0])
            k = step[1]
    return chosen[::-1]
