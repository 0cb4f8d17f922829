"""Weights by conjunctions of columns: the form that the chain model and the span model share.

A weights file has one line for each conjunction that matters: the template's name, the symbols joined by `|`, and
`label=weight` cells with
weights in thousandths. `#` starts a comment, `labels` lists the labels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kg.errors import OntologyError
from kg.extract.columns import Column

Scores = npt.NDArray[np.int32]
Indices = npt.NDArray[np.int64]


Vocabularies = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class TemplateWeights:
    """The weights of one template: sorted keys of the conjunctions that matter, and one row of weights a key.

    A key is a number in mixed radix whose digits are the symbols' numbers in the vocabularies of their columns.
    """

    radices: tuple[int, ...]
    keys: Indices
    rows: Scores

    def add_to(self, total: Scores, parts: Sequence[Indices]) -> None:
        """Add the rows of the conjunctions that fire. `parts` are symbol numbers, one array a column, -1 for
        unknown.
        """
        key = parts[0]
        unknown = key
        for part, radix in zip(parts[1:], self.radices[1:], strict=True):
            key = key * radix + part
            unknown = unknown | part
        at = np.searchsorted(self.keys, key)
        at[at == len(self.keys)] = 0
        where = np.flatnonzero((self.keys[at] == key) & (unknown >= 0))
        total[where] += self.rows[at[where]]


def numbers(column: Column, vocabulary: Mapping[str, int]) -> Indices:
    """The number of each token's symbol in a vocabulary, -1 for unknown ones."""
    get = vocabulary.get
    table = np.fromiter([get(s, -1) for s in column.strings], dtype=np.int64, count=len(column.strings))
    return table[column.ids]


@dataclass(frozen=True, slots=True)
class WeightsFile:
    """A weights file, read: labels, lines that are no template's, a vocabulary a column, and weights by template
    name.
    """

    labels: tuple[str, ...]
    other: Sequence[Sequence[str]]
    vocabularies: Vocabularies
    templates: Mapping[str, TemplateWeights]


def load_weights(path: Path, columns: Mapping[str, Sequence[str]]) -> WeightsFile:
    """Read a weights file; `columns` has the columns of each template. Raises OntologyError where it is missing or
    malformed.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise OntologyError(f"{path}: missing; `kg train` makes it from annotated passages") from None
    try:
        return parse_weights(text, columns)
    except (ValueError, KeyError, IndexError) as error:
        raise OntologyError(f"{path}: not a weights file ({error})") from None


def parse_weights(text: str, columns: Mapping[str, Sequence[str]]) -> WeightsFile:
    """The weights in a file's text. Raises ValueError, KeyError or IndexError where it is malformed."""
    labels: tuple[str, ...] = ()
    other = []
    raw: dict[str, list[list[str]]] = {}
    for line in text.split("\n"):
        if not line or line[0] == "#":
            continue
        cells = line.split("\t")
        if cells[0] == "labels":
            labels = tuple(cells[1:])
        elif cells[0] in columns:
            raw.setdefault(cells[0], []).append(cells)
        else:
            other.append(cells)
    index = {label: i for i, label in enumerate(labels)}
    vocabularies: dict[str, dict[str, int]] = {}
    for name, rows in raw.items():
        words = [vocabularies.setdefault(column, {}) for column in columns[name]]
        for row in rows:
            for word, symbol in zip(words, row[1].split("|"), strict=True):
                word.setdefault(symbol, len(word))
    return WeightsFile(
        labels,
        other,
        vocabularies,
        {name: _pack(rows, [vocabularies[column] for column in columns[name]], index) for name, rows in raw.items()},
    )


def _pack(
    rows: Sequence[Sequence[str]], vocabularies: Sequence[Mapping[str, int]], labels: Mapping[str, int]
) -> TemplateWeights:
    radices = tuple(len(vocabulary) for vocabulary in vocabularies)
    keys = np.zeros(len(rows), dtype=np.int64)
    matrix = np.zeros((len(rows), len(labels)), dtype=np.int32)
    for i, row in enumerate(rows):
        key = 0
        for vocabulary, radix, symbol in zip(vocabularies, radices, row[1].split("|"), strict=True):
            key = key * radix + vocabulary[symbol]
        keys[i] = key
        for cell in row[2:]:
            label, _, weight = cell.rpartition("=")
            matrix[i, labels[label]] = int(weight)
    order = np.argsort(keys, kind="stable")
    return TemplateWeights(radices, keys[order], matrix[order])
