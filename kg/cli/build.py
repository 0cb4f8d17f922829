"""`kg build`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.build import BuildResult
    from kg.extract.tokens import Segmenter
    from kg.viz.page_file import Renderer
    from kg.workers import Progress


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), default=Path("output"), show_default=True
)
@click.option("-j", "--jobs", type=click.IntRange(min=1), help="Processes; by default one a core.")
@click.option("--base", help="Namespace of the things, ending in / or #.")
@click.option(
    "--ontology",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Another folder with the ontology.",
)
@click.option(
    "--curation",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="File with a person's decisions; by default curation.toml of the ontology.",
)
@click.option(
    "--segmenter",
    type=click.Choice(["rjieba", "jieba"]),
    default="rjieba",
    show_default=True,
    help="What cuts text into words; jieba is the slower reference.",
)
@click.option(
    "--renderer",
    type=click.Choice(["canvas", "pyvis"]),
    default="canvas",
    show_default=True,
    help="What draws the page; pyvis draws the 1,500 best-connected things.",
)
def command(
    *,
    paths: tuple[Path, ...],
    output: Path,
    jobs: int | None,
    base: str | None,
    ontology: Path | None,
    curation: Path | None,
    segmenter: Segmenter,
    renderer: Renderer,
) -> None:
    """Builds the graph, the page and the tables from reports (files or folders; default: seeds/).

    What did not change since the last build is not read again. A document that cannot be read is left out and named at
    the end; the exit code is then 1, and 2 where none can be read.

    \b
    kg build reports/ extra.docx -o output --jobs 2
    """
    from kg.build import build

    if base is not None and not (":" in base and base.endswith(("/", "#"))):
        raise click.BadParameter("an IRI that ends in / or #", param_hint="--base")
    with _progress() as progress:
        result = build(
            paths or [Path("seeds")],
            output,
            jobs=jobs,
            base=base,
            ontology=ontology,
            curation=curation,
            progress=progress,
            segmenter=segmenter,
            renderer=renderer,
        )
    click.echo(_summary(result))
    for failure in result.failures:
        click.echo(f"kg: {failure.path}: {failure.reason}", err=True)
    for line in result.stale:
        click.echo(f"kg: curation: {line}", err=True)
    if result.failures:
        sys.exit(1)


def _summary(result: BuildResult) -> str:
    counts = ", ".join(f"{name} {number}" for name, number in result.counts.items())
    reused = f" ({result.reused} documents unchanged)" if result.reused else ""
    return f"{result.output}: {counts}{reused}"


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A bar on a terminal, nothing elsewhere. It has no thread of its own: processes are forked while it shows."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), *Progress.get_default_columns()[1:2], MofNCompleteColumn())
    with Progress(
        *columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True, auto_refresh=False
    ) as bar:
        task = bar.add_task("reading", total=None)

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, refresh=True)

        yield show
