"""Administrative divisions of China: codes, names, what lies in what, and which one a bare name means.

A division is a province, a prefecture (level `city`) or a county, known by its six-digit GB/T 2260 code. Counties that
a province governs directly have the province as parent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from kg.errors import OntologyError
from kg.model import Level
from kg.ontology import read_columns

_RANK: Mapping[Level, int] = {"province": 0, "city": 1, "county": 2}
_ELSEWHERE = 5
_COLUMNS = ("code", "name", "short", "level", "parent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """One division of today.

    `short` are its forms without the ending (`太原`), `parent` is the code above it, empty for a province.
    """

    code: str
    name: str
    short: tuple[str, ...]
    level: Level
    parent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name that a division goes by. `flags`: `full`, `short`, `word`, `former`, `char`, `nickname`."""

    text: str
    code: str
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Divisions:
    """All divisions by code; the names they go by, and what lies directly below each, by method."""

    by_code: Mapping[str, Division]
    _named: Mapping[str, Sequence[tuple[str, tuple[str, ...]]]]
    _below: Mapping[str, Sequence[str]]

    @classmethod
    def load(cls, folder: Path) -> Divisions:
        """Read divisions.tsv, former.tsv, nicknames.tsv and words.tsv of `folder`.

        Raises OntologyError where one is missing or wrong.
        """
        by_code = {}
        below: dict[str, list[str]] = {}
        for code, name, short, level, parent in read_columns(folder, "divisions.tsv", *_COLUMNS):
            by_code[code] = Division(code=code, name=name, short=_split(short), level=cast(Level, level), parent=parent)
            below.setdefault(parent, []).append(code)
        orphans = sorted(set(below) - set(by_code) - {""})
        if orphans:
            raise OntologyError(f"{folder / 'divisions.tsv'}: no such parent: {', '.join(orphans)}")
        named: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for text, code, flags in _all_names(folder, by_code.values()):
            if code not in by_code:
                raise OntologyError(f"{folder}: {text} has the code {code}, which no division has")
            named.setdefault(text, []).append((code, flags))
        return cls(by_code, named, below)

    def __contains__(self, text: object) -> bool:
        """Whether a division goes by this name."""
        return text in self._named

    def texts(self) -> Iterable[str]:
        """Every name that a division goes by."""
        return self._named

    def names(self, text: str) -> tuple[Name, ...]:
        """The divisions that go by this name, each with what the name is for it."""
        return tuple(Name(text=text, code=code, flags=flags) for code, flags in self._named.get(text, ()))

    def children(self, code: str) -> tuple[Division, ...]:
        """The divisions directly below, in code order; of `""`, the provinces."""
        return tuple(self.by_code[below] for below in self._below.get(code, ()))

    def ancestors(self, code: str) -> tuple[Division, ...]:
        """The divisions above, nearest first."""
        found = []
        division = self.by_code.get(code)
        while division and division.parent:
            division = self.by_code[division.parent]
            found.append(division)
        return tuple(found)

    def is_within(self, code: str, other: str) -> bool:
        """Whether `code` is `other` or lies in it."""
        return code == other or any(above.code == other for above in self.ancestors(code))

    def path(self, code: str) -> tuple[str, ...]:
        """Full names from the province down to the division itself."""
        return (*(above.name for above in reversed(self.ancestors(code))), self.by_code[code].name)

    def resolve(self, name: str, context: str | None = None, *, words: bool = False) -> Division | None:
        """The division that `name` means in a text about the division `context`.

        The one nearest to the context wins: itself, below it, above it, in its prefecture, in its province, elsewhere;
        then a name of today over a former one, then the higher level. A province's short name always means the
        province, except in the city of that name. One-character names are never resolved; names that are also words
        (`平定`) only with their ending, or where `words` says that something else vouches for a place. None where the
        name is unknown or two divisions remain.
        """
        ranked = []
        for candidate in self.names(name):
            if "char" in candidate.flags or ("word" in candidate.flags and not words):
                continue
            division = self.by_code[candidate.code]
            distance = self._distance(division.code, context)
            if division.level == "province" and distance:
                distance = min(distance, 1)
            ranked.append((distance, "former" in candidate.flags, _RANK[division.level], division.code))
        ranked.sort()
        nearest = {rank[3] for rank in ranked if rank[:3] == ranked[0][:3]}
        return self.by_code[nearest.pop()] if len(nearest) == 1 else None

    def _distance(self, code: str, context: str | None) -> int:
        """0 same, 1 below, 2 above, 3 in one prefecture, 4 in one province, 5 elsewhere."""
        if context is None or context not in self.by_code:
            return _ELSEWHERE
        if code == context:
            return 0
        if self.is_within(code, context):
            return 1
        above = self.ancestors(context)
        if any(division.code == code for division in above):
            return 2
        for division in above:
            if self.is_within(code, division.code):
                return 3 if division.level == "city" else 4
        return _ELSEWHERE


def _all_names(folder: Path, divisions: Iterable[Division]) -> Iterable[tuple[str, str, tuple[str, ...]]]:
    """Name, code and flags of every name that a division goes by."""
    words = {name for (name,) in read_columns(folder, "words.tsv", "name")}
    full, short, former = (
        (("full",), ("full", "word")),
        (("short",), ("short", "word")),
        (("former",), ("former", "word")),
    )
    for division in divisions:
        yield division.name, division.code, full[division.name in words]
        for text in division.short:
            yield text, division.code, short[text in words]
    for name, shorts, code in read_columns(folder, "former.tsv", "name", "short", "code"):
        for text in (name, *_split(shorts)):
            yield text, code, former[text in words]
    for text, code, flags in read_columns(folder, "nicknames.tsv", "name", "code", "flags"):
        yield text, code, _split(flags)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()
