#!/usr/bin/env python3
"""Draw a random sample of what `kg` extracts, to be judged by a person; and use such judgements.

    python scripts/sample.py draw DOCUMENTS... --mentions 40 --relations 25 --seed 1 --skip REFERENCE -o sample.tsv
    python scripts/sample.py score JUDGED.tsv...
    python scripts/sample.py check DOCUMENTS... --judged JUDGED.tsv

`draw` takes so many mentions of each type and relations of each predicate; stages count as one more predicate. Each row
quotes its sentence, cut to what stands near, with the name between 【 and 】 (of a relation, both names). A person
writes `right` or `wrong` into the column `verdict` and, of wrong ones, a word for the kind of mistake into `class`.
With `--predictions`, the output of `kg extract` or of `cross_validate.py` is drawn from (it has no stages).
`score` gives precision by type with its 95 % interval. `check` extracts again and says which right ones are lost and
which wrong ones are still made.
"""

from __future__ import annotations

import argparse
import bisect
import csv
import json
import math
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from kg.model import (
    MENTION_TYPES,
    PREDICATES,
    Extraction,
    Goal,
    Mention,
    Page,
    Quote,
    Relation,
    Span,
    Subject,
)
from kg.ontology import default_folder
from kg.read import find_documents, read_page
from kg.reference import load_reference, squeeze
from kg.workers import extract_all

KINDS = (*MENTION_TYPES, *PREDICATES, "stage")
VERDICTS = ("right", "wrong")
GOAL_FIELDS = ("kind", "status", "year", "indicator", "value", "value_max", "unit", "comparator", "relative_to")
#: Characters of the sentence that are kept on either side of what is judged.
CONTEXT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing to judge: a mention, a relation or a stage, as one sentence of a document has it.

    `type` is one of KINDS. `name` is a mention's name, or a relation's subject; `detail` holds a goal's fields, a
    relation's object or a stage. `quote` is a cutting of the sentence, without white space.
    """

    document: str
    type: str
    name: str
    detail: str
    quote: str
    verdict: str = ""
    class_: str = ""


COLUMNS = tuple(each.name.rstrip("_") for each in fields(Row))


# ---------------------------------------------------------------- what is extracted, as rows


def rows_of(extraction: Extraction, skipped: Iterable[Span] = (), *, context: int = CONTEXT) -> Iterator[Row]:
    """Everything that a document is taken to say in a sentence of its own, but for the stretches `skipped`.

    That the reporting place as a whole has a goal is left out, as in the annotation.
    """
    closed = list(skipped)
    document = extraction.file_name
    mentions = extraction.mentions

    def is_open(pieces: Sequence[Span], sentence: int) -> bool:
        within = pieces or (extraction.quotes[sentence].pieces if sentence >= 0 else ())
        return bool(within) and not any(a < end and start < b for a, b in within for start, end in closed)

    def row(kind: str, name: str, detail: str, sentence: int, marked: Sequence[Mention]) -> Row:
        quote = cutting(extraction, sentence, [m for m in marked if m.pieces], context)
        return Row(document=document, type=kind, name=name, detail=detail, quote=quote)

    for mention in mentions:
        if mention.sentence >= 0 and is_open(mention.pieces, mention.sentence):
            yield row(mention.type, mention.name, goal_fields(mention), mention.sentence, [mention])
    for relation in extraction.relations:
        subject, thing = mentions[relation.subject], mentions[relation.object]
        of_report = relation.predicate == "hasGoal" and is_reporting_place(subject, extraction.subject)
        if relation.sentence >= 0 and not of_report and is_open(relation.pieces, relation.sentence):
            yield row(relation.predicate, subject.name, thing.name, relation.sentence, [subject, thing])
    for reading in extraction.stages:
        if reading.sentence >= 0 and is_open(reading.pieces, reading.sentence):
            project = mentions[reading.project]
            detail = f"{reading.stage} {reading.status} {reading.year or ''}".strip()
            yield row("stage", project.name, detail, reading.sentence, [project])


def is_reporting_place(mention: Mention, subject: Subject) -> bool:
    """Whether a mention is the place that the report is about."""
    same_code = mention.code is not None and mention.code == subject.code
    return mention.type == "Place" and (same_code or mention.name == subject.place)


def goal_fields(mention: Mention) -> str:
    """A goal's fields in one line; nothing for another mention."""
    goal = mention.goal
    if goal is None:
        return ""
    value = "" if goal.value is None else f"{goal.value:.12g}"
    most = "" if goal.value_max is None else f"–{goal.value_max:.12g}"
    said = [goal.kind, goal.indicator, goal.comparator, value + most, goal.unit, goal.relative_to, goal.status]
    return " | ".join([*(each for each in said if each), str(goal.year or "")]).rstrip(" |")


