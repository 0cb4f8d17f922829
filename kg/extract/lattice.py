"""The best paths through the labels of a text, and the names that lie on paths nearly as good.

`forward[i, k]` is the score of the best labelling of the clause up to token `i` that ends in label `k`,
`backward[i, k]` that of the rest (max-product messages; Viterbi 1967). All clauses are worked on at once, longest
first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kg.extract.chain import OUTSIDE, ChainModel, may_follow
from kg.extract.ways import NEVER
from kg.extract.weights import Scores

Flags = npt.NDArray[np.bool_]
_LONGEST_NAME = 40
_NOTHING = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Lattice:
    """Messages of a text.

    `emissions` are `[token, label]`. `scores` (the emissions with the price of no name taken off), `forward`,
    `backward` and `leave` (the part of `backward` in which the next token continues no name) are `[label, place]`,
    where `place[i]` is the place of token `i` and `order` the token at each place. `best[i]` is the score of the best
    labelling of the clause of token `i`, `last[i]` that clause's last token.
    """

    emissions: Scores
    scores: Scores
    forward: Scores
    backward: Scores
    leave: Scores
    place: npt.NDArray[np.int64]
    order: npt.NDArray[np.int64]
    best: npt.NDArray[np.int32]
    last: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Spans:
    """Names that may be: type (an index into `kinds`), first and end token, and how far they are from the best.

    `gap` ≤ 0 is the score of the best labelling with the name less that of the best of all.
    """

    kinds: Sequence[str]
    kind: npt.NDArray[np.int32]
    first: npt.NDArray[np.int32]
    end: npt.NDArray[np.int32]
    gap: npt.NDArray[np.int32]


def clause_steps(starts: Flags) -> Iterator[npt.NDArray[np.int64]]:
    """The first tokens of all clauses, then the second ones, and so on, longest clauses first."""
    begins = np.flatnonzero(starts)
    lengths = np.diff(np.append(begins, len(starts)))
    order = np.argsort(-lengths, kind="stable")
    begins, falling = begins[order], -lengths[order]
    longest = int(-falling[0])
    counts = np.searchsorted(falling, -np.arange(longest), side="left").tolist()
    for step, count in enumerate(counts):
        yield begins[:count] + step


def lattice(model: ChainModel, emissions: Scores, starts: Flags, outside: int) -> Lattice:
    """Messages over all clauses; `outside` is taken off the score of `O` (a larger one finds more)."""
    steps = list(clause_steps(starts))
    order = np.concatenate(steps)
    edges = np.cumsum([0, *map(len, steps)]).tolist()
    # Tokens in the order of the steps, so that each step is a slice.
    scores = np.ascontiguousarray(emissions[order].T)
    scores[model.labels.index(OUTSIDE)] -= np.int32(outside)
    may_start = np.array([may_follow(OUTSIDE, label) for label in model.labels])
    forward = np.empty_like(scores)
    backward, leave = np.zeros_like(scores), np.zeros_like(scores)
    forward[:, : edges[1]] = np.where(may_start[:, None], scores[:, : edges[1]], NEVER)
    for at, begin, end in zip(edges, edges[1:], edges[2:], strict=False):
        forward[:, begin:end] = model.ways.onward(forward[:, at : at + end - begin]) + scores[:, begin:end]
    for at, begin, end in reversed(list(zip(edges, edges[1:], edges[2:], strict=False))):
        before = slice(at, at + end - begin)
        leave[:, before], backward[:, before] = model.ways.back(scores[:, begin:end] + backward[:, begin:end])
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    begins = np.flatnonzero(starts)
    lengths = np.diff(np.append(begins, len(starts)))
    last = np.repeat(begins + lengths - 1, lengths)
    best = forward.max(axis=0)[place[last]]
    return Lattice(emissions, scores, forward, backward, leave, place, order, best, last)


def near_best(model: ChainModel, messages: Lattice, slack: int) -> Spans:
    """All outer names on labellings at most `slack` worse than the best of their clause."""
    outer = [label.partition("/")[0] for label in model.labels]
    kinds = sorted({label[2:] for label in outer if label.startswith("B-")})
    likely = messages.forward + messages.backward >= messages.best[messages.order] - np.int32(slack)
    alike: dict[tuple[int, int], list[_Kind]] = {}
    for number, kind in enumerate(kinds):
        begin, inside = ([i for i, label in enumerate(outer) if label == mark + kind] for mark in ("B-", "I-"))
        alike.setdefault((len(begin), len(inside)), []).append(_Kind(number, begin, inside))
    found = [part for members in alike.values() for part in _names(model, messages, slack, members, likely)]
    columns = [np.concatenate(column) for column in zip(*found, strict=True)] if found else [_NOTHING] * 4
    order = np.lexsort((columns[0], columns[2], columns[1]))
    kind_of, first_of, end_of, gap_of = (c[order].astype(np.int32) for c in columns)
    return Spans(kinds, kind_of, first_of, end_of, gap_of)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A type of name: its number, the labels that begin it, the labels that continue it."""

    number: int
    begin: list[int]
    inside: list[int]


