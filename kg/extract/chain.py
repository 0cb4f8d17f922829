"""A linear chain model over tokens: which tokens begin and continue a name of which type.

A label is `O`, `B-Type` or `I-Type`; a name that opens another name (its owner, its site) is written behind a slash: `B-Project/B-Company`.

The model is a conditional random field (Lafferty, McCallum and Pereira 2001) over the conjunctions of `columns.TEMPLATES`, learned by
`kg train` and kept as a text file of integer weights in thousandths. Decoding is Viterbi's algorithm (1967), over all clauses of a document
at once; integers make the result the same on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kg.errors import OntologyError
from kg.extract.columns import TEMPLATES, Column

Scores = npt.NDArray[np.int32]
OUTSIDE = "O"
_NEVER = np.int32(-10_000_000)


def template_name(template: tuple[tuple[str, int], ...]) -> str:
    """`word-1&word+0`: how a template is written in the weights file."""
    return "&".join(f"{column}{offset:+d}" for column, offset in template)


@dataclass(frozen=True, slots=True)
class TemplateWeights:
    """The known symbols of each column of a template, the sorted keys of known conjunctions, and one row of weights a key."""

    vocabularies: tuple[dict[str, int], ...]
    keys: npt.NDArray[np.int64]
    rows: Scores


@dataclass(frozen=True, slots=True)
class ChainModel:
    """Labels, transition scores `[from, to]`, and weights by template."""

    labels: tuple[str, ...]
    transitions: Scores
    templates: Mapping[str, TemplateWeights]

    @classmethod
    def load(cls, path: Path) -> ChainModel:
        """Read a weights file. Raises OntologyError where it is missing or malformed."""
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            raise OntologyError(f"{path}: missing; `kg train` makes it from annotated passages") from None
        try:
            return _parse([line for line in lines if line and not line.startswith("#")])
        except (ValueError, KeyError, IndexError) as error:
            raise OntologyError(f"{path}: not a weights file ({error})") from None

    def emissions(self, columns: Mapping[str, Column], count: int) -> Scores:
        """Scores `[token, label]` of all features that fire."""
        total = np.zeros((count, len(self.labels)), dtype=np.int32)
        for template in TEMPLATES:
            weights = self.templates.get(template_name(template))
            if weights is None:
                continue
            key = np.zeros(count, dtype=np.int64)
            known = np.ones(count, dtype=np.bool_)
            for (name, offset), vocabulary in zip(template, weights.vocabularies, strict=True):
                ids = _shifted(columns[name], vocabulary, offset, count)
                known &= ids >= 0
                key = key * (len(vocabulary) + 1) + ids
            at = np.searchsorted(weights.keys, key)
            at[at == len(weights.keys)] = 0
            hit = known & (weights.keys[at] == key)
            where = np.flatnonzero(hit)
            total[where] += weights.rows[at[where]]
        return total

    def decode(self, emissions: Scores, starts: npt.NDArray[np.bool_], outside: int = 0) -> npt.NDArray[np.int8]:
        """The best label a token, clause by clause; `outside` is taken off the score of `O` (a larger one finds more)."""
        count = len(emissions)
        if not count:
            return np.zeros(0, dtype=np.int8)
        scores = emissions.copy()
        scores[:, self.labels.index(OUTSIDE)] -= np.int32(outside)
        begins = np.flatnonzero(starts)
        lengths = np.diff(np.append(begins, count))
        order = np.argsort(-lengths, kind="stable")
        begins, lengths = begins[order], lengths[order]
        inside = np.array([not may_follow(OUTSIDE, label) for label in self.labels])
        best = np.where(inside, _NEVER, scores[begins]).astype(np.int32)
        longest = int(lengths[0])
        back = np.zeros((count, len(self.labels)), dtype=np.int8)
        final = np.zeros(count, dtype=np.int8)
        active = len(begins)
        for step in range(1, longest):
            active = int(np.searchsorted(-lengths, -step, side="left"))
            at = begins[:active] + step
            through = best[:active, :, None] + self.transitions[None, :, :]
            choice = through.argmax(axis=1)
            back[at] = choice
            best[:active] = np.take_along_axis(through, choice[:, None, :], axis=1)[:, 0, :] + scores[at]
        current = best.argmax(axis=1).astype(np.int8)
        for step in range(longest - 1, -1, -1):
            active = int(np.searchsorted(-lengths, -step, side="left"))
            at = begins[:active] + step
            final[at] = current[:active]
            if step:
                current[:active] = back[at, current[:active]]
        return final


def may_follow(source: str, target: str) -> bool:
    """Whether a token labelled `target` may come after one labelled `source` (None-like `O` before the first)."""
    outer, _, inner = source.partition("/")
    outer2, _, inner2 = target.partition("/")
    if outer2.startswith("I-") and outer[2:] != outer2[2:]:
        return False
    return not inner2.startswith("I-") or (outer2.startswith("I-") and inner[2:] == inner2[2:])


def spans(labels: Sequence[str]) -> list[tuple[str, int, int]]:
    """(type, first token, end token) of every name that a sequence of labels holds, outer ones first."""
    found = []
    for level in (0, 1):
        parts = [(label.split("/") + ["O"])[level] for label in labels]
        start = -1
        for i, part in enumerate([*parts, OUTSIDE]):
            if start >= 0 and not part.startswith("I-"):
                found.append((parts[start][2:], start, i))
                start = -1
            if part.startswith("B-"):
                start = i
    return found


def _shifted(column: Column, vocabulary: Mapping[str, int], offset: int, count: int) -> npt.NDArray[np.int64]:
    table = np.fromiter((vocabulary.get(s, -1) for s in column.strings), dtype=np.int64, count=len(column.strings))
    ids = table[column.ids]
    if offset == 0:
        return ids
    edge = vocabulary.get("^", -1)
    out = np.full(count, edge, dtype=np.int64)
    if offset > 0:
        out[: count - offset] = ids[offset:]
    else:
        out[-offset:] = ids[:offset]
    return out


def _parse(lines: list[str]) -> ChainModel:
    labels = tuple(lines[0].split("\t")[1:])
    index = {label: i for i, label in enumerate(labels)}
    transitions = np.zeros((len(labels), len(labels)), dtype=np.int32)
    for a, source in enumerate(labels):
        for b, target in enumerate(labels):
            if not may_follow(source, target):
                transitions[a, b] = _NEVER
    raw: dict[str, list[tuple[list[str], list[str]]]] = {}
    for line in lines[1:]:
        cells = line.split("\t")
        if cells[0] == "transition":
            transitions[index[cells[1]], index[cells[2]]] = int(cells[3])
        else:
            raw.setdefault(cells[0], []).append((cells[1].split("|"), cells[2:]))
    return ChainModel(labels, transitions, {name: _pack(rows, index) for name, rows in raw.items()})


def _pack(rows: list[tuple[list[str], list[str]]], labels: Mapping[str, int]) -> TemplateWeights:
    width = len(rows[0][0])
    vocabularies: tuple[dict[str, int], ...] = tuple({} for _ in range(width))
    for values, _ in rows:
        for vocabulary, value in zip(vocabularies, values, strict=True):
            vocabulary.setdefault(value, len(vocabulary))
    keys = np.zeros(len(rows), dtype=np.int64)
    matrix = np.zeros((len(rows), len(labels)), dtype=np.int32)
    for i, (values, cells) in enumerate(rows):
        key = 0
        for vocabulary, value in zip(vocabularies, values, strict=True):
            key = key * (len(vocabulary) + 1) + vocabulary[value]
        keys[i] = key
        for cell in cells:
            label, _, weight = cell.rpartition("=")
            matrix[i, labels[label]] = int(weight)
    order = np.argsort(keys, kind="stable")
    return TemplateWeights(vocabularies, keys[order], matrix[order])
