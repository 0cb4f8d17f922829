"""`kg query`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.query import Question


@click.command()
@click.argument("query", required=False, metavar="[FILE.rq | NAME]")
@click.option("--text", metavar="SPARQL", help="A query itself, in place of a file or name.")
@click.option("-p", "--param", "given", multiple=True, metavar="NAME=VALUE", help="Binds a parameter; may be repeated.")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "tsv", "json", "ttl"]), default="table", show_default=True
)
@click.option("--graph", type=click.Path(path_type=Path), default=Path("output/graph.ttl"), show_default=True)
@click.option(
    "--ontology", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Another folder with queries/."
)
def command(
    *, query: str | None, text: str | None, given: Sequence[str], form: str, graph: Path, ontology: Path | None
) -> None:
    """Asks an exported graph: a canned question by its name, or SPARQL. Alone, it lists the canned questions.

    Prefixes of the graph (kg:, skos:, …) need no PREFIX line. A file may declare parameters as the canned questions do.

    \b
    kg query projects-of-place --param place=太原市
    kg query --text 'SELECT ?name WHERE { ?p a kg:Project ; skos:prefLabel ?name } LIMIT 5' --format csv
    """
    from kg.query import ask, canned, open_source, parse_question, question, render
    from kg.query.grid import terminal_width

    if query is not None and text is not None:
        raise click.UsageError("give a file or name, or --text, not both")
    if query is None and text is None:
        click.echo("\n".join(_listing(canned(ontology))))
        return
    asked = parse_question(text, origin="--text") if text is not None else question(str(query), ontology=ontology)
    parameters = dict(_parameter(each) for each in given)
    source = open_source(graph)
    answer = render(ask(source, asked, parameters, ontology=ontology), form, source, width=terminal_width())
    click.echo(answer, nl=form == "table")


def _parameter(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals:
        raise click.BadParameter(f"{given!r} is not of the form NAME=VALUE", param_hint="--param")
    return name, value


def _listing(questions: Mapping[str, Question]) -> Iterator[str]:
    for name, question in questions.items():
        yield click.style(name, bold=True)
        yield f"    {question.zh} · {question.en}"
        for parameter in question.parameters:
            default = f", default {parameter.default}" if parameter.default is not None else ""
            yield f"    --param {parameter.name}=…  {parameter.zh} · {parameter.en} ({parameter.kind}{default})"
        yield from (f"    {example}" for example in question.examples)
