"""Administrative divisions as the resolver sees them: full paths, parents, the city a place lies in."""

from __future__ import annotations

from kg.divisions import Division, Divisions
from kg.model import Level
from kg.resolve.identity import segment

SUBTYPE: dict[Level, str] = {"province": "Province", "city": "City", "county": "County"}


class Atlas:
    """Answers about divisions, each worked out once."""

    def __init__(self, divisions: Divisions) -> None:
        self._divisions = divisions
        self._chains: dict[str, tuple[Division, ...]] = {}
        self._paths: dict[str, str] = {}
        self._names: dict[tuple[str, str | None], str | None] = {}

    def chain(self, code: str) -> tuple[Division, ...]:
        """The division and those above it, province last; empty for a code the gazetteer does not know."""
        if code not in self._chains:
            division = self._divisions.by_code.get(code)
            self._chains[code] = (division, *self._divisions.ancestors(code)) if division else ()
        return self._chains[code]

    def path(self, code: str) -> str:
        """Names from the province down, as segments of an IRI (`山西省/太原市/古交市`)."""
        if code not in self._paths:
            self._paths[code] = "/".join(segment(division.name) for division in reversed(self.chain(code)))
        return self._paths[code]

    def code_of(self, name: str, context: str | None) -> str | None:
        """The code of the division that `name` means in a report about `context`."""
        key = (name, context)
        if key not in self._names:
            division = self._divisions.resolve(name, context)
            self._names[key] = division.code if division else None
        return self._names[key]

    def city(self, code: str, keep: frozenset[str] = frozenset()) -> str:
        """The code of the city that `code` lies in.

        Provinces, counties without a city and the codes of `keep` stay themselves. The districts of a municipality lie
        in the municipality, although its level is that of a province.
        """
        chain = self.chain(code)
        if not chain or code in keep or chain[0].level != "county" or len(chain) < 2:
            return code
        above = chain[1]
        return above.code if above.level == "city" or above.name.endswith("市") else code

    def at_level(self, code: str, level: Level) -> str:
        """The division of that level that `code` is or lies in; `code` itself where there is none."""
        return next((division.code for division in self.chain(code) if division.level == level), code)

    def is_meant(self, name: str, code: str, home: str | None) -> bool:
        """May `name` mean the division `code` in a report about `home`? A far county needs its full name."""
        chain = self.chain(code)
        if chain[0].level != "county" or chain[0].name == name:
            return True
        return home is not None and chain[-1:] == self.chain(home)[-1:]
