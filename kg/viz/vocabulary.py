"""What the page says in its own words: labels in two languages, colours and shapes of types."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Label = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a type is shown: label (zh, en), shape (as vis-network calls it), colour on light and on dark (`#rrggbb`)."""

    label: Label
    shape: str
    light: str
    dark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words and looks of `vocabulary.toml`.

    `tables` maps the name of a table (`stages`, `words`, …) to its labels; `predicates` maps a predicate to its label
    and the label of the other direction.
    """

    types: Mapping[str, Look]
    other: Mapping[str, str]
    predicates: Mapping[str, tuple[Label, Label]]
    tables: Mapping[str, Mapping[str, Label]]

    @classmethod
    def load(cls) -> Vocabulary:
        """The vocabulary that comes with this installation."""
        data: dict[str, Any] = tomllib.loads((Path(__file__).parent / "vocabulary.toml").read_text(encoding="utf-8"))
        types = {
            name: Look(label=_label(row["label"]), shape=row["shape"], light=row["light"], dark=row["dark"])
            for name, row in data.pop("types").items()
        }
        predicates = {
            name: (_label(row["label"]), _label(row["inverse"])) for name, row in data.pop("predicates").items()
        }
        other: dict[str, str] = data.pop("other")
        tables = {table: {key: _label(row) for key, row in rows.items()} for table, rows in data.items()}
        return cls(types=types, other=other, predicates=predicates, tables=tables)

    def look(self, kind: str) -> Look:
        """The look of a type; one that the vocabulary does not know is called by its own name."""
        known = self.types.get(kind)
        return known or Look(label=(kind, kind), **self.other)

    def predicate(self, name: str) -> tuple[Label, Label]:
        """Labels of a predicate in both directions; one that the vocabulary does not know is called by its own name."""
        return self.predicates.get(name, ((name, name), (name, name)))

    def order(self, kind: str) -> tuple[int, str]:
        """Sort key of types: as listed, then those that are not listed."""
        names = list(self.types)
        return (names.index(kind) if kind in self.types else len(names), kind)


def _label(row: list[str]) -> Label:
    zh, en = row
    return zh, en
