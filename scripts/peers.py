#!/usr/bin/env python3
"""Measure packages from PyPI on annotated passages, beside `kg`: places, and companies with institutions.

    python scripts/peers.py REFERENCE --documents reports/ --predictions held-out.jsonl
    python scripts/peers.py REFERENCE --documents reports/ --only jieba --only jiagu --environments ~/.cache/peers

Each package is installed into a virtual environment of its own (one of them takes 500 MB), in a temporary folder unless
`--environments` names one to keep. Matching is that of `kg eval`; a name counts once a passage. As the packages do not
tell companies from institutions, both count as organisations. Without predictions `kg` extracts the documents with its
own weights, which may have been learned from these very passages: honest figures come from `cross_validate.py`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from peer_readers import ORGANISATION, PLACE, READERS, Found

from kg.errors import KgError
from kg.evaluate.documents import Documents, Predictions, extract_documents, read_predictions
from kg.evaluate.items import Item, annotated, normal, positions, predicted
from kg.evaluate.matching import align, is_strict
from kg.evaluate.scores import Count
from kg.ontology import default_folder
from kg.reference import Passage, load_reference

KINDS = (PLACE, ORGANISATION)
_MERGED = {"Place": PLACE, "Company": ORGANISATION, "Institution": ORGANISATION}
CANNOT = """None of these packages finds projects, programmes, industries, aims or reported numbers, tells a company
from an institution, says how things are related, or knows that two names mean one thing. Only jionlp and cpca give the
full names of divisions, cpca with their codes; they know hardly any other place."""


def merged(items: Iterable[Item]) -> list[Item]:
    """Places and organisations; a company and an institution of one name become one item."""
    spans: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        if item.kind in _MERGED:
            spans.setdefault((_MERGED[item.kind], item.name), []).append(item)
    return [
        Item(kind=kind, name=name, spans=tuple(sorted({s for each in same for s in each.spans})), fields={})
        for (kind, name), same in spans.items()
    ]


def items_of(text: str, found: Iterable[Found]) -> list[Item]:
    """What a package found in a text; names of one kind count once."""
    spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for start, end, kind in found:
        spans.setdefault((kind, normal(text[start:end])), []).append((start, end))
    return [Item(kind=kind, name=name, spans=tuple(each), fields={}) for (kind, name), each in spans.items() if name]


def count(gold: Sequence[Item], found: Sequence[Item]) -> dict[str, Count]:
    """The counts of one passage by kind."""
    counts = {kind: Count(gold=_of(gold, kind), pred=_of(found, kind)) for kind in KINDS}
    for i, j in align(gold, found):
        counts[gold[i].kind] += Count(lenient=1, strict=int(is_strict(gold[i], found[j])))
    return counts


def _of(items: Iterable[Item], kind: str) -> int:
    return sum(item.kind == kind for item in items)


def total(passages: Iterable[Mapping[str, Count]]) -> dict[str, Count]:
    """The sums of the counts of passages."""
    sums = dict.fromkeys(KINDS, Count())
    for counts in passages:
        sums = {kind: sums[kind] + counts[kind] for kind in KINDS}
    return sums


def table(rows: Mapping[str, Mapping[str, Count]]) -> list[str]:
    """A table in Markdown of strict precision, recall and F1, and lenient F1."""
    lines = [
        "| | Place strict P / R / F1 | lenient F1 | organisations strict P / R / F1 | lenient F1 |",
        "|---|---|---|---|---|",
    ]
    for name, counts in rows.items():
        cells = [name]
        for kind in KINDS:
            each = counts[kind]
            figures = (each.precision("strict"), each.recall("strict"), each.f1("strict"))
            cells += [" / ".join(f"{figure:.2f}" for figure in figures), f"{each.f1('lenient'):.2f}"]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def read_with(package: str, texts: Sequence[str], environments: Path) -> list[list[Found]]:
    """What a package finds in texts. Raises KgError where it cannot be installed or fails."""
    requirement, _ = READERS[package]
    folder = environments / requirement
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        venv.create(folder, with_pip=True)
        _run([str(python), "-m", "pip", "install", "--quiet", requirement], "", requirement)
    script = Path(__file__).with_name("peer_readers.py")
    answer = _run([str(python), str(script), package], json.dumps(texts), requirement)
    return [[(start, end, kind) for start, end, kind in each] for each in json.loads(answer)]


def _run(command: Sequence[str], given: str, what: str) -> str:
    done = subprocess.run(command, input=given, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise KgError(f"{what}: {last}")
    return done.stdout


def kg_counts(passages: Sequence[Passage], predictions: Predictions, files: Documents) -> dict[str, Count]:
    """The counts of `kg` itself."""
    counted = []
    for passage in passages:
        document: Mapping[str, Any] = predictions.get(passage.document, {})
        where = positions(files.raw(passage.document), passage)
        found = predicted(document.get("mentions", []), passage, where).items
        counted.append(count(merged(annotated(passage)), merged(found)))
    return total(counted)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reference", type=Path)
    parser.add_argument("--documents", action="append", default=[], type=Path)
    parser.add_argument("--predictions", type=Path, help="what kg finds, as JSON lines")
    parser.add_argument("--only", action="append", choices=list(READERS), help="only this package; may be repeated")
    parser.add_argument("--environments", type=Path, help="folder to keep the environments in")
    options = parser.parse_args()
    try:
        with tempfile.TemporaryDirectory() as scratch:
            compare(options, options.environments or Path(scratch))
    except KgError as error:
        sys.exit(f"peers: {error}")


def compare(options: argparse.Namespace, environments: Path) -> None:
    """Prints the table; a package that cannot be tried is named on standard error, and the others go on."""
    passages = load_reference(options.reference, options.documents)
    gold = [merged(annotated(passage)) for passage in passages]
    texts = [passage.text for passage in passages]
    rows: dict[str, dict[str, Count]] = {}
    for package in options.only or READERS:
        try:
            found = read_with(package, texts, environments)
        except KgError as error:
            print(f"peers: {error}", file=sys.stderr)
            continue
        names = [items_of(text, each) for text, each in zip(texts, found, strict=True)]
        rows[package] = total(map(count, gold, names))
    predictions = read_predictions(options.predictions) if options.predictions else {}
    files = Documents.under(options.documents, predictions)
    if not options.predictions:
        wanted = [passage.document for passage in passages]
        predictions = extract_documents(wanted, files, ontology=default_folder())
    rows["kg"] = kg_counts(passages, predictions, files)
    sizes = ", ".join(f"{_of((item for each in gold for item in each), kind)} {kind}" for kind in KINDS)
    print(f"{len(passages)} passages: {sizes}", "", *table(rows), "", CANNOT, sep="\n")


if __name__ == "__main__":
    main()
