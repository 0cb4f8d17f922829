"""Resolving: from what each document says to one collection of things, each once, with all its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.model import Assertion, Entity, Extraction, Knowledge, Report, StageName
from kg.resolve.aliases import Names
from kg.resolve.atlas import SUBTYPE
from kg.resolve.collect import Collection
from kg.resolve.drafts import EntityDraft, in_text_order
from kg.resolve.goals import indicator_id, indicator_name, representative
from kg.resolve.identity import Identity
from kg.resolve.locations import Locator
from kg.resolve.reports import group_reports, in_order
from kg.resolve.stages import PREDICATE as STAGE
from kg.resolve.stages import reached

__all__ = ["Identity", "resolve"]


def resolve(extractions: Iterable[Extraction], *, gazetteer: Names, identity: Identity) -> Knowledge:
    """One collection out of what single documents say; the same for any order of `extractions`.

    Documents of one place and plan year become one report; mentions become entities by normal name, by division, by
    what the gazetteer knows, or by what the goal says; relations and stages become assertions by triple, report and
    year.
    """
    documents = in_order(extractions)
    collection = Collection(gazetteer, identity)
    reports = group_reports(documents, collection.atlas, identity)
    for report in reports:
        collection.add_report(report, documents)
    assertions = collection.assertions.frozen()
    entities = _entities(collection, assertions, {report.id: report for report in reports})
    names = {
        (e.indicator, name)
        for e in entities
        if e.goal is not None and e.indicator is not None and (name := indicator_name(e.goal)) is not None
    }
    return Knowledge(
        extractions=documents,
        reports=reports,
        entities=entities,
        assertions=assertions,
        # Spellings that differ in width or case alone share an id; the first in code points stands for it.
        indicators=tuple(sorted(dict(sorted(names, reverse=True)).items())),
    )


def _entities(
    collection: Collection, assertions: Sequence[Assertion], reports: Mapping[str, Report]
) -> tuple[Entity, ...]:
    located, staged = defaultdict(list), defaultdict(list)
    for assertion in assertions:
        if assertion.predicate == "locatedIn":
            located[assertion.subject].append(assertion)
        elif assertion.predicate == STAGE:
            staged[assertion.subject].append(assertion)
    locator = Locator(collection.drafts, located, reports, collection.atlas)
    return tuple(
        _entity(draft, collection, locator, reached(staged.get(id_, ()), reports))
        for id_, draft in sorted(collection.drafts.items())
    )


def _entity(
    draft: EntityDraft, collection: Collection, locator: Locator, stage: tuple[StageName, int | None] | None
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
        subtype=SUBTYPE[chain[0].level] if chain else draft.subtype,
        aliases=tuple(other for other in names if other != name),
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
        because=tuple(sorted(set(draft.replaces.values()))),
    )
