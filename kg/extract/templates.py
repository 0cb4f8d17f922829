"""Weights by conjunctions of columns: the form that the chain model and the span model share.

A weights file has one line for each conjunction that matters: the template's name, the symbols joined by `|`, and
`label=weight` cells with weights in thousandths. `#` starts a comment, `labels` lists the labels.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, repeat
from operator import itemgetter
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kg.errors import OntologyError
from kg.extract.columns import Column
from kg.extract.symbols import Flags, Ids, Selection

Scores = npt.NDArray[np.int32]
Indices = npt.NDArray[np.int64]
Rows = npt.NDArray[np.int16] | npt.NDArray[np.int32]


Vocabularies = Mapping[str, Mapping[str, int]]

#: Templates with at most so many possible conjunctions have a table with one entry for each.
_LARGEST_TABLE = 1 << 18
_HASH_BITS = 18
_MULTIPLIER = np.int64(0x1E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class TemplateWeights:
    """Where the weights of one template stand in the matrix of all rows.

    A key is a number in mixed radix whose digits are the symbols' numbers in the vocabularies of their columns, 0 for
    an unknown symbol. `rows` has the row of every key (0: none) where there are few, else of the sorted `keys` only;
    then `likely` tells by a hash of a key whether it may be among them (Bloom 1970, with one hash).
    """

    radices: tuple[int, ...]
    keys: Indices | None
    rows: Ids
    likely: Flags

    def find(self, parts: Sequence[Ids]) -> Ids:
        """The rows of conjunctions, 0 for those without weights. `parts` are symbol numbers, one array a column."""
        if self.keys is None:
            key = parts[0]
            for part, radix in zip(parts[1:], self.radices[1:], strict=True):
                key = key * np.int32(radix) + part
            return self.rows[key]
        key64 = parts[0].astype(np.int64)
        for part, radix in zip(parts[1:], self.radices[1:], strict=True):
            key64 = key64 * radix + part
        where = np.flatnonzero(self.likely[_hash(key64)])
        wanted = key64[where]
        at = np.searchsorted(self.keys, wanted)
        at[at == len(self.keys)] = 0
        found = np.zeros(len(parts[0]), dtype=np.int32)
        found[where] = np.where(self.keys[at] == wanted, self.rows[at], 0)
        return found


def numbers(column: Column, vocabulary: Mapping[str, int]) -> Ids:
    """The number of each of the column's strings in a vocabulary, 0 for unknown ones."""
    if isinstance(column.strings, Selection):
        return column.strings.numbers(vocabulary)
    get = vocabulary.get
    return np.fromiter([get(s, 0) for s in column.strings], dtype=np.int32, count=len(column.strings))


def add_rows(total: Rows, rows: Rows, index: Ids) -> None:
    """Add to each row of `total` the row of `rows` with that index; row 0 is empty."""
    if 16 * np.count_nonzero(index) < len(index):
        where = np.flatnonzero(index)
        total[where] += rows[index[where]]
    else:
        total += rows.take(index, axis=0)


