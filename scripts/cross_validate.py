#!/usr/bin/env python3
"""Extract annotated documents with weights that have not seen their place, for `kg eval`.

    python scripts/cross_validate.py REFERENCE... --extra tests/reference/written --documents reports/ -o out.jsonl
    kg eval REFERENCE out.jsonl --documents reports/

For each fold of places the name model is learned from all other places; the documents of the fold's reference
passages are then extracted whole.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from kg.export.jsonl import json_line
from kg.extract.extractor import Extractor
from kg.extract.names import NameReader
from kg.gazetteer import Gazetteer
from kg.ontology import default_folder
from kg.read import read_page
from kg.reference import load_reference
from kg.train import (
    Settings,
    best_thresholds,
    cross_validate,
    measure,
    places_of,
    read_examples,
    report,
    settings_text,
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reference", nargs="+", type=Path)
    parser.add_argument("--extra", action="append", default=[], type=Path)
    parser.add_argument("--documents", action="append", default=[], type=Path)
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--iterations", type=int, default=Settings().iterations)
    parser.add_argument("-o", "--output", type=Path, default=Path("predictions.jsonl"))
    options = parser.parse_args()

    ontology = default_folder()
    settings = Settings(folds=options.folds, iterations=options.iterations)
    gazetteer = Gazetteer.load(ontology / "gazetteer")
    reader = NameReader.load(ontology, gazetteer)
    places = places_of(options.documents, ontology, gazetteer)
    examples = []
    for folders, is_extra in ((options.reference, False), (options.extra, True)):
        for folder in folders:
            passages = load_reference(folder, options.documents)
            examples += read_examples(passages, reader, places, extra=is_extra)
    checked = cross_validate(examples, settings)
    thresholds = best_thresholds(checked.judged)
    print("names alone:", report(measure(checked.judged, thresholds)), sep="\n")

    files = {path.name: path for folder in options.documents for path in sorted(folder.rglob("*.txt"))}
    wanted = sorted({(checked.fold[e.place], e.passage.document) for e in examples if not e.extra})
    with options.output.open("w", encoding="utf-8") as out, tempfile.TemporaryDirectory() as scratch:
        for held_out in range(settings.folds):
            copy = Path(scratch) / str(held_out)
            shutil.copytree(ontology, copy)
            for name, text in (
                ("chain.tsv", checked.chains[held_out]),
                ("spans.tsv", checked.spans[held_out]),
                ("network.tsv", checked.networks[held_out]),
                ("settings.toml", settings_text(settings, thresholds)),
            ):
                (copy / "weights" / name).write_text(text, encoding="utf-8")
            extractor = Extractor.load(copy)
            for number, document in wanted:
                if number == held_out:
                    page = read_page(files[document], copy)
                    out.write(json_line(extractor.extract(page)) + "\n")


if __name__ == "__main__":
    main()
