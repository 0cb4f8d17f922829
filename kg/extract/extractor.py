"""One document, start to end: names, goals, relations, stages, with the sentences that say them."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.extract.choose import reading_order
from kg.extract.coordination import Coordination
from kg.extract.goals import GoalGrammar
from kg.extract.listed import fill_lists
from kg.extract.names import NameFinder
from kg.extract.sharing import share_heads
from kg.extract.tokens import Segmenter
from kg.memory import uncollected
from kg.model import (
    REPORTING_PLACE,
    Candidate,
    Extraction,
    Link,
    Mention,
    Page,
    Quote,
    Relation,
    Span,
    StageLink,
    StageReading,
    Subject,
)

if TYPE_CHECKING:
    from kg.divisions import Division
    from kg.gazetteer import Gazetteer
    from kg.link import Linker

_SUFFIX = re.compile(r"(?<=..)(?:壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区|[市县区省])$")


@dataclass(frozen=True, slots=True)
class Extractor:
    """All that extraction needs, loaded once from an ontology folder."""

    gazetteer: Gazetteer
    names: NameFinder
    goals: GoalGrammar
    coordination: Coordination
    linker: Linker

    @classmethod
    def load(cls, ontology: Path, segmenter: Segmenter = "rjieba") -> Extractor:
        """Read gazetteers, lexicons, weights and rules. Raises OntologyError where one is missing or malformed."""
        from kg.gazetteer import Gazetteer
        from kg.link import Linker

        with uncollected():
            gazetteer = Gazetteer.load(ontology / "gazetteer")
            return cls(
                gazetteer,
                NameFinder.load(ontology, gazetteer, segmenter),
                GoalGrammar.load(ontology),
                Coordination.load(ontology),
                Linker.load(ontology),
            )

    def extract(self, page: Page) -> Extraction:
        """Everything that `page` says, in raw offsets."""
        from kg.read.subject import infer_subject

        with uncollected():
            found, reading = self.names.find(page.text)
            subject = infer_subject(page, self.gazetteer, reading.hits)
            candidates = self.candidates(page, subject, found)
            links = self.linker.link(page, candidates, subject)
            return _Writer(page, subject).write(candidates, links.relations, links.stages)

    def candidates(self, page: Page, subject: Subject, names: Sequence[Candidate]) -> list[Candidate]:
        """The names that were found on a page and its goals, sorted by place, outer before inner, under full names."""
        names = fill_lists(page.text, names, self.coordination.tails)
        named = list(self._named(page.text, subject, names))
        found = [*share_heads(page.text, named, self.coordination.sharing), *self.goals.find(page)]
        found.sort(key=reading_order)
        return found

    def _named(self, text: str, subject: Subject, names: Sequence[Candidate]) -> Iterator[Candidate]:
        """Each candidate under its full name, with the division's code and the class of a place."""
        places: dict[str, tuple[str | None, str | None]] = {}
        identities = [_UNKNOWN] * len(names)
        for i, candidate in enumerate(names):
            if candidate.type == "Place":
                words = text[candidate.start : candidate.end]
                if words not in places:
                    places[words] = self._identify(words, subject)
                identities[i] = places[words]
        divisions = [code is not None for code, _ in identities]
        full = self.coordination.names(text, names, divisions)
        for candidate, name, (code, subtype) in zip(names, full, identities, strict=True):
            yield Candidate(
                type=candidate.type,
                start=candidate.start,
                end=candidate.end,
                score=candidate.score,
                rule=candidate.rule,
                name=name,
                subtype=subtype or candidate.subtype,
                code=code or candidate.code,
            )

    def _identify(self, place: str, subject: Subject) -> tuple[str | None, str | None]:
        """The code and the class of a place, by the gazetteer, else its ending; None where unknown."""
        division = self.gazetteer.divisions.resolve(place, subject.code)
        if division is not None and _plausible(place, division, subject):
            return division.code, _SUBTYPE_OF_LEVEL[division.level]
        # What bears the short name of a far county is no county: only a class that is no division's says what it is.
        classes = _PLACE_CLASSES if division is None else _PLACE_CLASSES - set(_SUBTYPE_OF_LEVEL.values())
        for entry in self.gazetteer.entries(place):
            if entry.type == "Place" and entry.subtype in classes:
                return None, entry.subtype
        return None, _subtype_of(place)


def _plausible(text: str, division: Division, subject: Subject) -> bool:
    """Whether a division may be meant: a county of another province only by its full name."""
    same_province = subject.code is not None and subject.code[:2] == division.code[:2]
    return division.level != "county" or same_province or text == division.name


def _probability(score: float) -> float:
    """How likely a goal is right: it carries a log-odds, where names carry a probability."""
    return round(1 / (1 + math.exp(-score)), 3)


