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


def sentence_part(sentence: str, part: Part, plan_year: int | None, layout: Layout) -> Part:
    """The part of a sentence in a paragraph of a part: a plan may look further, or back, for a moment."""
    patterns = layout.parts
    if part == "review":
        if patterns["thanks"].search(sentence):
            return "other"
        return "multiyear" if _looks_beyond(sentence, plan_year, patterns["until"]) else part
    if part == "plan":
        if patterns["back"].match(sentence):
            return "review"
        if patterns["horizon"].search(sentence) or _looks_beyond(sentence, plan_year, patterns["until"]):
            return "multiyear"
    return part


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


def _looks_beyond(sentence: str, plan_year: int | None, until: Pattern[str]) -> bool:
    return plan_year is not None and any(int(m[1]) > plan_year for m in until.finditer(sentence))
