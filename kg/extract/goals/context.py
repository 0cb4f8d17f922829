"""When an aim or result holds and whether it is promised or done: status, year, deadline, wording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from kg.model import Page, Part, Sentence, Status

_YEAR = re.compile(
    r"(?P<to>[到至自从]|截[至止])?(?P<year>(?:19|20)\d\d|[１２][９０][０-９]{2})年(?P<since>(?:底|末)?以来|起)?"
)
_WITHIN = re.compile(r"(?P<n>[一二两三四五2345])年(?:内|时间)[^，。；]{0,6}$")
_PERIOD = re.compile(r"(?:(?<![是比较与占])“|(?<![“是比较与占]))十(?P<n>[一二三四五六]?)五”?(?:期间|时期|期末|末)")
_NEXT_FIVE = re.compile(r"(?:今后|未来)(?:的)?五年")
_PAST_FIVE = re.compile(r"五年来|过去五年|这五年|五年间|五年累计|“十[一二三四]五”(?:时期|期间|以来)?，|本届政府")
_PLANS = ("", "一", "二", "三", "四", "五", "六")
_NUMBERS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_COMPARED = frozenset("是比较与占为超由从")
_STOPS = frozenset("，；：。、（(“")


class Setting(NamedTuple):
    """What holds for a statement: its status, its year, the first year of a span, words of time and of firmness."""

    status: Status
    year: int | None
    year_from: int | None = None
    deadline: str | None = None
    wording: str | None = None


class ContextReader:
    """Reads the setting of a statement from the part of the report it stands in and from the words around it."""

    __slots__ = ("_achieved", "_deadline", "_firm", "_target")

    def __init__(self, table: Mapping[str, Any]) -> None:
        status = table["status"]
        self._target = _any(status["target"])
        self._achieved = _any(status["achieved"])
        self._firm = _any(status["firm"])
        self._deadline = re.compile(_any(table["deadlines"]["words"]).pattern + r"|\d{1,2}月底?前?")

    def read(self, page: Page, sentence: Sentence, start: int, end: int) -> Setting:
        """The setting of what is said at `start:end` of a sentence."""
        text = page.text
        before = text[sentence.start : start]
        opening = max(before.rfind("，"), before.rfind("；"), before.rfind("：")) + 1
        part = sentence.part
        if part == "multiyear":
            part = page.paragraphs[sentence.paragraph].part
        status = self._status(part, before, opening)
        year, year_from = _stated(page, status, before, opening)
        if year is None:
            year = page.plan_year if status == "target" else page.review_year
        else:
            status = _corrected(page, part, status, year, before)
        deadline = self._deadline.search(text, sentence.start + opening, end)
        firm = self._firm.search(text, sentence.start + opening, end)
        return Setting(
            status=status,
            year=year,
            year_from=year_from,
            deadline=deadline.group() if deadline is not None else None,
            wording=firm.group() if firm is not None else None,
        )

    def _status(self, part: Part, before: str, opening: int) -> Status:
        """The part of the report decides; words do where it says nothing, and 已 in a plan."""
        if part == "review":
            return "achieved"
        if part == "plan":
            done = self._achieved.search(before, opening) and not self._target.search(before, opening)
            return "achieved" if done else "target"
        if part == "multiyear" and not _PAST_FIVE.search(before):
            return "target"
        return "target" if self._target.search(before) else "achieved"


def base_year(page: Page, sentence: Sentence, position: int) -> int | None:
    """The year that a rise starts from (2008年以来, 五年来); None where the context says no such span."""
    since = None
    for match in _YEAR.finditer(page.text, sentence.start, position):
        if match["since"]:
            since = int(match["year"].translate(_WIDE))
    if since is not None or page.review_year is None:
        return since
    paragraph = page.paragraphs[sentence.paragraph]
    spans = sentence.part == "multiyear" or _PAST_FIVE.search(page.text, paragraph.start, sentence.end)
    return page.review_year - 5 if spans else None


def _corrected(page: Page, part: Part, status: Status, year: int, before: str) -> Status:
    """A stated year after the review is aimed at, one before the plan is done."""
    if part != "plan" and page.review_year is not None and year > page.review_year and "截至" not in before:
        return "target"
    if part == "plan" and page.plan_year is not None and year < page.plan_year:
        return "achieved"
    return status


def _stated(page: Page, status: Status, before: str, opening: int) -> tuple[int | None, int | None]:
    """The year that the words state, and the first year of a span."""
    stated = None
    if "年" in before:
        for match in _YEAR.finditer(before):
            if _holds(match, before, opening):
                stated = int(match["year"].translate(_WIDE))
    if stated is not None:
        return stated, None
    if "五" in before and (period := _PERIOD.search(before)) is not None:
        first = 2001 + 5 * _PLANS.index(period["n"])
        return first + 4, first
    if status != "target" or page.plan_year is None or "年" not in before:
        return None, None
    if _NEXT_FIVE.search(before):
        return page.plan_year + 4, page.plan_year
    if (within := _WITHIN.search(before)) is not None:
        years = _NUMBERS.get(within["n"]) or int(within["n"])
        return page.plan_year + years - 1, page.plan_year
    return None, None


def _holds(match: re.Match[str], before: str, opening: int) -> bool:
    """Whether a written year dates the statement: it opens a clause and is no term of a comparison."""
    at = match.start()
    if match["since"] or match["to"] in ("自", "从") or before.startswith(("年", "的"), match.end()):
        return False
    previous = before[at - 1] if at else "，"
    return previous not in _COMPARED and (match["to"] is not None or at >= opening or previous in _STOPS)


def _any(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))))
