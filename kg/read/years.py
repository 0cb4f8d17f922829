"""The years that a report is about, from its own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.read.headings import Outlined
from kg.read.lexicon import Layout
from kg.read.numerals import chinese_number

_ELEVENTH_PLAN, _ELEVENTH_START = 11, 2006
_OPENING = 800
_LAST_MONTH_OF_SAME_YEAR = 8
_WEIGHTS = {"title": 8, "heading": 6, "given": 5, "this year": 4, "target": 3}
_ANNIVERSARY = re.compile(r"[^，。；0-9]{0,12}?([0-9]{2,3}|[一二三四五六七八九十]{2,3})周年")
_NEAR = 20
_ENOUGH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """The year that a report plans and the one it looks back on; None where its text does not tell."""

    plan: int | None
    review: int | None
    warnings: tuple[str, ...] = ()


def find_years(plain: str, outlined: Sequence[Outlined], layout: Layout) -> Years:
    """The years as title, date, headings, aims and the words on this year tell them. `plain` has half-width digits."""
    votes: Counter[int] = Counter()
    for source, year in _votes(plain, outlined, layout):
        votes[year] += _WEIGHTS[source]
    if not votes:
        return Years(plan=None, review=None)
    ranked = sorted(votes.items(), key=lambda vote: (-vote[1], -vote[0]))
    plan, weight = ranked[0]
    rivals = [str(year) for year, other in ranked[1:] if other >= _WEIGHTS["heading"] and other * 2 >= weight]
    warnings = (f"plan year {plan} is uncertain: the text also points to {', '.join(rivals)}",) if rivals else ()
    stated = [year for year, part in _heading_years(outlined, layout) if part == "review" and year < plan]
    return Years(plan=plan, review=max(stated, default=plan - 1), warnings=warnings)


def years_of_parts(plain: str, parts: Sequence[tuple[int, int, str]], layout: Layout) -> Years:
    """The fallback: the year that plan and review name most, if they name one at least twice.

    `parts` are (start, end, part) of stretches of `plain`.
    """
    counts: dict[str, Counter[int]] = {"plan": Counter(), "review": Counter()}
    for start, end, part in parts:
        if part in counts:
            counts[part].update(int(m[1]) for m in layout.years["plain_year"].finditer(plain, start, end))
    votes: Counter[int] = Counter(counts["plan"])
    for year, count in counts["review"].items():
        votes[year + 1] += count
    ranked = sorted(votes.values(), reverse=True)
    if not ranked or ranked[0] < _ENOUGH or ranked[0] in ranked[1:]:
        return Years(plan=None, review=None, warnings=("years unknown: no title, date or heading tells them",))
    plan = max(votes, key=lambda year: votes[year])
    return Years(
        plan=plan, review=plan - 1, warnings=(f"plan year {plan} is a guess from the years that the text names",)
    )


def _votes(plain: str, outlined: Sequence[Outlined], layout: Layout) -> list[tuple[str, int]]:
    patterns = layout.years
    votes = [("title", int(m[1] or m[2])) for m in patterns["title"].finditer(plain[:_OPENING])][:1]
    votes += [("given", _first_year(m[1])) for m in patterns["with_plan"].finditer(plain[:_OPENING])]
    for m in patterns["given"].finditer(plain[:_OPENING]):
        votes.append(("given", int(m[1]) + (int(m[2]) > _LAST_MONTH_OF_SAME_YEAR)))
    for year, part in _heading_years(outlined, layout):
        votes.append(("heading", year + (part == "review")))
    votes += [("target", int(m[1])) for m in patterns["target"].finditer(plain)]
    for m in patterns["this_year"].finditer(plain):
        votes += [("this year", year) for year in _said_of_this_year(m[1], layout)[:1]]
    return votes


def _heading_years(outlined: Sequence[Outlined], layout: Layout) -> list[tuple[int, str]]:
    """Years in headings that say which part begins: (2022, "review") for `一、2022年工作回顾`."""
    found: list[tuple[int, str]] = []
    parts = layout.parts
    for paragraph in outlined:
        if paragraph.role != "heading":
            continue
        year = layout.years["plain_year"].search(paragraph.plain)
        if not year:
            continue
        if parts["review"].search(paragraph.plain) or parts["review_words"].search(paragraph.plain):
            found.append((int(year[1]), "review"))
        elif parts["plan_words"].search(paragraph.plain):
            found.append((int(year[1]), "plan"))
    return found


def _first_year(plan: str) -> int:
    """The first year of a five-year plan, of which `plan` is the last numeral: 2021 for 四 (十四五)."""
    return _ELEVENTH_START + 5 * (10 + chinese_number(plan) - _ELEVENTH_PLAN)


def _said_of_this_year(said: str, layout: Layout) -> list[int]:
    """Years that fit what is said of this year: its place in a five-year plan, or an anniversary."""
    years: list[int] = []
    for plan in layout.years["plan_number"].finditer(said):
        near = said[plan.end() : plan.end() + _NEAR]
        years += [_first_year(plan[1]) + offset for words, offset in layout.milestones if words.search(near)][:1]
    for event, first in layout.anniversaries:
        for m in event.finditer(said):
            count = _ANNIVERSARY.match(said, m.end())
            if count:
                years.append(first + (int(count[1]) if count[1].isdecimal() else chinese_number(count[1])))
    return years
