"""Names that the gazetteer knows for one thing (`北大`, `北京大学`)."""

from __future__ import annotations

from typing import Protocol

from kg.divisions import Divisions
from kg.gazetteer import Entry

# A name so flagged means the thing in some contexts only; extraction may have erred, so it joins nothing.
_UNSURE = frozenset({"word", "char", "head", "stop"})


class Names(Protocol):
    """What the resolver asks of the gazetteer."""

    @property
    def divisions(self) -> Divisions:
        """The administrative divisions."""

    def entries(self, name: str) -> tuple[Entry, ...]:
        """All that a name may stand for."""


def canonical_name(names: Names, kind: str, name: str) -> str | None:
    """The name that a thing of type `kind`, no division, goes by; None where `name` is unknown or means several."""
    found = {
        entry.canonical
        for entry in names.entries(name)
        if entry.type == kind and not entry.code and _UNSURE.isdisjoint(entry.flags)
    }
    return found.pop() if len(found) == 1 else None