@dataclass(frozen=True, slots=True)
class WeightsFile:
    """A weights file, read.

    Labels, lines that are no template's, a vocabulary a column (numbers from 1), where each template's weights stand,
    and all weights: a row for each set of weights that occurs, one column a label. Row 0 is empty. Sums of rows, one
    a template, fit into the matrix's type.
    """

    labels: tuple[str, ...]
    other: Sequence[Sequence[str]]
    vocabularies: Vocabularies
    templates: Mapping[str, TemplateWeights]
    rows: Rows


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
    spread = np.zeros((2, len(labels)), dtype=np.int64)
    for name, parts in digits.items():
        own = np.array(rows_of[name], dtype=np.int32)
        templates[name] = _place(parts, tuple(len(vocabularies[column]) + 1 for column in columns[name]), own)
        spread[0] += matrix[own].min(axis=0, initial=0)
        spread[1] += matrix[own].max(axis=0, initial=0)
    small = np.iinfo(np.int16)
    fits = spread.size == 0 or (spread.min() >= small.min and spread.max() <= small.max)
    return WeightsFile(
        labels,
        other,
        {column: dict(vocabulary) for column, vocabulary in vocabularies.items()},
        templates,
        matrix.astype(np.int16) if fits else matrix,
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


def _place(parts: Sequence[Ids], radices: tuple[int, ...], rows: Ids) -> TemplateWeights:
    key = parts[0].astype(np.int64)
    for part, radix in zip(parts[1:], radices[1:], strict=True):
        key = key * radix + part
    size = math.prod(radices)
    if size <= _LARGEST_TABLE:
        table = np.zeros(size, dtype=np.int32)
        table[key] = rows
        return TemplateWeights(radices, None, table, np.zeros(0, dtype=np.bool_))
    order = np.argsort(key, kind="stable")
    likely = np.zeros(1 << _HASH_BITS, dtype=np.bool_)
    likely[_hash(key)] = True
    return TemplateWeights(radices, key[order], rows[order], likely)


def _hash(keys: Indices) -> Indices:
    """Multiplicative hashing (Knuth, The Art of Computer Programming 6.4)."""
    return (keys * _MULTIPLIER >> (63 - _HASH_BITS)) & ((1 << _HASH_BITS) - 1)


Part = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Group:
    """Templates over the same places: `parts` are (column, offset), `templates` (columns, their parts, weights)."""

    parts: tuple[Part, ...]
    templates: tuple[tuple[tuple[str, ...], tuple[int, ...], TemplateWeights], ...]


def group_templates(
    templates: Sequence[tuple[Sequence[Part], TemplateWeights]],
    bases: Mapping[str, str],
    sizes: Mapping[str, int],
) -> tuple[Group, ...]:
    """Templates that look at the same columns and places, put together.

    `bases` maps a column to the one that it is a function of, `sizes` has how many symbols a column knows. A template
    joins a group that looks at more where that group has few possible conjunctions.
    """
    members: dict[tuple[Part, ...], list[tuple[tuple[str, ...], tuple[Part, ...], TemplateWeights]]] = {}
    keyed = []
    for template, weights in templates:
        parts = tuple((bases.get(column, column), offset) for column, offset in template)
        keyed.append((tuple(sorted(set(parts))), parts, tuple(column for column, _ in template), weights))
    keyed.sort(key=lambda item: -len(item[0]))
    for own, parts, columns, weights in keyed:
        hosts = [host for host in members if set(own) <= set(host) and _few(host, sizes)]
        members.setdefault(hosts[0] if hosts else own, []).append((columns, parts, weights))
    return tuple(
        Group(
            host,
            tuple((columns, tuple(host.index(part) for part in parts), weights) for columns, parts, weights in found),
        )
        for host, found in members.items()
    )


def _few(parts: Sequence[Part], sizes: Mapping[str, int]) -> bool:
    return math.prod(sizes.get(column, 1) for column, _ in parts) <= _LARGEST_TABLE


def distinct(parts: Sequence[Ids], sizes: Sequence[int]) -> tuple[list[Ids], Ids] | None:
    """The conjunctions that occur, as one array a part, and for each token its conjunction.

    Where very many may occur, only neighbours are compared; None where hardly any two are equal.
    """
    size = math.prod(sizes)
    if size > _LARGEST_TABLE:
        return _runs(parts)
    key = parts[0]
    for part, radix in zip(parts[1:], sizes[1:], strict=True):
        key = key * np.int32(radix) + part
    seen = np.zeros(size, dtype=np.bool_)
    seen[key] = True
    found = np.flatnonzero(seen).astype(np.int32)
    place = np.empty(size, dtype=np.int32)
    place[found] = np.arange(len(found), dtype=np.int32)
    return list(_unravelled(found, sizes)), place[key]


def _runs(parts: Sequence[Ids]) -> tuple[list[Ids], Ids] | None:
    """The conjunctions of runs of tokens that have the same one, and each token's run."""
    changes = np.ones(len(parts[0]), dtype=np.bool_)
    changes[1:] = parts[0][1:] != parts[0][:-1]
    for part in parts[1:]:
        changes[1:] |= part[1:] != part[:-1]
    firsts = np.flatnonzero(changes)
    if 2 * len(firsts) > len(changes):
        return None
    return [part[firsts] for part in parts], (np.cumsum(changes, dtype=np.int32) - np.int32(1))


def _unravelled(keys: Ids, sizes: Sequence[int]) -> Iterator[Ids]:
    for i in range(len(sizes)):
        below = np.int32(math.prod(sizes[i + 1 :]))
        yield keys // below % np.int32(sizes[i])
