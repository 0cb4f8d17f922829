#!/usr/bin/env python3
"""Witnesses and resolving, measured: damaged copies of reports, and time as a collection grows.

    PYTHONPATH=. python scripts/bench_resolve.py REPORTS... [--copies 5] [--growth 1 2 4 8]

First, for some of the reports, a damaged copy (look-alike letters, letters left out, narrow columns, blocks moved) is
resolved together with its original and another report: are the two one report, and how many projects are there beside
those without the copy. Then all reports are resolved in 1, 2, 4, … copies in which all but the commonest letters are
exchanged for others and the years moved; the growth exponent is the slope of log time over log size.
"""

from __future__ import annotations

import argparse
import math
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kg.build import extract
from kg.gazetteer import Gazetteer
from kg.memory import uncollected
from kg.model import Extraction, Knowledge
from kg.ontology import default_folder
from kg.resolve import Identity, resolve
from tests.collate.damage import damaged

#: So many of the commonest letters are the genre's; names live in the others.
_COMMON = 700


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="+", type=Path)
    parser.add_argument("--copies", type=int, default=5)
    parser.add_argument("--growth", type=int, nargs="*", default=[1, 2, 4, 8])
    options = parser.parse_args()
    gazetteer, identity = Gazetteer.load(default_folder() / "gazetteer"), Identity.load(default_folder())

    def resolved(documents: list[Extraction]) -> Knowledge:
        return resolve(documents, gazetteer=gazetteer, identity=identity)

    documents = extract(options.reports)
    step = max(1, len(documents) // options.copies)
    print(f"{'report':24}{'reports':>9}{'projects':>10}{'with copy':>11}{'ratio':>8}{'variants':>10}")
    for index in range(0, step * options.copies, step):
        original, other = documents[index], documents[index - 1]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"copy of {original.file_name}"
            path.write_text(damaged(original.raw, seed=index), encoding="utf-8")
            (copy,) = extract([path], jobs=1)
        before, after = resolved([original, other]), resolved([original, copy, other])
        counts = [sum(entity.type == "Project" for entity in each.entities) for each in (before, after)]
        print(
            f"{original.file_name:24}{len(after.reports):9}{counts[0]:10}{counts[1]:11}"
            f"{counts[1] / max(1, counts[0]):8.3f}{len(after.variants):10}"
        )
    if options.growth:
        growth(documents, options.growth, resolved)


def growth(documents: list[Extraction], sizes: list[int], resolved: Callable[[list[Extraction]], Knowledge]) -> None:
    """Print the time for each number of copies, and the exponent."""
    counts = Counter("".join(document.raw for document in documents))
    letters = [letter for letter, _ in counts.most_common() if "一" <= letter <= "鿿"]
    rare = letters[_COMMON:]
    copies = [document for number in range(max(sizes)) for document in varied(documents, rare, number)]
    points = []
    print(f"\n{'copies':>7}{'documents':>11}{'entities':>10}{'seconds':>9}")
    for size in sizes:
        own = copies[: size * len(documents)]
        with uncollected():
            begin = time.perf_counter()
            knowledge = resolved(own)
            seconds = time.perf_counter() - begin
        points.append((math.log(size), math.log(seconds)))
        print(f"{size:7}{len(own):11}{len(knowledge.entities):10}{seconds:9.2f}")
    mean_x, mean_y = (sum(column) / len(points) for column in zip(*points, strict=True))
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)
    print(f"growth exponent {slope:.2f}")


def varied(documents: list[Extraction], rare: list[str], number: int) -> list[Extraction]:
    """The documents with other letters in their names, of other years; number 0 as they are."""
    if not number:
        return list(documents)
    shuffled = list(rare)
    random.Random(number).shuffle(shuffled)
    table = str.maketrans(dict(zip(rare, shuffled, strict=True)))

    def other(document: Extraction) -> Extraction:
        year = document.subject.plan_year
        return replace(
            document,
            sha256=f"{number:02}{document.sha256[2:]}",
            raw=document.raw.translate(table),
            subject=replace(document.subject, plan_year=year and year + 100 * number),
            mentions=tuple(
                replace(mention, name=mention.name.translate(table), text=mention.text.translate(table))
                for mention in document.mentions
            ),
        )

    return [other(document) for document in documents]


if __name__ == "__main__":
    main()
