"""How each kind of rule finds its pairs of mentions on a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.link.pattern import CLAUSE_MARKS
from kg.link.rules import InsideRule, NameRule, PhraseRule, ReachRule, Rule, StageRule
from kg.link.skeleton import Skeleton
from kg.link.times import Times
from kg.model import REPORTING_PLACE, Candidate, StageLink, Subject

#: Two ends (indices of mentions) and the stretch of the page that says it.
Found = tuple[int, int, int, int]
_LONGEST_OPENING = 16
_DIVISION = re.compile(
    r"(?<=..)(?:(?:壮族|回族|维吾尔)?自治区|特别行政区|(?:[^市县区]{1,6}族)?自治[州县]|[省市县区州盟旗])$"
)


@dataclass(frozen=True, slots=True)
class View:
    """A page as the rules see it: its skeleton, its mentions, its times and the place it reports on."""

    skeleton: Skeleton
    mentions: Sequence[Candidate]
    times: Times
    subject: Subject

    def is_reporting(self, mention: Candidate) -> bool:
        """Whether a mention is the reporting place itself, by code or else by name."""
        if mention.type != "Place" or self.subject.place is None:
            return False
        if mention.code and self.subject.code:
            return mention.code == self.subject.code
        name = mention.name or self.skeleton.page[mention.start : mention.end]
        place = self.subject.place
        return name == place or (name in place and _DIVISION.sub("", name) == _DIVISION.sub("", place))


def find_pairs(rule: Rule, view: View) -> Iterator[Found]:
    """Pairs of mentions that `rule` relates, with the stretch that says it; a pair may come more than once."""
    match rule:
        case PhraseRule():
            return _phrases(rule, view)
        case ReachRule():
            return _reaches(rule, view.skeleton)
        case InsideRule():
            return _inside(rule, view.skeleton, view.mentions)
        case NameRule():
            return _named(rule, view.skeleton, view.mentions)
    raise TypeError(f"no relation comes from {type(rule).__name__}")


def _phrases(rule: PhraseRule, view: View) -> Iterator[Found]:
    skeleton, mentions = view.skeleton, view.mentions
    for found in _matches(rule.pattern, rule.without, skeleton, rule.symbols):
        start, end = skeleton.span(found.start(), found.end())
        if rule.mutual:
            members = skeleton.group(found.start("subject"))
            yield from ((a, b, start, end) for k, a in enumerate(members) for b in members[k + 1 :])
        elif rule.implied:
            named = "object" if rule.implied == "subject" else "subject"
            for i in skeleton.group(found.start(named)):
                if not view.is_reporting(mentions[i]):
                    yield (i, REPORTING_PLACE, start, end) if named == "subject" else (REPORTING_PLACE, i, start, end)
        else:
            objects = skeleton.group(found.start("object"))
            for subject in skeleton.group(found.start("subject")):
                yield from ((subject, object_, start, end) for object_ in objects)


def _matches(
    pattern: re.Pattern[str], without: re.Pattern[str] | None, skeleton: Skeleton, symbols: str
) -> Iterator[re.Match[str]]:
    """Every match of `pattern` that holds nothing of `without`, in sentences with `symbols`; matches may overlap."""
    text, search = skeleton.text, pattern.search
    for start, end in skeleton.windows(symbols):
        found = search(text, start, end)
        while found:
            if without is None or not without.search(text, found.start(), found.end()):
                yield found
            found = search(text, found.start() + 1, end)


def _reaches(rule: ReachRule, skeleton: Skeleton) -> Iterator[Found]:
    text = skeleton.text
    by_opener = "subject" in rule.opener.groupindex
    first, second = ("subject", "object") if by_opener else ("object", "subject")
    for found in _matches(rule.opener, None, skeleton, rule.symbols):
        at = found.start(first)
        governors = skeleton.group(at)
        stop = skeleton.scope_end(rule.scope, at)
        after = found.end() - (text[found.end() - 1] in CLAUSE_MARKS)
        limit = rule.until.search(text, after, stop) if rule.until else None
        if limit:
            stop = limit.start()
        for member in rule.member.finditer(text, found.end(), stop):
            if rule.without and rule.without.search(text, found.end(), member.start()):
                break
            start, end = skeleton.span(at, member.end())
            for governor in governors:
                for dependent in skeleton.group(member.start(second)):
                    yield (governor, dependent, start, end) if by_opener else (dependent, governor, start, end)


def _inside(rule: InsideRule, skeleton: Skeleton, mentions: Sequence[Candidate]) -> Iterator[Found]:
    outer_is_subject = rule.outer == "subject"
    outer_types, inner_types = (rule.subject, rule.object) if outer_is_subject else (rule.object, rule.subject)
    kinds, page = skeleton.kinds, skeleton.page
    for outer, inner in skeleton.nested:
        if kinds[outer] not in outer_types or kinds[inner] not in inner_types:
            continue
        start, end = mentions[outer].start, mentions[outer].end
        if rule.shape or rule.without:
            inside = mentions[inner]
            shape = f"\n{page[start : inside.start]}{kinds[inner]}{page[inside.end : end]}\n"
            if rule.shape and not rule.shape.search(shape):
                continue
            if rule.without and rule.without.search(shape):
                continue
        yield (outer, inner, start, end) if outer_is_subject else (inner, outer, start, end)


def _named(rule: NameRule, skeleton: Skeleton, mentions: Sequence[Candidate]) -> Iterator[Found]:
    """Only names that say more than their text are looked at: what stands in the text itself, nesting has found."""
    outer_is_subject = rule.outer == "subject"
    outer_types, inner_types = (rule.subject, rule.object) if outer_is_subject else (rule.object, rule.subject)
    kinds, page = skeleton.kinds, skeleton.page
    known: dict[str, int] = {}
    for i, mention in enumerate(mentions):
        if kinds[i] in inner_types:
            known[page[mention.start : mention.end]] = i
        if kinds[i] not in outer_types or not mention.name:
            continue
        if page.startswith(mention.name[:2], mention.start):
            continue
        for length in range(min(len(mention.name), _LONGEST_OPENING), 1, -1):
            inner = known.get(mention.name[:length])
            if inner is None:
                continue
            start = mentions[inner].start
            if page.find("\n", start, mention.end) < 0:
                yield (i, inner, start, mention.end) if outer_is_subject else (inner, i, start, mention.end)
                break


def find_stages(rules: Sequence[Rule], view: View) -> Iterator[StageLink]:
    """Stages of the projects of one page; of several rules on one occurrence of a project, the first counts."""
    skeleton = view.skeleton
    seen: set[int] = set()
    for rule in rules:
        if not isinstance(rule, StageRule):
            continue
        for found in _matches(rule.pattern, rule.without, skeleton, rule.symbols):
            at = found.start("project")
            if at in seen:
                continue
            seen.add(at)
            start, end = skeleton.span(found.start(), found.end())
            status, year = view.times.of_stretch(start, end)
            for project in skeleton.group(at):
                yield StageLink(
                    project=project,
                    stage=rule.stage,
                    rule=rule.name,
                    confidence=rule.confidence,
                    start=start,
                    end=end,
                    status=rule.status or status,
                    year=year,
                )
