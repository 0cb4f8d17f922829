"""Resolving: from what each document says to one collection of things, each once, with all its evidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

import rjieba

from kg.collate import Chooser, collate
from kg.curate.entries import NOTHING, Curation
from kg.model import Assertion, Doubt, Entity, Extraction, Knowledge, Report, StageName
from kg.resolve.aliases import Names, canonical_name, is_known, town_names
from kg.resolve.atlas import SUBTYPE, Atlas
from kg.resolve.candidates import pairs
from kg.resolve.collect import Collection
from kg.resolve.drafts import EntityDraft, in_text_order
from kg.resolve.forms import Forms
from kg.resolve.goals import indicator_id, indicator_name, representative
from kg.resolve.identity import Identity
from kg.resolve.locations import Locator
from kg.resolve.merging import Merging, merge
from kg.resolve.names import Named, Namer
from kg.resolve.prefixes import Prefixes
from kg.resolve.reports import group_reports, in_order
from kg.resolve.stages import PREDICATE as STAGE
from kg.resolve.stages import reached
from kg.resolve.things import Comparing, things

__all__ = ["Identity", "resolve"]


def resolve(
    extractions: Iterable[Extraction],
    *,
    gazetteer: Names,
    identity: Identity,
    curation: Curation = NOTHING,
) -> Knowledge:
    """One collection out of what single documents say; the same for any order of `extractions`.

    Documents of one place and plan year, or of one text, become one report, whose witnesses are held against each
    other; mentions become entities by normal name, by division, by what the gazetteer knows, by the rules for forms, by
    a person's `curation`, or by what the goal says; relations and stages become assertions by triple, report and year.
    """
    read = in_order(extractions)
    atlas = Atlas(gazetteer.divisions)
    namer = Namer(gazetteer, atlas, identity, curation.types)
    reports = group_reports(read, atlas, identity)
    collation = collate(read, reports, _chooser(read, gazetteer, identity.readings))
    documents = collation.documents
    named = {index: namer.names(documents[index], report) for report in reports for index in report.documents}
    mentioned = [(report, _mentioned(report, documents, named)) for report in reports]
    comparing = Comparing(
        forms=identity.forms,
        prefixes=Prefixes(gazetteer.divisions),
        words=rjieba.cut,
        generic=identity.words,
        is_company=lambda name: canonical_name(gazetteer, "Company", name) is not None,
    )
    merging = _merge(mentioned, comparing, curation)
    collection = Collection(atlas, identity, merging, curation, collation.hidden)
    for report in reports:
        collection.add_report(report, documents, named)
    assertions = collection.assertions.frozen()
    entities = _entities(collection, assertions, {report.id: report for report in reports}, merging, curation)
    names = {
        (e.indicator, name)
        for e in entities
        if e.goal is not None and e.indicator is not None and (name := indicator_name(e.goal)) is not None
    }
    return Knowledge(
        extractions=read,
        reports=reports,
        entities=entities,
        assertions=assertions,
        # Spellings that differ in width or case alone share an id; the first in code points stands for it.
        indicators=tuple(sorted(dict(sorted(names, reverse=True)).items())),
        dropped=tuple(sorted(collection.dropped)),
        doubts=_doubts(collection, merging, identity.forms),
        variants=collation.variants,
    )


def _chooser(documents: Sequence[Extraction], gazetteer: Names, trust: Mapping[str, float]) -> Chooser:
    return Chooser(
        confidence=trust,
        known=lambda kind, name: is_known(gazetteer, kind, name),
        local=cache(lambda code: town_names(gazetteer, code)),
        mentioned=Counter((mention.type, mention.name) for document in documents for mention in document.mentions),
        words=rjieba.cut,
    )


def _mentioned(
    report: Report, documents: Sequence[Extraction], named: Mapping[int, Sequence[Named | None]]
) -> list[tuple[str, Named]]:
    """The names in a report with the identity that they give."""
    return [
        (mention.name, name)
        for index in report.documents
        for mention, name in zip(documents[index].mentions, named[index], strict=True)
        if name
    ]


def _merge(
    mentioned: Sequence[tuple[Report, Sequence[tuple[str, Named]]]], comparing: Comparing, curation: Curation
) -> Merging:
    found = things(mentioned, comparing)
    divisions = {name.id for _, names in mentioned for _, name in names if name.code}
    divisions.update(report.place for report, _ in mentioned if report.place and report.place_code)
    known = divisions | {
        id_ for _, names in mentioned for _, name in names for id_ in (name.id, name.canonical_id) if id_
    }
    return merge(
        found,
        pairs(found, comparing),
        same=[pair for pair in curation.same if known.issuperset(pair)],
        apart=curation.apart,
        preferred=curation.names,
        divisions=divisions,
        comparing=comparing,
    )


def _doubts(collection: Collection, merging: Merging, forms: Forms) -> tuple[Doubt, ...]:
    return tuple(
        Doubt(
            left=pair.left,
            right=pair.right,
            left_name=merging.names.get(pair.left, pair.left),
            right_name=merging.names.get(pair.right, pair.right),
            rule=pair.rule,
            merged=not pair.open,
            confidence=forms.open if pair.open and pair.rule != "more" else forms.confidence[pair.rule],
            facts=min(collection.facts[pair.left], collection.facts[pair.right]),
            kept=merging.of(pair.left),
            left_evidence=collection.first.get(pair.left),
            right_evidence=collection.first.get(pair.right),
        )
        for pair in merging.doubts
        if collection.dropped.isdisjoint((pair.left, pair.right))
    )


def _entities(
    collection: Collection,
    assertions: Sequence[Assertion],
    reports: Mapping[str, Report],
    merging: Merging,
    curation: Curation,
) -> tuple[Entity, ...]:
    located, staged = defaultdict(list), defaultdict(list)
    for assertion in assertions:
        if assertion.predicate == "locatedIn":
            located[assertion.subject].append(assertion)
        elif assertion.predicate == STAGE:
            staged[assertion.subject].append(assertion)
    locator = Locator(collection.drafts, located, reports, collection.atlas)
    preferred = {merging.of(id_): name for id_, name in curation.names.items()}
    entities = (
        _entity(draft, collection, locator, merging, reached(staged.get(id_, ()), reports))
        for id_, draft in sorted(collection.drafts.items())
    )
    return tuple(_called(entity, preferred[entity.id]) if entity.id in preferred else entity for entity in entities)


def _called(entity: Entity, name: str) -> Entity:
    """The entity under the name that a person prefers; the others stay beside it."""
    others = [other for other in (entity.name, *entity.aliases) if other != name]
    hidden = tuple(other for other in entity.hidden if other != name)
    return replace(entity, name=name, aliases=tuple(others), hidden=hidden)


def _entity(
    draft: EntityDraft,
    collection: Collection,
    locator: Locator,
    merging: Merging,
    stage: tuple[StageName, int | None] | None,
) -> Entity:
    names = draft.ordered_names
    chain = collection.atlas.chain(draft.code) if draft.code else ()
    name = chain[0].name if chain else names[0]
    goal = representative(draft.mentions) if draft.type == "Goal" else None
    indicator = indicator_name(goal) if goal else None
    location = locator.location(draft)
    return Entity(
        id=draft.id,
        type=draft.type,
        name=name,
        subtype=SUBTYPE[chain[0].level] if chain else draft.subtype if draft.type == "Place" else None,
        aliases=tuple(other for other in names if other != name),
        hidden=tuple(sorted(draft.hidden - {name, *names})),
        replaces=tuple(sorted(old for old in draft.replaces if old not in collection.drafts)),
        code=draft.code,
        part_of=f"place/{collection.atlas.path(chain[1].code)}" if len(chain) > 1 else None,
        in_city=location.city if location else None,
        location_basis=location.basis if location else None,
        reports=tuple(sorted(draft.reports)),
        evidence=in_text_order(draft.evidence),
        confidence=max((mention.confidence for mention in draft.mentions), default=1.0),
        goal=goal,
        indicator=indicator_id(indicator, collection.identity) if indicator else None,
        stage=stage[0] if stage else None,
        stage_year=stage[1] if stage else None,
        because=merging.because.get(draft.id, ()),
    )
