"""A second opinion on names: a small convolutional network over the words of a clause, with a chain of labels above.

Every symbol of a few columns has a vector; their sum goes through layers that look at a token and one on each side,
ever farther away, each added to what lies below (He et al. 2016; Strubell et al. 2017), and then gives a score for
each label. `kg train` learns it and writes whole numbers: all sums stay below 2 ** 24, where float32 is exact, so that
the scores are the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from kg.errors import OntologyError
from kg.extract.chain import OUTSIDE, may_follow
from kg.extract.columns import DERIVED, Column
from kg.extract.symbols import Flags, Ids
from kg.extract.templates import numbers

Matrix = npt.NDArray[np.float32]

#: The columns that the network sees.
NETWORK_COLUMNS: Final = (
    "word",
    "tag",
    "gaz",
    "coarse",
    "cluster",
    "fine",
    "class",
    "quote",
    "end1",
    "first",
    "end2",
    "shape",
)
#: Steps of numbers in the file: of symbols' vectors, of what goes from layer to layer, of weights.
VECTOR_STEPS: Final = 64
SIGNAL_STEPS: Final = 32
WEIGHT_STEPS: Final = 128
#: The largest signal: 3 inputs of up to 48 numbers each, this times 127, summed, stay below 2 ** 24.
STRONGEST: Final = 900
LOG_STEPS: Final = 1000


@dataclass(frozen=True, slots=True)
class Layer:
    """Weights `[left, here, right inputs; output]` of a layer, its bias, and how far left and right are."""

    distance: int
    weights: Matrix
    bias: Matrix


@dataclass(frozen=True, slots=True)
class Network:
    """The network as it is applied.

    `vectors` has for each column the numbers of its symbols and their vectors, row 0 for unknown ones; `transitions`
    and `opening` are chances, not normalised, of a label after another and at the start of a clause.
    """

    labels: tuple[str, ...]
    transitions: npt.NDArray[np.float64]
    opening: npt.NDArray[np.float64]
    vectors: Mapping[str, tuple[Mapping[str, int], Matrix]]
    bias: Matrix
    layers: tuple[Layer, ...]
    output: Matrix
    output_bias: Matrix

    @classmethod
    def load(cls, path: Path) -> Network:
        """Read a weights file. Raises OntologyError where it is missing or malformed."""
        try:
            return cls.parse(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise OntologyError(f"{path}: missing; `kg train` makes it from annotated passages") from None
        except (ValueError, KeyError, IndexError) as error:
            raise OntologyError(f"{path}: not a weights file ({error})") from None

    @classmethod
    def parse(cls, text: str) -> Network:
        """The network of a weights file's text. Raises ValueError, KeyError or IndexError where it is malformed."""
        rows = (line.split("\t") for line in text.split("\n") if line and line[0] != "#")
        parts = {kind: list(own) for kind, own in groupby(rows, key=lambda row: row[0])}
        labels = tuple(parts["labels"][0][1:])
        transitions = _numbers(parts["transition"])
        may = np.array([[may_follow(source, target) for target in labels] for source in labels])
        opening = _numbers(parts["opening"])[0]
        output = _numbers(parts["output"])
        return cls(
            labels,
            np.where(may, np.exp(transitions / LOG_STEPS), 0.0),
            np.where(may[labels.index(OUTSIDE)], np.exp(opening / LOG_STEPS), 0.0),
            {column: _vectors(parts[column]) for column in NETWORK_COLUMNS},
            _numbers(parts["bias"])[0],
            tuple(_layers(parts["layer"])),
            output[:-1],
            output[-1],
        )

    def emissions(self, columns: Mapping[str, Column], tokens: Ids, starts: Flags) -> npt.NDArray[np.float64]:
        """Scores `[token, label]` of some `tokens`, whole clauses, each of which begins where `starts` is true."""
        below = self._signals(columns, tokens)
        clause = np.cumsum(starts).astype(np.int32)
        above = below
        for layer in self.layers:
            sides = [_shifted(above, clause, step) for step in (-layer.distance, layer.distance)]
            found = np.concatenate((sides[0], above, sides[1]), axis=1) @ layer.weights + layer.bias
            above = np.minimum(above + _signal(found, WEIGHT_STEPS), np.float32(STRONGEST))
        scores = np.concatenate((above, below), axis=1) @ self.output + self.output_bias
        return scores.astype(np.float64) / (SIGNAL_STEPS * WEIGHT_STEPS)

    def _signals(self, columns: Mapping[str, Column], tokens: Ids) -> Matrix:
        """The sums of the vectors of each token's symbols. What follows from one column is added up before."""
        by_base: dict[str, Matrix] = {}
        for name, (vocabulary, vectors) in self.vectors.items():
            base = DERIVED[name][0] if name in DERIVED else name
            found = vectors[numbers(columns[name], vocabulary)]
            by_base[base] = by_base[base] + found if base in by_base else found
        total = np.tile(self.bias, (len(tokens), 1))
        for base, found in by_base.items():
            total += found[columns[base].ids[tokens]]
        return np.minimum(_signal(total, VECTOR_STEPS // SIGNAL_STEPS), np.float32(STRONGEST))


def _signal(sums: Matrix, steps: int) -> Matrix:
    found: Matrix = np.maximum(np.rint(sums * np.float32(1 / steps)), np.float32(0))
    return found


def _shifted(rows: Matrix, clause: Ids, step: int) -> Matrix:
    """The row `step` tokens on from each token of the same clause, zeros where there is none."""
    shifted = np.zeros_like(rows)
    if abs(step) < len(rows):
        here, there = (slice(None, -step), slice(step, None)) if step > 0 else (slice(-step, None), slice(None, step))
        shifted[here] = rows[there] * (clause[here] == clause[there])[:, None]
    return shifted


def _numbers(rows: Sequence[Sequence[str]]) -> Matrix:
    """The last cells of rows, numbers with spaces between."""
    flat = np.fromstring(" ".join(row[-1] for row in rows), dtype=np.float32, sep=" ")
    return flat.reshape(len(rows), -1)


def _vectors(rows: Sequence[Sequence[str]]) -> tuple[dict[str, int], Matrix]:
    return {row[1]: number for number, row in enumerate(rows) if number}, _numbers(rows)


def _layers(rows: Sequence[Sequence[str]]) -> Iterator[Layer]:
    for _, own in groupby(rows, key=lambda row: row[1]):
        members = list(own)
        found = _numbers(members)
        yield Layer(int(members[0][2]), found[:-1], found[-1])
