"""A linear chain model over tokens: which tokens begin and continue a name of which type.

A label is `O`, `B-Type` or `I-Type`; a name that opens another name (its owner, its site) is written behind a slash:
`B-Project/B-Company`. The model is a conditional random field (Lafferty, McCallum and Pereira 2001) over the
conjunctions of `columns.TEMPLATES`, learned by `kg train` and kept as a text file of integer weights in thousandths;
integers make the result the same on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kg.extract.columns import DERIVED, TEMPLATES, Column
from kg.extract.symbols import Ids
from kg.extract.templates import (
    Group,
    Rows,
    Scores,
    Vocabularies,
    WeightsFile,
    add_rows,
    distinct,
    group_templates,
    load_weights,
    numbers,
    parse_weights,
)

OUTSIDE = "O"
NEVER = np.int32(-10_000_000)


def template_name(template: tuple[tuple[str, int], ...]) -> str:
    """`word-1&word+0`: how a template is written in the weights file."""
    return "&".join(f"{column}{offset:+d}" for column, offset in template)


_COLUMNS = {template_name(template): [column for column, _ in template] for template in TEMPLATES}
_BASES = {column: base for column, (base, _) in DERIVED.items()}
_FARTHEST = max(abs(offset) for template in TEMPLATES for _, offset in template)


@dataclass(frozen=True, slots=True)
class ChainModel:
    """The model as it is applied.

    Labels, transition scores `[from, to]`, the known symbols of each column, templates by the places they look at,
    and the rows of weights.
    """

    labels: tuple[str, ...]
    transitions: Scores
    vocabularies: Vocabularies
    groups: tuple[Group, ...]
    rows: Rows

    @classmethod
    def load(cls, path: Path) -> ChainModel:
        """Read a weights file. Raises OntologyError where it is missing or malformed."""
        return cls._of(load_weights(path, _COLUMNS))

    @classmethod
    def parse(cls, text: str) -> ChainModel:
        """The model of a weights file's text."""
        return cls._of(parse_weights(text, _COLUMNS))

    @classmethod
    def _of(cls, weights: WeightsFile) -> ChainModel:
        labels = weights.labels
        index = {label: i for i, label in enumerate(labels)}
        transitions = np.array(
            [[0 if may_follow(source, target) else NEVER for target in labels] for source in labels], dtype=np.int32
        )
        for cells in weights.other:
            if cells[0] == "transition":
                transitions[index[cells[1]], index[cells[2]]] = int(cells[3])
        present = [(template, weights.templates.get(template_name(template))) for template in TEMPLATES]
        groups = group_templates(
            [(template, found) for template, found in present if found is not None],
            _BASES,
            {column: len(vocabulary) for column, vocabulary in weights.vocabularies.items()},
        )
        return cls(labels, transitions, weights.vocabularies, groups, weights.rows)

    def emissions(self, columns: Mapping[str, Column], count: int) -> Scores:
        """Scores `[token, label]` of all features that fire."""
        total = np.zeros((count, len(self.labels)), dtype=self.rows.dtype)
        known = {
            name: np.append(numbers(columns[name], vocabulary), np.int32(vocabulary.get("^", 0)))
            for name, vocabulary in self.vocabularies.items()
        }
        padded = {column: _padded(columns[column]) for group in self.groups for column, _ in group.parts}
        for group in self.groups:
            parts = [padded[c][_FARTHEST + offset : _FARTHEST + offset + count] for c, offset in group.parts]
            sizes = [len(columns[column].strings) + 1 for column, _ in group.parts]
            few = distinct(parts, sizes) if len(group.templates) > 1 else None  # for one template it does not pay
            places, inverse = few or (parts, None)
            scores = total if inverse is None else np.zeros((len(places[0]), total.shape[1]), dtype=total.dtype)
            for names, at, weights in group.templates:
                found = weights.find([known[name][places[i]] for name, i in zip(names, at, strict=True)])
                add_rows(scores, self.rows, found)
            if inverse is not None:
                total += scores.take(inverse, axis=0)
        return total.astype(np.int32)


def _padded(column: Column) -> Ids:
    """The column's ids with the one beyond its strings, the edge of the text, on both sides."""
    edge = np.full(_FARTHEST, len(column.strings), dtype=np.int32)
    return np.concatenate((edge, column.ids, edge))


def may_follow(source: str, target: str) -> bool:
    """Whether a token labelled `target` may come after one labelled `source` (`O` before the first)."""
    outer, _, inner = source.partition("/")
    outer2, _, inner2 = target.partition("/")
    if outer2.startswith("I-") and outer[2:] != outer2[2:]:
        return False
    return not inner2.startswith("I-") or (outer2.startswith("I-") and inner[2:] == inner2[2:])


def spans(labels: Sequence[str], level: int = 0) -> list[tuple[str, int, int]]:
    """(type, first token, end token) of every outer (level 0) or inner (1) name that a sequence of labels holds."""
    found = []
    parts = [([*label.split("/"), OUTSIDE])[level] for label in labels]
    start = -1
    for i, part in enumerate([*parts, OUTSIDE]):
        if start >= 0 and not part.startswith("I-"):
            found.append((parts[start][2:], start, i))
            start = -1
        if part.startswith("B-"):
            start = i
    return found
