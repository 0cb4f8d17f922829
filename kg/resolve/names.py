"""Which thing each mention of a document names: its id, and its code where it is an administrative division."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Extraction, Mention, Report
from kg.resolve.aliases import Names, canonical_name
from kg.resolve.atlas import Atlas
from kg.resolve.identity import Identity, segment

_DIVISION_SUBTYPES = frozenset({None, "Province", "City", "County"})
_LONGEST_DIVISION = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The identity of a mentioned thing.

    `replaces` is the id that its name alone would give, where the gazetteer knows another name for it, `canonical`.
    """

    id: str
    code: str | None = None
    replaces: str | None = None
    canonical: str | None = None


class Namer:
    """Gives mentions their identity; what it once worked out it remembers."""

    def __init__(self, gazetteer: Names, atlas: Atlas, identity: Identity) -> None:
        self._gazetteer = gazetteer
        self._atlas = atlas
        self._identity = identity
        self._known: dict[tuple[str, str, str | None, str | None, bool], Named] = {}

    def names(self, document: Extraction, report: Report) -> list[Named | None]:
        """One identity for each mention of `document`, None for goals."""
        coded = [
            self._code(mention, report.place_code) if mention.type == "Place" else None for mention in document.mentions
        ]
        cities = self._stated_cities(document, coded)
        return [
            None if mention.type == "Goal" else self._named(mention, code, cities.get(index), report)
            for index, (mention, code) in enumerate(zip(document.mentions, coded, strict=True))
        ]

    def _code(self, place: Mention, context: str | None) -> str | None:
        if place.code and self._atlas.chain(place.code):
            return place.code
        return self._atlas.code_of(place.name, context) if place.subtype in _DIVISION_SUBTYPES else None

    def _stated_cities(self, document: Extraction, coded: list[str | None]) -> dict[int, str]:
        """For mentions that the document locates in a division, the code of its city."""
        cities: dict[int, str] = {}
        for relation in document.relations:
            code = coded[relation.object]
            if code and relation.predicate == "locatedIn":
                cities.setdefault(relation.subject, self._atlas.city(code))
        return cities

    def _named(self, mention: Mention, code: str | None, stated: str | None, report: Report) -> Named:
        """The path of a division; of anything else the normal name, below the path of its city where it is generic."""
        if code:
            return Named(id=f"place/{self._atlas.path(code)}", code=code)
        home = stated or report.place_code
        unique = mention.subtype in self._identity.never_generic
        key = (mention.type, mention.name, home, report.place, unique)
        if key not in self._known:
            place = f"place/{self._atlas.path(home)}" if home else report.place
            self._known[key] = self._thing(mention.type, mention.name, home, place, unique)
        return self._known[key]

    def _thing(self, kind: str, name: str, home: str | None, place: str | None, unique: bool) -> Named:
        normal, folder = self._identity.normal(kind, name), kind.lower()
        canonical = canonical_name(self._gazetteer, kind, name) or canonical_name(self._gazetteer, kind, normal)
        if canonical:
            known = self._identity.normal(kind, canonical)
            old = f"{folder}/{segment(normal)}" if normal != known else None
            return Named(id=f"{folder}/{segment(known)}", replaces=old, canonical=canonical)
        path, rest = (None, normal) if unique else self._generic(kind, normal, home, place)
        return Named(id=f"{folder}/{path}/{segment(rest)}" if path else f"{folder}/{segment(normal)}")

    def _generic(self, kind: str, normal: str, home: str | None, place: str | None) -> tuple[str | None, str]:
        """The path of the place that a generic name needs, and what is left of the name beside the place's own."""
        path = place.removeprefix("place/") if place else None
        if self._identity.is_generic(kind, normal):
            return path, normal
        own = self._identity.own_place(normal)
        if own and self._identity.is_generic(kind, own[1]):
            return (self._atlas.path(self._atlas.at_level(home, own[0])) if home else path), own[1]
        for length in range(min(len(normal) - self._identity.keep, _LONGEST_DIVISION), 1, -1):
            if self._identity.is_generic(kind, normal[length:]):
                code = self._atlas.code_of(normal[:length], home)
                if code and self._atlas.names_fully_or_nearby(normal[:length], code, home):
                    return self._atlas.path(code), normal[length:]
        return None, normal
