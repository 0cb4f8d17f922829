"""Which part of a report each paragraph and sentence belongs to: review, plan, a look further ahead, or neither."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from math import log
from re import Pattern

from kg.model import Part
from kg.read.headings import PART_RANK, Outlined
from kg.read.lexicon import Layout

_TOP_RANK, _INNER_RANK = 1, 2
_PROBLEMS_WITHIN = 60
# Log-odds that make a file without headings, or its paragraphs before the heading of a plan, both review and plan.
_MARGIN = 6


def paragraph_parts(plain: str, outlined: Sequence[Outlined], plan_year: int | None, layout: Layout) -> list[Part]:
    """The part of each paragraph.

    Headings decide, then the openings of paragraphs (`今年是…`). Paragraphs before the first of these are review where
    a plan follows, unless their words are those of a plan; where nothing decides, words do. `plan_year` helps to read
    headings.
    """
    told = list(_told(outlined, plan_year, layout))
    first = next((i for i, part in enumerate(told) if part in ("review", "plan", "multiyear")), len(told))
    untold = [i for i in range(first) if told[i] is None and outlined[i].role not in ("title", "front")]
    if first < len(told) and told[first] == "review":
        untold = []
    turn = _turn(plain, [outlined[i] for i in untold], layout, review_first=first < len(told))
    result: list[Part] = [part or "other" for part in told]
    for place, i in enumerate(untold):
        result[i] = "review" if place < turn else "plan"
    for i, paragraph in enumerate(outlined):
        if result[i] == "review" and layout.parts["problems"].search(paragraph.plain, 0, _PROBLEMS_WITHIN):
            result[i] = "other"
    return result


class Turns:
    """What turns a sentence away from the part of its paragraph: thanks, a look back, a look further ahead.

    Sentences are asked about in the order of the text, so that each pattern goes over it once.
    """

    __slots__ = ("_back", "_beyond", "_horizon", "_plain", "_thanks")

    def __init__(self, plain: str, plan_year: int | None, layout: Layout) -> None:
        patterns = layout.parts
        self._plain = plain
        self._back = patterns["back"]
        self._thanks = _Walk(patterns["thanks"], plain)
        self._horizon = _Walk(patterns["horizon"], plain)
        years = patterns["until"].finditer(plain) if plan_year is not None else ()
        self._beyond = [m.span() for m in years if plan_year is not None and int(m[1]) > plan_year]

    def part(self, start: int, end: int, part: Part) -> Part:
        """The part of the sentence `start:end` in a paragraph of `part`."""
        if part == "review":
            if self._thanks.within(start, end):
                return "other"
            return "multiyear" if self._looks_beyond(start, end) else part
        if part == "plan":
            if self._back.match(self._plain[start:end]):
                return "review"
            if self._horizon.within(start, end) or self._looks_beyond(start, end):
                return "multiyear"
        return part

    def _looks_beyond(self, start: int, end: int) -> bool:
        return any(start <= first and last <= end for first, last in self._beyond)


class _Walk:
    """A pattern in a text, asked for in stretches from left to right; it is searched anew only past its last hit."""

    __slots__ = ("_at", "_pattern", "_text")

    def __init__(self, pattern: Pattern[str], text: str) -> None:
        self._pattern = pattern
        self._text = text
        self._at = -1

    def within(self, start: int, end: int) -> bool:
        """Whether the pattern occurs in `start:end`."""
        if self._at < start:
            found = self._pattern.search(self._text, start)
            self._at = found.start() if found is not None else len(self._text)
        return self._at < end and self._pattern.search(self._text, start, end) is not None


def heading_part(heading: str, plan_year: int | None, layout: Layout, *, alone: bool) -> Part | None:
    """The part that a heading announces, if it does. `alone`: words of a plan count without a year beside them."""
    patterns = layout.parts
    named = layout.years["plain_year"].search(heading)
    year = int(named[1]) if named else None
    by_year: Part | None = None
    if year and plan_year:
        by_year = "plan" if year == plan_year else "review" if year < plan_year else "multiyear"
    weak = bool(year) or alone
    told: tuple[tuple[object, Part | None], ...] = (
        (patterns["appendix"].match(heading), "other"),
        (patterns["review"].search(heading), "review"),
        (by_year, by_year),
        (patterns["plan"].search(heading), "plan"),
        (patterns["multiyear"].search(heading), "multiyear"),
        (weak and patterns["review_words"].search(heading), "review"),
        (weak and patterns["plan_words"].search(heading), "plan"),
    )
    return next((part for reason, part in told if reason), None)


def _told(outlined: Sequence[Outlined], plan_year: int | None, layout: Layout) -> Iterable[Part | None]:
    """What headings and openings tell, carried on; None before the first of them, "other" for title and front."""
    parted = any(p.role == "heading" and p.rank == PART_RANK for p in outlined)
    now: Part | None = None
    for paragraph in outlined:
        if paragraph.role in ("title", "front"):
            yield "other" if now is None else now
            continue
        if paragraph.role in ("heading", "run-in") and 0 <= paragraph.rank <= _INNER_RANK:
            alone = paragraph.role == "heading" and paragraph.rank <= (PART_RANK if parted else _TOP_RANK)
            end = paragraph.head_end if paragraph.role == "run-in" else paragraph.end
            head = paragraph.plain[: end - paragraph.start]
            if paragraph.rank <= _TOP_RANK or layout.years["plain_year"].search(head):
                now = heading_part(head, plan_year, layout, alone=alone) or now
        if paragraph.role != "heading":
            now = _opened(paragraph.plain, now, layout)
        yield now


def _opened(text: str, now: Part | None, layout: Layout) -> Part | None:
    """The part after the opening words of a paragraph. An appendix has none."""
    if now not in ("plan", "other") and layout.parts["plan_opening"].match(text):
        return "plan"
    if now in ("review", "plan") and layout.parts["multiyear_opening"].match(text):
        return "multiyear"
    return now


def _turn(plain: str, paragraphs: Sequence[Outlined], layout: Layout, *, review_first: bool) -> int:
    """How many of the paragraphs are review: the split that agrees best with their words. Review comes before plan."""
    if not paragraphs:
        return 0
    odds = _odds(plain, paragraphs, layout)
    all_plan = sum(odds)
    all_review = -all_plan
    # Without a heading, a file is more likely all review or all plan than both.
    turn, best = (0, all_plan) if all_plan > all_review + 2 * _MARGIN * review_first else (len(odds), all_review)
    gain, best = all_plan, best + 2 * _MARGIN
    for index, value in enumerate(odds, start=1):
        gain -= 2 * value
        if gain > best:
            turn, best = index, gain
    return turn


def _odds(plain: str, paragraphs: Sequence[Outlined], layout: Layout) -> list[float]:
    """Log-odds of plan against review of each paragraph: cues as Poisson counts, rounded so that sums are exact."""
    starts = [p.start for p in paragraphs]
    silence = sum(cue.review - cue.plan for cue in layout.cues) / 1000
    odds = [silence * (p.end - p.start) for p in paragraphs]
    for cue in layout.cues:
        weight = log(cue.plan / cue.review)
        for m in cue.words.finditer(plain, starts[0], paragraphs[-1].end):
            odds[bisect_right(starts, m.start()) - 1] += weight
    return [round(value * 256) / 256 for value in odds]