_UNKNOWN: tuple[str | None, str | None] = (None, None)
_SUBTYPE_OF_LEVEL = {"province": "Province", "city": "City", "county": "County"}
_PLACE_CLASSES = frozenset({"Province", "City", "County", "Region", "Zone", "Water", "Site"})
_ENDINGS = (
    (
        "Zone",
        (
            "开发区",
            "经开区",
            "高新区",
            "示范区",
            "试验区",
            "保税区",
            "综保区",
            "园区",
            "产业园",
            "工业园",
            "新区",
            "新城",
            "合作区",
            "自贸区",
        ),
    ),
    ("Region", ("城市群", "都市圈", "经济带", "经济区", "经济圈", "流域", "平原", "盆地", "地区", "走廊", "半岛")),
    ("Water", ("河", "江", "湖", "海", "水库", "湾", "溪", "渠")),
    (
        "Site",
        (
            "山",
            "岭",
            "寺",
            "塔",
            "石窟",
            "古城",
            "古镇",
            "景区",
            "公园",
            "遗址",
            "故居",
            "旧址",
            "街",
            "街区",
            "商圈",
            "广场",
        ),
    ),
)


def _subtype_of(text: str) -> str | None:
    for subtype, endings in _ENDINGS:
        if text.endswith(endings):
            return subtype
    return None


class _Writer:
    """Turns spans of the cleaned text into raw pieces, and collects the sentences that are quoted."""

    def __init__(self, page: Page, subject: Subject) -> None:
        self._page = page
        self._subject = subject
        self._starts = [s.start for s in page.sentences]
        self._ends = [s.end for s in page.sentences]
        self._seams = sorted(page.seams)
        self._offsets = page.offsets
        self._quotes: dict[int, int] = {}

    def write(
        self, candidates: Sequence[Candidate], relations: Sequence[Link], stages: Sequence[StageLink]
    ) -> Extraction:
        page = self._page
        mentions = list(map(self._mention, candidates))
        if any(REPORTING_PLACE in (link.subject, link.object) for link in relations) and self._subject.place:
            mentions.append(self._reporting_place(self._subject.place))
        implied = len(mentions) - 1
        told = [
            self._relation(link, implied)
            for link in relations
            if self._subject.place or REPORTING_PLACE not in (link.subject, link.object)
        ]
        readings = [self._stage(stage) for stage in stages]
        return Extraction(
            path=page.path,
            file_name=page.file_name,
            sha256=page.sha256,
            characters=len(page.raw),
            coverage=page.coverage,
            subject=self._subject,
            quotes=tuple(self._quote(i) for i in self._quotes),
            mentions=tuple(mentions),
            relations=tuple(told),
            stages=tuple(readings),
            warnings=(*page.warnings, *(() if self._subject.place else ("place unknown",))),
            raw=page.raw,
        )

    def _mention(self, candidate: Candidate) -> Mention:
        start, end = candidate.start, candidate.end
        text = self._page.text[start:end]
        return Mention(
            type=candidate.type,
            text=text,
            name=candidate.name or text,
            pieces=self._pieces(start, end),
            sentence=self._sentence(start),
            rule=candidate.rule,
            confidence=candidate.score if candidate.goal is None else _probability(candidate.score),
            subtype=candidate.subtype,
            code=candidate.code,
            goal=candidate.goal,
        )

    def _reporting_place(self, place: str) -> Mention:
        name = _SUFFIX.sub("", place)
        return Mention(
            type="Place",
            text=name,
            name=name,
            pieces=(),
            sentence=-1,
            rule="reporting-place",
            confidence=1.0,
            subtype=_SUBTYPE_OF_LEVEL.get(self._subject.level or ""),
            code=self._subject.code,
        )

    def _relation(self, link: Link, implied: int) -> Relation:
        return Relation(
            subject=implied if link.subject == REPORTING_PLACE else link.subject,
            predicate=link.predicate,
            object=implied if link.object == REPORTING_PLACE else link.object,
            rule=link.rule,
            confidence=link.confidence,
            pieces=self._pieces(link.start, link.end),
            sentence=self._sentence(link.start, link.end),
            basis=link.basis,
            status=link.status,
            year=link.year,
        )

    def _stage(self, stage: StageLink) -> StageReading:
        return StageReading(
            project=stage.project,
            stage=stage.stage,
            rule=stage.rule,
            confidence=stage.confidence,
            pieces=self._pieces(stage.start, stage.end),
            sentence=self._sentence(stage.start, stage.end),
            status=stage.status,
            year=stage.year,
        )

    def _pieces(self, start: int, end: int) -> tuple[Span, ...]:
        """What `Page.pieces` gives, quickly where nothing was cut out of the stretch."""
        seams, offsets = self._seams, self._offsets
        if start < end:
            seam = bisect_right(seams, start) if seams else 0
            if seam == len(seams) or seams[seam] >= end:
                return ((offsets[start], offsets[end - 1] + 1),)
        return self._page.pieces(start, end)

    def _sentence(self, position: int, end: int = 0) -> int:
        """The number of the quote for the sentence that holds a position; -1 where none does.

        What runs on to `end` in later sentences quotes them as well.
        """
        index = bisect_right(self._starts, position) - 1
        if index < 0 or position >= self._ends[index]:
            return -1
        quotes = self._quotes
        number = quotes.setdefault(index, len(quotes))
        if end > self._ends[index]:
            for later in range(index + 1, bisect_right(self._starts, end - 1)):
                self._quotes.setdefault(later, len(self._quotes))
        return number

    def _quote(self, index: int) -> Quote:
        page = self._page
        sentence = page.sentences[index]
        section = page.paragraphs[sentence.paragraph].section
        return Quote(
            pieces=self._pieces(sentence.start, sentence.end),
            text=page.text[sentence.start : sentence.end],
            section=" / ".join(section),
            part=sentence.part,
        )
