"""Where things are: `inCity`, derived from what the texts say, or else from the place of the report."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.model import Assertion, Basis, Report
from kg.resolve.atlas import Atlas
from kg.resolve.drafts import EntityDraft

LocationBasis = Literal["stated", "name", "reported"]

# What a report speaks of lies in its place unless it says otherwise; companies, places and industries may be anywhere.
_AT_HOME = frozenset({"Project", "Program", "Institution", "Goal"})
_DEEPEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """The division that a thing lies in or concerns (an entity id), and how that is known."""

    city: str
    basis: LocationBasis


class Locator:
    """Derives locations from the `locatedIn` assertions of a collection."""

    def __init__(
        self,
        drafts: Mapping[str, EntityDraft],
        located: Mapping[str, Sequence[Assertion]],
        reports: Mapping[str, Report],
        atlas: Atlas,
    ) -> None:
        self._drafts = drafts
        self._located = located
        self._reports = reports
        self._atlas = atlas

    def location(self, draft: EntityDraft) -> Location | None:
        """Where the thing lies; None for a division, and where neither a text nor the kind of thing tells."""
        if draft.code:
            return None
        if draft.type == "Goal":
            return self._of_goal(draft)
        return self._stated(draft) or (self._reported(draft.reports) if draft.type in _AT_HOME else None)

    def _of_goal(self, goal: EntityDraft) -> Location | None:
        """A goal is where its subject is; one of the report's own place, or of a thing without a place, is at home."""
        homes = {self._reports[report].place for report in goal.reports}
        for subject in sorted(goal.subjects - homes):
            draft = self._drafts.get(subject)
            if draft and draft.code:
                return Location(city=self._id(draft.code, goal.reports), basis="stated")
            found = self._stated(draft) if draft else None
            if found:
                return found
        return self._reported(goal.reports)

    def _stated(self, draft: EntityDraft) -> Location | None:
        codes = self._codes(draft.id, 0)
        if not codes:
            return None
        support: Counter[str] = Counter()
        bases: dict[str, set[Basis]] = defaultdict(set)
        for code, basis, weight in codes:
            city = self._atlas.city(code, self._homes(draft.reports))
            support[city] += weight
            bases[city].add(basis)
        # A city is also supported by what names its province only.
        total = {c: sum(support[d.code] for d in self._atlas.chain(c)) for c in support}
        best = min(total, key=lambda c: (-total[c], -len(self._atlas.chain(c)), c))
        return Location(
            city=f"place/{self._atlas.path(best)}",
            basis="name" if bases[best] == {"name"} else "stated",
        )

    def _codes(self, entity: str, depth: int) -> list[tuple[str, Basis, int]]:
        """Divisions that `entity` is said to lie in, also through places in them: code, basis, weight."""
        found: list[tuple[str, Basis, int]] = []
        for assertion in self._located.get(entity, ()):
            place = self._drafts[assertion.object]
            weight = max(1, len(assertion.evidence))
            if place.code:
                found.append((place.code, assertion.basis, weight))
            elif depth < _DEEPEST:
                found.extend((code, assertion.basis, weight) for code, _, _ in self._codes(place.id, depth + 1))
        return found

    def _reported(self, reports: Iterable[str]) -> Location | None:
        places = Counter(place for place in (self._reports[report].place for report in reports) if place)
        if not places:
            return None
        return Location(city=min(places, key=lambda place: (-places[place], place)), basis="reported")

    def _homes(self, reports: Iterable[str]) -> frozenset[str]:
        codes = (self._reports[report].place_code for report in reports)
        return frozenset(code for code in codes if code)

    def _id(self, code: str, reports: Iterable[str]) -> str:
        return f"place/{self._atlas.path(self._atlas.city(code, self._homes(reports)))}"
