"""The best paths through the labels of a text, and the names that lie on paths nearly as good.

`forward[i, k]` is the score of the best labelling of the clause up to token `i` that ends in label `k`,
`backward[i, k]` that of the rest
(max-product messages; Viterbi 1967). All clauses are worked on at once, longest first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kg.extract.chain import NEVER, OUTSIDE, ChainModel, may_follow
from kg.extract.templates import Scores

Flags = npt.NDArray[np.bool_]
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Lattice:
    """Messages of a text. `best[i]` is the score of the best labelling of the clause of token `i`, `last[i]` that
    clause's last token.
    """

    emissions: Scores
    forward: Scores
    backward: Scores
    best: npt.NDArray[np.int32]
    last: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Spans:
    """Names that may be: type (an index into `kinds`), first and end token, and `gap` ≤ 0: the best labelling with
    it less the best of all.
    """

    kinds: Sequence[str]
    kind: npt.NDArray[np.int32]
    first: npt.NDArray[np.int32]
    end: npt.NDArray[np.int32]
    gap: npt.NDArray[np.int32]


def _steps(starts: Flags) -> Iterator[npt.NDArray[np.int64]]:
    """The first tokens of all clauses, then the second ones, and so on, longest clauses first."""
    begins = np.flatnonzero(starts)
    lengths = np.diff(np.append(begins, len(starts)))
    order = np.argsort(-lengths, kind="stable")
    begins, falling = begins[order], -lengths[order]
    for step in range(int(-falling[0])):
        yield begins[: int(np.searchsorted(falling, -step, side="left"))] + step


def lattice(model: ChainModel, emissions: Scores, starts: Flags, outside: int) -> Lattice:
    """Messages over all clauses; `outside` is taken off the score of `O` (a larger one finds more)."""
    scores = emissions.copy()
    scores[:, model.labels.index(OUTSIDE)] -= np.int32(outside)
    count = len(scores)
    may_start = np.array([may_follow(OUTSIDE, label) for label in model.labels])
    forward = np.empty_like(scores)
    backward = np.zeros_like(scores)
    steps = list(_steps(starts))
    forward[steps[0]] = np.where(may_start, scores[steps[0]], NEVER)
    into = _Maxima(model.transitions)
    for at in steps[1:]:
        forward[at] = into(forward[at - 1]) + scores[at]
    out_of = _Maxima(model.transitions.T.copy())
    for at in reversed(steps[1:]):
        backward[at - 1] = out_of(scores[at] + backward[at])
    begins = np.flatnonzero(starts)
    lengths = np.diff(np.append(begins, count))
    last = np.repeat(begins + lengths - 1, lengths).astype(np.int32)
    best = forward[last].max(axis=1)
    return Lattice(scores, forward, backward, best, last)


class _Maxima:
    """Row-wise `max_k row[k] + transitions[k, target]` for all targets, by groups of targets that few sources reach."""

    def __init__(self, transitions: Scores) -> None:
        self._groups: list[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Scores]] = []
        reach: dict[bytes, list[int]] = {}
        for target in range(transitions.shape[1]):
            reach.setdefault((transitions[:, target] > NEVER // 2).tobytes(), []).append(target)
        for mask, targets in reach.items():
            sources = np.flatnonzero(np.frombuffer(mask, dtype=np.bool_))
            columns = np.array(targets)
            self._groups.append((sources, columns, transitions[np.ix_(sources, columns)]))
        self._width = transitions.shape[1]

    def __call__(self, rows: Scores) -> Scores:
        out = np.full((len(rows), self._width), NEVER, dtype=np.int32)
        for sources, targets, weights in self._groups:
            part = rows[:, sources]
            for i, target in enumerate(targets.tolist()):
                out[:, target] = (part + weights[:, i]).max(axis=1)
        return out


def near_best(model: ChainModel, messages: Lattice, slack: int) -> Spans:
    """All outer names on labellings at most `slack` worse than the best of their clause."""
    outer = [label.partition("/")[0] for label in model.labels]
    kinds = sorted({label[2:] for label in outer if label.startswith("B-")})
    floor = messages.best - np.int32(slack)
    total = messages.forward + messages.backward
    found: list[tuple[npt.NDArray[np.int64], ...]] = []
    for number, kind in enumerate(kinds):
        begin = np.array([i for i, label in enumerate(outer) if label == f"B-{kind}"])
        inside = np.array([i for i, label in enumerate(outer) if label == f"I-{kind}"])
        after = np.array([i for i, label in enumerate(outer) if label != f"I-{kind}"])
        first = np.flatnonzero(total[:, begin].max(axis=1) >= floor)
        here = messages.forward[np.ix_(first, begin)]
        labels, at = begin, first.copy()
        for _ in range(_LONGEST_NAME):
            if not len(first):
                break
            onward = model.transitions[np.ix_(labels, after)]
            gap = _closed(messages, here, onward, after, at) - messages.best[at]
            keep = gap >= -slack
            found.append((np.full(int(keep.sum()), number), first[keep], at[keep] + 1, gap[keep]))
            more = at < messages.last[at]
            first, at, here = first[more], at[more] + 1, here[more]
            here = (here[:, :, None] + model.transitions[np.ix_(labels, inside)][None]).max(axis=1)
            here = here + messages.emissions[np.ix_(at, inside)]
            labels = inside
            alive = (here + messages.backward[np.ix_(at, inside)]).max(axis=1, initial=NEVER) >= floor[at]
            first, at, here = first[alive], at[alive], here[alive]
    found.append((np.zeros(0, dtype=np.int64),) * 4)
    columns = [np.concatenate(column) for column in zip(*found, strict=True)]
    order = np.lexsort((columns[0], columns[2], columns[1]))
    kind_of, first_of, end_of, gap_of = (c[order].astype(np.int32) for c in columns)
    return Spans(kinds, kind_of, first_of, end_of, gap_of)


def _closed(
    messages: Lattice, here: Scores, step: Scores, after: npt.NDArray[np.int64], at: npt.NDArray[np.int64]
) -> npt.NDArray[np.int32]:
    """The best score of a clause in which a name in state `here` ends at token `at`; `step` leads to `after`."""
    closed: npt.NDArray[np.int32] = here.max(axis=1)
    onward = np.flatnonzero(at != messages.last[at])
    if len(onward):
        following = at[onward] + 1
        rest = (messages.emissions + messages.backward)[np.ix_(following, after)]
        closed[onward] = (here[onward][:, :, None] + (step[None] + rest[:, None, :])).max(axis=(1, 2))
    return closed


def best_labels(model: ChainModel, emissions: Scores, starts: Flags, allowed: Flags) -> npt.NDArray[np.int64]:
    """The best labelling in which token `i` has a label of `allowed[i]`, clause by clause (Viterbi 1967)."""
    scores = np.where(allowed, emissions, NEVER)
    steps = list(_steps(starts))
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
