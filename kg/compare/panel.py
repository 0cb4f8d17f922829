"""The comparison itself: for each indicator, place, year and side the one goal that answers, or why there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.compare.reports import PlaceGoal, PlaceReport, Side
from kg.compare.rows import GROWTH, Headline, Row

State = Literal["value", "relative", "notStated", "notInFile"]
_PART: dict[Side, str] = {"target": "plan", "result": "review"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What one report says of one year: its targets for the plan year, its results of the review year."""

    place: str
    code: str
    year: int
    side: Side
    report: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The answer for a row and a column: `goal` where there is one, and why not where there is none.

    `others` are goals that would answer as well and say something else; beside a number only other numbers do.
    """

    state: State
    goal: PlaceGoal | None = None
    others: tuple[PlaceGoal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A comparison; `cells[i][j]` belongs to `rows[i]` and `columns[j]`."""

    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    cells: tuple[tuple[Cell, ...], ...]


def make_panel(
    reports: Sequence[PlaceReport], rows: Sequence[Row], *, headline: Headline, years: Iterable[int] = ()
) -> Panel:
    """Targets and results of `reports` side by side; `headline` knows the words of main targets and of long spans.

    Each report gives two columns, results of its review year and targets of its plan year; `years` limits them.
    """
    wanted = set(years)
    first = {row.indicator: row for row in reversed(rows)}
    found = [(column, report) for report in reports for column in _columns(report)]
    kept = [(column, report) for column, report in found if not wanted or column.year in wanted]
    return Panel(
        rows=tuple(rows),
        columns=tuple(column for column, _ in kept),
        cells=tuple(
            tuple(_cell(row, column, report, headline, first=row is first[row.indicator]) for column, report in kept)
            for row in rows
        ),
    )


def _columns(report: PlaceReport) -> Iterable[Column]:
    years: tuple[tuple[int | None, Side], ...] = ((report.review_year, "result"), (report.plan_year, "target"))
    for year, side in years:
        if year is not None:
            yield Column(place=report.place, code=report.code, year=year, side=side, report=report.iri)


def _cell(row: Row, column: Column, report: PlaceReport, headline: Headline, *, first: bool) -> Cell:
    """The best of the goals that answer: see `rank` for which that is."""
    yearly = (goal for goal in report.goals if not headline.spans.search(goal.words))
    fitting = [goal for goal in yearly if answers(goal, row, column, first=first)]
    if not fitting:
        return Cell(state="notInFile" if column.side in report.lacks else "notStated")
    best, *rest = sorted(fitting, key=lambda goal: rank(goal, row, column, headline.sentence))
    others = tuple(
        goal
        for goal in rest
        if goal.indicator == best.indicator and _says(goal) != _says(best) and not (goal.relative and not best.relative)
    )
    return Cell(state="relative" if best.relative else "value", goal=best, others=others)


def answers(goal: PlaceGoal, row: Row, column: Column, *, first: bool = True) -> bool:
    """Is this goal about the indicator, dimension and unit of the row, and the side and year of the column?

    A goal without a year is about the year of its side; one that runs over several years answers for none of them. A
    relation that tells no dimension answers in the `first` row of its indicator.
    """
    if goal.indicator not in row.indicators or goal.achieved != (column.side == "result"):
        return False
    if goal.year not in (None, column.year) or (goal.year_from or column.year) != column.year:
        return False
    if goal.relative:
        return first if goal.dimension is None else goal.dimension in row.dimensions
    return goal.dimension in row.dimensions and (not row.units or goal.unit in row.units)


def rank(goal: PlaceGoal, row: Row, column: Column, sentence: re.Pattern[str]) -> tuple[object, ...]:
    """Sort key, best first.

    The row's own indicator; the part of the report where such goals stand; a sentence that says it gives the main
    targets; the place's alone rather than by way of a programme; the sentence with most measures of the place; the
    year named; a number before a relation; the exact result before a bound that it passed (突破200亿元，达212亿元); the
    place in the text.
    """
    part = any(quote.part == _PART[column.side] for quote in goal.quotes)
    headline = any(sentence.search(quote.text) for quote in goal.quotes)
    first = min(((quote.file, quote.start) for quote in goal.quotes), default=("", 0))
    return (
        row.indicators.index(goal.indicator),
        not part,
        not (headline and column.side == "target"),
        bool(goal.means),
        -goal.measures,
        goal.year is None,
        goal.relative,
        goal.comparator == "ge" and column.side == "result",
        first,
        goal.iri,
    )


def dimensions_of(reports: Iterable[PlaceReport], indicator: str) -> list[str]:
    """The dimensions in which reports give an indicator, sorted; a relation counts as growth."""
    found = {goal.dimension or GROWTH[0] for report in reports for goal in report.goals if goal.indicator == indicator}
    return sorted(found)


def _says(goal: PlaceGoal) -> tuple[object, ...]:
    return goal.value, goal.value_max, goal.unit, goal.dimension, goal.relation if goal.relative else ""
