"""Extractions as JSON lines: one object a document, as other programs and the scoring of extraction read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.model import Extraction, Goal, Mention, Subject

_DIVISION = re.compile(r"(?<=..)(?:(?:壮族|回族|维吾尔)?自治区|特别行政区|[市县区省])$")


def extraction_json(extraction: Extraction) -> dict[str, Any]:
    """What a document says, ready for JSON: `document`, `mentions`, `relations`.

    Offsets are code points of the file as decoded; a mention that the text only implies (the reporting place) has -1.
    That the reporting place as a whole has a goal is no relation here: it does have each that has no other subject.
    """
    subject = extraction.subject
    return {
        "document": {
            "path": extraction.path,
            "place": subject.place,
            "plan_year": subject.plan_year,
            "review_year": subject.review_year,
        },
        "mentions": [_mention(number, mention) for number, mention in enumerate(extraction.mentions, 1)],
        "relations": list(_relations(extraction)),
    }


def json_line(extraction: Extraction) -> str:
    """`extraction_json` on one line, without the line end."""
    import orjson

    return orjson.dumps(extraction_json(extraction)).decode()


def _mention(number: int, mention: Mention) -> dict[str, Any]:
    goal = mention.goal
    return {
        "id": f"m{number}",
        "type": mention.type,
        **({"kind": goal.kind} if goal else {}),
        "text": mention.text,
        "name": mention.name,
        **(_goal(goal) if goal else {}),
        "start": mention.start,
        "end": mention.end,
    }


def _goal(goal: Goal) -> dict[str, Any]:
    """The fields of a goal; a qualitative one has status and year alone."""
    fields: dict[str, Any] = {}
    if goal.kind != "qualitative":
        fields["indicator"] = goal.indicator or ""
    if goal.kind == "quantitative":
        fields["value"] = goal.value
        if goal.value_max is not None:
            fields["value_max"] = goal.value_max
        fields |= {"unit": goal.unit or "", "comparator": goal.comparator}
    elif goal.relative_to is not None:
        fields["relative_to"] = goal.relative_to
    return fields | {"status": goal.status, "year": goal.year}


def _relations(extraction: Extraction) -> Iterator[dict[str, Any]]:
    for relation in extraction.relations:
        subject = extraction.mentions[relation.subject]
        if relation.predicate == "hasGoal" and _is_reporting_place(subject, extraction.subject):
            continue
        yield {
            "subject": f"m{relation.subject + 1}",
            "predicate": relation.predicate,
            "object": f"m{relation.object + 1}",
            "rule": relation.rule,
            "confidence": round(relation.confidence, 3),
            "start": relation.pieces[0][0] if relation.pieces else -1,
            "end": relation.pieces[-1][1] if relation.pieces else -1,
        }


def _is_reporting_place(mention: Mention, subject: Subject) -> bool:
    if mention.type != "Place" or subject.place is None:
        return False
    if mention.code and subject.code:
        return mention.code == subject.code
    return _DIVISION.sub("", mention.name) == _DIVISION.sub("", subject.place)
