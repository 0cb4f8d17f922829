"""Adds up the weights of all features of each token, by whole columns.

A matrix of weights (a row for each set of weights, a column for each label) is cut into strips whose rows are as long
as numpy moves at once. Templates that look at one symbol are added up for each distinct symbol of the text first. Sums
are whole numbers, in 16 bits as far as the weights cannot overflow them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.extract.columns import Column
from kg.extract.symbols import Ids
from kg.extract.templates import TemplateWeights, Vocabularies, numbers
from kg.extract.weights import Scores

Part = tuple[str, int]
_Strip = npt.NDArray[np.signedinteger[Any]]

#: `take` copies rows of 1, 2, 4, 8, 16 and 32 bytes three times as fast as others.
_QUICKEST_ROW = 32
#: Where fewer than one token in so many has weights, only those are visited.
_SPARSE = 12


@dataclass(frozen=True, slots=True)
class Alone:
    """Templates that look at one place (column, offset), by way of columns that are functions of its column."""

    place: Part
    members: Sequence[tuple[str, TemplateWeights]]

    @property
    def templates(self) -> Sequence[TemplateWeights]:
        """The weights of each."""
        return [weights for _, weights in self.members]


@dataclass(frozen=True, slots=True)
class Joint:
    """One template that looks at several places."""

    parts: Sequence[Part]
    weights: TemplateWeights

    @property
    def templates(self) -> Sequence[TemplateWeights]:
        """Its weights, as those of `Alone`."""
        return [self.weights]


Term = Alone | Joint


@dataclass(frozen=True, slots=True)
class Emissions:
    """The weights of all templates, ready to be added up.

    `batches` are terms whose sums fit into the type of `strips`; `bases` maps a column to the one it is a function of.
    """

    strips: tuple[_Strip, ...]
    labels: int
    batches: tuple[tuple[Term, ...], ...]
    vocabularies: Vocabularies
    bases: Mapping[str, str]
    farthest: int

    @classmethod
    def of(
        cls,
        templates: Sequence[tuple[Sequence[Part], TemplateWeights]],
        rows: Scores,
        vocabularies: Vocabularies,
        bases: Mapping[str, str],
    ) -> Emissions:
        """Arrange templates, each with the columns and offsets it looks at, and the matrix of all weights."""
        terms = list(_terms(templates, bases))
        bounds = [_bounds(term) for term in terms]
        size = np.int16 if all(_fit(own, np.iinfo(np.int16)) for own in bounds) else np.int32
        batches = _batches(terms, bounds, np.iinfo(size))
        farthest = max((abs(offset) for parts, _ in templates for _, offset in parts), default=0)
        return cls(tuple(_cut(rows.astype(size))), rows.shape[1], batches, vocabularies, bases, farthest)

    def scores(self, columns: Mapping[str, Column], count: int) -> Scores:
        """Sums `[token, label]` of the weights of all features that fire in a text of `count` tokens."""
        text = _Text(self, columns, count)
        total = [np.zeros(strip.shape, dtype=np.int32) for strip in self._zeros(count)]
        room = self._zeros(count)
        for batch in self.batches:
            sums = self._zeros(count)
            for term in batch:
                if isinstance(term, Joint):
                    self._add_joint(sums, term, text, room)
                else:
                    _add_rows(sums, self._symbols(term, text), text.ids(*term.place), room)
            for whole, part in zip(total, sums, strict=True):
                np.add(whole, part, out=whole)
        return np.concatenate(total, axis=1)[:, : self.labels]

    def _symbols(self, term: Alone, text: _Text) -> Sequence[_Strip]:
        """What templates that look at one place add up to, for each symbol that the text has there."""
        found = [weights.find([text.known[name]]) for name, weights in term.members]
        sums, room = self._zeros(len(found[0])), self._zeros(len(found[0]))
        for index in found:
            _add_rows(sums, self.strips, index, room)
        return sums

    def _add_joint(self, sums: Sequence[_Strip], term: Joint, text: _Text, room: Sequence[_Strip]) -> None:
        index = term.weights.find([text.numbers(column, offset) for column, offset in term.parts])
        if _SPARSE * np.count_nonzero(index) > len(index):
            _add_rows(sums, self.strips, index, room)
            return
        fires = np.flatnonzero(index != 0)
        index = index.take(fires)
        for total, strip in zip(sums, self.strips, strict=True):
            total[fires] += strip.take(index, axis=0)

    def _zeros(self, count: int) -> list[_Strip]:
        return [np.zeros((count, strip.shape[1]), dtype=strip.dtype) for strip in self.strips]


def _add_rows(sums: Sequence[_Strip], strips: Sequence[_Strip], index: Ids, room: Sequence[_Strip]) -> None:
    """Add to each row of the sums the row with that index; `room` is as large as the sums."""
    at = index.astype(np.intp)
    for total, strip, taken in zip(sums, strips, room, strict=True):
        strip.take(at, axis=0, out=taken, mode="clip")
        np.add(total, taken, out=total)


class _Text:
    """A text's columns as numbers of the vocabularies, with the edge of the text on both sides."""

    def __init__(self, model: Emissions, columns: Mapping[str, Column], count: int) -> None:
        self.known = {
            name: np.append(numbers(columns[name], vocabulary), np.int32(vocabulary.get("^", 0)))
            for name, vocabulary in model.vocabularies.items()
        }
        self._columns, self._bases = columns, model.bases
        self._count, self._farthest = count, model.farthest
        self._ids: dict[str, Ids] = {}
        self._numbers: dict[str, Ids] = {}

    def ids(self, column: str, offset: int) -> Ids:
        """The column's ids at an offset from each token."""
        return self._at(self._padded(column), offset)

    def numbers(self, column: str, offset: int) -> Ids:
        """The numbers of the column's symbols at an offset from each token."""
        if column not in self._numbers:
            self._numbers[column] = self.known[column].take(self._padded(column))
        return self._at(self._numbers[column], offset)

    def _padded(self, column: str) -> Ids:
        base = self._bases.get(column, column)
        if base not in self._ids:
            edge = np.full(self._farthest, len(self._columns[base].strings), dtype=np.int32)
            self._ids[base] = np.concatenate((edge, self._columns[base].ids, edge))
        return self._ids[base]

    def _at(self, padded: Ids, offset: int) -> Ids:
        first = self._farthest + offset
        return padded[first : first + self._count]


