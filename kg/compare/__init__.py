"""Numeric goals and results of places side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.compare.panel import Cell, Column, Panel
from kg.compare.rows import Row

if TYPE_CHECKING:
    from kg.compare.reports import PlaceReport
    from kg.query.source import Source

__all__ = ["Cell", "Column", "Panel", "Row", "compare"]


def compare(
    source: Source,
    *,
    places: Iterable[str] = (),
    indicators: Sequence[str] = (),
    years: Iterable[int] = (),
    ontology: Path | None = None,
) -> Panel:
    """Targets and results of places (names or IRIs; none: all that report), over all their reports.

    `indicators` are names, also other names of standard indicators; without any, the headline indicators are compared.
    Raises GraphError where the graph knows no such place or indicator, or no report of the place.
    """
    from kg.compare.panel import make_panel
    from kg.compare.reports import read_reports
    from kg.compare.rows import Headline
    from kg.errors import GraphError
    from kg.ontology import default_folder
    from kg.query.names import find_one

    folder = ontology or default_folder()
    wanted = {find_one(source, place, ("Place",), ontology=folder).iri: place for place in places}
    reports = read_reports(source, wanted)
    reporting = {report.place_iri for report in reports}
    silent = [name for iri, name in wanted.items() if iri not in reporting]
    if silent or not reports:
        raise GraphError(f"no report of {'、'.join(silent) or 'any place'} in this graph")
    headline = Headline.load(folder)
    rows = _rows(source, reports, indicators, folder) if indicators else headline.rows
    return make_panel(reports, rows, headline=headline, years=years)


def _rows(source: Source, reports: Sequence[PlaceReport], indicators: Iterable[str], ontology: Path) -> list[Row]:
    from kg.compare.panel import dimensions_of
    from kg.compare.rows import rows_of
    from kg.query.indicators import IndicatorNames
    from kg.query.names import find_one

    names = IndicatorNames.load(ontology)
    rows = []
    for asked in indicators:
        name = names.canonical.get(asked) or find_one(source, asked, ("Indicator",), ontology=ontology).name
        # An indicator that no place gives has a row all the same: the row says why.
        rows += rows_of(name, dimensions_of(reports, name) or ["growth", "level"])
    return rows
