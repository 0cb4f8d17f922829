"""The values that flow from stage to stage: read → extract → link → resolve → graph → export.

Offsets. `Page.text` is the cleaned text that every rule works on. `Page.raw` is the file as decoded. A `Span` is a
half-open pair of code-point offsets. Mentions, relations and sentences *inside the extraction stages* have spans in
`Page.text`; everything in an `Extraction` is in raw offsets (`pieces`), because that is what a reader of the file can
check.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Span = tuple[int, int]
Part = Literal["review", "plan", "multiyear", "other"]
Status = Literal["target", "achieved"]
Comparator = Literal["eq", "ge", "le", "approx", "range"]
Dimension = Literal["level", "growth", "decline", "share", "rank"]
Coverage = Literal["whole", "startsMidway", "endsMidway", "middle"]
Level = Literal["province", "city", "county"]
Basis = Literal["clause", "name", "heading"]
StageName = Literal["proposed", "preparing", "started", "underConstruction", "completed", "operating"]

ENTITY_TYPES = ("Project", "Program", "Company", "Institution", "Place", "Industry")
MENTION_TYPES = (*ENTITY_TYPES, "Goal")
PREDICATES = ("locatedIn", "participatesIn", "belongsTo", "hasGoal", "cooperatesWith")


# ---------------------------------------------------------------- read


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of the cleaned text.

    `section` holds the headings above it, outermost first. `head_end` is where a run-in head
    (`推动制造业集群集聚发展。`) ends; it equals `start` where there is none. A heading on a line of its own is a
    paragraph with `heading=True`.
    """

    start: int
    end: int
    section: tuple[str, ...]
    part: Part
    head_end: int
    heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of the cleaned text, its closing mark included; `paragraph` is an index into `Page.paragraphs`."""

    start: int
    end: int
    paragraph: int
    part: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The place and years that a report is about; None where the text does not tell."""

    place: str | None = None
    code: str | None = None
    level: Level | None = None
    plan_year: int | None = None
    review_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One file, read: decoded text, cleaned text, and the way back from the one to the other.

    `text` has no white space inside paragraphs, no Markdown emphasis, no running heads and no page marks; paragraphs
    are separated by a line feed. `offsets[i]` is the raw offset of `text[i]`; `len(offsets) == len(text)`. `seams`
    are the positions `i` of `text` where something other than white space was taken out between `text[i-1]` and
    `text[i]` (a running head, a page mark).
    """

    path: str
    file_name: str
    sha256: str
    raw: str
    text: str
    offsets: Sequence[int]
    seams: frozenset[int]
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    coverage: Coverage
    plan_year: int | None
    review_year: int | None
    warnings: tuple[str, ...] = ()

    def pieces(self, start: int, end: int) -> tuple[Span, ...]:
        """Raw spans of `text[start:end]`: one, or more where a running head or page mark cuts it."""
        cuts = [start, *sorted(s for s in self.seams if start < s < end), end]
        return tuple((self.offsets[a], self.offsets[b - 1] + 1) for a, b in itertools.pairwise(cuts) if a < b)


# ---------------------------------------------------------------- extract


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a Goal mention says beyond its words.

    `indicator` keeps the words of the text, with 增长/下降 where the number is a change; `concept` is the canonical
    indicator without them (`GDP` and `地区生产总值` have one). `value` is in `unit`, magnitudes expanded.
    `relative_to` is set for relative goals only.
    """

    kind: Literal["quantitative", "qualitative", "relative"]
    status: Status
    year: int | None = None
    year_from: int | None = None
    deadline: str | None = None
    wording: str | None = None
    indicator: str | None = None
    concept: str | None = None
    dimension: Dimension | None = None
    value: float | None = None
    value_max: float | None = None
    unit: str | None = None
    comparator: Comparator | None = None
    relative_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A span that may be a mention, as one extractor proposes it; `score` is a log-odds against "nothing here"."""

    type: str
    start: int
    end: int
    score: float
    rule: str
    name: str | None = None
    subtype: str | None = None
    code: str | None = None
    goal: Goal | None = None


#: Stands for the reporting place in `Link.subject` and `Link.object` where the text only implies it.
REPORTING_PLACE = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A relation between two chosen candidates (indices into their list), said by `text[start:end]`."""

    subject: int
    predicate: str
    object: int
    rule: str
    confidence: float
    start: int
    end: int
    basis: Basis
    status: Status
    year: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageLink:
    """A stage of a chosen project (an index into the list of candidates), said by `text[start:end]`."""

    project: int
    stage: StageName
    rule: str
    confidence: float
    start: int
    end: int
    status: Status
    year: int | None


