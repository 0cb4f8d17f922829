"""The witnesses of each report, mention beside mention: what stands at one place of the text is one thing.

A mention of a witness is held against the mention of the same type that the fullest witness has at the same letters.
Where their names differ, one of them was misread: `kg.collate.choice` says which, all mentions at that place take the
chosen name, and so do mentions elsewhere in the report that read as the rejected one did, if nothing speaks for that.
"""

from __future__ import annotations

from collections import defaultdict
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
        texts = [letters.text(0, len(letters)) for letters in self._letters.values()]
        sites = list(self._sites())
        choices = []
        for site in sites:
            readings = self._readings(site)
            if site.type == "Goal":
                self._settle_goal(site)
            elif len(readings) > 1:
                choice = chooser.choose(site.type, readings, texts, report.place_code)
                choices.append((site, choice))
                self._settle(site, choice)
        self._settle_elsewhere(choices, sites)

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

    def _readings(self, site: _Site) -> dict[str, int]:
        """How many witnesses read each name."""
        counts: dict[str, int] = defaultdict(int)
        for document in sorted(site.at):
            counts[self._mention(site, document).name] += 1
        return dict(counts)

    def _settle(self, site: _Site, choice: Choice) -> None:
        best = next(d for d in sorted(site.at) if self._mention(site, d).name == choice.name)
        chosen = self._mention(site, best)
        for document, number in site.at.items():
            old = self._mention(site, document)
            if old.name != choice.name:
                self.renamed[document, number] = replace(
                    old, name=choice.name, subtype=chosen.subtype, code=chosen.code
                )
        self.variants.append(self._variant(site, site.type, choice))

    def _variant(self, site: _Site, kind: str, choice: Choice) -> Variant:
        readings = tuple(
            Reading(document=d, name=self._mention(site, d).name, pieces=self._mention(site, d).pieces)
            for d in sorted(site.at)
        )
        return Variant(
            report=self._report.id,
            type=kind,
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
                self.variants.append(self._variant(site, "Goal", Choice("", "unsettled", 0.5)))
                break

    def _settle_elsewhere(self, choices: Sequence[tuple[_Site, Choice]], sites: Sequence[_Site]) -> None:
        """What was rejected once is a misreading in the whole report, unless it was chosen or agreed on elsewhere."""
        trusted = {(site.type, choice.name) for site, choice in choices}
        trusted |= {
            (site.type, name) for site in sites for name in [*self._readings(site)] if len(self._readings(site)) == 1
        }
        better = {
            (site.type, name): self._renamed_at(site, name)
            for site, choice in choices
            for name in self._readings(site)
            if name != choice.name and choice.basis != "unsettled" and (site.type, name) not in trusted
        }
        for document in self._report.documents:
            for number, mention in enumerate(self._documents[document].mentions):
                new = better.get((mention.type, mention.name))
                if new and (document, number) not in self.renamed:
                    self.renamed[document, number] = replace(mention, name=new.name, subtype=new.subtype, code=new.code)

    def _renamed_at(self, site: _Site, name: str) -> Mention:
        return next(
            self.renamed[document, number]
            for document, number in sorted(site.at.items())
            if self._mention(site, document).name == name
        )


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
