"""`kg extract`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.extract.tokens import Segmenter
    from kg.model import Extraction, Mention, Relation
    from kg.workers import Failure


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["jsonl", "table"]), default="jsonl", show_default=True)
@click.option("-j", "--jobs", type=click.IntRange(min=1), help="Processes; by default one a core.")
@click.option(
    "--ontology",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Another folder with the ontology.",
)
@click.option(
    "--segmenter",
    type=click.Choice(["rjieba", "jieba"]),
    default="rjieba",
    show_default=True,
    help="What cuts text into words; jieba is the slower reference.",
)
def command(
    *, paths: tuple[Path, ...], form: str, jobs: int | None, ontology: Path | None, segmenter: Segmenter
) -> None:
    """Prints what single documents say: mentions and relations with their positions, nothing merged.

    A document that cannot be read is named on standard error; the exit code is then 1, and 2 where none can be read.

    \b
    kg extract reports/ --format jsonl > extracted.jsonl
    kg extract report.txt --format table
    """
    from kg.export.jsonl import json_line
    from kg.model import Extraction
    from kg.ontology import default_folder
    from kg.query.grid import terminal_width
    from kg.workers import extract_all

    documents, missing = _documents(paths)
    folder = ontology or default_folder()
    extracted = extract_all(documents, ontology=folder, jobs=jobs, cache=None, segmenter=segmenter)
    outcomes = [*missing, *extracted]
    failed = 0
    for outcome in outcomes:
        if not isinstance(outcome, Extraction):
            failed += 1
            click.echo(f"kg: {outcome.path}: {outcome.reason}", err=True)
        elif form == "jsonl":
            click.echo(json_line(outcome))
        else:
            click.echo("\n".join(_tables(outcome, terminal_width())))
    if failed:
        sys.exit(2 if failed == len(outcomes) else 1)


def _documents(paths: Sequence[Path]) -> tuple[list[Path], list[Failure]]:
    """The documents under `paths`, and the paths that give none."""
    from kg.errors import Unreadable
    from kg.read import find_documents
    from kg.workers import Failure

    giving, missing = [], []
    for path in paths:
        try:
            find_documents([path])
        except Unreadable as error:
            missing.append(Failure(path=error.path, reason=error.reason))
        else:
            giving.append(path)
    return find_documents(giving), missing


def _tables(extraction: Extraction, width: int | None) -> Iterator[str]:
    """A document for people: its subject, its mentions in text order, its relations and stages."""
    from kg.query.grid import grid

    subject = extraction.subject
    years = f"{subject.plan_year or '?'} (review {subject.review_year or '?'})"
    yield click.style(f"{extraction.path}: {subject.place or '?'} {years}, {extraction.coverage}", bold=True)
    yield from (f"warning: {warning}" for warning in extraction.warnings)
    mentions = sorted(extraction.mentions, key=lambda mention: (mention.start, mention.end))
    if mentions:
        yield grid(["type", "name", "goal", "at", "conf."], [_mention_cells(m) for m in mentions], width=width)
    statements = [*(_relation_cells(extraction, relation) for relation in extraction.relations), *_stages(extraction)]
    if statements:
        yield ""
        yield grid(["subject", "predicate", "object", "rule", "conf."], statements, width=width)
    yield ""


def _mention_cells(mention: Mention) -> list[str]:
    at = f"{mention.start}-{mention.end}" if mention.pieces else "implied"
    return [mention.subtype or mention.type, mention.name, _goal_cell(mention), at, f"{mention.confidence:.2f}"]


def _goal_cell(mention: Mention) -> str:
    from decimal import Decimal

    from kg.query.quantity import quantity

    goal = mention.goal
    if goal is None:
        return ""
    when = f"{goal.status} {goal.year or ''}".strip()
    if goal.value is None:
        return f"{goal.kind}, {when}"
    amount = quantity(
        Decimal(repr(goal.value)),
        value_max=None if goal.value_max is None else Decimal(repr(goal.value_max)),
        unit=goal.unit or "",
        comparator=goal.comparator,
        dimension=goal.dimension,
    )
    return f"{goal.concept or goal.indicator}: {amount}, {when}"


def _relation_cells(extraction: Extraction, relation: Relation) -> list[str]:
    names = extraction.mentions[relation.subject].name, extraction.mentions[relation.object].name
    return [names[0], relation.predicate, names[1], relation.rule, f"{relation.confidence:.2f}"]


def _stages(extraction: Extraction) -> Iterator[list[str]]:
    for reading in extraction.stages:
        stage = f"{reading.stage} ({reading.status} {reading.year or ''})".replace(" )", ")")
        name = extraction.mentions[reading.project].name
        yield [name, "stage", stage, reading.rule, f"{reading.confidence:.2f}"]