# ---------------------------------------------------------------- one document's result, in raw offsets


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A sentence as evidence: its raw pieces, its words without white space, where it stands."""

    pieces: tuple[Span, ...]
    text: str
    section: str
    part: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A thing named in a document. `pieces` is empty where the text only implies it (the reporting place).

    `sentence` is an index into `Extraction.quotes` (-1: none). `code` is the GB/T 2260 code of an administrative
    division. `subtype` is a class below Place (Province, City, County, Region, Zone, Water, Site) or None.
    """

    type: str
    text: str
    name: str
    pieces: tuple[Span, ...]
    sentence: int
    rule: str
    confidence: float
    subtype: str | None = None
    code: str | None = None
    goal: Goal | None = None

    @property
    def start(self) -> int:
        """First raw offset, or -1."""
        return self.pieces[0][0] if self.pieces else -1

    @property
    def end(self) -> int:
        """Raw offset after the last character, or -1."""
        return self.pieces[-1][1] if self.pieces else -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A relation that a document states between two of its mentions (indices into `Extraction.mentions`)."""

    subject: int
    predicate: str
    object: int
    rule: str
    confidence: float
    pieces: tuple[Span, ...]
    sentence: int
    basis: Basis
    status: Status
    year: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageReading:
    """How far a project is, as one sentence says it. `status` is `target` where it is only promised."""

    project: int
    stage: StageName
    rule: str
    confidence: float
    pieces: tuple[Span, ...]
    sentence: int
    status: Status
    year: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that one document says. Depends on the document and the ontology alone, so it can be cached by content.

    `raw` is `Page.raw`: what the offsets count in, kept so that every export can quote the very characters.
    """

    path: str
    file_name: str
    sha256: str
    characters: int
    coverage: Coverage
    subject: Subject
    quotes: tuple[Quote, ...]
    mentions: tuple[Mention, ...]
    relations: tuple[Relation, ...]
    stages: tuple[StageReading, ...]
    warnings: tuple[str, ...] = ()
    raw: str = ""


# ---------------------------------------------------------------- the collection


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where something is written: a document (an index into `Knowledge.extractions`) and raw pieces of it.

    `sentence` is an index into the document's quotes, or -1.
    """

    document: int
    pieces: tuple[Span, ...]
    sentence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One thing of the world, under its best name. `id` is its IRI without the base (`project/太绥高铁`)."""

    id: str
    type: str
    name: str
    subtype: str | None = None
    aliases: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    code: str | None = None
    part_of: str | None = None
    in_city: str | None = None
    location_basis: Literal["stated", "name", "reported"] | None = None
    reports: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 1.0
    goal: Goal | None = None
    indicator: str | None = None
    stage: StageName | None = None
    stage_year: int | None = None
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """A relation or a stage as one report states it for one year.

    `object` is an entity id, or the name of a stage where `predicate` is `stage`. `promised` is the furthest stage
    that the report promises for that year, where it promises one.
    """

    subject: str
    predicate: str
    object: str
    report: str
    year: int | None
    status: Status
    basis: Basis
    rules: tuple[str, ...]
    confidence: float
    evidence: tuple[Evidence, ...]
    promised: StageName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A fact that no report states but a person added: relation or stage, as in `Assertion`, with its source.

    `source` is a text (title, date, address). `file` and `sha256` are of the curation file that holds it.
    """

    subject: str
    predicate: str
    object: str
    year: int | None
    status: Status
    source: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Two names, of which it is not sure whether they are one thing; `left` and `right` are the ids they give.

    `merged`: were they taken for one. `confidence` is how likely that is right, or, of names that were left apart, how
    likely they are one. `facts` counts the mentions and facts that would move. Each name comes with one place where it
    stands; `kept` is the entity that holds the left one.
    """

    left: str
    right: str
    left_name: str
    right_name: str
    rule: str
    merged: bool
    confidence: float
    facts: int = 0
    kept: str = ""
    left_evidence: Evidence | None = None
    right_evidence: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report (a place and a plan year), however many files carry it.

    `documents` are indices into `Knowledge.extractions`.
    """

    id: str
    place: str | None
    place_name: str | None
    place_code: str | None
    level: Level | None
    plan_year: int | None
    review_year: int | None
    documents: tuple[int, ...]


ReadingBasis = Literal["gazetteer", "majority", "elsewhere", "words", "length", "unsettled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one witness (an index into `Knowledge.extractions`) reads at a place: the name, and where it stands."""

    document: int
    name: str
    pieces: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A place of a report where its witnesses read differently, and the name that was chosen, by which evidence.

    Of goals (numbers that differ) none is chosen: `chosen` is empty.
    """

    report: str
    type: str
    chosen: str
    readings: tuple[Reading, ...]
    basis: ReadingBasis
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """The resolved collection: what every export is written from.

    All tuples are sorted, so that equal input gives equal output. `additions` are facts that a person added, `dropped`
    the ids of what a person took out, `doubts` the pairs of names that a person might look at, `variants` the places
    where witnesses of a report read differently.
    """

    extractions: tuple[Extraction, ...]
    reports: tuple[Report, ...]
    entities: tuple[Entity, ...]
    assertions: tuple[Assertion, ...]
    indicators: tuple[tuple[str, str], ...] = field(default=())
    additions: tuple[Addition, ...] = ()
    dropped: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    variants: tuple[Variant, ...] = ()
