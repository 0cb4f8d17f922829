"""Applying what resolution cannot: facts that a person added, and telling which decisions match nothing any more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kg.curate.entries import Curation, fits
from kg.model import Addition, Entity, Knowledge
from kg.resolve.stages import ORDER
from kg.resolve.stages import PREDICATE as STAGE


def apply_curation(knowledge: Knowledge, curation: Curation) -> tuple[Knowledge, tuple[str, ...]]:
    """The collection with the added facts, and one line for each entry that has no effect, in the order of the file.

    What a person says of where a thing lies and how far it is outweighs what follows from the texts.
    """
    kept = {old: entity.id for entity in knowledge.entities for old in entity.replaces}
    entities = {entity.id: entity for entity in knowledge.entities}
    added: list[Addition] = []
    useless = [*_unmatched(curation, {*kept, *entities, *knowledge.dropped}), *_refused(curation, kept, entities)]
    for addition in curation.additions:
        fact = replace(
            addition,
            subject=kept.get(addition.subject, addition.subject),
            object=kept.get(addition.object, addition.object),
        )
        if fact.subject not in entities or (fact.predicate != STAGE and fact.object not in entities):
            continue  # one of its things is gone, which is told already or follows from a drop
        if problem := _problem(fact, entities):
            useless.append(f"[[fact]] {addition.subject} {addition.predicate} {addition.object}: {problem}")
            continue
        added.append(fact)
        entities[fact.subject] = _with(entities[fact.subject], fact, entities)
    additions = tuple(sorted(added, key=lambda fact: (fact.subject, fact.predicate, fact.object, fact.year or 0)))
    return replace(knowledge, entities=tuple(entities.values()), additions=additions), tuple(useless)


def _unmatched(curation: Curation, known: set[str]) -> Iterator[str]:
    for where, things in curation.entries:
        if missing := [thing for thing in things if thing not in known]:
            yield f"{where}: no report names {', '.join(missing)}"


def _refused(curation: Curation, kept: Mapping[str, str], entities: Mapping[str, Entity]) -> Iterator[str]:
    """Decisions about divisions that their codes forbid."""
    for pair in curation.same:
        one, other = (kept.get(id_, id_) for id_ in pair)
        if one != other and one in entities and other in entities:
            yield f"[[same]] {pair[0]}, {pair[1]}: two divisions are never one"
    for thing, kind in curation.types.items():
        if thing in entities and entities[thing].type != kind:
            yield f"[[type]] {thing}: a division stays a place"


def _problem(fact: Addition, entities: Mapping[str, Entity]) -> str | None:
    subject = entities[fact.subject]
    if fact.predicate == STAGE:
        return None if subject.type == "Project" else f"only projects have a stage, not {subject.type}"
    object_ = entities[fact.object]
    if subject.id == object_.id:
        return "both are one thing"
    if subject.code and object_.code and fact.predicate == "locatedIn":
        return "divisions lie in each other by their codes"
    if not fits(fact.predicate, subject.type, object_.type):
        return f"no {fact.predicate} from {subject.type} to {object_.type}"
    return None


def _with(subject: Entity, fact: Addition, entities: Mapping[str, Entity]) -> Entity:
    if fact.predicate == STAGE:
        return replace(subject, stage=next(stage for stage in ORDER if stage == fact.object), stage_year=fact.year)
    if fact.predicate == "locatedIn" and not subject.code:
        city = _city(entities[fact.object], entities)
        return replace(subject, in_city=city, location_basis="stated") if city else subject
    return subject


def _city(place: Entity, entities: Mapping[str, Entity]) -> str | None:
    """The city, or the division above it where there is none, that a place is or lies in."""
    if not place.code:
        return place.in_city
    above = entities.get(place.part_of or "")
    if place.subtype == "County" and above and (above.subtype == "City" or above.name.endswith("市")):
        return above.id
    return place.id