def cutting(extraction: Extraction, sentence: int, marked: Sequence[Mention], context: int) -> str:
    """The sentence without white space, names between 【 and 】, cut to `context` characters around each of them."""
    pieces = extraction.quotes[sentence].pieces
    first, last = pieces[0][0], pieces[-1][1]
    inside = sorted({(m.start, m.end) for m in marked if first <= m.start and m.end <= last})
    spans = [(len(squeeze(extraction.raw[first:a])), len(squeeze(extraction.raw[first:b]))) for a, b in inside]
    text = squeeze(extraction.raw[first:last])
    opened, closed = Counter(a for a, _ in spans), Counter(b for _, b in spans)
    near = [any(a - context <= at < b + context for a, b in spans or [(0, context)]) for at in range(len(text))]
    shown = ["】" * closed[at] + "【" * opened[at] + (text[at] if near[at] else "…") for at in range(len(text))]
    return re.sub("…+", "…", "".join([*shown, "】" * closed[len(text)]]))


# ---------------------------------------------------------------- predictions


def extraction_of(prediction: Mapping[str, Any], page: Page) -> Extraction:
    """What a line of `kg extract` says of a page, with the page's sentences as quotes; without stages."""
    starts = [page.offsets[sentence.start] for sentence in page.sentences]
    quotes = tuple(
        Quote(pieces=page.pieces(sentence.start, sentence.end), text="", section="", part=sentence.part)
        for sentence in page.sentences
    )

    def sentence_at(offset: int) -> int:
        number = bisect.bisect_right(starts, offset) - 1
        return number if number >= 0 and offset < quotes[number].pieces[-1][1] else -1

    numbers = {each["id"]: number for number, each in enumerate(prediction["mentions"])}
    mentions = tuple(
        Mention(
            type=each["type"],
            text=each["text"],
            name=each["name"],
            pieces=((each["start"], each["end"]),) if each["start"] >= 0 else (),
            sentence=sentence_at(each["start"]),
            rule="",
            confidence=1.0,
            goal=Goal(**{key: each[key] for key in GOAL_FIELDS if key in each}) if each["type"] == "Goal" else None,
        )
        for each in prediction["mentions"]
    )
    relations = tuple(
        Relation(
            subject=numbers[each["subject"]],
            predicate=each["predicate"],
            object=numbers[each["object"]],
            rule=each["rule"],
            confidence=each["confidence"],
            pieces=((each["start"], each["end"]),) if each["start"] >= 0 else (),
            sentence=sentence_at(each["start"]),
            basis="clause",
            status="target",
            year=None,
        )
        for each in prediction["relations"]
    )
    return Extraction(
        path=page.path,
        file_name=page.file_name,
        sha256=page.sha256,
        characters=len(page.raw),
        coverage=page.coverage,
        subject=Subject(place=prediction["document"]["place"]),
        quotes=quotes,
        mentions=mentions,
        relations=relations,
        stages=(),
        raw=page.raw,
    )


def predicted(path: Path, documents: Sequence[Path]) -> Iterator[Extraction]:
    """The predictions of a file for those of `documents` that it has."""
    pages = {document.name: document for document in find_documents(documents)}
    for line in path.read_text(encoding="utf-8").splitlines():
        prediction = json.loads(line)
        document = pages.get(Path(prediction["document"]["path"]).name)
        if document is not None:
            yield extraction_of(prediction, read_page(document, default_folder()))


# ---------------------------------------------------------------- drawing


def draw(rows: Iterable[Row], sizes: Mapping[str, int], seed: int) -> list[Row]:
    """So many rows of each type as `sizes` says, without repetition; of each document a thing counts once.

    The same rows and seed give the same sample.
    """
    by_type: dict[str, dict[tuple[str, str, str], Row]] = defaultdict(dict)
    for row in rows:
        by_type[row.type].setdefault((row.document, row.name, row.detail), row)
    dice = random.Random(seed)
    drawn = []
    for kind in KINDS:
        things = sorted(by_type[kind].values(), key=lambda row: (row.document, row.name, row.detail))
        drawn += dice.sample(things, min(sizes.get(kind, 0), len(things)))
    return drawn


# ---------------------------------------------------------------- judgements


def wilson(right: int, total: int, z: float = 1.959964) -> tuple[float, float]:
    """The interval of a share after Wilson (1927), in [0, 1]; (0, 1) where nothing was counted."""
    if not total:
        return 0.0, 1.0
    share = right / total
    middle = share + z * z / (2 * total)
    reach = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


def score_lines(rows: Iterable[Row]) -> Iterator[str]:
    """A table in Markdown: precision by type with its interval, and the classes of its mistakes."""
    judged = [row for row in rows if row.verdict]
    yield "| type | judged | right | precision | 95 % | mistakes |"
    yield "|---|---|---|---|---|---|"
    for kind in KINDS:
        of_kind = [row for row in judged if row.type == kind]
        if of_kind:
            right = sum(row.verdict == "right" for row in of_kind)
            low, high = wilson(right, len(of_kind))
            classes = Counter(row.class_ or "?" for row in of_kind if row.verdict == "wrong")
            said = ", ".join(f"{name} {n}" for name, n in sorted(classes.items(), key=lambda item: (-item[1], item[0])))
            share = right / len(of_kind)
            yield f"| {kind} | {len(of_kind)} | {right} | {share:.2f} | {low:.2f}–{high:.2f} | {said} |"