def _terms(templates: Sequence[tuple[Sequence[Part], TemplateWeights]], bases: Mapping[str, str]) -> Iterator[Term]:
    alone: dict[Part, list[tuple[str, TemplateWeights]]] = {}
    for parts, weights in templates:
        if len(parts) > 1:
            yield Joint(parts, weights)
        else:
            ((column, offset),) = parts
            alone.setdefault((bases.get(column, column), offset), []).append((column, weights))
    yield from (Alone(place, members) for place, members in alone.items())


def _bounds(term: Term) -> npt.NDArray[np.int64]:
    """The least and the most that a term adds to each label."""
    ends = np.array([(weights.least, weights.most) for weights in term.templates], dtype=np.int64)
    bounds: npt.NDArray[np.int64] = ends.sum(axis=0)
    return bounds


def _fit(bounds: npt.NDArray[np.int64], size: np.iinfo[Any]) -> bool:
    return bool(bounds.min(initial=0) >= size.min and bounds.max(initial=0) <= size.max)


def _batches(
    terms: Sequence[Term], bounds: Sequence[npt.NDArray[np.int64]], size: np.iinfo[Any]
) -> tuple[tuple[Term, ...], ...]:
    """Terms in as many batches as are needed for the sums of each to fit."""
    batches: list[list[Term]] = []
    so_far = np.zeros(0, dtype=np.int64)
    for term, own in zip(terms, bounds, strict=True):
        if not batches or not _fit(so_far + own, size):
            batches.append([])
            so_far = np.zeros_like(own)
        batches[-1].append(term)
        so_far = so_far + own
    return tuple(map(tuple, batches))


def _cut(rows: _Strip) -> Iterator[_Strip]:
    """The matrix in strips of a power of two of columns, the last one filled up with zeros."""
    widest = _QUICKEST_ROW // rows.itemsize
    for at in range(0, rows.shape[1], widest):
        part = rows[:, at : at + widest]
        strip = np.zeros((len(rows), 1 << (part.shape[1] - 1).bit_length()), dtype=rows.dtype)
        strip[:, : part.shape[1]] = part
        yield strip
