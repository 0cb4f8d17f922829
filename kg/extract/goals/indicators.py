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
    """A standard statistic: labels in zh and en, usual unit (a symbol of units.toml, or empty), other names.

    `spoken` are names that mean it only as an indicator (经济 of 经济增长5%), not wherever they stand.
    """

    name: str
    en: str
    unit: str
    aliases: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()


class Indicators:
    """The standard statistics, found by any of their names."""

    __slots__ = ("_by_name", "_inside", "_names", "_scopes", "_tails", "entries")

    def __init__(
        self,
        entries: Iterable[Indicator],
        *,
        scopes: Iterable[str] = (),
        tails: Iterable[str] = (),
        inside: Iterable[str] = (),
    ) -> None:
        """`scopes`, `tails` and `inside` are words before, behind and in an indicator that do not change it."""
        self.entries = tuple(entries)
        self._names = tuple(name for entry in self.entries for name in (entry.name, *entry.aliases))
        self._by_name = {
            name: entry.name for entry in self.entries for name in (entry.name, *entry.aliases, *entry.spoken)
        }
        self._scopes = Words(scopes)
        self._tails = Words(tails)
        self._inside = tuple(inside)

    @classmethod
    def load(cls, ontology: Path, scopes: Iterable[str]) -> Indicators:
        """Read `lexicon/indicators.toml`; `scopes` are words in front of an indicator that do not change it (全市).

        Raises OntologyError where the file is missing or malformed.
        """
        table = read_toml(ontology, "lexicon/indicators.toml")
        try:
            return cls(
                (
                    Indicator(
                        name=e["name"],
                        en=e["en"],
                        unit=e["unit"],
                        aliases=tuple(e.get("aliases", ())),
                        spoken=tuple(e.get("spoken", ())),
                    )
                    for e in table["indicator"]
                ),
                scopes=scopes,
                tails=table["tails"],
                inside=table["inside"],
            )
        except KeyError as error:
            raise OntologyError(f"{ontology}/lexicon/indicators.toml: no {error}") from None

    def names(self) -> list[str]:
        """All names of all indicators that are looked for in a text."""
        return list(self._names)

    def concept(self, indicator: str, *, whole: bool = False) -> str:
        """The canonical name of an indicator; an unknown one is its own concept.

        With `whole` its end counts as well: a rank by growth is none by size.
        """
        known = self._by_name.get(indicator)
        if known is not None:
            return known
        start = self._scopes.strip_start(indicator, 0, len(indicator))
        bare = indicator[start:] or indicator
        return self._by_name.get(bare) or (None if whole else self._reduced(bare)) or bare

    def _reduced(self, bare: str) -> str | None:
        """The statistic that is left without the words that do not change it (城镇调查失业率均值)."""
        end = self._tails.strip_end(bare, 0, len(bare))
        if end < len(bare) and (known := self._by_name.get(bare[:end])) is not None:
            return known
        for word in self._inside:
            if word in bare and (known := self._by_name.get(bare.replace(word, "", 1))) is not None:
                return known
        return None
