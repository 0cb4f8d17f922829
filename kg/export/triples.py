"""The graph of a collection as triples, subject by subject: the one place that says what stands in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from kg.export.evidence import document_id, evidence_id, stretches
from kg.export.terms import Block, Literal, Pair, integer, text, zh
from kg.export.vocabulary import Unit, Vocabulary
from kg.model import Addition, Assertion, Entity, Evidence, Goal, Knowledge, Report
from kg.resolve.collect import SYMMETRIC
from kg.resolve.goals import decimal_text
from kg.resolve.identity import segment
from kg.resolve.stages import PREDICATE as STAGE

_GOAL_CLASSES = {"quantitative": "QuantitativeGoal", "qualitative": "QualitativeGoal", "relative": "RelativeGoal"}


def blocks(knowledge: Knowledge, vocabulary: Vocabulary) -> Iterator[Block]:
    """All subjects of the graph with their predicates and objects, in an order that depends on the collection alone."""
    yield from _entities(knowledge, vocabulary)
    for id_, name in knowledge.indicators:
        yield id_, [*_types("Indicator", vocabulary), ("skos:prefLabel", zh(name))]
    yield from _units(knowledge, vocabulary)
    yield from (_report(report, vocabulary) for report in knowledge.reports)
    yield from _documents(knowledge, vocabulary)
    for assertion in knowledge.assertions:
        yield assertion_id(assertion), list(_assertion(assertion, knowledge))
    yield from _additions(knowledge, vocabulary)
    yield from stretches(knowledge)


def assertion_id(assertion: Assertion) -> str:
    """The id of an assertion: its key in readable form."""
    year = str(assertion.year) if assertion.year else "-"
    report = assertion.report.removeprefix("report/")
    return f"assertion/{report}/{assertion.subject}/{assertion.predicate}/{assertion.object}/{year}"


def report_label(report: Report) -> str:
    """The title of a report, as far as its place and year are known."""
    year = f"{report.plan_year}年" if report.plan_year else ""
    return f"{report.place_name or ''}{year}政府工作报告"


def class_of(entity: Entity) -> str:
    """The most specific class of an entity, a local name of `kg:`."""
    if entity.goal is not None:
        return _GOAL_CLASSES[entity.goal.kind]
    return entity.subtype if entity.type == "Place" and entity.subtype else entity.type


def confidence_text(value: float) -> str:
    """A confidence to three places."""
    return decimal_text(round(value, 3))


def _entities(knowledge: Knowledge, vocabulary: Vocabulary) -> Iterator[Block]:
    plain: dict[str, dict[Pair, None]] = defaultdict(dict)
    for assertion in knowledge.assertions:
        if assertion.predicate != STAGE:
            plain[assertion.subject][f"kg:{assertion.predicate}", assertion.object] = None
    for fact in both_ways(knowledge.additions):
        if fact.predicate != STAGE:
            plain[fact.subject][f"kg:{fact.predicate}", fact.object] = None
    for entity in knowledge.entities:
        yield (
            entity.id,
            [
                *_types(class_of(entity), vocabulary),
                *_names(entity),
                *_facts(entity),
                *(_goal(entity.goal, entity.indicator, vocabulary) if entity.goal else ()),
                *plain.get(entity.id, ()),
                *(("kg:reportedIn", report) for report in entity.reports),
                *_evidence(entity.evidence, knowledge),
            ],
        )
        for old in entity.replaces:
            yield old, [("dcterms:isReplacedBy", entity.id)]


def both_ways(additions: Iterable[Addition]) -> Iterator[Addition]:
    """Facts that a person added; what holds both ways, both ways."""
    for fact in additions:
        yield fact
        if fact.predicate == SYMMETRIC:
            yield replace(fact, subject=fact.object, object=fact.subject)


def _additions(knowledge: Knowledge, vocabulary: Vocabulary) -> Iterator[Block]:
    """Facts that a person added, one a triple and year, with their sources; and the files that hold them."""
    facts: dict[str, list[Addition]] = defaultdict(list)
    for fact in both_ways(knowledge.additions):
        year = str(fact.year) if fact.year else "-"
        facts[f"assertion/curation/{fact.subject}/{fact.predicate}/{fact.object}/{year}"].append(fact)
    for id_, same in sorted(facts.items()):
        yield id_, list(_addition(same))
    for file, sha256 in sorted({(fact.file, fact.sha256) for fact in knowledge.additions}):
        yield (
            f"curation/{sha256}",
            [
                *_types("Curation", vocabulary),
                ("skos:prefLabel", zh(file)),
                ("kg:fileName", text(file)),
                ("kg:sha256", text(sha256)),
            ],
        )


def _addition(same: Sequence[Addition]) -> Iterator[Pair]:
    fact = same[0]
    yield "rdf:type", "kg:Assertion"
    yield "rdf:type", "kg:CuratedAssertion"
    yield "rdf:subject", fact.subject
    yield "rdf:predicate", f"kg:{fact.predicate}"
    yield "rdf:object", text(fact.object) if fact.predicate == STAGE else fact.object
    if fact.year:
        yield "kg:year", integer(fact.year)
    yield "kg:status", text("achieved" if any(each.status == "achieved" for each in same) else "target")
    yield "kg:rule", text("curation")
    for source in sorted({each.source for each in same}):
        yield "dcterms:source", text(source)
    for sha256 in sorted({each.sha256 for each in same}):
        yield "prov:wasDerivedFrom", f"curation/{sha256}"


def _types(name: str, vocabulary: Vocabulary) -> Iterable[Pair]:
    return (("rdf:type", f"kg:{known}") for known in vocabulary.classes[name])


def _names(entity: Entity) -> Iterator[Pair]:
    yield "skos:prefLabel", zh(entity.name)
    for alias in entity.aliases:
        yield "skos:altLabel", zh(alias)
    for hidden in entity.hidden:
        yield "skos:hiddenLabel", zh(hidden)


def _facts(entity: Entity) -> Iterator[Pair]:
    if entity.code:
        yield "kg:adminCode", text(entity.code)
    if entity.part_of:
        yield "kg:partOf", entity.part_of
    if entity.in_city:
        yield "kg:inCity", entity.in_city
    if entity.location_basis:
        yield "kg:locationBasis", text(entity.location_basis)
    if entity.stage:
        yield "kg:stage", text(entity.stage)
    if entity.stage_year:
        yield "kg:stageYear", integer(entity.stage_year)
    for reason in entity.because:
        yield "kg:mergeReason", text(reason)
    if entity.evidence:
        yield "kg:confidence", Literal(confidence_text(entity.confidence), "decimal")


def _goal(goal: Goal, indicator: str | None, vocabulary: Vocabulary) -> Iterator[Pair]:
    if indicator:
        yield "kg:indicator", indicator
    for predicate, value in (("kg:value", goal.value), ("kg:valueMax", goal.value_max)):
        if value is not None:
            yield predicate, Literal(decimal_text(value), "decimal")
    if goal.unit and goal.unit in vocabulary.qudt:
        yield "qudt:hasUnit", f"unit:{vocabulary.qudt[goal.unit]}"
    elif goal.unit and goal.unit in vocabulary.units:
        yield "qudt:hasUnit", _unit_id(vocabulary.units[goal.unit])
    for predicate, word in (
        ("kg:indicatorText", goal.indicator),
        ("kg:dimension", goal.dimension),
        ("kg:unit", goal.unit),
        ("kg:comparator", goal.comparator),
        ("kg:wording", goal.wording),
        ("kg:relativeTo", goal.relative_to),
        ("kg:status", goal.status),
        ("kg:deadline", goal.deadline),
    ):
        if word:
            yield predicate, text(word)
    for predicate, year in (("kg:year", goal.year), ("kg:yearFrom", goal.year_from)):
        if year:
            yield predicate, integer(year)


def _evidence(evidence: Sequence[Evidence], knowledge: Knowledge) -> Iterable[Pair]:
    """A pair for each stretch, each once: two sentences may claim the same one."""
    spans = {(e.document, span): None for e in evidence for span in e.pieces}
    return (("kg:evidence", evidence_id(knowledge.extractions[document], span)) for document, span in spans)


def _unit_id(unit: Unit) -> str:
    return f"unit/{segment(unit.symbol)}"


def _units(knowledge: Knowledge, vocabulary: Vocabulary) -> Iterator[Block]:
    """Definitions of the units of ours that goals use."""
    used = {entity.goal.unit for entity in knowledge.entities if entity.goal and entity.goal.unit}
    for symbol in sorted(used & vocabulary.units.keys() - vocabulary.qudt.keys()):
        unit = vocabulary.units[symbol]
        yield (
            _unit_id(unit),
            [
                ("rdf:type", "qudt:Unit"),
                ("skos:prefLabel", zh(unit.label)),
                ("qudt:symbol", text(unit.symbol)),
                ("qudt:conversionMultiplier", Literal(format(Decimal(repr(unit.multiplier)), "f"), "decimal")),
                ("qudt:scalingOf", f"unit:{unit.reference}"),
            ],
        )


def _report(report: Report, vocabulary: Vocabulary) -> Block:
    pairs: list[Pair] = [*_types("Report", vocabulary), ("skos:prefLabel", zh(report_label(report)))]
    if report.place:
        pairs.append(("kg:subjectPlace", report.place))
    if report.plan_year:
        pairs.append(("kg:planYear", integer(report.plan_year)))
    if report.review_year:
        pairs.append(("kg:reviewYear", integer(report.review_year)))
    return report.id, pairs


def _documents(knowledge: Knowledge, vocabulary: Vocabulary) -> Iterator[Block]:
    report_of: Mapping[int, str] = {index: report.id for report in knowledge.reports for index in report.documents}
    for index, document in enumerate(knowledge.extractions):
        yield (
            document_id(document),
            [
                *_types("Document", vocabulary),
                ("skos:prefLabel", zh(document.file_name)),
                ("kg:witnesses", report_of[index]),
                ("kg:fileName", text(document.file_name)),
                ("kg:sha256", text(document.sha256)),
                ("kg:characters", integer(document.characters)),
                ("kg:coverage", text(document.coverage)),
            ],
        )


def _assertion(assertion: Assertion, knowledge: Knowledge) -> Iterator[Pair]:
    yield "rdf:type", "kg:Assertion"
    yield "rdf:subject", assertion.subject
    yield "rdf:predicate", f"kg:{assertion.predicate}"
    yield "rdf:object", text(assertion.object) if assertion.predicate == STAGE else assertion.object
    yield "kg:reportedIn", assertion.report
    if assertion.year:
        yield "kg:year", integer(assertion.year)
    yield "kg:status", text(assertion.status)
    yield "kg:basis", text(assertion.basis)
    if assertion.promised:
        yield "kg:promisedStage", text(assertion.promised)
    for rule in assertion.rules:
        yield "kg:rule", text(rule)
    yield "kg:confidence", Literal(confidence_text(assertion.confidence), "decimal")
    yield from _evidence(assertion.evidence, knowledge)
