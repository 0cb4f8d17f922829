"""Names that the gazetteer knows for one thing (`北大`, `北京大学`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from kg.divisions import Divisions
from kg.gazetteer import Entry

_TOWN = re.compile("(?:街道|镇|乡)$")
# A name so flagged means the thing in some contexts only; extraction may have erred, so it joins nothing.
_UNSURE = frozenset({"word", "char", "head", "stop"})


class Names(Protocol):
    """What the resolver asks of the gazetteer."""

    @property
    def divisions(self) -> Divisions:
        """The administrative divisions."""

    def entries(self, name: str) -> tuple[Entry, ...]:
        """All that a name may stand for."""

    def towns(self, county: str) -> tuple[str, ...]:
        """The towns of the county with that code, by full name."""


def canonical_name(names: Names, kind: str, name: str) -> str | None:
    """The name that a thing of type `kind`, no division, goes by; None where `name` is unknown or means several."""
    found = {entry.canonical for entry in _sure(names, kind, name) if not entry.code}
    return found.pop() if len(found) == 1 else None


def is_known(names: Names, kind: str, name: str) -> bool:
    """Whether the gazetteer surely means a thing of type `kind` by `name`."""
    return any(_sure(names, kind, name))


def _sure(names: Names, kind: str, name: str) -> Iterator[Entry]:
    return (entry for entry in names.entries(name) if entry.type == kind and _UNSURE.isdisjoint(entry.flags))


def town_names(names: Names, code: str | None) -> frozenset[str]:
    """Full and short names of the towns below the division with `code`."""
    if code is None:
        return frozenset()
    counties = [county for county in names.divisions.by_code if county.startswith(code.rstrip("0"))]
    full = [town for county in counties for town in names.towns(county)]
    return frozenset([*full, *(short for town in full if len(short := _TOWN.sub("", town)) > 1)])
