"""Everything that a graph says of one thing, with the sentences that say it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.export.vocabulary import ONTOLOGY, PREFIXES
from kg.query.names import main_class
from kg.query.quantity import quantity
from kg.query.quotes import Quoted, quotes
from kg.query.source import Description, Source

if TYPE_CHECKING:
    import pyoxigraph

_RDF = PREFIXES["rdf"]
_BELOW = ("Province", "City", "County", "Region", "Zone", "Water", "Site")
_SYMMETRIC = "cooperatesWith"
_FIRST_NAMINGS = 3
#: The property by which a goal points to what it measures.
MEASURED = "indicator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One statement of a report about the thing. `forward`: the thing is its subject.

    `other` is the name of the other end, or a stage; `amount` is the number of a goal. `promised` is a stage that is
    only announced. `source` is where a person who added the fact has it from.
    """

    predicate: str
    forward: bool
    other: str
    other_type: str
    other_iri: str | None
    year: int | None
    status: str | None
    basis: str | None
    report: str
    rules: tuple[str, ...]
    confidence: str
    quotes: tuple[Quoted, ...]
    amount: str | None = None
    promised: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A thing: its type and names, where it lies, how far it is, what is stated of it.

    `attributes` are plain values by the name of their property (`adminCode`, `indicator`, …). `namings` are the first
    sentences that name it, of `named` in all. `reasons` say why several names were taken for one.
    """

    iri: str
    type: str
    subtype: str | None
    name: str
    aliases: tuple[str, ...]
    reasons: tuple[str, ...]
    city: str | None
    city_basis: str | None
    above: tuple[str, ...]
    stage: str | None
    stage_year: int | None
    amount: str | None
    attributes: Mapping[str, str]
    reports: tuple[str, ...]
    facts: tuple[Fact, ...]
    named: int
    namings: tuple[Quoted, ...]


def card(source: Source, iri: str) -> Card:
    """The card of the thing with this IRI."""
    description = source.describe(iri)
    namings = quotes(source, description.texts("evidence"))
    return Card(
        iri=iri,
        type=main_class(description) or "",
        subtype=next((kind for kind in _BELOW if kind in description.classes), None),
        name=description.name,
        aliases=tuple(dict.fromkeys(description.texts("skos:altLabel") + description.texts("skos:hiddenLabel"))),
        reasons=tuple(description.texts("mergeReason")),
        city=_name(source, description.text("inCity")),
        city_basis=description.text("locationBasis"),
        above=tuple(_above(source, description)),
        stage=description.text("stage"),
        stage_year=description.integer("stageYear"),
        amount=amount_of(description),
        attributes=_attributes(source, description),
        reports=tuple(source.describe(report).name for report in description.texts("reportedIn")),
        facts=_facts(source, iri),
        named=len(namings),
        namings=namings[:_FIRST_NAMINGS],
    )


def amount_of(goal: Description) -> str | None:
    """The number of a quantitative goal in short form, None for another thing."""
    value, value_max = goal.text("value"), goal.text("valueMax")
    if value is None:
        return None
    return quantity(
        Decimal(value),
        value_max=Decimal(value_max) if value_max else None,
        unit=goal.text("unit") or "",
        comparator=goal.text("comparator"),
        dimension=goal.text("dimension"),
    )


def _facts(source: Source, iri: str) -> tuple[Fact, ...]:
    node = _node(iri)
    forward = [_fact(source, source.describe(s), forward=True) for s in source.subjects(_RDF + "subject", node)]
    backward = [_fact(source, source.describe(s), forward=False) for s in source.subjects(_RDF + "object", node)]
    measured = [_measured(source, source.describe(g)) for g in source.subjects(f"{ONTOLOGY}{MEASURED}", node)]
    kept = [*forward, *(fact for fact in backward if fact.predicate != _SYMMETRIC), *measured]
    return tuple(sorted(kept, key=_order))


def _order(fact: Fact) -> tuple[str, bool, str, int, str, str]:
    first = f"{fact.quotes[0].file} {fact.quotes[0].start:09}" if fact.quotes else ""
    return fact.predicate, not fact.forward, first, fact.year or 0, fact.other, fact.report


def _fact(source: Source, statement: Description, *, forward: bool) -> Fact:
    end = statement.terms("rdf:object" if forward else "rdf:subject")[0]
    value = getattr(end, "value", str(end))
    other = source.describe(value) if _is_iri(end) else None
    return Fact(
        predicate=(statement.text("rdf:predicate") or "").removeprefix(ONTOLOGY),
        forward=forward,
        other=other.name if other else value,
        other_type=(main_class(other) or "") if other else "",
        other_iri=other.iri if other else None,
        year=statement.integer("year"),
        status=statement.text("status"),
        basis=statement.text("basis"),
        report=_name(source, statement.text("reportedIn")) or "",
        rules=tuple(statement.texts("rule")),
        confidence=statement.text("confidence") or "",
        quotes=quotes(source, statement.texts("evidence")),
        amount=amount_of(other) if other else None,
        promised=statement.text("promisedStage"),
        source="；".join(statement.texts("dcterms:source")) or None,
    )


def _measured(source: Source, goal: Description) -> Fact:
    """A goal as a fact about its indicator."""
    return Fact(
        predicate=MEASURED,
        forward=False,
        other=goal.name,
        other_type="Goal",
        other_iri=goal.iri,
        year=goal.integer("year"),
        status=goal.text("status"),
        basis=None,
        report=_name(source, goal.text("reportedIn")) or "",
        rules=(),
        confidence=goal.text("confidence") or "",
        quotes=quotes(source, goal.texts("evidence")),
        amount=amount_of(goal),
    )


def _is_iri(term: object) -> bool:
    import pyoxigraph as ox

    return isinstance(term, ox.NamedNode)


def _attributes(source: Source, description: Description) -> dict[str, str]:
    """Plain values that a card shows as they are."""
    shown = ("adminCode", "year", "yearFrom", "deadline", "status", "dimension", "wording", "relativeTo", "planYear")
    found = {name: text for name in (*shown, "reviewYear") if (text := description.text(name))}
    for name in ("indicator", "subjectPlace"):
        linked = _name(source, description.text(name))
        if linked:
            found[name] = linked
    files = [source.describe(each) for each in source.subjects(f"{ONTOLOGY}witnesses", _node(description.iri))]
    if files:
        found["files"] = "、".join(sorted(f"{file.text('fileName')} ({file.text('coverage')})" for file in files))
    return found


def _node(iri: str) -> pyoxigraph.NamedNode:
    import pyoxigraph as ox

    return ox.NamedNode(iri)


def _above(source: Source, description: Description) -> Iterator[str]:
    """Names of the divisions above, nearest first."""
    above, seen = description.text("partOf"), {description.iri}
    while above and above not in seen:
        seen.add(above)
        division = source.describe(above)
        yield division.name
        above = division.text("partOf")


def _name(source: Source, iri: str | None) -> str | None:
    return source.describe(iri).name if iri else None


def by_relation(facts: Sequence[Fact]) -> dict[tuple[str, bool], list[Fact]]:
    """Facts by predicate and direction, in their order."""
    groups: dict[tuple[str, bool], list[Fact]] = {}
    for fact in facts:
        groups.setdefault((fact.predicate, fact.forward), []).append(fact)
    return groups
