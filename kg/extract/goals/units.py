"""Units of measurement and counters, as reports write them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from kg.errors import OntologyError
from kg.ontology import read_toml

Kind = Literal[
    "count", "event", "money", "length", "area", "volume", "mass", "energy", "power", "data", "other", "ratio",
    "time", "medal", "naming", "rank", "part", "none",
]  # fmt: skip
#: Kinds that give the size of one thing: before a noun such a number is part of a name (2万吨原酒项目).
SIZES = frozenset({"length", "area", "volume", "mass", "energy", "power", "data", "other", "time"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One spelling of a unit: the `symbol` it stands for, what it measures, and the factor from spelling to symbol."""

    symbol: str
    kind: Kind
    factor: int = 1
    needs_magnitude: bool = False


NO_UNIT = Unit(symbol="", kind="none")


class Units:
    """All spellings of all units; `at` finds the longest at a position."""

    __slots__ = ("_by_head", "_spellings")

    def __init__(self, spellings: dict[str, Unit]) -> None:
        self._spellings = spellings
        heads: dict[str, set[int]] = {}
        for spelling in spellings:
            heads.setdefault(spelling[0], set()).add(len(spelling))
        self._by_head = {head: tuple(sorted(lengths, reverse=True)) for head, lengths in heads.items()}

    @classmethod
    def load(cls, ontology: Path) -> Units:
        """Read `lexicon/units.toml`. Raises OntologyError where an entry is malformed."""
        table = read_toml(ontology, "lexicon/units.toml")
        spellings: dict[str, Unit] = {}
        try:
            for word in table["naming"]["words"]:
                spellings[word] = Unit(symbol=word, kind="naming")
            for words in table["counters"].values():
                for word in words:
                    spellings[word] = Unit(
                        symbol=word.replace("（", "").replace("）", "").replace("(", "").replace(")", ""), kind="count"
                    )
            for word in table["medals"]["words"]:
                spellings[word] = Unit(symbol=word, kind="medal")
            for entry in table["unit"]:
                spellings.update(_spellings(entry))
        except KeyError as error:
            raise OntologyError(f"{ontology}/lexicon/units.toml: no {error}") from None
        return cls(spellings)

    def at(self, text: str, position: int) -> tuple[Unit, int] | None:
        """The unit that begins at `position`, and where it ends; a compound such as 元/吨 is one unit."""
        found = self._simple(text, position)
        if found is None:
            return None
        unit, end = found
        if text[end : end + 1] in ("/", "／") and unit.kind != "naming":
            second = self._simple(text, end + 1)
            if second is not None:
                kind: Kind = "money" if unit.kind == "money" else "other"
                return Unit(symbol=f"{unit.symbol}/{second[0].symbol}", kind=kind), second[1]
        return found

    def _simple(self, text: str, position: int) -> tuple[Unit, int] | None:
        lengths = self._by_head.get(text[position : position + 1])
        if lengths is not None:
            for n in lengths:
                spelling = text[position : position + n]
                unit = self._spellings.get(spelling)
                if unit is not None:
                    return unit, position + len(spelling)
        return None


def _spellings(entry: dict[str, Any]) -> dict[str, Unit]:
    unit = Unit(
        symbol=entry["symbol"],
        kind=entry["kind"],
        factor=entry.get("factor", 1),
        needs_magnitude=entry.get("needs_magnitude", False),
    )
    words = list(entry.get("spellings", ()))
    if not entry.get("only_spellings"):
        words.append(entry["symbol"])
    return dict.fromkeys(words, unit)
