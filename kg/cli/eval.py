"""`kg eval`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.evaluate.scores import Count, How, Scores

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command()
@click.argument("reference", type=_FOLDER)
@click.argument("predictions", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--documents", multiple=True, type=_FOLDER, help="Folder of the annotated documents; may be repeated.")
@click.option("--by", type=click.Choice(["type", "document", "section"]), default="type", show_default=True)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("-j", "--jobs", type=click.IntRange(min=1), help="Processes; by default one a core.")
@click.option("--ontology", type=_FOLDER, help="Another folder with the ontology.")
def command(
    *,
    reference: Path,
    predictions: Path | None,
    documents: tuple[Path, ...],
    by: str,
    form: str,
    jobs: int | None,
    ontology: Path | None,
) -> None:
    """Measures extraction against annotated passages: precision, recall, F1 by type and relation.

    REFERENCE is a folder with passages.jsonl and gold.jsonl, PREDICTIONS the output of kg extract. Without predictions,
    the documents are extracted now. Sections are the parts of a report: review, plan, multi-year plan, other.

    \b
    kg eval reference/ extracted.jsonl --documents reports/
    kg eval reference/ --documents reports/ --by document
    """
    from kg.evaluate import evaluate, total
    from kg.evaluate.documents import Documents, extract_documents, parts_of, read_predictions
    from kg.ontology import default_folder
    from kg.reference import load_reference

    folder = ontology or default_folder()
    passages = load_reference(reference, documents)
    found = read_predictions(predictions) if predictions else {}
    files = Documents.under(documents, found)
    if predictions is None:
        found = extract_documents((p.document for p in passages), files, ontology=folder, jobs=jobs)
    scored = evaluate(passages, found, files.raw)
    if by == "type":
        groups = {"all": total(scores for _, scores in scored)}
    else:
        parts = parts_of(passages, files, folder) if by == "section" else {p.id: p.document for p in passages}
        names = sorted(set(parts.values()))
        groups = {name: total(scores for p, scores in scored if parts[p.id] == name) for name in names}
    click.echo("\n".join(_json(groups, by) if form == "json" else _table(groups, by)))


def _json(groups: Mapping[str, Scores], by: str) -> Iterator[str]:
    import orjson

    figures = {name: scores.figures() for name, scores in groups.items()}
    yield orjson.dumps(figures["all"] if by == "type" else figures, option=orjson.OPT_INDENT_2).decode()


def _table(groups: Mapping[str, Scores], by: str) -> Iterator[str]:
    from kg.query.grid import grid, terminal_width

    heads = ["gold", "pred", *(f"{how} {figure}" for how in ("strict", "lenient") for figure in ("P", "R", "F1"))]
    if by == "type":
        yield grid(["", *heads], [[name, *_cells(count)] for name, count in _by_type(groups["all"])])
        yield ""
        for name, (agreeing, compared) in groups["all"].fields.items():
            yield f"goal {name}: {agreeing}/{compared}"
        return
    rows = [
        [name, what, *_cells(scores.count(what))]
        for name, scores in groups.items()
        for what in ("mentions", "relations")
    ]
    yield grid([by, "", *heads], rows, width=terminal_width())


def _by_type(scores: Scores) -> Iterator[tuple[str, Count]]:
    from kg.evaluate.items import KINDS
    from kg.evaluate.scores import RELATIONS

    for title, keys in (("mentions", KINDS), ("relations", RELATIONS)):
        yield from ((key, scores.count(key)) for key in keys)
        yield f"all {title}", scores.count(title)


def _cells(count: Count) -> list[str]:
    hows: tuple[How, How] = ("strict", "lenient")
    figures = [f"{figure:.3f}" for how in hows for figure in (count.precision(how), count.recall(how), count.f1(how))]
    return [str(count.gold), str(count.pred), *figures]
