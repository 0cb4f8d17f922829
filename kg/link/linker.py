"""Finds the relations that a page states between its mentions, by the rules of an ontology."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kg.link.files import load_rules, places_alone
from kg.link.finders import View, find_pairs, find_stages
from kg.link.rules import Rule
from kg.link.skeleton import build_skeleton
from kg.link.times import Times, TimeWords
from kg.model import REPORTING_PLACE, Candidate, Link, Page, StageLink, Subject


class Links(NamedTuple):
    """What a page says of its mentions. The indices in both lists point into the mentions that were given."""

    relations: list[Link]
    stages: list[StageLink]


@dataclass(frozen=True, slots=True)
class Linker:
    """The rules by predicate, in the order in which they are tried, and the words that tell a promise from a fact.

    `of_places` are indicators that only places have.
    """

    rules: Mapping[str, tuple[Rule, ...]]
    time_words: TimeWords
    of_places: frozenset[str] = frozenset()

    @classmethod
    def load(cls, ontology: Path) -> Linker:
        """Read `rules/*.toml`. Raises OntologyError for any mistake in them."""
        return cls(load_rules(ontology), TimeWords.load(ontology), places_alone(ontology))

    def link(self, page: Page, mentions: Sequence[Candidate], subject: Subject) -> Links:
        """Relations and stages that `page` states of `mentions` (spans in `page.text`; nested ones included).

        `REPORTING_PLACE` is the end of a cooperation that names only the other. Goals of the reporting place as a whole
        get no relation. Where several rules find the same relation, the first one counts.
        """
        view = View(
            build_skeleton(_joined(page), mentions), mentions, Times.of(page, subject, self.time_words), subject
        )
        present = view.skeleton.present()
        relations: list[Link] = []
        stages: list[StageLink] = []
        partners: frozenset[int] = frozenset()
        for predicate, rules in self.rules.items():
            chosen = [rule for rule in rules if not rule.symbols or not present.isdisjoint(rule.symbols)]
            if predicate == "stage":
                stages += find_stages(chosen, view)
            elif chosen:
                relations += self._relations(predicate, chosen, view, partners)
            if predicate == "cooperatesWith":
                partners = frozenset(link.object for link in relations if link.subject == REPORTING_PLACE)
        relations.sort(key=lambda link: (link.start, link.end, link.predicate, link.subject, link.object))
        stages.sort(key=lambda link: (link.start, link.end, link.project))
        return Links(relations, stages)

    def _relations(self, predicate: str, rules: Sequence[Rule], view: View, partners: frozenset[int]) -> Iterator[Link]:
        """Links of one predicate, each pair of ends once.

        A goal that the reporting place takes, alone or with one of its `partners`, gets no link and no other subject.
        """
        mentions = view.mentions
        pairs: set[tuple[int, int]] = set()
        taken: dict[str, set[int]] = {"subject": set(), "object": set()}
        for rule in rules:
            held = frozenset(taken[rule.free]) if rule.free else frozenset()
            for subject, object_, start, end in find_pairs(rule, view):
                pair = (subject, object_)
                if subject == object_ or pair in pairs or (subject if rule.free == "subject" else object_) in held:
                    continue
                if not _fits(rule, pair, view) or self._impossible(pair, mentions):
                    continue
                pairs.add(pair)
                taken["subject"].add(subject)
                taken["object"].add(object_)
                goal = mentions[object_].goal if object_ >= 0 else None
                if goal and (subject in partners or view.is_reporting(mentions[subject])):
                    continue
                said = (start, end) if start < end else _cover(mentions, pair)
                status, year = (goal.status, goal.year) if goal else view.times.of_stretch(*said)
                yield Link(
                    subject=subject,
                    predicate=predicate,
                    object=object_,
                    rule=rule.name,
                    confidence=rule.confidence,
                    start=said[0],
                    end=said[1],
                    basis=rule.basis,
                    status=status,
                    year=year,
                )

    def _impossible(self, pair: tuple[int, int], mentions: Sequence[Candidate]) -> bool:
        """Whether both ends are the same words, or the number lies in its subject's name or is measured of places."""
        if REPORTING_PLACE in pair:
            return False
        subject, object_ = (mentions[end] for end in pair)
        if (subject.start, subject.end) == (object_.start, object_.end):
            # What shares a head with others stands in the text as its site alone.
            return object_.type != "Place" or subject.name == object_.name
        if object_.goal is None:
            return False
        inside = subject.start <= object_.start and object_.end <= subject.end
        return inside or (subject.type != "Place" and object_.goal.concept in self.of_places)


def _joined(page: Page) -> str:
    """The text of `page`, every heading line run into the paragraph below it as a sentence; no offset changes."""
    ends = [p.end for p in page.paragraphs if p.heading and page.text[p.end : p.end + 1] == "\n"]
    if not ends:
        return page.text
    starts = [0, *(end + 1 for end in ends)]
    return "。".join(page.text[start:end] for start, end in zip(starts, [*ends, len(page.text)], strict=True))


def _cover(mentions: Sequence[Candidate], pair: tuple[int, int]) -> tuple[int, int]:
    """The stretch of two mentions that stand side by side, and so say the relation themselves."""
    ends = [mentions[i] for i in pair if i != REPORTING_PLACE]
    return min(m.start for m in ends), max(m.end for m in ends)


def _fits(rule: Rule, pair: tuple[int, int], view: View) -> bool:
    """Whether the words of both ends are such as the rule asks for."""
    for end, pattern in zip(pair, (rule.subject_text, rule.object_text), strict=True):
        if pattern is not None and end >= 0:
            mention = view.mentions[end]
            if not pattern.search(f"\n{view.skeleton.page[mention.start : mention.end]}\n"):
                return False
    return True
