"""The tables of a build, as CSV that spreadsheets open: goals, entities, relations, reports, variants.

`docs/tables.md` says what each column holds.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from kg.export.triples import both_ways, confidence_text
from kg.export.vocabulary import BASE, Vocabulary
from kg.model import Addition, Assertion, Entity, Evidence, Knowledge, Report
from kg.resolve.goals import decimal_text
from kg.resolve.stages import PREDICATE as STAGE

Cell = str | int | None
Row = dict[str, Cell]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "goals.csv": (
        *("place", "place_code", "province", "report_year", "part", "section", "subject", "subject_type", "kind"),
        *("indicator", "indicator_text", "dimension", "value", "value_max", "unit", "comparator", "wording"),
        *("relative_to", "status", "year", "year_from", "deadline", "quote", "sentence", "file", "start", "end"),
        *("n_evidence", "confidence", "goal_id", "subject_id", "indicator_id", "report_id"),
    ),
    "entities.csv": (
        *("name", "type", "subtype", "aliases", "city", "province", "place_code", "located_in", "location_basis"),
        *("stage", "stage_year", "first_year", "last_year", "n_reports", "n_mentions", "quote", "sentence", "file"),
        *("start", "end", "entity_id"),
    ),
    "relations.csv": (
        *("subject", "subject_type", "predicate", "predicate_zh", "object", "object_type", "basis", "status", "year"),
        *("place", "report_year", "section", "quote", "sentence", "file", "start", "end", "n_evidence", "confidence"),
        *("rule", "subject_id", "object_id", "report_id"),
    ),
    "reports.csv": (
        *("place", "place_code", "level", "plan_year", "review_year", "files", "characters", "coverage", "entities"),
        *("goals", "warnings", "report_id"),
    ),
    "variants.csv": (
        *("place", "place_code", "report_year", "variant", "type", "reading", "chosen", "basis", "confidence", "file"),
        *("start", "end", "report_id"),
    ),
}
_SEPARATOR = "；"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


def tables(knowledge: Knowledge, vocabulary: Vocabulary, *, base: str = BASE) -> Iterator[tuple[str, str]]:
    """File name and content of each table, a byte-order mark first."""
    maker = _Maker(knowledge, vocabulary, base)
    for name, rows in (
        ("goals.csv", maker.goals()),
        ("entities.csv", maker.entities()),
        ("relations.csv", maker.relations()),
        ("reports.csv", maker.reports()),
        ("variants.csv", maker.variants()),
    ):
        yield name, _csv(COLUMNS[name], rows)


def harmless(text: str) -> str:
    """`text` so that no spreadsheet takes it for a formula: with an apostrophe in front where it could be one.

    What starts with an apostrophe gets one too, so that taking off one leading apostrophe gives back any text.
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def plain(cell: str) -> str:
    """The text that `harmless` made into `cell`."""
    return cell.removeprefix("'")


def _csv(columns: Sequence[str], rows: Iterable[Row]) -> str:
    out = io.StringIO(newline="")
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        cells = [row[column] for column in columns]
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in cells])
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Where:
    """The place in a text that a row shows: the first piece of evidence."""

    cells: Row
    order: tuple[int, int]


_NOWHERE = _Where(
    {"quote": "", "sentence": "", "file": "", "start": None, "end": None, "section": "", "part": ""}, (0, 0)
)


