"""Pairs of names that may mean one thing, by rules that look at a few keys of each name and never at all pairs.

Each rule says which two names it joins and why. A rule that leaves a choice joins nothing and says that it is open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.divisions import Division
from kg.resolve.forms import Rule
from kg.resolve.things import Comparing, Thing

_MOST_CHOICES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two ids that may be one thing, by which rule; `open` where the rule found reasons to doubt it."""

    left: str
    right: str
    rule: Rule
    open: bool = False


def pairs(found: Mapping[str, Thing], comparing: Comparing) -> list[Pair]:
    """All pairs that the rules see, sorted."""
    finder = _Finder(found, comparing)
    seen: dict[tuple[str, str], Pair] = {}
    for pair in (
        *finder.known(),
        *finder.same_form(),
        *finder.at_home(),
        *finder.routes(),
        *finder.owners(),
        *finder.initials(),
        *finder.more(),
    ):
        key = (min(pair.left, pair.right), max(pair.left, pair.right))
        if key not in seen or (seen[key].open and not pair.open):
            seen[key] = pair
    return [seen[key] for key in sorted(seen)]


class _Finder:
    def __init__(self, found: Mapping[str, Thing], comparing: Comparing) -> None:
        self._things = found
        self._forms = comparing.forms
        self._prefixes = comparing.prefixes
        self._words = comparing.words
        self._generic = comparing.generic
        self._is_company = comparing.is_company
        self._by_form: dict[tuple[str, str], list[Thing]] = defaultdict(list)
        for thing in found.values():
            if thing.scope is None:
                self._by_form[thing.type, thing.form].append(thing)

    def known(self) -> Iterator[Pair]:
        """Names that the gazetteer knows for one thing."""
        for thing in self._things.values():
            if thing.canonical:
                yield Pair(left=thing.id, right=thing.canonical[0], rule="gazetteer")

    def same_form(self) -> Iterator[Pair]:
        """Names with one form, generic ones below one place."""
        groups: dict[tuple[str, str | None, str], list[Thing]] = defaultdict(list)
        for thing in self._things.values():
            groups[thing.type, thing.scope, thing.form].append(thing)
        for group in groups.values():
            yield from (Pair(left=group[0].id, right=other.id, rule="form") for other in group[1:])

    def at_home(self) -> Iterator[Pair]:
        """A name that opens with a place, and the rest of it where the reports are of that place or near it.

        A generic name is already known by its place; beside that, the full name may stand as one of its own.
        """
        choices: dict[str, list[Thing]] = defaultdict(list)
        for full in self._things.values():
            if full.place and full.scope is None:
                for bare in self._by_form.get((full.type, full.rest), ()):
                    if bare.id != full.id and self._may_be_bare(bare, full.place):
                        choices[bare.id].append(full)
        yield from self._choose(choices, "home", self._near_place)
        for bare in self._things.values():
            if bare.scope:
                for full in self._by_form.get((bare.type, self._with_scope(bare)), ()):
                    yield Pair(left=bare.id, right=full.id, rule="home")

    def routes(self) -> Iterator[Pair]:
        """Lines that are named by their ends in full, and by one character of each."""
        choices: dict[str, list[Thing]] = defaultdict(list)
        for full in self._things.values():
            if full.type in self._forms.route_types:
                for form in dict.fromkeys(self._forms.short_routes(full.form, self._prefixes)):
                    for short in self._by_form.get((full.type, form), ()):
                        if short.id != full.id:
                            choices[short.id].append(full)
        yield from self._choose(choices, "route", self._in_one_province)

    def owners(self) -> Iterator[Pair]:
        """A name that opens with a company, and the rest of it in reports of the same province."""
        companies = {name for thing in self._things.values() if thing.type == "Company" for name in thing.names}
        companies.update(thing.normal for thing in self._things.values() if thing.type == "Company")
        choices: dict[str, list[Thing]] = defaultdict(list)
        for full in self._things.values():
            if full.type not in self._forms.owner_types or full.scope is not None:
                continue
            for length in range(2, len(full.form) - self._forms.owner_left + 1):
                if full.form[:length] in companies or self._is_company(full.form[:length]):
                    # A size and a kind (`5万千瓦风电`) may be anyone's.
                    rest = full.form[length:]
                    for bare in () if rest[0].isdecimal() else self._by_form.get((full.type, rest), ()):
                        choices[bare.id].append(full)
        yield from self._choose(choices, "owner", self._in_one_province)

    def initials(self) -> Iterator[Pair]:
        """Names made of the first characters of another's words, in reports of the same province."""
        shortest, longest = self._forms.initials_lengths
        short = [(kind, form) for kind, form in self._by_form if kind in self._forms.initials_types]
        wanted = {(kind, form) for kind, form in short if shortest <= len(form) <= longest}
        # Only what begins like a short name is cut into words.
        first = {(kind, form[0]) for kind, form in wanted}
        choices: dict[str, list[Thing]] = defaultdict(list)
        for full in self._things.values():
            if full.type not in self._forms.initials_types:
                continue
            name = self._with_scope(full)
            place, rest = self._prefixes.split(name) or (None, name)
            starts = self._prefixes.characters(place) if place else name[:1]
            if not any((full.type, character) in first for character in starts):
                continue
            for form in self._forms.initials(self._words(rest), place, self._prefixes):
                if (full.type, form) in wanted and len(form) < len(name):
                    for thing in self._by_form[full.type, form]:
                        # Where the gazetteer knows what a name is short for, it is not short for something else.
                        if thing.canonical is None and full not in choices[thing.id]:
                            choices[thing.id].append(full)
        yield from self._choose(choices, "initials", self._in_one_province)

    def more(self) -> Iterator[Pair]:
        """A name that says more than another by words of no identity: open, for it may be another thing."""
        for full in self._things.values():
            if full.type not in self._forms.more_types or full.scope is not None:
                continue
            for length in range(self._forms.more_least, len(full.form)):
                short = self._by_form.get((full.type, full.form[:length]))
                rest = full.form[length:]
                if short and self._generic.fullmatch(rest) and not self._forms.apart.search(rest):
                    near = (thing for thing in short if self._in_one_province(thing, full))
                    yield from (Pair(left=thing.id, right=full.id, rule="more", open=True) for thing in near)

    def _choose(
        self, choices: Mapping[str, Sequence[Thing]], rule: Rule, fits: Callable[[Thing, Thing], bool]
    ) -> Iterator[Pair]:
        """A pair for each short name that one full name fits; an open one for each of a few that might be meant."""
        for id_, fulls in choices.items():
            short = self._things[id_]
            fitting = [full for full in fulls if fits(short, full)]
            forms = {(full.scope, full.form) for full in fitting}
            if len(forms) == 1:
                yield Pair(left=id_, right=fitting[0].id, rule=rule)
            elif not forms and rule == "route" and len(fulls) == 1:
                # A line goes through more provinces than the one that names its ends.
                yield Pair(left=id_, right=fulls[0].id, rule=rule, open=True)
            elif len(forms) <= _MOST_CHOICES:
                yield from (Pair(left=id_, right=full.id, rule=rule, open=True) for full in fitting)

    def _with_scope(self, thing: Thing) -> str:
        """The form of a generic name with its place in front, of another as it is."""
        if thing.scope is None:
            return thing.form
        return self._forms.form(f"{thing.scope.rpartition('/')[2]}{thing.form}", self._prefixes)

    def _may_be_bare(self, bare: Thing, place: Division) -> bool:
        """Is the name without `place` a name still? It may open with a place in that (`杭州萧山机场`)."""
        if bare.place is not None and not self._prefixes.related(bare.place.code, place.code):
            return False
        if bare.form in self._forms.never_bare or bare.form[0].isdecimal():
            return False
        least = self._forms.home_left.get(bare.type)
        if least is not None and len(bare.form) >= least:
            return True
        marked = self._forms.home_marked.get(bare.type)
        return marked is not None and len(bare.form) >= marked and bare.name.endswith(self._forms.marks)

    def _near_place(self, bare: Thing, full: Thing) -> bool:
        place = full.place
        return (
            place is not None
            and bool(bare.homes)
            and all(self._prefixes.related(home, place.code) for home in bare.homes)
        )

    def _in_one_province(self, short: Thing, full: Thing) -> bool:
        """Is every province whose reports use the short name one of those of the full name?"""
        provinces = {self._prefixes.province(home) for home in full.homes}
        if full.place:
            provinces.add(self._prefixes.province(full.place.code))
        return bool(short.homes) and {self._prefixes.province(home) for home in short.homes} <= provinces
