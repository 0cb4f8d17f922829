"""`kg show`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

_TYPES = ("Project", "Program", "Company", "Institution", "Place", "Industry", "Goal", "Indicator", "Report")


@click.command()
@click.argument("name")
@click.option("--type", "kind", type=click.Choice(_TYPES), help="Only things of this type.")
@click.option("--all", "show_all", is_flag=True, help="Show all things of that name, one after the other.")
@click.option("--graph", type=click.Path(path_type=Path), default=Path("output/graph.ttl"), show_default=True)
def command(*, name: str, kind: str | None, show_all: bool, graph: Path) -> None:
    """Shows one thing: its names, where it lies, how far it is, and each fact with its sentence, file and positions.

    NAME is any of its names, or its IRI as it is shown here. Where several things have that name, they are listed;
    where none has, names like it are, with exit code 1.

    \b
    kg show 太原市
    kg show 太钢 --type Company
    """
    from kg.query import Unknown, find, open_source
    from kg.query.names import NAMED
    from kg.show import card
    from kg.show.text import card_lines, hit_lines
    from kg.viz.vocabulary import Vocabulary

    source, vocabulary = open_source(graph), Vocabulary.load()
    try:
        hits = find(source, name, (kind,) if kind else NAMED)
    except Unknown as unknown:
        click.echo(f"kg: {unknown}", err=True)
        sys.exit(1)
    if len(hits) > 1 and not show_all:
        click.echo("\n".join(hit_lines(hits, source, vocabulary)))
        click.echo(f"kg: {len(hits)} things; give the IRI of one, --type or --all", err=True)
        return
    for number, hit in enumerate(hits):
        if number:
            click.echo("\n" + "─" * 40 + "\n")
        click.echo("\n".join(card_lines(card(source, hit.iri), source, vocabulary)))
