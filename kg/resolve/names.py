"""Which thing each mention of a document names, by its name alone: id, and code where it is a division."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kg.model import Extraction, Mention, Report
from kg.resolve.aliases import Names, canonical_name
from kg.resolve.atlas import Atlas
from kg.resolve.identity import Identity, segment

_DIVISION_SUBTYPES = frozenset({None, "Province", "City", "County"})
_LONGEST_DIVISION = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The identity that the name of a mentioned thing gives it, of the type `type`.

    `normal` is the normal name, without the place that is part of a generic thing's identity, `scope`.
    `canonical` is the name by which the gazetteer knows the thing, `canonical_id` the id that this gives.
    `replaces` is the id that it would have if no person had changed its type.
    """

    id: str
    type: str
    normal: str
    scope: str | None = None
    code: str | None = None
    canonical: str | None = None
    canonical_id: str | None = None
    replaces: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """Where a name stands: code of its city, id of its report's place; `unique`: such names never need either."""

    home: str | None
    place: str | None
    unique: bool


class Namer:
    """Gives mentions their identity; what it once worked out it remembers.

    `types` says which things, by their ids, a person has given another type.
    """

    def __init__(self, gazetteer: Names, atlas: Atlas, identity: Identity, types: Mapping[str, str]) -> None:
        self._gazetteer = gazetteer
        self._atlas = atlas
        self._identity = identity
        self._types = types
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
        code = self._atlas.code_of(place.name, context) if place.subtype in _DIVISION_SUBTYPES else None
        return code if code and self._atlas.is_meant(place.name, code, context) else None

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
            return Named(id=f"place/{self._atlas.path(code)}", type="Place", normal=mention.name, code=code)
        home = stated or report.place_code
        unique = mention.subtype in self._identity.never_generic
        key = (mention.type, mention.name, home, report.place, unique)
        if key not in self._known:
            context = _Context(home=home, place=report.place, unique=unique)
            named = self._thing(mention.type, mention.name, context)
            wanted = self._types.get(named.id) or self._types.get(named.canonical_id or "")
            if wanted:
                named = replace(self._thing(wanted, mention.name, context), replaces=named.id)
            self._known[key] = named
        return self._known[key]

    def _thing(self, kind: str, name: str, context: _Context) -> Named:
        normal, folder = self._identity.normal(kind, name), kind.lower()
        canonical = canonical_name(self._gazetteer, kind, name) or canonical_name(self._gazetteer, kind, normal)
        path, rest = (None, normal) if context.unique or canonical else self._generic(kind, normal, context)
        return Named(
            id=f"{folder}/{path}/{segment(rest)}" if path else f"{folder}/{segment(normal)}",
            type=kind,
            normal=rest,
            scope=path,
            canonical=canonical,
            canonical_id=f"{folder}/{segment(self._identity.normal(kind, canonical))}" if canonical else None,
        )

    def _generic(self, kind: str, normal: str, context: _Context) -> tuple[str | None, str]:
        """The path of the place that a generic name needs, and what is left of the name beside the place's own."""
        home = context.home
        path = self._atlas.path(home) if home else context.place and context.place.removeprefix("place/")
        if self._identity.is_generic(kind, normal):
            return path, normal
        own = self._identity.own_place(normal)
        if own and self._identity.is_generic(kind, own[1]):
            return (self._atlas.path(self._atlas.at_level(home, own[0])) if home else path), own[1]
        for length in range(min(len(normal) - self._identity.keep, _LONGEST_DIVISION), 1, -1):
            if self._identity.is_generic(kind, normal[length:]):
                code = self._atlas.code_of(normal[:length], home)
                if code and self._atlas.is_meant(normal[:length], code, home):
                    return self._atlas.path(code), normal[length:]
        return None, normal
