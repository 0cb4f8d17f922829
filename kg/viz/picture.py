"""What of a collection is drawn: which entities, which links between them, where and how large."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Entity, Knowledge

#: More nodes than this vis-network cannot move: only the best-connected are drawn with it.
LIMIT = 1500
#: How strongly a derived `inCity` pulls beside a relation that a text states (1).
_AREA_PULL = 0.3
_REPORT_PULL = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A line between two entities (indices into the named entities). `derived`: no text states it."""

    source: int
    target: int
    predicate: str
    derived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A drawn entity (an index into the named entities): its place and radius in units of the picture."""

    entity: int
    x: int
    y: int
    radius: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Nodes in the order of the named entities, and the links between them in a fixed order."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]


def named_entities(knowledge: Knowledge) -> tuple[Entity, ...]:
    """All entities but goals, which are told in the panel of their subject and never drawn."""
    return tuple(entity for entity in knowledge.entities if entity.type != "Goal")


def picture(knowledge: Knowledge, *, limit: int | None = None) -> Picture:
    """The drawing of a collection; of more than `limit` entities only the best-connected."""
    from kg.viz.positions import layout

    entities = named_entities(knowledge)
    links = _unique(_links(knowledge, entities))
    degree = _degrees(len(entities), links)
    best = sorted(range(len(entities)), key=lambda i: (-degree[i], -len(entities[i].evidence), entities[i].id))
    chosen = sorted(best[:limit])
    place = {entity: position for position, entity in enumerate(chosen)}
    kept = [link for link in links if link.source in place and link.target in place]
    radii = [_radius(degree[entity]) for entity in chosen]
    pulls = [(link.source, link.target, _AREA_PULL if link.predicate == "inCity" else 1.0) for link in kept]
    pulls += [(source, target, _REPORT_PULL) for source, target in _report_places(knowledge, entities, degree)]
    pulls = [(place[source], place[target], pull) for source, target, pull in pulls if {source, target} <= place.keys()]
    all_homes = homes(knowledge, entities, links)
    points = layout(
        len(chosen),
        [(a, b) for a, b, _ in pulls],
        weights=[pull for _, _, pull in pulls],
        radii=radii,
        keys=[entities[entity].id for entity in chosen],
        homes=[all_homes[entity] for entity in chosen],
    )
    nodes = tuple(
        Node(entity=entity, x=round(x), y=round(y), radius=radius)
        for entity, (x, y), radius in zip(chosen, points.tolist(), radii, strict=True)
    )
    return Picture(nodes=nodes, links=_drawn(kept))


def homes(knowledge: Knowledge, entities: Sequence[Entity], links: Sequence[Link]) -> list[str]:
    """For each entity the id of the reporting place with which it is drawn, or `""` for what several have in common.

    That is the reporting place it lies in; else the only one whose reports name it; else, where no report names it,
    the one with which most of its neighbours are drawn.
    """
    by_id = {entity.id: entity for entity in knowledge.entities}
    places = {report.id: report.place or "" for report in knowledge.reports}
    reporting = set(places.values()) - {""}
    found: list[str | None] = []
    for entity in entities:
        above = _line(entity.id if entity.type == "Place" else entity.in_city, by_id)
        near = next((place for place in above if place in reporting), None)
        told = {places[report] for report in entity.reports if report in places} - {""}
        only = next(iter(told)) if len(told) == 1 else None
        found.append(near or only or ("" if told or entity.type == "Place" else None))
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for link in links:
        for one, other in ((link.source, link.target), (link.target, link.source)):
            if found[one] is None and found[other]:
                votes[one][found[other] or ""] += 1
    return [
        home if home is not None else min(votes[i], key=lambda place: (-votes[i][place], place), default="")
        for i, home in enumerate(found)
    ]


def _line(start: str | None, by_id: Mapping[str, Entity]) -> Iterator[str]:
    """A place and the divisions above it."""
    seen: set[str] = set()
    while start and start not in seen:
        seen.add(start)
        yield start
        start = by_id[start].part_of if start in by_id else None


def _links(knowledge: Knowledge, entities: Sequence[Entity]) -> Iterator[Link]:
    """Relations between named entities as stated, then those that follow from the gazetteer or the reporting place."""
    index = {entity.id: number for number, entity in enumerate(entities)}
    for assertion in knowledge.assertions:
        source, target = index.get(assertion.subject), index.get(assertion.object)
        if source is not None and target is not None:
            yield Link(source=source, target=target, predicate=assertion.predicate, derived=False)
    for source, entity in enumerate(entities):
        for predicate, other in (("partOf", entity.part_of), ("inCity", entity.in_city)):
            target = index.get(other) if other else None
            if target is not None:
                yield Link(source=source, target=target, predicate=predicate, derived=True)


def _report_places(
    knowledge: Knowledge, entities: Sequence[Entity], degree: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """For entities that nothing ties to others: the places whose reports name them, beside which they are drawn."""
    index = {entity.id: number for number, entity in enumerate(entities)}
    places = {report.id: index.get(report.place or "") for report in knowledge.reports}
    for source, entity in enumerate(entities):
        if not degree[source]:
            for target in sorted({number for report in entity.reports if (number := places.get(report)) is not None}):
                yield source, target


def _unique(links: Iterator[Link]) -> list[Link]:
    """One link for two entities, whatever their direction: the first one."""
    first: dict[tuple[int, int], Link] = {}
    for link in links:
        if link.source != link.target:
            first.setdefault((min(link.source, link.target), max(link.source, link.target)), link)
    return list(first.values())


def _degrees(size: int, links: Sequence[Link]) -> list[int]:
    degree = [0] * size
    for link in links:
        degree[link.source] += 1
        degree[link.target] += 1
    return degree


def _radius(degree: int) -> float:
    return round(min(4.5 + 1.9 * math.sqrt(degree), 30.0), 1)


def _drawn(links: Sequence[Link]) -> tuple[Link, ...]:
    """Links without those to an area of things that hang on something else as well: a city need not be a hedgehog."""
    held: set[int] = set()
    for link in links:
        if link.predicate != "inCity":
            held.update((link.source, link.target))
    return tuple(link for link in links if link.predicate != "inCity" or link.source not in held)
