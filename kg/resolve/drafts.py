"""Entities and assertions while they are being put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.model import Assertion, Basis, Evidence, Mention, Relation, Span, StageName, StageReading, Status

_BASES: tuple[Basis, ...] = ("clause", "heading", "name")


@dataclass(slots=True, kw_only=True)
class EntityDraft:
    """What the documents read so far say of one thing.

    `mentions` are those that name it, in document order; `hidden` has names that were misread, `replaces` the ids of
    names merged into it.
    """

    id: str
    type: str
    code: str | None = None
    names: Counter[str] = field(default_factory=Counter)
    mentions: list[Mention] = field(default_factory=list)
    evidence: dict[Evidence, None] = field(default_factory=dict)
    reports: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)
    replaces: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)

    def add(self, mention: Mention, document: int, report: str) -> None:
        """Takes in one more mention."""
        self.names[mention.name] += 1
        self.mentions.append(mention)
        self.reports.add(report)
        if mention.pieces:
            self.evidence[Evidence(document=document, pieces=mention.pieces, sentence=mention.sentence)] = None

    @property
    def ordered_names(self) -> list[str]:
        """Its names, best attested first: the most frequent, then the longest, then the first in code points."""
        return sorted(self.names, key=lambda name: (-self.names[name], -len(name), name))

    @property
    def subtype(self) -> str | None:
        """The class below Place that most mentions give it."""
        counts = Counter(mention.subtype for mention in self.mentions if mention.subtype)
        return min(counts, key=lambda subtype: (-counts[subtype], subtype)) if counts else None


AssertionKey = tuple[str, str, str, str, int | None]


@dataclass(slots=True, kw_only=True)
class AssertionDraft:
    """The grounds found so far for one triple, in one report, for one year."""

    status: Status = "target"
    basis: Basis = "name"
    rules: set[str] = field(default_factory=set)
    confidence: float = 0.0
    evidence: dict[Evidence, None] = field(default_factory=dict)
    promised: StageName | None = None

    def add(
        self,
        *,
        rule: str,
        confidence: float,
        status: Status,
        basis: Basis,
        document: int,
        pieces: tuple[Span, ...],
        sentence: int,
    ) -> None:
        """Takes in one more ground: done outweighs promised, a clause outweighs a heading, a heading a name."""
        self.rules.add(rule)
        self.confidence = max(self.confidence, confidence)
        if status == "achieved":
            self.status = status
        self.basis = min(self.basis, basis, key=_BASES.index)
        if pieces:
            self.evidence[Evidence(document=document, pieces=pieces, sentence=sentence)] = None

    def add_reading(self, reading: Relation | StageReading, document: int) -> None:
        """Takes in what a relation or a stage reading of `document` says."""
        self.add(
            rule=reading.rule,
            confidence=reading.confidence,
            status=reading.status,
            basis=reading.basis if isinstance(reading, Relation) else "clause",
            document=document,
            pieces=reading.pieces,
            sentence=reading.sentence,
        )


class Assertions:
    """Grounds, collected by triple, report and year."""

    def __init__(self) -> None:
        self._drafts: dict[AssertionKey, AssertionDraft] = {}

    def at(self, subject: str, predicate: str, object_: str, report: str, year: int | None) -> AssertionDraft:
        """The draft for a triple as `report` states it for `year`."""
        return self._drafts.setdefault((subject, predicate, object_, report, year), AssertionDraft())

    def frozen(self) -> tuple[Assertion, ...]:
        """All of them as values, sorted by subject, predicate, object, report, year."""
        return tuple(
            Assertion(
                subject=key[0],
                predicate=key[1],
                object=key[2],
                report=key[3],
                year=key[4],
                status=draft.status,
                basis=draft.basis,
                rules=tuple(sorted(draft.rules)),
                confidence=draft.confidence,
                evidence=in_text_order(draft.evidence),
                promised=draft.promised,
            )
            for key, draft in sorted(self._drafts.items(), key=lambda item: (*item[0][:4], item[0][4] or 0))
        )


def in_text_order(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Evidence by document and place in it."""
    return tuple(sorted(evidence, key=lambda e: (e.document, e.pieces, e.sentence)))
