"""Things as names give them: what the reports call by one id, and the forms that these names are compared in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from kg.divisions import Division
from kg.model import Report
from kg.resolve.forms import Forms
from kg.resolve.names import Named
from kg.resolve.prefixes import Prefixes

Words = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparing:
    """What names are compared by: rules, the divisions in them, what cuts a name into words, words of no identity.

    `is_company` tells names that the gazetteer knows for a company.
    """

    forms: Forms
    prefixes: Prefixes
    words: Words
    generic: re.Pattern[str]
    is_company: Callable[[str], bool]


@dataclass(slots=True, kw_only=True)
class Thing:
    """What the reports call by one id: its names, the codes of the places whose reports name it.

    `form` is its comparable name, `place` and `rest` the division that opens this and what follows. `canonical` is the
    id and the name that the gazetteer gives, where they are others.
    """

    id: str
    type: str
    normal: str
    form: str
    scope: str | None
    line: str | None
    place: Division | None
    rest: str
    canonical: tuple[str, str] | None
    names: Counter[str] = field(default_factory=Counter)
    homes: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The name it is called by most."""
        return min(self.names, key=lambda name: (-self.names[name], -len(name), name))


def things(named: Iterable[tuple[Report, Sequence[tuple[str, Named]]]], comparing: Comparing) -> dict[str, Thing]:
    """All things but divisions by the id that their name gives; `named` has each report's names with their identity."""
    found: dict[str, Thing] = {}
    for report, names in named:
        for name, identity in names:
            if identity.code:
                continue
            thing = found.get(identity.id)
            if thing is None:
                thing = found[identity.id] = _thing(identity, comparing)
            thing.names[name] += 1
            if report.place_code:
                thing.homes.add(report.place_code)
    for thing in found.values():
        _check_place(thing, comparing.prefixes)
    return dict(sorted(found.items()))


def _check_place(thing: Thing, prefixes: Prefixes) -> None:
    """A county elsewhere is none that a name opens with unless it is called in full (`天河机场`, not in Guangzhou)."""
    place = thing.place
    if place and place.level == "county" and not thing.form.startswith(place.name):
        province = prefixes.province(place.code)
        if not any(prefixes.province(home) == province for home in thing.homes):
            thing.place, thing.rest = None, thing.form


def _thing(named: Named, comparing: Comparing) -> Thing:
    form = comparing.forms.form(named.normal, comparing.prefixes)
    place, rest = comparing.prefixes.split(form) or (None, form)
    other = named.canonical_id != named.id
    return Thing(
        id=named.id,
        type=named.type,
        normal=named.normal,
        form=form,
        scope=named.scope,
        line=comparing.forms.line_number(named.normal),
        place=place,
        rest=rest,
        canonical=(named.canonical_id, named.canonical) if other and named.canonical_id and named.canonical else None,
    )
