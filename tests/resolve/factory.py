"""Extractions made by hand: a text, and what a reader would mark in it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args

from kg.divisions import Divisions
from kg.gazetteer import Entry
from kg.model import Extraction, Goal, Mention, Quote, Relation, Span, StageName, StageReading, Subject

_SENTENCE = re.compile(r"[^。]*。?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One thing marked in a text; `text` must stand in it, unless `implied`."""

    type: str
    text: str
    name: str | None = None
    code: str | None = None
    subtype: str | None = None
    goal: Goal | None = None
    implied: bool = False
    confidence: float = 0.9


def project(text: str, **more: Any) -> Mark:
    return Mark(type="Project", text=text, **more)


def company(text: str, **more: Any) -> Mark:
    return Mark(type="Company", text=text, **more)


def institution(text: str, **more: Any) -> Mark:
    return Mark(type="Institution", text=text, **more)


def place(text: str, code: str | None = None, **more: Any) -> Mark:
    return Mark(type="Place", text=text, code=code, **more)


def target(text: str, indicator: str, value: float, unit: str = "%", *, year: int = 2030, **more: Any) -> Mark:
    fields = {"status": "target", "comparator": "eq", "dimension": "growth", "concept": indicator, **more}
    goal = Goal(kind="quantitative", indicator=indicator, value=value, unit=unit, year=year, **fields)
    return Mark(type="Goal", text=text, goal=goal)


def aim(text: str, *, year: int | None = 2030) -> Mark:
    return Mark(type="Goal", text=text, goal=Goal(kind="qualitative", status="target", year=year))


def document(
    raw: str,
    marks: Sequence[Mark] = (),
    relations: Sequence[tuple[str, str, str]] = (),
    stages: Sequence[tuple[str, str, str]] = (),
    *,
    name: str = "report.txt",
    subject: Subject | None = None,
    part: Any = "plan",
    status: Any = "target",
    rule: str = "hand",
    basis: Any = "clause",
) -> Extraction:
    """An Extraction of `raw`; `relations` (subject, predicate, object) and `stages` (project, stage, status)."""
    sentences = [found.span() for found in _SENTENCE.finditer(raw) if found.group().strip()]
    quotes = tuple(
        Quote(pieces=((a, b),), text="".join(raw[a:b].split()), section="一、工作安排", part=part) for a, b in sentences
    )
    mentions = tuple(_mention(raw, mark, sentences) for mark in marks)
    index = {mark.text: i for i, mark in enumerate(marks)}
    year = (subject or JINBEI).plan_year
    return Extraction(
        path=f"somewhere/{name}",
        file_name=name,
        sha256=hashlib.sha256(raw.encode()).hexdigest(),
        characters=len(raw),
        coverage="whole",
        subject=subject or JINBEI,
        quotes=quotes,
        mentions=mentions,
        relations=tuple(
            Relation(
                subject=index[s],
                predicate=p,
                object=index[o],
                rule=rule,
                confidence=0.8,
                pieces=_union(mentions[index[s]].pieces, mentions[index[o]].pieces),
                sentence=mentions[index[s]].sentence,
                basis=basis,
                status=status,
                year=year,
            )
            for s, p, o in relations
        ),
        stages=tuple(
            StageReading(
                project=index[s],
                stage=next(known for known in get_args(StageName) if known == stage),
                rule=rule,
                confidence=0.7,
                pieces=mentions[index[s]].pieces,
                sentence=mentions[index[s]].sentence,
                status="achieved" if done == "achieved" else "target",
                year=year,
            )
            for s, stage, done in stages
        ),
        raw=raw,
    )


def _mention(raw: str, mark: Mark, sentences: Sequence[Span]) -> Mention:
    start = -1 if mark.implied else raw.index(mark.text)
    return Mention(
        type=mark.type,
        text="".join(mark.text.split()),
        name=mark.name or "".join(mark.text.split()),
        pieces=() if mark.implied else ((start, start + len(mark.text)),),
        sentence=next((i for i, (a, b) in enumerate(sentences) if a <= start < b), -1),
        rule="hand",
        confidence=mark.confidence,
        subtype=mark.subtype,
        code=mark.code,
        goal=mark.goal,
    )


def _union(first: tuple[Span, ...], second: tuple[Span, ...]) -> tuple[Span, ...]:
    spans = [*first, *second]
    return ((min(a for a, _ in spans), max(b for _, b in spans)),) if spans else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A gazetteer of all divisions and of the given names: (type, name, canonical name, flag)."""

    divisions: Divisions
    names: tuple[tuple[str, str, str, str], ...] = ()

    def towns(self, county: str) -> tuple[str, ...]:
        return ("杨家峪街道",) if county == "140107" else ()

    def entries(self, name: str) -> tuple[Entry, ...]:
        return tuple(
            Entry(name=name, type=kind, subtype="", canonical=canonical, flags=(flag,) if flag else ())
            for kind, known, canonical, flag in self.names
            if known == name
        )


JINBEI = Subject(place="太原市", code="140100", level="city", plan_year=2030, review_year=2029)
SHANXI = Subject(place="山西省", code="140000", level="province", plan_year=2030, review_year=2029)
DATONG = Subject(place="大同市", code="140200", level="city", plan_year=2030, review_year=2029)
