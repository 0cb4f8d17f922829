"""Which indicators are compared: the headline ones of `queries/headline.toml`, or those that a person asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import OntologyError
from kg.ontology import read_toml

SOURCE = "queries/headline.toml"
#: Dimensions that a row of growth holds together: a decline is a growth below zero.
GROWTH = ("growth", "decline")
DIMENSIONS = ("level", *GROWTH, "share", "rank")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a comparison. `also` are indicators that stand in for the first; empty `units` take any."""

    indicator: str
    dimensions: tuple[str, ...]
    units: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators that the row takes, the preferred one first."""
        return (self.indicator, *self.also)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The rows that are compared by default.

    `sentence` recognises a sentence with the main targets, `spans` the words of a goal that is about several years.
    """

    rows: tuple[Row, ...]
    sentence: re.Pattern[str]
    spans: re.Pattern[str]

    @classmethod
    def load(cls, ontology: Path) -> Headline:
        """Reads `headline.toml`; raises OntologyError where it is missing or malformed."""
        data = read_toml(ontology, SOURCE)
        try:
            return cls(
                rows=tuple(map(_row, data["row"])),
                sentence=re.compile(data["sentence"]),
                spans=re.compile(data["spans"]),
            )
        except (KeyError, TypeError, re.error) as error:
            raise OntologyError(f"{ontology / SOURCE}: {error!r}") from None


def rows_of(indicator: str, dimensions: Iterable[str]) -> list[Row]:
    """Rows for all dimensions in which an indicator occurs, growth and decline together."""
    found = set(dimensions)
    groups: Sequence[tuple[str, ...]] = (GROWTH, ("level",), ("share",), ("rank",))
    return [Row(indicator=indicator, dimensions=group) for group in groups if found & set(group)]


def _row(entry: Mapping[str, object]) -> Row:
    def texts(key: str) -> tuple[str, ...]:
        value = entry.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise TypeError(f"{key} is no list of texts")
        return tuple(value)

    unknown = [each for each in texts("dimensions") if each not in DIMENSIONS]
    if unknown or not texts("dimensions"):
        raise TypeError(f"dimensions must be of {', '.join(DIMENSIONS)}")
    return Row(
        indicator=str(entry["indicator"]), dimensions=texts("dimensions"), units=texts("units"), also=texts("also")
    )
