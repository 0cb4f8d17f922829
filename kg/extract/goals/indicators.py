"""Canonical indicators: `GDP` and `地区生产总值` are one concept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import OntologyError
from kg.extract.goals.words import Words
from kg.ontology import read_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A standard statistic: labels in zh and en, usual unit (a symbol of units.toml, or empty), other names."""

    name: str
    en: str
    unit: str
    aliases: tuple[str, ...] = ()


class Indicators:
    """The standard statistics, found by any of their names."""

    __slots__ = ("_by_name", "_scopes", "entries")

    def __init__(self, entries: Iterable[Indicator], scopes: Iterable[str]) -> None:
        self.entries = tuple(entries)
        self._by_name = {name: entry.name for entry in self.entries for name in (entry.name, *entry.aliases)}
        self._scopes = Words(scopes)

    @classmethod
    def load(cls, ontology: Path, scopes: Iterable[str]) -> Indicators:
        """Read `lexicon/indicators.toml`; `scopes` are words in front of an indicator that do not change it (全市)."""
        table = read_toml(ontology, "lexicon/indicators.toml")
        try:
            return cls(
                (
                    Indicator(name=e["name"], en=e["en"], unit=e["unit"], aliases=tuple(e.get("aliases", ())))
                    for e in table["indicator"]
                ),
                scopes,
            )
        except KeyError as error:
            raise OntologyError(f"{ontology}/lexicon/indicators.toml: an entry has no {error}") from None

    def names(self) -> list[str]:
        """All names of all indicators."""
        return list(self._by_name)

    def concept(self, indicator: str) -> str:
        """The canonical name of an indicator; an unknown one is its own concept."""
        known = self._by_name.get(indicator)
        if known is not None:
            return known
        start = self._scopes.strip_start(indicator, 0, len(indicator))
        bare = indicator[start:] or indicator
        return self._by_name.get(bare, bare)
