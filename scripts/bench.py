"""How fast `kg` is, as ratios to baselines timed in the same run, so that figures of different machines compare.

    python scripts/bench.py [FOLDER] [--runs N] [--json]

See docs/speed.md for what the rows mean.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.model import Extraction, Page

BASELINE = "jieba.posseg alone"
FLOOR = "floor: read, decode, one regular expression"
_PASS = re.compile(r"[0-9]+(?:\.[0-9]+)?%?|[，。；！？]")
_MEGA = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing that was timed: its least time of all runs in seconds, and the peak memory of its own process in bytes,
    where it had one.
    """

    name: str
    seconds: float
    memory: int | None = None


def main() -> None:
    """Prints a table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("seeds"), help="reports to work on")
    parser.add_argument("--runs", type=int, default=3, help="runs of each stage; the quickest counts")
    parser.add_argument("--json", action="store_true", help="print JSON for machines")
    arguments = parser.parse_args()
    from kg.read import find_documents

    documents = find_documents([arguments.folder])
    builds = measure_builds(documents, arguments.runs)  # first: the memory of a large process counts for its children
    rows, characters = measure_stages(documents, arguments.runs)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT
    rows += builds
    if arguments.json:
        print(json.dumps(_record(rows, len(documents), characters, memory), ensure_ascii=False, indent=2))
    else:
        print(f"{len(documents)} documents, {characters:,} characters; least of {arguments.runs} runs")
        print("\n".join(table(rows, characters)))
        print(f"peak memory of the process that timed the stages: {memory / _MEGA:.0f} MB")


def measure_stages(documents: Sequence[Path], runs: int) -> tuple[list[Row], int]:
    """Times of the baselines and of the stages in this process, on one core, and the number of characters."""
    from kg.export.graphml import graphml
    from kg.export.tables import tables
    from kg.export.turtle import turtle
    from kg.export.vocabulary import Vocabulary
    from kg.extract import Extractor
    from kg.extract.tokens import load_tagger
    from kg.gazetteer import Gazetteer
    from kg.graph import to_networkx
    from kg.ontology import default_folder
    from kg.read import read_page
    from kg.read.subject import infer_subject
    from kg.resolve import Identity, resolve

    ontology = default_folder()
    begin = time.perf_counter()
    extractor = Extractor.load(ontology)
    loading = time.perf_counter() - begin
    tag, _ = load_tagger("jieba")
    pages = [read_page(path, ontology) for path in documents]
    lines = [page.raw.splitlines() for page in pages]
    subjects = [infer_subject(page, extractor.gazetteer) for page in pages]
    found = [extractor.names.find(page.text)[0] for page in pages]
    candidates = [extractor.candidates(*item) for item in zip(pages, subjects, found, strict=True)]
    extractions = [extractor.extract(page) for page in pages]
    gazetteer, identity = Gazetteer.load(ontology / "gazetteer"), Identity.load(ontology)
    vocabulary = Vocabulary.load(ontology)
    knowledge = resolve(extractions, gazetteer=gazetteer, identity=identity)
    work: dict[str, Callable[[], object]] = {
        BASELINE: lambda: [tag(line) for text in lines for line in text],
        FLOOR: lambda: [_PASS.findall(path.read_bytes().decode("utf-8", "replace")) for path in documents],
        "read": lambda: [read_page(path, ontology) for path in documents],
        "names": lambda: [extractor.names.find(page.text) for page in pages],
        "goals": lambda: [extractor.goals.find(page) for page in pages],
        "link": lambda: [
            extractor.linker.link(page, mentions, subject)
            for page, mentions, subject in zip(pages, candidates, subjects, strict=True)
        ],
        "extraction: read and all of the above": lambda: [
            extract(extractor.extract, path, ontology) for path in documents
        ],
        "resolve": lambda: resolve(extractions, gazetteer=gazetteer, identity=identity),
        "turtle": lambda: "".join(turtle(knowledge, vocabulary)),
        "graphml": lambda: "".join(graphml(to_networkx(knowledge))),
        "tables": lambda: list(tables(knowledge, vocabulary)),
        "page": lambda: _write_page(knowledge),
    }
    gc.collect()
    gc.freeze()  # what is kept for the other stages must not make the collector slower in this one
    least = dict.fromkeys(work, float("inf"))
    for _ in range(runs):  # stage after stage in every run, so that a slow spell of the machine meets all alike
        for name, function in work.items():
            begin = time.perf_counter()
            function()
            least[name] = min(least[name], time.perf_counter() - begin)
    rows = [Row(name=name, seconds=seconds) for name, seconds in least.items()]
    return [*rows, Row(name="loading an extractor, once", seconds=loading)], sum(len(page.raw) for page in pages)


def extract(function: Callable[[Page], Extraction], path: Path, ontology: Path) -> Extraction:
    """From the file to its extraction."""
    from kg.read import read_page

    return function(read_page(path, ontology))


def _write_page(knowledge: object) -> None:
    from kg.viz import write_page

    with tempfile.TemporaryDirectory() as folder:
        write_page(knowledge, Path(folder) / "graph.html", title="bench")  # type: ignore[arg-type]


def measure_builds(documents: Sequence[Path], runs: int) -> list[Row]:
    """Times and peak memory of `kg build` as a command: one process, two, and again after one document changed."""
    least: dict[str, tuple[float, int]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        texts, output = Path(scratch) / "texts", Path(scratch) / "output"
        texts.mkdir()
        for number, path in enumerate(documents):
            shutil.copy(path, texts / f"{number:04}-{path.name}")
        changed = next(iter(sorted(texts.iterdir())))
        original = changed.read_bytes()
        for run in range(runs):
            for name, jobs, fresh in (
                ("kg build, 1 process", 1, True),
                ("kg build, 2 processes", 2, True),
                ("kg build again, one document changed", 2, False),
            ):
                if fresh:
                    shutil.rmtree(output, ignore_errors=True)
                else:
                    changed.write_bytes(original + b"\n" * (run + 1))
                seconds, memory = _command(["build", str(texts), "-o", str(output), "--jobs", str(jobs)])
                before = least.get(name, (float("inf"), 0))
                least[name] = min(before[0], seconds), max(before[1], memory)
            changed.write_bytes(original)
    return [Row(name=name, seconds=seconds, memory=memory) for name, (seconds, memory) in least.items()]


def _command(arguments: Sequence[str]) -> tuple[float, int]:
    """Seconds and peak memory in bytes (of the largest of its processes) of one `kg` command."""
    code = "import sys; from kg.cli import main; main(sys.argv[1:])"
    begin = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"kg {' '.join(arguments)} failed")
    return seconds, usage.ru_maxrss * _UNIT


#: `ru_maxrss` is in bytes on macOS and in kilobytes elsewhere.
_UNIT = 1 if sys.platform == "darwin" else 1024


def table(rows: Sequence[Row], characters: int) -> list[str]:
    """Lines of a Markdown table."""
    least = {row.name: row.seconds for row in rows}
    lines = [
        "| | seconds | µs a character | times as fast as jieba.posseg | times the floor | peak MB |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for row in rows:
        memory = f"{row.memory / _MEGA:.0f}" if row.memory else ""
        lines.append(
            f"| {row.name} | {row.seconds:.3f} | {1e6 * row.seconds / characters:.3f} "
            f"| {least[BASELINE] / row.seconds:.2f} | {row.seconds / least[FLOOR]:.1f} | {memory} |"
        )
    return lines


def _record(rows: Sequence[Row], documents: int, characters: int, memory: int) -> Mapping[str, object]:
    least = {row.name: row.seconds for row in rows}
    return {
        "documents": documents,
        "characters": characters,
        "memory": memory,
        "rows": [
            {
                **asdict(row),
                "times_jieba": round(least[BASELINE] / row.seconds, 3),
                "times_floor": round(row.seconds / least[FLOOR], 3),
            }
            for row in rows
        ],
    }


if __name__ == "__main__":
    main()