class _Maker:
    """Rows of the tables of one collection."""

    def __init__(self, knowledge: Knowledge, vocabulary: Vocabulary, base: str) -> None:
        self._knowledge = knowledge
        self._vocabulary = vocabulary
        self._base = base
        self._entity = {entity.id: entity for entity in knowledge.entities}
        self._report = {report.id: report for report in knowledge.reports}
        self._indicator = dict(knowledge.indicators)
        # Dicts for the sake of their order: several reports and years may state the same.
        self._subjects: dict[str, dict[str, Entity]] = defaultdict(dict)
        self._located: dict[str, dict[str, Entity]] = defaultdict(dict)
        for assertion in knowledge.assertions:
            if assertion.predicate == "hasGoal":
                self._subjects[assertion.object][assertion.subject] = self._entity[assertion.subject]
            elif assertion.predicate == "locatedIn":
                self._located[assertion.subject][assertion.object] = self._entity[assertion.object]

    def goals(self) -> Iterator[Row]:
        """One row a goal, in the order of the texts; several subjects share a cell, so that no amount counts twice."""
        rows = []
        for entity in self._knowledge.entities:
            if entity.goal is not None:
                where = self._where(entity.evidence)
                rows.append((entity.reports, where.order, entity.id, self._goal(entity, where)))
        return (row for *_, row in sorted(rows, key=lambda row: row[:3]))

    def _goal(self, entity: Entity, where: _Where) -> Row:
        goal, report = entity.goal, self._report[entity.reports[0]]
        if goal is None:
            raise ValueError(f"{entity.id} is no goal")
        subjects = self._subjects.get(entity.id, {}).values()
        return {
            **self._of_report(report),
            "province": self._province(report.place),
            **where.cells,
            "subject": _SEPARATOR.join(subject.name for subject in subjects),
            "subject_type": _SEPARATOR.join(dict.fromkeys(subject.type for subject in subjects)),
            "kind": goal.kind,
            "indicator": self._indicator.get(entity.indicator or ""),
            "indicator_text": goal.indicator,
            "dimension": goal.dimension,
            "value": _number(goal.value),
            "value_max": _number(goal.value_max),
            "unit": goal.unit,
            "comparator": goal.comparator,
            "wording": goal.wording,
            "relative_to": goal.relative_to,
            "status": goal.status,
            "year": goal.year,
            "year_from": goal.year_from,
            "deadline": goal.deadline,
            "n_evidence": len(entity.evidence),
            "confidence": confidence_text(entity.confidence),
            "goal_id": self._base + entity.id,
            "subject_id": _SEPARATOR.join(self._base + subject.id for subject in subjects),
            "indicator_id": self._base + entity.indicator if entity.indicator else "",
        }

    def entities(self) -> Iterator[Row]:
        """One row an entity that is no goal, by type and name."""
        for entity in sorted(self._knowledge.entities, key=lambda e: (e.type, e.name, e.id)):
            if entity.goal is not None:
                continue
            years = [year for report in entity.reports if (year := self._report[report].plan_year)]
            home = entity.id if entity.code else entity.in_city
            yield {
                "name": entity.name,
                "type": entity.type,
                "subtype": entity.subtype,
                "aliases": _SEPARATOR.join(entity.aliases),
                "city": self._city(home),
                "province": self._province(home),
                "place_code": self._entity[home].code if home else None,
                "located_in": _SEPARATOR.join(place.name for place in self._located.get(entity.id, {}).values()),
                "location_basis": entity.location_basis,
                "stage": entity.stage,
                "stage_year": entity.stage_year,
                "first_year": min(years, default=None),
                "last_year": max(years, default=None),
                "n_reports": len(entity.reports),
                "n_mentions": len(entity.evidence),
                **self._where(entity.evidence).cells,
                "entity_id": self._base + entity.id,
            }

    def relations(self) -> Iterator[Row]:
        """One row an assertion, in the order of the texts, then one an added fact."""
        rows = []
        for assertion in self._knowledge.assertions:
            where = self._where(assertion.evidence)
            key = (assertion.report, where.order, assertion.subject, assertion.predicate, assertion.object)
            rows.append((*key, assertion.year or 0, self._relation(assertion, where)))
        stated = (row for *_, row in sorted(rows, key=lambda row: row[:6]))
        return chain(stated, (self._addition(fact) for fact in both_ways(self._knowledge.additions)))

    def _addition(self, fact: Addition) -> Row:
        """A fact that no report states: its source stands in place of a sentence, its file is the curation file."""
        subject = self._entity[fact.subject]
        object_ = self._entity[fact.object] if fact.predicate != STAGE else None
        return {
            **dict.fromkeys(COLUMNS["relations.csv"]),
            "subject": subject.name,
            "subject_type": subject.type,
            "predicate": fact.predicate,
            "predicate_zh": self._vocabulary.labels[fact.predicate],
            "object": object_.name if object_ else fact.object,
            "object_type": object_.type if object_ else "",
            "basis": "curation",
            "status": fact.status,
            "year": fact.year,
            "sentence": fact.source,
            "file": fact.file,
            "n_evidence": 0,
            "rule": "curation",
            "subject_id": self._base + subject.id,
            "object_id": self._base + object_.id if object_ else "",
        }

    def _relation(self, assertion: Assertion, where: _Where) -> Row:
        subject = self._entity[assertion.subject]
        object_ = self._entity[assertion.object] if assertion.predicate != STAGE else None
        return {
            **self._of_report(self._report[assertion.report]),
            **where.cells,
            "subject": subject.name,
            "subject_type": subject.type,
            "predicate": assertion.predicate,
            "predicate_zh": self._vocabulary.labels[assertion.predicate],
            "object": object_.name if object_ else assertion.object,
            "object_type": object_.type if object_ else "",
            "basis": assertion.basis,
            "status": assertion.status,
            "year": assertion.year,
            "n_evidence": len(assertion.evidence),
            "confidence": confidence_text(assertion.confidence),
            "rule": _SEPARATOR.join(assertion.rules),
            "subject_id": self._base + subject.id,
            "object_id": self._base + object_.id if object_ else "",
        }

    def reports(self) -> Iterator[Row]:
        """One row a report, by id."""
        counts = Counter(
            (report, entity.goal is not None) for entity in self._knowledge.entities for report in entity.reports
        )
        for report in self._knowledge.reports:
            documents = [self._knowledge.extractions[index] for index in report.documents]
            warnings = [warning for document in documents for warning in document.warnings]
            yield {
                **self._of_report(report),
                "level": report.level,
                "plan_year": report.plan_year,
                "review_year": report.review_year,
                "files": _SEPARATOR.join(document.file_name for document in documents),
                "characters": sum(document.characters for document in documents),
                "coverage": _SEPARATOR.join(document.coverage for document in documents),
                "entities": counts[report.id, False],
                "goals": counts[report.id, True],
                "warnings": _SEPARATOR.join(dict.fromkeys(warnings)),
            }

    def variants(self) -> Iterator[Row]:
        """One row for what each witness reads, place by place in the order of the reports."""
        for number, variant in enumerate(self._knowledge.variants, 1):
            for reading in variant.readings:
                yield {
                    **self._of_report(self._report[variant.report]),
                    "variant": number,
                    "type": variant.type,
                    "reading": reading.name,
                    "chosen": variant.chosen,
                    "basis": variant.basis,
                    "confidence": confidence_text(variant.confidence),
                    "file": self._knowledge.extractions[reading.document].file_name,
                    "start": reading.pieces[0][0],
                    "end": reading.pieces[-1][1],
                }

    def _of_report(self, report: Report) -> Row:
        return {
            "place": report.place_name,
            "place_code": report.place_code,
            "report_year": report.plan_year,
            "report_id": self._base + report.id,
        }

    def _where(self, evidence: Sequence[Evidence]) -> _Where:
        if not evidence:
            return _NOWHERE
        first = evidence[0]
        document = self._knowledge.extractions[first.document]
        quote = document.quotes[first.sentence] if first.sentence >= 0 else None
        start, end = first.pieces[0][0], first.pieces[-1][1]
        cells: Row = {
            "quote": _clean("".join(document.raw[a:b] for a, b in first.pieces)),
            "sentence": quote.text if quote else "",
            "file": document.file_name,
            "start": start,
            "end": end,
            "section": quote.section if quote else "",
            "part": quote.part if quote else "",
        }
        return _Where(cells, (first.document, start))

    def _city(self, place: str | None) -> str:
        """The name of the city, or county without one, that a division is or lies in; empty for a province."""
        entity = self._entity.get(place or "")
        while entity and entity.subtype == "County" and entity.part_of:
            above = self._entity[entity.part_of]
            if above.subtype == "Province" and not above.name.endswith("市"):
                break
            entity = above
        return entity.name if entity and (entity.subtype != "Province" or entity.name.endswith("市")) else ""

    def _province(self, place: str | None) -> str:
        entity = self._entity.get(place or "")
        while entity and entity.part_of:
            entity = self._entity[entity.part_of]
        return entity.name if entity and entity.subtype == "Province" else ""


def _clean(raw: str) -> str:
    """The words of a stretch as a reader takes them: without white space and Markdown emphasis."""
    return "".join(raw.replace("**", "").split())


def _number(value: float | None) -> str | None:
    return None if value is None else decimal_text(value).removesuffix(".0")
