"""A comparison as text: side by side for people, one line a cell for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from kg.compare.panel import Cell, Column, Panel, State
from kg.compare.reports import PlaceGoal
from kg.compare.rows import Row
from kg.export.tables import harmless
from kg.query.grid import grid
from kg.query.quantity import quantity

_SIDES = {"target": "目标", "result": "结果"}
_DIMENSIONS = {"growth": ("增长", "growth"), "share": ("占比", "share"), "rank": ("位次", "rank")}
_EMPTY: Mapping[State, tuple[str, str]] = {
    "notStated": ("—", "未说明 · not stated"),
    "notInFile": ("…", "文件不含该部分 · that part of the report is not in the file"),
}
_OTHERS = ("*", "另有不同说法，见 --format json · other figures are stated as well, see --format json")
_LEGEND = "结果 · result (报告的回顾 · as the review reports it)，目标 · target (报告的安排 · as the plan sets it)"
COLUMNS = (
    *("place", "place_code", "year", "side", "indicator", "indicator_en", "dimension", "state", "value", "value_max"),
    *("unit", "comparator", "wording", "relative_to", "words", "others", "section", "sentence", "file", "start", "end"),
    *("goal_id", "report_id"),
)


def render(panel: Panel, form: str, english: Mapping[str, str], *, width: int | None = None) -> str:
    """A comparison in one of FORMATS; `english` has English names of indicators, `width` is that of the terminal."""
    return FORMATS[form](panel, english, width)


def records(panel: Panel, english: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """One record for each cell, with the keys of COLUMNS; values are numbers, what is not there is None."""
    for row, cells in zip(panel.rows, panel.cells, strict=True):
        for column, cell in zip(panel.columns, cells, strict=True):
            yield _record(row, column, cell, english)


def _record(row: Row, column: Column, cell: Cell, english: Mapping[str, str]) -> dict[str, Any]:
    goal = cell.goal
    indicator = goal.indicator if goal else row.indicator
    quote = goal.quotes[0] if goal and goal.quotes else None
    return {
        "place": column.place,
        "place_code": column.code or None,
        "year": column.year,
        "side": column.side,
        "indicator": indicator,
        "indicator_en": english.get(indicator),
        "dimension": (goal.dimension if goal else None) or row.dimensions[0],
        "state": cell.state,
        "value": _number(goal.value) if goal else None,
        "value_max": _number(goal.value_max) if goal else None,
        "unit": goal.unit if goal else None,
        "comparator": goal.comparator if goal else None,
        "wording": goal.wording if goal else None,
        "relative_to": goal.relative_to if goal else None,
        "words": goal.words if goal else None,
        "others": [other.words for other in cell.others],
        "section": quote.section if quote else None,
        "sentence": quote.text if quote else None,
        "file": quote.file if quote else None,
        "start": quote.start if quote else None,
        "end": quote.end if quote else None,
        "goal_id": goal.iri if goal else None,
        "report_id": column.report,
    }


def _table(panel: Panel, english: Mapping[str, str], width: int | None) -> str:
    if not panel.columns:
        return "no report of such a place and year"
    heads = ["指标", "indicator"]
    labels = [[_label(row), _english_label(row, english)] for row in panel.rows]
    columns = [f"{column.place} {column.year} {_SIDES[column.side]}" for column in panel.columns]
    shown = [[_short(row, cell) for cell in cells] for row, cells in zip(panel.rows, panel.cells, strict=True)]
    blocks = []
    for first, last in _blocks(labels, columns, shown, width):
        lines = [[*label, *cells[first:last]] for label, cells in zip(labels, shown, strict=True)]
        blocks.append(grid([*heads, *columns[first:last]], lines, width=width))
    return "\n\n".join([*blocks, *_legend(panel)])


def _blocks(
    labels: Sequence[Sequence[str]], columns: Sequence[str], shown: Sequence[Sequence[str]], width: int | None
) -> Iterator[tuple[int, int]]:
    """Ranges of columns that fit side by side into `width`, at least one column each."""
    from rich.cells import cell_len

    if width is None:
        yield 0, len(columns)
        return
    gap = 2
    room = width - sum(max(map(cell_len, side)) + gap for side in zip(*labels, strict=True))
    widths = [max(cell_len(text) for text in column) + gap for column in zip(columns, *shown, strict=True)]
    first, used = 0, 0
    for index, each in enumerate(widths):
        if index > first and used + each > room:
            yield first, index
            first, used = index, 0
        used += each
    yield first, len(columns)


def _short(row: Row, cell: Cell) -> str:
    if cell.goal is None:
        return _EMPTY[cell.state][0]
    named = "" if cell.goal.indicator == row.indicator else f" ({cell.goal.indicator})"
    return f"{_amount(cell.goal)}{named}{_OTHERS[0] if cell.others else ''}"


def _amount(goal: PlaceGoal) -> str:
    if goal.value is None:
        return goal.relation
    return quantity(
        goal.value,
        value_max=goal.value_max,
        unit=goal.unit,
        comparator=goal.comparator,
        dimension=goal.dimension,
    )


def _label(row: Row) -> str:
    dimension = _DIMENSIONS.get(row.dimensions[0])
    return f"{row.indicator} {dimension[0]}" if dimension else row.indicator


def _english_label(row: Row, english: Mapping[str, str]) -> str:
    name, dimension = english.get(row.indicator, ""), _DIMENSIONS.get(row.dimensions[0])
    return f"{name}, {dimension[1]}" if name and dimension else name


def _legend(panel: Panel) -> Iterator[str]:
    cells = [cell for cells in panel.cells for cell in cells]
    notes = [f"{sign} {text}" for state, (sign, text) in _EMPTY.items() if any(c.state == state for c in cells)]
    if any(cell.others for cell in cells):
        notes.append(" ".join(_OTHERS))
    yield "\n".join([_LEGEND, *notes])


def _csv(panel: Panel, english: Mapping[str, str], width: int | None) -> str:
    """With a byte order mark, as the tables of a build: spreadsheets open it."""
    out = io.StringIO(newline="")
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for record in records(panel, english):
        record["others"] = "；".join(record["others"])
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in record.values()])
    return out.getvalue()


def _json(panel: Panel, english: Mapping[str, str], width: int | None) -> str:
    import orjson

    return orjson.dumps(list(records(panel, english)), option=orjson.OPT_INDENT_2).decode() + "\n"


FORMATS: Mapping[str, Callable[[Panel, Mapping[str, str], int | None], str]] = {
    "table": _table,
    "csv": _csv,
    "json": _json,
}


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
