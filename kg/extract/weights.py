"""The text of weights files.

A weights file has one line for each conjunction that matters: the template's name, the symbols joined by `|`, and
`label=weight` cells with weights in thousandths. `#` starts a comment, `labels` lists the labels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, repeat
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from kg.extract.symbols import Ids

Scores = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class WeightTable:
    """A weights file as columns of numbers.

    Labels; lines that are no template's; the symbols of each column, whose numbers count from 1; for each template the
    numbers of its lines' symbols, an array a column, and last the row of `matrix` that has a line's weights. Row 0 of
    the matrix is empty.
    """

    labels: tuple[str, ...]
    other: Sequence[Sequence[str]]
    symbols: Mapping[str, Sequence[str]]
    lines: Mapping[str, Sequence[Ids]]
    matrix: Scores


def parse(text: str, columns: Mapping[str, Sequence[str]]) -> WeightTable:
    """Read the text of a weights file; `columns` has the columns of each template.

    Raises ValueError, KeyError or IndexError where it is malformed.
    """
    labels: tuple[str, ...] = ()
    other = []
    raw: dict[str, list[list[str]]] = {}
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    lines = [line.split("\t", 2) for line in text.split("\n") if line and line[0] != "#"]
    for name, rows in groupby(lines, key=itemgetter(0)):
        if name == "labels":
            labels = tuple(cell for row in rows for part in row[1:] for cell in part.split("\t"))
        elif name in columns:
            raw.setdefault(name, []).extend(rows)
        else:
            other += ["\t".join(row).split("\t") for row in rows]
    vocabularies: dict[str, _Vocabulary] = {}
    numbering = _Vocabulary()  # of rows: many conjunctions have the same weights
    found = {}
    for name, rows_of_template in raw.items():
        for column in columns[name]:
            vocabularies.setdefault(column, _Vocabulary())
        digits = _digits(rows_of_template, [vocabularies[column] for column in columns[name]])
        weights = [numbering[row[2] if len(row) > 2 else ""] for row in rows_of_template]
        found[name] = [*digits, np.array(weights, dtype=np.int32)]
    symbols = {column: tuple(vocabulary) for column, vocabulary in vocabularies.items()}
    return WeightTable(labels, other, symbols, found, _matrix(list(numbering), labels))


class _Vocabulary(dict[str, int]):
    """Numbers symbols from 1 as they come."""

    def __missing__(self, symbol: str) -> int:
        number = self[symbol] = len(self) + 1
        return number


def _digits(rows: Sequence[Sequence[str]], vocabularies: Sequence[_Vocabulary]) -> list[Ids]:
    """The numbers of the symbols of each conjunction, one array a column."""
    width = len(vocabularies)
    joined = [row[1] for row in rows]
    if set(map(str.count, joined, repeat("|"))) != {width - 1}:
        raise ValueError(f"{rows[0][0]}: not {width} symbols in each line")
    symbols = "|".join(joined).split("|")
    return [
        np.fromiter(map(vocabulary.__getitem__, symbols[i::width]), dtype=np.int32, count=len(rows))
        for i, vocabulary in enumerate(vocabularies)
    ]


def _matrix(cells: Sequence[str], labels: Sequence[str]) -> Scores:
    """One row of weights for each line's cells, after an empty row."""
    counts = [cell.count("=") for cell in cells]
    if any(cell and cell.count("\t") + 1 != count for cell, count in zip(cells, counts, strict=True)):
        raise ValueError("cells must be label=weight")
    flat = "\t".join(filter(None, cells)).replace("=", "\t").split("\t") if any(counts) else []
    index = {label: i for i, label in enumerate(labels)}
    matrix = np.zeros((len(cells) + 1, len(labels)), dtype=np.int32)
    line = np.repeat(np.arange(1, len(cells) + 1), counts)
    label = np.fromiter(map(index.__getitem__, flat[::2]), dtype=np.int64, count=len(line))
    matrix[line, label] = np.fromiter(map(int, flat[1::2]), dtype=np.int32, count=len(line))
    return matrix
