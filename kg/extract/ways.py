"""The ways from label to label of a chain model, and the best of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from kg.extract.weights import Scores

#: The score of a way that does not exist.
NEVER = np.int32(-10_000_000)
#: Less than any score, and far enough from the end of the numbers to add to.
_UNREACHED = np.int32(-500_000_000)


class Ways:
    """The ways from label to label: to those that continue no name from everywhere, to the others from few."""

    def __init__(self, labels: Sequence[str], transitions: Scores) -> None:
        goes_on = np.array([label.startswith("I-") for label in labels], dtype=np.bool_)
        self._free, self._bound = np.flatnonzero(~goes_on), np.flatnonzero(goes_on)
        self._leaving = transitions[:, self._free, None]
        reach = transitions > NEVER // 2
        self._sources = _padded([np.flatnonzero(reach[:, target]) for target in self._bound])
        self._targets = _padded([np.flatnonzero(row & goes_on) for row in reach])
        self._into = _weights(transitions, self._sources, self._bound)
        self._out = _weights(transitions.T, self._targets, np.arange(len(transitions)))

    def onward(self, forward: Scores) -> Scores:
        """`max_k forward[k] + transitions[k, label]` for every label."""
        out = np.empty_like(forward)
        out[self._free] = (forward[:, None] + self._leaving).max(axis=0)
        if len(self._bound):
            out[self._bound] = (forward[self._sources] + self._into).max(axis=0)
        return out

    def back(self, rest: Scores) -> tuple[Scores, Scores]:
        """`max_k transitions[label, k] + rest[k]` for every label: over labels that continue no name, and over all."""
        leave = (rest[self._free] + self._leaving).max(axis=1)
        return leave, np.maximum(leave, (rest[self._targets] + self._out).max(axis=0, initial=_UNREACHED))


def _padded(lists: Sequence[npt.NDArray[np.int64]]) -> npt.NDArray[np.int64]:
    """Lists of different lengths as the columns of a matrix, -1 below their ends."""
    out = np.full((max(map(len, lists), default=0), len(lists)), -1, dtype=np.int64)
    for i, members in enumerate(lists):
        out[: len(members), i] = members
    return out


def _weights(transitions: Scores, sources: npt.NDArray[np.int64], targets: npt.NDArray[np.int64]) -> Scores:
    """`transitions[sources, targets]`, out of reach where there is no source."""
    return np.where(sources < 0, _UNREACHED, transitions[sources, targets[None]])[:, :, None]