def _names(
    model: ChainModel, messages: Lattice, slack: int, kinds: Sequence[_Kind], likely: Flags
) -> Iterator[tuple[npt.NDArray[np.int64], ...]]:
    """Type, first and end token and gap of names of types that have equally many labels, shortest names first.

    `here[k, i]` is the best score up to token `at[i]` of a labelling in which the name that began at `first[i]` is in
    its `k`-th state.
    """
    begin, inside = (np.array([getattr(kind, part) for kind in kinds]) for part in ("begin", "inside"))
    number = np.array([kind.number for kind in kinds])
    kind, place = np.nonzero(likely[begin].any(axis=1))
    first = at = messages.order[place]
    states = begin
    here = messages.forward[states[kind].T, place]
    for _ in range(_LONGEST_NAME):
        gap = (here + messages.leave[states[kind].T, place]).max(axis=0) - messages.best[at]
        keep = np.flatnonzero(gap >= -slack)
        yield number[kind[keep]], first[keep], at[keep] + 1, gap[keep]
        more = np.flatnonzero(at < messages.last[at])
        if not len(more) or not inside.size:
            return
        kind, first, at, here = kind[more], first[more], at[more] + 1, here[:, more]
        onward = model.transitions[states[:, :, None], inside[:, None]][kind].transpose(1, 2, 0)
        states = inside
        labels, place = states[kind].T, messages.place[at]
        here = (here[:, None] + onward).max(axis=0) + messages.scores[labels, place]
        alive = np.flatnonzero((here + messages.backward[labels, place]).max(axis=0) >= messages.best[at] - slack)
        kind, first, at, place, here = kind[alive], first[alive], at[alive], place[alive], here[:, alive]


def best_labels(model: ChainModel, emissions: Scores, starts: Flags, allowed: Flags) -> npt.NDArray[np.int64]:
    """The best labelling in which token `i` has a label of `allowed[i]`, clause by clause (Viterbi 1967)."""
    scores = np.where(allowed, emissions, NEVER)
    steps = list(clause_steps(starts))
    best = scores[steps[0]].astype(np.int32)
    back = np.zeros(scores.shape, dtype=np.int8)
    for at in steps[1:]:
        through = best[: len(at), :, None] + model.transitions[None]
        choice = through.argmax(axis=1)
        back[at] = choice
        best[: len(at)] = np.maximum(
            np.take_along_axis(through, choice[:, None, :], axis=1)[:, 0] + scores[at], 2 * NEVER
        )
    current = best.argmax(axis=1)
    labels = np.zeros(len(scores), dtype=np.int64)
    for at in reversed(steps):
        labels[at] = current[: len(at)]
        if at is not steps[0]:
            current[: len(at)] = back[at, current[: len(at)]]
    return labels
