"""A collection as plain columns for the page: what its scripts read, and nothing else.

Each table is a mapping from column names to lists of one length; rows refer to rows of other tables by number, −1 is
"none". Offsets of marks count code points of the sentence as shown; those of pieces count code points of the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.model import Assertion, Entity, Evidence, Goal, Knowledge, Report, Span
from kg.viz.marks import alignment, marks
from kg.viz.picture import named_entities
from kg.viz.vocabulary import Vocabulary

Table = dict[str, list[Any]]
Row = Mapping[str, Any]

_DERIVED = ("partOf", "inCity")
_ENTITY_COLUMNS = (
    "id",
    "name",
    "type",
    "subtype",
    "aliases",
    "hidden",
    "code",
    "partOf",
    "inCity",
    "basis",
    "stage",
    "stageYear",
    "reports",
    "evidence",
)
_FACT_COLUMNS = (
    "subject",
    "predicate",
    "object",
    "report",
    "year",
    "status",
    "basis",
    "promised",
    "rules",
    "confidence",
    "evidence",
)
_GOAL_COLUMNS = (
    "text",
    "kind",
    "indicator",
    "wording",
    "dimension",
    "value",
    "valueMax",
    "unit",
    "comparator",
    "relativeTo",
    "status",
    "year",
    "yearFrom",
    "deadline",
    "evidence",
)
_REPORT_COLUMNS = ("id", "label", "place", "planYear", "reviewYear", "documents")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Numbers:
    """By which numbers rows refer to things: row numbers of ids, and the order of types and predicates."""

    entities: Mapping[str, int]
    goals: Mapping[str, int]
    reports: Mapping[str, int]
    types: Mapping[str, int]
    predicates: Mapping[str, int]


def page_data(knowledge: Knowledge, vocabulary: Vocabulary) -> dict[str, Any]:
    """Everything the page shows, ready for JSON."""
    entities = named_entities(knowledge)
    goals = [entity for entity in knowledge.entities if entity.type == "Goal"]
    numbers = _Numbers(
        entities=_numbered(entity.id for entity in entities),
        goals=_numbered(goal.id for goal in goals),
        reports=_numbered(report.id for report in knowledge.reports),
        types=_numbered(sorted({entity.type for entity in entities}, key=vocabulary.order)),
        predicates=_numbered([*sorted({assertion.predicate for assertion in knowledge.assertions}), *_DERIVED]),
    )
    evidence = EvidenceTable(knowledge)
    return {
        "entities": _table(_entity_rows(entities, numbers, evidence), _ENTITY_COLUMNS),
        "facts": _table(_fact_rows(knowledge.assertions, numbers, evidence), _FACT_COLUMNS),
        "goals": _table(_goal_rows(goals, dict(knowledge.indicators), evidence), _GOAL_COLUMNS),
        "reports": _table(_report_rows(knowledge, numbers), _REPORT_COLUMNS),
        "documents": {
            "file": [document.file_name for document in knowledge.extractions],
            "coverage": [document.coverage for document in knowledge.extractions],
            "characters": [document.characters for document in knowledge.extractions],
        },
        "evidence": evidence.rows,
        "quotes": evidence.quotes,
        "types": [_type(kind, vocabulary) for kind in numbers.types],
        "predicates": [[name, *map(list, vocabulary.predicate(name))] for name in numbers.predicates],
        "labels": {
            table: {key: list(label) for key, label in rows.items()} for table, rows in vocabulary.tables.items()
        },
    }


class EvidenceTable:
    """Collects evidence as it is referred to: each place in a document once, each sentence once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.rows: Table = {"quote": [], "pieces": [], "marks": []}
        self.quotes: Table = {"document": [], "text": [], "section": [], "part": []}
        self._documents = knowledge.extractions
        self._known: dict[Evidence, int] = {}
        self._sentences: dict[tuple[int, int], tuple[int, Sequence[int] | None]] = {}

    def add(self, evidence: Iterable[Evidence]) -> list[int]:
        """Row numbers of pieces of evidence; what stands nowhere (an implied place) has none."""
        return [self._row(each) for each in evidence if each.pieces]

    def _row(self, evidence: Evidence) -> int:
        if evidence not in self._known:
            quote, offsets = self._sentence(evidence)
            row = {"quote": quote, "pieces": _flat(evidence.pieces), "marks": _flat(marks(offsets, evidence.pieces))}
            self._known[evidence] = _append(self.rows, row)
        return self._known[evidence]

    def _sentence(self, evidence: Evidence) -> tuple[int, Sequence[int] | None]:
        """The sentence around `evidence` and where its characters stand; where no sentence is known, the very words."""
        number, document = evidence.document, self._documents[evidence.document]
        if evidence.sentence < 0:
            words = "".join(document.raw[start:end] for start, end in evidence.pieces)
            return _append(self.quotes, {"document": number, "text": words, "section": "", "part": "other"}), None
        key = (number, evidence.sentence)
        if key not in self._sentences:
            quote = document.quotes[evidence.sentence]
            row = {"document": number, "text": quote.text, "section": quote.section, "part": quote.part}
            self._sentences[key] = (_append(self.quotes, row), alignment(document.raw, quote))
        return self._sentences[key]


