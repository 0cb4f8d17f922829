"""`kg validate`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

_SHOWN = 20


@click.command()
@click.option("--graph", type=click.Path(path_type=Path), default=Path("output/graph.ttl"), show_default=True)
@click.option(
    "--documents",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder with the files the graph was made from; every quotation is looked up there.",
)
@click.option(
    "--ontology", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Another folder with shapes.ttl."
)
@click.option("--all", "show_all", is_flag=True, help=f"Show all violations, not the first {_SHOWN}.")
def command(graph: Path, documents: Path | None, ontology: Path | None, show_all: bool) -> None:
    """Checks an exported graph: its shapes (SHACL), and that every quotation stands where it says.

    A violation gives exit code 1.

    \b
    kg validate --graph output/graph.ttl --documents seeds
    """
    from kg.validate import validate

    violations = validate(graph, documents=documents, ontology=ontology)
    for violation in violations if show_all else violations[:_SHOWN]:
        click.echo(f"{violation.check}: {violation.node}: {violation.message}")
    if violations:
        click.echo(f"{graph}: {len(violations)} violations", err=True)
        sys.exit(1)
    click.echo(f"{graph}: conforms" + ("" if documents is None else "; every quotation stands in its document"))
