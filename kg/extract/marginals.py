"""How probable names are by a network: the share of all labellings of a clause that have them (Rabiner 1989)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from kg.extract.columns import Column
from kg.extract.lattice import Spans, clause_steps
from kg.extract.network import Network
from kg.extract.symbols import Flags

Chances = npt.NDArray[np.float64]


def second_opinion(
    network: Network, columns: Mapping[str, Column], starts: Flags, spans: Spans, odds: Sequence[int], *, doubt: int
) -> list[int]:
    """`odds` (thousandths) of names; where they are between `doubt` and 1000 - `doubt`, their mean with the network's.

    Only clauses with a doubtful name are looked at.
    """
    first = np.asarray(odds, dtype=np.int32)
    doubtful = np.flatnonzero((first > doubt) & (first < 1000 - doubt))
    if not len(doubtful):
        return list(odds)
    clause = np.cumsum(starts)
    wanted = np.zeros(clause[-1] + 1, dtype=np.bool_)
    wanted[clause[spans.first[doubtful]]] = True
    tokens = np.flatnonzero(wanted[clause]).astype(np.int32)
    emissions = network.emissions(columns, tokens, starts[tokens])
    place = (np.cumsum(wanted[clause]) - 1).astype(np.int32)
    names = replace(
        spans,
        kind=spans.kind[doubtful],
        first=place[spans.first[doubtful]],
        end=place[spans.end[doubtful] - 1] + 1,
        gap=spans.gap[doubtful],
    )
    chances = marginals(network, emissions, starts[tokens], names)
    first[doubtful] = np.rint((first[doubtful] + 1000 * chances) / 2).astype(np.int32)
    mixed: list[int] = first.tolist()
    return mixed


def marginals(network: Network, emissions: Chances, starts: Flags, names: Spans) -> Chances:
    """For each of the `names` the probability that it is one, by the network's `emissions` `[token, label]`."""
    here = np.exp(emissions - emissions.max(axis=1, keepdims=True))
    forward, backward, scale = _messages(network, here, starts)
    outer = [label.partition("/")[0] for label in network.labels]
    begin, inside = (
        np.array([[part == mark + kind for part in outer] for kind in names.kinds])[names.kind] for mark in ("B-", "I-")
    )
    # What may come after the last token of a name: the end of the clause, or anything that does not continue it.
    ends = np.append(starts[1:], True)[names.end - 1]
    after = np.vstack((here * backward / scale[:, None], np.zeros(here.shape[1])))[names.end]
    leave = np.where(ends[:, None], 1.0, (after * ~inside) @ network.transitions.T)
    chances = np.zeros(len(names.first))
    alive, at = np.arange(len(names.first)), names.first
    state = forward[at] * begin
    while len(alive):
        done = at + 1 == names.end[alive]
        chances[alive[done]] = (state[done] * leave[alive[done]]).sum(axis=1)
        alive, at, state = alive[~done], at[~done] + 1, state[~done]
        state = (state @ network.transitions) * here[at] * inside[alive] / scale[at, None]
    return np.minimum(chances, 1.0)


def _messages(network: Network, here: Chances, starts: Flags) -> tuple[Chances, Chances, Chances]:
    """Forward and backward messages `[token, label]`, and what each token's forward ones were divided by."""
    forward, backward, scale = np.empty_like(here), np.ones_like(here), np.empty(len(here))
    order = list(clause_steps(starts))
    for number, at in enumerate(order):
        before = network.opening if not number else forward[at - 1] @ network.transitions
        found = before * here[at]
        scale[at] = found.sum(axis=1)
        forward[at] = found / scale[at, None]
    for at in reversed(order[1:]):
        backward[at - 1] = (backward[at] * here[at] / scale[at, None]) @ network.transitions.T
    return forward, backward, scale