def compare(judged: Sequence[Row], now: Iterable[Row]) -> tuple[list[Row], list[Row], int, int]:
    """The right rows that are lost, the wrong rows that are still made, and how many rows of each there were.

    A right one is kept where its document still gives the same type, name and detail, anywhere. A wrong one may be
    right in another sentence, so it counts as made only around the same words.
    """
    made = list(now)
    kept = {(row.document, row.type, row.name, row.detail) for row in made}
    around = {(row.document, row.type, row.name, row.detail, row.quote) for row in made}
    right = [row for row in judged if row.verdict == "right"]
    wrong = [row for row in judged if row.verdict == "wrong"]
    lost = [row for row in right if (row.document, row.type, row.name, row.detail) not in kept]
    still = [row for row in wrong if (row.document, row.type, row.name, row.detail, row.quote) in around]
    return lost, still, len(right), len(wrong)


# ---------------------------------------------------------------- files


def read_rows(path: Path) -> list[Row]:
    """The rows of a file with tabs; ends the program with one line where it is not such a file."""
    with path.open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if tuple(table.fieldnames or ()) != COLUMNS:
            sys.exit(f"{path}: its first line must hold the columns {', '.join(COLUMNS)}, separated by tabs")
        rows = []
        for number, line in enumerate(table, 2):
            row = Row(**{("class_" if key == "class" else key): line[key] or "" for key in COLUMNS})
            if row.type not in KINDS or row.verdict not in ("", *VERDICTS):
                sys.exit(f"{path}:{number}: type must be one of {', '.join(KINDS)}; verdict right, wrong or empty")
            rows.append(row)
        return rows


def write_rows(rows: Iterable[Row], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n")
        out.writerow(COLUMNS)
        out.writerows(asdict(row).values() for row in rows)


def extracted(documents: Sequence[Path]) -> Iterator[Extraction]:
    """All documents, extracted now; one that cannot be read ends the program."""
    for outcome in extract_all(find_documents(documents), ontology=default_folder(), jobs=None, cache=None):
        if not isinstance(outcome, Extraction):
            sys.exit(f"{outcome.path}: {outcome.reason}")
        yield outcome


def skipped_stretches(references: Iterable[Path], documents: Sequence[Path]) -> dict[str, list[Span]]:
    """The annotated stretches of reference folders, by name of document."""
    skipped: dict[str, list[Span]] = defaultdict(list)
    for folder in references:
        for passage in load_reference(folder, documents):
            skipped[passage.document].append((passage.start, passage.end))
    return skipped


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    modes = parser.add_subparsers(dest="mode", required=True)
    drawing = modes.add_parser("draw", help="draw a sample to judge")
    drawing.add_argument("documents", nargs="+", type=Path)
    drawing.add_argument("--mentions", type=int, default=40, help="of each type")
    drawing.add_argument("--relations", type=int, default=25, help="of each predicate, and stages")
    drawing.add_argument("--seed", type=int, default=1)
    drawing.add_argument("--skip", action="append", default=[], type=Path, help="a reference folder; nothing from it")
    drawing.add_argument("--predictions", type=Path, help="JSON lines to draw from, instead of extracting now")
    drawing.add_argument("--context", type=int, default=CONTEXT, help="characters kept on either side")
    drawing.add_argument("-o", "--output", type=Path, default=Path("sample.tsv"))
    scoring = modes.add_parser("score", help="precision of judged files")
    scoring.add_argument("judged", nargs="+", type=Path)
    checking = modes.add_parser("check", help="what became of judged rows")
    checking.add_argument("documents", nargs="+", type=Path)
    checking.add_argument("--judged", action="append", required=True, type=Path)
    options = parser.parse_args()

    if options.mode == "draw":
        sizes = dict.fromkeys(KINDS, options.relations) | dict.fromkeys(MENTION_TYPES, options.mentions)
        skipped = skipped_stretches(options.skip, options.documents)
        found = (
            predicted(options.predictions, options.documents) if options.predictions else extracted(options.documents)
        )
        rows = [
            row for each in found for row in rows_of(each, skipped.get(each.file_name, ()), context=options.context)
        ]
        write_rows(draw(rows, sizes, options.seed), options.output)
    elif options.mode == "score":
        print("\n".join(score_lines(row for path in options.judged for row in read_rows(path))))
    else:
        judged = [row for path in options.judged for row in read_rows(path)]
        now = [row for each in extracted(options.documents) for row in rows_of(each)]
        lost, still, right, wrong = compare(judged, now)
        for word, rows in (("lost", lost), ("still wrong", still)):
            for row in rows:
                print("\t".join([word, row.type, row.name, row.detail, row.class_, row.quote]))
        print(f"{right - len(lost)} of {right} right ones kept; {len(still)} of {wrong} wrong ones still made")


if __name__ == "__main__":
    main()
