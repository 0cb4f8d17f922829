"""Weights by conjunctions of columns, as they are looked up: what the chain model and the span model share."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.errors import OntologyError
from kg.extract import compiled
from kg.extract.columns import Column
from kg.extract.symbols import Flags, Ids, Selection
from kg.extract.weights import Scores, WeightTable, parse

Keys = npt.NDArray[np.unsignedinteger[Any]]

Vocabularies = Mapping[str, Mapping[str, int]]

#: Templates with at most so many possible conjunctions have a table with one entry for each.
_LARGEST_TABLE = 1 << 19
_HASH_BITS = 18
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
    """A weights file, ready for use.

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
        data = path.read_bytes()
    except FileNotFoundError:
        raise OntologyError(f"{path}: missing; `kg train` makes it from annotated passages") from None
    try:
        return _placed(compiled.table(data, columns), columns)
    except (ValueError, KeyError, IndexError) as error:
        raise OntologyError(f"{path}: not a weights file ({error})") from None


def parse_weights(text: str, columns: Mapping[str, Sequence[str]]) -> WeightsFile:
    """The weights in a file's text. Raises ValueError, KeyError or IndexError where it is malformed."""
    return _placed(parse(text, columns), columns)


def _placed(table: WeightTable, columns: Mapping[str, Sequence[str]]) -> WeightsFile:
    templates = {}
    for name, lines in table.lines.items():
        radices = tuple(len(table.symbols[column]) + 1 for column in columns[name])
        templates[name] = _place(lines[:-1], radices, lines[-1], table.matrix[lines[-1]])
    vocabularies = {
        column: dict(zip(symbols, range(1, len(symbols) + 1), strict=True)) for column, symbols in table.symbols.items()
    }
    return WeightsFile(table.labels, table.other, vocabularies, templates, table.matrix)


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
