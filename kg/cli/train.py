"""`kg train`."""

from __future__ import annotations

from pathlib import Path

import click

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command()
@click.argument("reference", nargs=-1, required=True, type=_FOLDER)
@click.option("--extra", multiple=True, type=_FOLDER, help="Passages to learn from but not to measure on; may repeat.")
@click.option("--documents", multiple=True, type=_FOLDER, help="Folders of the annotated documents; may repeat.")
@click.option("--folds", type=click.IntRange(min=2), default=5, show_default=True, help="Parts of cross-validation.")
@click.option(
    "--ontology", type=_FOLDER, help="Ontology whose gazetteer and lexicons are used; default: the installed one."
)
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("ontology/weights"), show_default=True)
def command(
    *,
    reference: tuple[Path, ...],
    extra: tuple[Path, ...],
    documents: tuple[Path, ...],
    folds: int,
    ontology: Path | None,
    output: Path,
) -> None:
    """Learns the weights of name extraction from annotated passages.

    REFERENCE folders hold passages.jsonl and gold.jsonl, or text files with marks. Figures come from cross-validation
    over places: no passage is judged by weights that saw its place. Needs `pip install 'kg-report[train]'`.

    \b
    kg train reference/ --extra tests/reference/written --documents reports/ -o ontology/weights
    """
    from kg.export.files import all_or_nothing, write_text
    from kg.extract.names import NameReader
    from kg.gazetteer import Gazetteer
    from kg.ontology import default_folder
    from kg.reference import load_reference
    from kg.train import Settings, places_of, read_examples, report, train

    folder = ontology or default_folder()
    gazetteer = Gazetteer.load(folder / "gazetteer")
    reader = NameReader.load(folder, gazetteer)
    places = places_of(documents, folder, gazetteer)
    examples = []
    for paths, is_extra in ((reference, False), (extra, True)):
        for path in paths:
            examples += read_examples(load_reference(path, documents), reader, places, extra=is_extra)
    click.echo(f"{len(examples)} passages, {sum(len(e.passage.text) for e in examples)} characters", err=True)
    result = train(examples, Settings(folds=folds))
    with all_or_nothing(output) as draft:
        for name, text in (
            ("chain.tsv", result.chain),
            ("spans.tsv", result.span),
            ("network.tsv", result.network),
            ("settings.toml", result.settings),
        ):
            write_text(draft / name, iter([text]))
    click.echo(report(result.counts))
