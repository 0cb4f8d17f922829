"""The witnesses of each report, mention beside mention: what stands at one place of the text is one thing.

A mention of a witness is held against the mention of the same type that the fullest witness has at the same letters.
Where their names differ, one of them was misread: `kg.collate.choice` says which, all mentions at that place take the
chosen name, and so do mentions elsewhere in the report that read as the rejected one did, if nothing speaks for that.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.collate.alignment import NOWHERE, align
from kg.collate.choice import Choice, Chooser
from kg.collate.letters import Letters, Positions
from kg.model import Extraction, Goal, Mention, Reading, Report, Variant

Place = tuple[int, int]
"""A document and one of its mentions, as indices."""


@dataclass(frozen=True, slots=True)
class Collation:
    """Documents whose mentions have the names that were chosen, and what was rejected.

    `hidden` has the name that a mention was read with, where another was chosen.
    """

    documents: tuple[Extraction, ...]
    hidden: Mapping[Place, str]
    variants: tuple[Variant, ...]


def collate(documents: Sequence[Extraction], reports: Sequence[Report], chooser: Chooser) -> Collation:
    """Hold the witnesses of every report against each other; the same for any order of the documents."""
    renamed: dict[Place, Mention] = {}
    variants: list[Variant] = []
    for report in reports:
        if len(report.documents) > 1:
            found = _Report(report, documents, chooser)
            renamed.update(found.renamed)
            variants += found.variants
    changed: dict[int, dict[int, Mention]] = defaultdict(dict)
    for (document, mention), new in renamed.items():
        changed[document][mention] = new
    return Collation(
        tuple(_with(extraction, changed.get(index, {})) for index, extraction in enumerate(documents)),
        {
            place: documents[place[0]].mentions[place[1]].name
            for place, new in renamed.items()
            if new.type != "Goal" and new.name != documents[place[0]].mentions[place[1]].name
        },
        tuple(variants),
    )


def _with(document: Extraction, mentions: Mapping[int, Mention]) -> Extraction:
    if not mentions:
        return document
    return replace(document, mentions=tuple(mentions.get(i, old) for i, old in enumerate(document.mentions)))


@dataclass(slots=True)
class _Site:
    """Mentions of one type at one place of the text, by document."""

    type: str
    at: dict[int, int] = field(default_factory=dict)


class _Report:
    """The collation of one report."""

    def __init__(self, report: Report, documents: Sequence[Extraction], chooser: Chooser) -> None:
        self.renamed: dict[Place, Mention] = {}
        self.variants: list[Variant] = []
        self._report = report
        self._documents = documents
        self._letters = {index: Letters.of(documents[index].raw) for index in report.documents}
        self._undecided = Choice("", "unsettled", chooser.confidence["unsettled"])
        texts = [letters.text(0, len(letters)) for letters in self._letters.values()]
        trusted: set[tuple[str, str]] = set()
        rejected: dict[tuple[str, str], Mention] = {}
        for site in self._sites():
            if site.type == "Goal":
                self._settle_goal(site)
                continue
            readings = Counter(self._mention(site, document).name for document in sorted(site.at))
            if len(readings) == 1:
                trusted.update((site.type, name) for name in readings)
                continue
            choice = chooser.choose(site.type, readings, texts, report.place_code)
            chosen = self._settle(site, choice)
            trusted.add((site.type, choice.name))
            if choice.basis != "unsettled":
                rejected.update({(site.type, name): chosen for name in readings if name != choice.name})
        self._mend_elsewhere({key: chosen for key, chosen in rejected.items() if key not in trusted})

    def _sites(self) -> Iterator[_Site]:
        """What stands at one place of the text in two witnesses or more, in the order of the fullest one."""
        fullest = max(self._report.documents, key=lambda index: (len(self._letters[index]), -index))
        base = self._letters[fullest]
        sites: dict[tuple[str, int, int], _Site] = {}
        for number, mention in enumerate(self._documents[fullest].mentions):
            if mention.pieces:
                key = (mention.type, *base.span(mention.pieces))
                sites.setdefault(key, _Site(mention.type, {fullest: number}))
        for index in self._report.documents:
            if index == fullest:
                continue
            letters = self._letters[index]
            to = align(base, letters)
            for number, mention in enumerate(self._documents[index].mentions):
                span = mention.pieces and _counterpart(to, *letters.span(mention.pieces))
                site = sites.get((mention.type, *span)) if span else None
                if site:
                    site.at.setdefault(index, number)
        return (site for _, site in sorted(sites.items(), key=lambda item: item[0][1:]) if len(site.at) > 1)

    def _mention(self, site: _Site, document: int) -> Mention:
        return self._documents[document].mentions[site.at[document]]

    def _settle(self, site: _Site, choice: Choice) -> Mention:
        """Give all mentions of a site the chosen name; the mention that has it."""
        best = next(d for d in sorted(site.at) if self._mention(site, d).name == choice.name)
        chosen = self._mention(site, best)
        for document, number in site.at.items():
            old = self._mention(site, document)
            if old.name != choice.name:
                self.renamed[document, number] = _named(old, chosen)
        self.variants.append(self._variant(site, choice))
        return chosen

    def _variant(self, site: _Site, choice: Choice) -> Variant:
        readings = tuple(
            Reading(document=d, name=self._mention(site, d).name, pieces=self._mention(site, d).pieces)
            for d in sorted(site.at)
        )
        return Variant(
            report=self._report.id,
            type=site.type,
            chosen=choice.name,
            readings=readings,
            basis=choice.basis,
            confidence=choice.confidence,
        )

    def _settle_goal(self, site: _Site) -> None:
        """Equal numbers at one place are one goal, whatever the words beside them; unequal ones stay as they are."""
        first, *others = sorted(site.at)
        goal = self._mention(site, first).goal
        for document in others:
            mention = self._mention(site, document)
            if goal is None or mention.goal is None or mention.goal == goal:
                continue
            if _number(goal) == _number(mention.goal):
                same = replace(mention.goal, indicator=goal.indicator, concept=goal.concept, dimension=goal.dimension)
                name = self._mention(site, first).name
                self.renamed[document, site.at[document]] = replace(mention, goal=same, name=name)
            elif goal.kind == "quantitative":
                self.variants.append(self._variant(site, self._undecided))
                break

    def _mend_elsewhere(self, rejected: Mapping[tuple[str, str], Mention]) -> None:
        """What was rejected (type and name) is a misreading in the whole report, save where its place settled it."""
        for document in self._report.documents:
            for number, mention in enumerate(self._documents[document].mentions):
                chosen = rejected.get((mention.type, mention.name))
                if chosen and (document, number) not in self.renamed:
                    self.renamed[document, number] = _named(mention, chosen)


def _named(mention: Mention, chosen: Mention) -> Mention:
    """The mention under the name, and with what follows from the name, of another."""
    return replace(mention, name=chosen.name, subtype=chosen.subtype, code=chosen.code)


def _counterpart(to: Positions, start: int, end: int) -> tuple[int, int] | None:
    """The letters of the base that some letters of a witness stand for, by those at both ends or just outside them."""
    if start >= end:
        return None
    left, right = to[start], to[end - 1] + 1
    if left == NOWHERE and start and to[start - 1] != NOWHERE:
        left = to[start - 1] + 1
    if to[end - 1] == NOWHERE:
        right = to[end] if end < len(to) else NOWHERE
    if NOWHERE in (left, right) or not 0 < right - left <= 2 * (end - start) + 2:
        return None
    return int(left), int(right)


def _number(goal: Goal) -> tuple[object, ...]:
    return (goal.kind, goal.value, goal.value_max, goal.unit, goal.comparator, goal.status, goal.year, goal.relative_to)
