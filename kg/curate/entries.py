"""What a curation file says, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.model import Addition


@dataclass(frozen=True, slots=True, kw_only=True)
class Curation:
    """A person's decisions about things, by their ids (IRIs without the base).

    `same` and `apart` are pairs; `names` and `types` give a thing its preferred name and its type; `dropped` things are
    left out with all that is said of them; `additions` are facts. `entries` says where in the file each decision
    stands, with the ids that it needs, to tell which no longer match anything.
    """

    same: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    additions: tuple[Addition, ...] = ()
    entries: tuple[tuple[str, tuple[str, ...]], ...] = ()


NOTHING = Curation()
_THINGS = frozenset({"Project", "Program", "Company", "Institution", "Place", "Industry"})
_PARTNERS = frozenset({"Place", "Company", "Institution"})
#: The types of things that each relation may hold between.
DOMAINS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "locatedIn": (_THINGS, frozenset({"Place"})),
    "participatesIn": (frozenset({"Company", "Institution"}), frozenset({"Project", "Program", "Industry"})),
    "belongsTo": (frozenset({"Project"}), frozenset({"Industry", "Program"})),
    "hasGoal": (_THINGS, frozenset({"Goal"})),
    "cooperatesWith": (_PARTNERS, _PARTNERS),
}


def fits(predicate: str, subject_type: str, object_type: str) -> bool:
    """May the relation hold between things of these types?"""
    subjects, objects = DOMAINS[predicate]
    return subject_type in subjects and object_type in objects
