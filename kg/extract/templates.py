"""Weights by conjunctions of columns: the form that the chain model and the span model share.

A weights file has one line for each conjunction that matters: the template's name, the symbols joined by `|`, and
`label=weight` cells with weights in thousandths. `#` starts a comment, `labels` lists the labels.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, repeat
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.errors import OntologyError
from kg.extract.columns import Column
from kg.extract.symbols import Flags, Ids, Selection

Scores = npt.NDArray[np.int32]
Keys = npt.NDArray[np.unsignedinteger[Any]]

Vocabularies = Mapping[str, Mapping[str, int]]

#: Templates with at most so many possible conjunctions have a table with one entry for each.
_LARGEST_TABLE = 1 << 18
_HASH_BITS = int(__import__("os").environ.get("HB", "18"))
_MULTIPLIERS: Mapping[int, Any] = {4: np.uint32(0x9E3779B1), 8: np.uint64(0x9E3779B97F4A7C15)}  # by size in bytes


@dataclass(frozen=True, slots=True)
class TemplateWeights:
    """Where the weights of one template stand in the matrix of all rows.

    A key is a number in mixed radix whose digits are the symbols' numbers in the vocabularies of their columns, 0 for
    an unknown symbol. `rows` has the row of every key (0: none) where there are few, else of the sorted `keys` only;
    then `likely` tells by a hash of a key whether it may be among them (Bloom 1970, with one hash). `least` and `most`
    bound what the template adds to each label.
    """

    radices: tuple[int, ...]
    keys: Keys | None
    rows: Ids
    likely: Flags
    least: Scores
    most: Scores

    def find(self, parts: Sequence[Ids]) -> Ids:
        """The rows of conjunctions, 0 for those without weights. `parts` are symbol numbers, one array a column."""
        if self.keys is None:
            key = parts[0]
            for part, radix in zip(parts[1:], self.radices[1:], strict=True):
                key = key * np.int32(radix) + part
            return self.rows.take(key)
        keys = _keys(parts, self.radices)
        where = np.flatnonzero(self.likely.take(_hash(keys)))
        wanted = keys[where]
        at = np.searchsorted(self.keys, wanted)
        at[at == len(self.keys)] = 0
        found = np.zeros(len(keys), dtype=np.int32)
        found[where] = self.rows[at] * (self.keys[at] == wanted)
        return found


def numbers(column: Column, vocabulary: Mapping[str, int]) -> Ids:
    """The number of each of the column's strings in a vocabulary, 0 for unknown ones."""
    if isinstance(column.strings, Selection):
        return column.strings.numbers(vocabulary)
    get = vocabulary.get
    return np.fromiter([get(s, 0) for s in column.strings], dtype=np.int32, count=len(column.strings))


@dataclass(frozen=True, slots=True)
class WeightsFile:
    """A weights file, read.

    Labels, lines that are no template's, a vocabulary a column (numbers from 1), where each template's weights stand,
    and all weights: a row for each set of weights that occurs, one column a label. Row 0 is empty.
    """

    labels: tuple[str, ...]
    other: Sequence[Sequence[str]]
    vocabularies: Vocabularies
    templates: Mapping[str, TemplateWeights]
    rows: Scores


def load_weights(path: Path, columns: Mapping[str, Sequence[str]]) -> WeightsFile:
    """Read a weights file; `columns` has the columns of each template.

    Raises OntologyError where it is missing or malformed.
    """
    try:
        text = path.read_bytes().decode("utf-8")
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
    digits = {}
    for name, rows_of_template in raw.items():
        for column in columns[name]:
            vocabularies.setdefault(column, _Vocabulary())
        digits[name] = _digits(rows_of_template, [vocabularies[column] for column in columns[name]])
    numbering = _Vocabulary()  # of rows: many conjunctions have the same weights
    number = numbering.__getitem__
    rows_of = {name: [number(row[2] if len(row) > 2 else "") for row in rows] for name, rows in raw.items()}
    matrix = _matrix(list(numbering), labels)
    templates = {}
    for name, parts in digits.items():
        own = np.array(rows_of[name], dtype=np.int32)
        radices = tuple(len(vocabularies[column]) + 1 for column in columns[name])
        templates[name] = _place(parts, radices, own, matrix[own])
    return WeightsFile(
        labels,
        other,
        {column: dict(vocabulary) for column, vocabulary in vocabularies.items()},
        templates,
        matrix,
    )


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


def _place(parts: Sequence[Ids], radices: tuple[int, ...], rows: Ids, weights: Scores) -> TemplateWeights:
    least, most = weights.min(axis=0, initial=0), weights.max(axis=0, initial=0)
    keys = _keys(parts, radices)
    size = math.prod(radices)
    if size <= _LARGEST_TABLE:
        table = np.zeros(size, dtype=np.int32)
        table[keys] = rows
        return TemplateWeights(radices, None, table, np.zeros(0, dtype=np.bool_), least, most)
    order = np.argsort(keys, kind="stable")
    likely = np.zeros(1 << _HASH_BITS, dtype=np.bool_)
    likely[_hash(keys)] = True
    return TemplateWeights(radices, keys[order], rows[order], likely, least, most)


def _keys(parts: Sequence[Ids], radices: Sequence[int]) -> Keys:
    """The keys of conjunctions, in 32 bits where all possible ones fit."""
    size = np.uint32 if math.prod(radices) <= 1 << 32 else np.uint64
    keys: Keys = parts[0].astype(size)
    for part, radix in zip(parts[1:], radices[1:], strict=True):
        keys = keys * size(radix) + part.astype(size)
    return keys


def _hash(keys: Keys) -> Keys:
    """Multiplicative hashing (Knuth, The Art of Computer Programming 6.4)."""
    hashed: Keys = keys * _MULTIPLIERS[keys.itemsize]
    hashed >>= keys.dtype.type(8 * keys.itemsize - _HASH_BITS)
    return hashed
