"""A collection as a networkx graph: entities, goals, indicators and reports as nodes, relations as edges."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.export.triples import both_ways, class_of, report_label
from kg.export.vocabulary import BASE
from kg.model import Entity, Knowledge
from kg.resolve.stages import PREDICATE as STAGE

if TYPE_CHECKING:
    import networkx

Value = str | int | float


def to_networkx(knowledge: Knowledge, *, base: str = BASE) -> networkx.MultiDiGraph:
    """The graph with plain attributes (text, int, float), as GraphML and most tools want them.

    Nodes are IRIs. An edge has the predicate as its `predicate`, and as its key, with report and year where a report
    states it, with `curation` and its source where a person added it; derived edges (`partOf`, `inCity`, `reportedIn`,
    `indicator`, `subjectPlace`) have no more attributes.
    """
    import networkx

    graph = networkx.MultiDiGraph()
    for entity in knowledge.entities:
        graph.add_node(base + entity.id, **_attributes(entity))
    for id_, name in knowledge.indicators:
        graph.add_node(base + id_, label=name, type="Indicator")
    for report in knowledge.reports:
        years = {"plan_year": report.plan_year, "review_year": report.review_year}
        graph.add_node(base + report.id, label=report_label(report), type="Report", **_known(years))
        if report.place:
            graph.add_edge(base + report.id, base + report.place, key="subjectPlace", predicate="subjectPlace")
    for assertion in knowledge.assertions:
        if assertion.predicate != STAGE:
            graph.add_edge(
                base + assertion.subject,
                base + assertion.object,
                key=f"{assertion.predicate} {assertion.report} {assertion.year or '-'}",
                predicate=assertion.predicate,
                report=base + assertion.report,
                status=assertion.status,
                basis=assertion.basis,
                rule=" ".join(assertion.rules),
                confidence=round(assertion.confidence, 3),
                evidence=len(assertion.evidence),
                **_known({"year": assertion.year}),
            )
    for fact in both_ways(knowledge.additions):
        if fact.predicate != STAGE:
            graph.add_edge(
                base + fact.subject,
                base + fact.object,
                key=f"{fact.predicate} curation {fact.year or '-'}",
                predicate=fact.predicate,
                status=fact.status,
                rule="curation",
                source=fact.source,
                **_known({"year": fact.year}),
            )
    for entity in knowledge.entities:
        derived = [("partOf", entity.part_of), ("inCity", entity.in_city), ("indicator", entity.indicator)]
        for predicate, target in (*derived, *(("reportedIn", report) for report in entity.reports)):
            if target:
                graph.add_edge(base + entity.id, base + target, key=predicate, predicate=predicate)
    return graph


def _attributes(entity: Entity) -> dict[str, Value]:
    goal = entity.goal
    attributes: dict[str, Value | None] = {
        "label": entity.name,
        "type": entity.type,
        "class": class_of(entity),
        "aliases": " | ".join(entity.aliases) or None,
        "code": entity.code,
        "location_basis": entity.location_basis,
        "stage": entity.stage,
        "stage_year": entity.stage_year,
        "mentions": len(entity.evidence),
        "reports": len(entity.reports),
        "confidence": round(entity.confidence, 3),
    }
    if goal:
        attributes |= {
            "indicator_text": goal.indicator,
            "dimension": goal.dimension,
            "value": goal.value,
            "value_max": goal.value_max,
            "unit": goal.unit,
            "comparator": goal.comparator,
            "wording": goal.wording,
            "relative_to": goal.relative_to,
            "status": goal.status,
            "year": goal.year,
            "year_from": goal.year_from,
            "deadline": goal.deadline,
        }
    return _known(attributes)


def _known(attributes: Mapping[str, Value | None]) -> dict[str, Value]:
    return {name: value for name, value in attributes.items() if value is not None}