def _entity_rows(entities: Iterable[Entity], numbers: _Numbers, evidence: EvidenceTable) -> Iterator[Row]:
    for entity in entities:
        yield {
            "id": entity.id,
            "name": entity.name,
            "type": numbers.types[entity.type],
            "subtype": entity.subtype,
            "aliases": list(entity.aliases),
            "hidden": list(entity.hidden),
            "code": entity.code,
            "partOf": numbers.entities.get(entity.part_of or "", -1),
            "inCity": numbers.entities.get(entity.in_city or "", -1),
            "basis": entity.location_basis,
            "stage": entity.stage,
            "stageYear": entity.stage_year,
            "reports": [numbers.reports[report] for report in entity.reports if report in numbers.reports],
            "evidence": evidence.add(entity.evidence),
        }


def _fact_rows(assertions: Iterable[Assertion], numbers: _Numbers, evidence: EvidenceTable) -> Iterator[Row]:
    """Assertions about named entities. `object` is a goal, the name of a stage, or else an entity."""
    for assertion in assertions:
        subject, target = numbers.entities.get(assertion.subject), _object(assertion, numbers)
        if subject is None or target is None:
            continue
        yield {
            "subject": subject,
            "predicate": numbers.predicates[assertion.predicate],
            "object": target,
            "report": numbers.reports.get(assertion.report, -1),
            "year": assertion.year,
            "status": assertion.status,
            "basis": assertion.basis,
            "promised": assertion.promised,
            "rules": list(assertion.rules),
            "confidence": round(assertion.confidence, 2),
            "evidence": evidence.add(assertion.evidence),
        }


def _object(assertion: Assertion, numbers: _Numbers) -> int | str | None:
    if assertion.predicate == "stage":
        return assertion.object
    things = numbers.goals if assertion.predicate == "hasGoal" else numbers.entities
    return things.get(assertion.object)


def _goal_rows(goals: Sequence[Entity], indicators: Mapping[str, str], evidence: EvidenceTable) -> Iterator[Row]:
    for entity in goals:
        goal = entity.goal or Goal(kind="qualitative", status="target")
        yield {
            "text": entity.name,
            "kind": goal.kind,
            "indicator": indicators.get(entity.indicator or "") or goal.concept or goal.indicator,
            "wording": goal.wording,
            "dimension": goal.dimension,
            "value": _number(goal.value),
            "valueMax": _number(goal.value_max),
            "unit": goal.unit,
            "comparator": goal.comparator,
            "relativeTo": goal.relative_to,
            "status": goal.status,
            "year": goal.year,
            "yearFrom": goal.year_from,
            "deadline": goal.deadline,
            "evidence": evidence.add(entity.evidence),
        }


def _report_rows(knowledge: Knowledge, numbers: _Numbers) -> Iterator[Row]:
    for report in knowledge.reports:
        yield {
            "id": report.id,
            "label": report_label(report, knowledge),
            "place": numbers.entities.get(report.place or "", -1),
            "planYear": report.plan_year,
            "reviewYear": report.review_year,
            "documents": list(report.documents),
        }


def report_label(report: Report, knowledge: Knowledge) -> str:
    """A report as people call it (`太原市 2023`), or its file where neither place nor year is known."""
    words = [report.place_name, str(report.plan_year) if report.plan_year else None]
    known = " ".join(word for word in words if word)
    return known or ", ".join(knowledge.extractions[document].file_name for document in report.documents)


def _type(kind: str, vocabulary: Vocabulary) -> dict[str, Any]:
    look = vocabulary.look(kind)
    return {"name": kind, "label": list(look.label), "shape": look.shape, "light": look.light, "dark": look.dark}


def _number(value: float | None) -> float | int | None:
    """Whole numbers as such, so that no page says `8.0`."""
    return int(value) if value is not None and value == int(value) else value


def _flat(spans: Iterable[Span]) -> list[int]:
    return [offset for span in spans for offset in span]


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(dict.fromkeys(names))}


def _table(rows: Iterable[Row], columns: Sequence[str]) -> Table:
    table: Table = {column: [] for column in columns}
    for row in rows:
        _append(table, row)
    return table


def _append(table: Table, row: Row) -> int:
    """Adds a row, which has every column, and returns its number."""
    number = 0
    for column, cells in table.items():
        number = len(cells)
        cells.append(row[column])
    return number
