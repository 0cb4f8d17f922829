"""`kg compare`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click


@click.command()
@click.argument("places", nargs=-1, metavar="[PLACE]...")
@click.option("--indicator", "indicators", multiple=True, help="Only this indicator; may be repeated.")
@click.option("--year", "years", multiple=True, type=int, help="Only this year; may be repeated.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--graph", type=click.Path(path_type=Path), default=Path("output/graph.ttl"), show_default=True)
def command(*, places: Sequence[str], indicators: Sequence[str], years: Sequence[int], form: str, graph: Path) -> None:
    """Compares numeric targets and results of places over the years; all reporting places where none is named.

    Only goals of a place as a whole count. Without --indicator, the headline indicators are shown. An empty cell says
    why it is empty. CSV and JSON have one line or object for each cell, with its sentence and source.

    \b
    kg compare 太原市 朔州市
    kg compare --indicator 城镇新增就业 --year 2023 --format csv
    """
    from kg.compare import compare
    from kg.compare.formats import render
    from kg.ontology import default_folder
    from kg.query import open_source
    from kg.query.grid import terminal_width
    from kg.query.indicators import IndicatorNames

    panel = compare(open_source(graph), places=places, indicators=indicators, years=years)
    english = IndicatorNames.load(default_folder()).english
    click.echo(render(panel, form, english, width=terminal_width()), nl=form == "table")
