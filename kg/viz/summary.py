"""The main facts as rows of a plain table, for readers without scripts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kg.model import Assertion, Entity, Knowledge
from kg.viz.vocabulary import Vocabulary

#: Subjects with the most facts, and how many facts of each.
_SUBJECTS = 40
_FACTS_EACH = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRow:
    """A fact in words, with a sentence that states it and the file that holds the sentence."""

    subject: str
    relation: str
    object: str
    year: str
    sentence: str
    source: str


def summary_rows(knowledge: Knowledge, vocabulary: Vocabulary) -> list[SummaryRow]:
    """Some facts of the subjects that the reports say most about, most-told subjects first."""
    entities = {entity.id: entity for entity in knowledge.entities}
    facts: dict[str, list[Assertion]] = defaultdict(list)
    for assertion in knowledge.assertions:
        facts[assertion.subject].append(assertion)
    chosen = sorted(facts, key=lambda subject: (-len(facts[subject]), subject))[:_SUBJECTS]
    return [
        _row(assertion, entities, knowledge, vocabulary)
        for subject in chosen
        for assertion in facts[subject][:_FACTS_EACH]
    ]


def _row(assertion: Assertion, entities: dict[str, Entity], knowledge: Knowledge, vocabulary: Vocabulary) -> SummaryRow:
    sentence, source = "", ""
    if assertion.evidence:
        evidence = assertion.evidence[0]
        document = knowledge.extractions[evidence.document]
        source = document.file_name
        sentence = document.quotes[evidence.sentence].text if evidence.sentence >= 0 else ""
    relation, _ = vocabulary.predicate(assertion.predicate)
    stages = vocabulary.tables["stages"]
    return SummaryRow(
        subject=_name(assertion.subject, entities),
        relation=relation[0],
        object=stages[assertion.object][0] if assertion.object in stages else _name(assertion.object, entities),
        year=str(assertion.year or ""),
        sentence=sentence,
        source=source,
    )


def _name(id_: str, entities: dict[str, Entity]) -> str:
    known = entities.get(id_)
    return known.name if known else id_
