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
from kg.extract.emissions import Emissions
from kg.extract.templates import WeightsFile, load_weights, parse_weights
from kg.extract.ways import NEVER, Ways
from kg.extract.weights import Scores

OUTSIDE = "O"


def template_name(template: tuple[tuple[str, int], ...]) -> str:
    """`word-1&word+0`: how a template is written in the weights file."""
    return "&".join(f"{column}{offset:+d}" for column, offset in template)


_COLUMNS = {template_name(template): [column for column, _ in template] for template in TEMPLATES}
_BASES = {column: base for column, (base, _) in DERIVED.items()}


@dataclass(frozen=True, slots=True)
class ChainModel:
    """The model as it is applied.

    Labels, transition scores `[from, to]` and the ways they leave open, and the weights of features.
    """

    labels: tuple[str, ...]
    transitions: Scores
    ways: Ways
    weights: Emissions

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
        known = [(template, found) for template, found in present if found is not None]
        emissions = Emissions.of(known, weights.rows, weights.vocabularies, _BASES)
        return cls(labels, transitions, Ways(labels, transitions), emissions)

    def emissions(self, columns: Mapping[str, Column], count: int) -> Scores:
        """Scores `[token, label]` of all features that fire."""
        return self.weights.scores(columns, count)


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
