"""Divisions at the start of names, and the one character that stands for them in others (`太原`, `并`, `太`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.divisions import Division, Divisions

_LONGEST = 12
# Behind the name of a city these make a word of its `市` (`太原市中心医院`).
_JOINS_CITY = frozenset("区中场政民级域内")
_ENDINGS = ("省", "市", "自治区", "自治州", "县", "旗", "盟", "地区", "区")


class Prefixes:
    """Answers about the divisions in names, each worked out once."""

    def __init__(self, divisions: Divisions) -> None:
        self._divisions = divisions
        self._known: dict[str, tuple[Division, str] | None] = {}
        self._single: dict[str, list[str]] = defaultdict(list)
        for text in divisions.texts():
            if len(text) == 1:
                for name in divisions.names(text):
                    self._single[name.code].append(text)

    def split(self, text: str) -> tuple[Division, str] | None:
        """The division whose full or short name opens `text`, the longest, and the rest of it.

        None where no name does, where several divisions bear it alike, or where it is all of `text`.
        """
        if text not in self._known:
            self._known[text] = self._split(text)
        return self._known[text]

    def related(self, one: str, other: str) -> bool:
        """Is one of the two divisions the other, or does it lie in it?"""
        return self._divisions.is_within(one, other) or self._divisions.is_within(other, one)

    def province(self, code: str) -> str:
        """The code of the province of `code`."""
        above = self._divisions.ancestors(code)
        return above[-1].code if above else code

    def characters(self, place: str | Division) -> Iterable[str]:
        """The characters by which longer names mean a place: its first one, and those it goes by (`晋`)."""
        division = self._divisions.resolve(place) if isinstance(place, str) else place
        if division is None:
            return (str(place)[0],)
        short = division.short[0] if division.short else division.name
        return tuple(dict.fromkeys([short[0], *sorted(self._single.get(division.code, ()))]))

    def either_end(self, place: str) -> Iterable[str]:
        """`characters`, and the last one of the place's short name: lines go by that as well (`昌九`)."""
        division = self._divisions.resolve(place)
        last = [division.short[0][-1]] if division and division.short else []
        return tuple(dict.fromkeys([*self.characters(place), *last]))

    def _split(self, text: str) -> tuple[Division, str] | None:
        for length in range(min(len(text) - 1, _LONGEST), 1, -1):
            name, rest = text[:length], text[length:]
            division = self._divisions.resolve(name) if name in self._divisions else None
            if division and _is_whole(name, rest, division):
                return division, rest
        return None


def _is_whole(name: str, rest: str, division: Division) -> bool:
    """Does the name end where it seems to (not `太原市中心医院` behind `太原市`, nor `太原` before `市`)?"""
    if name == division.name:
        return not (name.endswith("市") and rest[0] in _JOINS_CITY)
    return name in division.short and not rest.startswith(_ENDINGS)
