"""Merging: which ids are one thing, from pairs of names and from what a person has decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from kg.resolve.candidates import Pair
from kg.resolve.prefixes import Prefixes
from kg.resolve.things import Comparing, Thing


@dataclass(frozen=True, slots=True, kw_only=True)
class Merging:
    """The outcome: for ids that are not their own, the id that is kept; why; and the pairs a person might look at.

    `names` has what each id is called.
    """

    kept: Mapping[str, str]
    because: Mapping[str, tuple[str, ...]]
    doubts: tuple[Pair, ...]
    names: Mapping[str, str]

    def of(self, id_: str) -> str:
        """The id of the thing that `id_` is."""
        return self.kept.get(id_, id_)


def merge(
    found: Mapping[str, Thing],
    pairs: Iterable[Pair],
    *,
    same: Sequence[tuple[str, str]],
    apart: Sequence[tuple[str, str]],
    preferred: Iterable[str],
    divisions: AbstractSet[str],
    comparing: Comparing,
) -> Merging:
    """Joins the pairs, the surest first, save where the outcome would hold two that are apart or exclude each other.

    `same`, `apart` and `preferred` (ids to keep) are a person's decisions: they come first, and nothing overrules them
    but that two of the `divisions` are never one. The outcome does not
    depend on the order of anything given.
    """
    clusters = _Clusters(found, apart, divisions, comparing.prefixes)
    canonical = {thing.canonical[0]: thing.canonical[1] for thing in found.values() if thing.canonical}
    names = {**canonical, **{id_: thing.name for id_, thing in found.items()}}
    reasons: list[tuple[str, str]] = []
    doubts = []
    decided = [Pair(left=a, right=b, rule="curation") for a, b in sorted({_sorted(a, b) for a, b in same})]
    settled = {_sorted(a, b) for a, b in (*same, *apart)}
    ordered = sorted(pairs, key=lambda pair: (pair.open, -comparing.forms.confidence[pair.rule], pair.left, pair.right))
    for pair in (*decided, *ordered):
        known = _sorted(pair.left, pair.right) in settled
        joined = not pair.open and clusters.join(pair.left, pair.right, trusted=pair.rule == "curation")
        if joined:
            left, right = (names.get(id_, id_) for id_ in (pair.left, pair.right))
            reasons.append((pair.left, f"{left} = {right} ({pair.rule})"))
        if not known and pair.rule not in ("curation", "gazetteer") and (joined or pair.open):
            doubts.append(pair)
    because: dict[str, set[str]] = defaultdict(set)
    kept = clusters.kept(canonical, preferred)
    for id_, reason in reasons:
        because[kept.get(id_, id_)].add(reason)
    return Merging(
        kept=kept,
        because={id_: tuple(sorted(each)) for id_, each in sorted(because.items())},
        doubts=tuple(pair for pair in doubts if not pair.open or clusters.may_join(pair.left, pair.right)),
        names=names,
    )


class _Clusters:
    """Sets of ids that are one thing, each under the smallest of them until all are known."""

    def __init__(
        self,
        found: Mapping[str, Thing],
        apart: Iterable[tuple[str, str]],
        divisions: AbstractSet[str],
        prefixes: Prefixes,
    ) -> None:
        self._things = found
        self._divisions = divisions
        self._prefixes = prefixes
        self._root: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)
        for one, other in apart:
            self._apart[one].add(other)
            self._apart[other].add(one)

    def may_join(self, one: str, other: str, *, trusted: bool = False) -> bool:
        """Are the two ids in different sets, of which no members exclude each other?"""
        left, right = self._find(one), self._find(other)
        if left == right:
            return False
        mine, theirs = self._of(left), self._of(right)
        if any(self._apart.get(a, set()) & theirs for a in mine):
            return False
        if self._divisions & mine and self._divisions & theirs:
            return False
        return trusted or not any(self._exclude(a, b) for a in mine for b in theirs)

    def join(self, one: str, other: str, *, trusted: bool) -> bool:
        """Makes one set of the two that hold these ids, if they may be one; a person's decision is `trusted`."""
        if not self.may_join(one, other, trusted=trusted):
            return False
        left, right = sorted((self._find(one), self._find(other)))
        theirs = self._of(right)
        self._members[left] = self._of(left) | theirs
        for member in theirs:
            self._root[member] = left
        return True

    def kept(self, canonical: Iterable[str], preferred: Iterable[str]) -> dict[str, str]:
        """For each id that is not kept, the one that is: a preferred one, the gazetteer's, else the longest name."""
        known, first, outcome = set(canonical), set(preferred), dict[str, str]()
        for root, members in self._members.items():
            if self._find(root) == root:
                best = min(
                    members,
                    key=lambda id_: (id_ not in self._divisions, id_ not in first, id_ not in known, -len(id_), id_),
                )
                outcome.update({member: best for member in members if member != best})
        return dict(sorted(outcome.items()))

    def _find(self, id_: str) -> str:
        return self._root.get(id_, id_)

    def _of(self, root: str) -> set[str]:
        return self._members.get(root, {root})

    def _exclude(self, one: str, other: str) -> bool:
        """Two places in front, neither in the other, or two numbers of lines: then nothing makes two names one."""
        a, b = self._things.get(one), self._things.get(other)
        if a is None or b is None:
            return False
        if a.line and b.line and a.line != b.line:
            return True
        return bool(a.place and b.place and not self._prefixes.related(a.place.code, b.place.code))


def _sorted(one: str, other: str) -> tuple[str, str]:
    return min(one, other), max(one, other)
