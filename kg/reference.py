"""Annotated passages: what extraction is trained on and measured against.

Passages come in two forms. A folder of text files with marks, one passage a line
(`推进[Project [Company 云帆]硅片]等项目建设。`), is written for training. A reference folder made from documents
holds two files. `passages.jsonl` has `{"id", "doc", "start", "end", "text"}`: raw offsets into the document, and the
stretch without white space and `**`, which may be left out where the documents are at hand. `gold.jsonl` has
`{"id", "mentions", "relations"}`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import KgError

_SPACE = re.compile(r"\s+|\*\*")
_YEAR = re.compile(r"^\d{4}_|\.\w+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """An annotated stretch of a document; `mentions` and `relations` are as in the annotation guidelines."""

    id: str
    document: str
    start: int
    end: int
    text: str
    mentions: tuple[Mapping[str, Any], ...]
    relations: tuple[tuple[str, str, str], ...]

    @property
    def group(self) -> str:
        """The document's name without its year: passages of one place share it where files are named `YEAR_PLACE`."""
        return _YEAR.sub("", self.document)


def squeeze(text: str) -> str:
    """The text without white space and emphasis marks, as passages quote it."""
    return _SPACE.sub("", text)


def load_marked(folder: Path) -> list[Passage]:
    """The passages of a folder of `*.txt` files with marks, in the notation of the rules' examples.

    `#` opens a comment. Each file is a place of its own. Raises OntologyError where a mark is wrong.
    """
    from kg.link.examples import parse_example

    passages = []
    for path in sorted(folder.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            page, found = parse_example(line.strip())
            mentions = {(c.type, page.text[c.start : c.end], c.name) for c in found}
            passages.append(
                Passage(
                    id=f"{path.stem}:{number}",
                    document=path.name,
                    start=0,
                    end=len(page.text),
                    text=page.text,
                    mentions=tuple({"type": kind, "text": text, "name": name} for kind, text, name in sorted(mentions)),
                    relations=(),
                )
            )
    return passages


def load_reference(folder: Path, documents: Iterable[Path] = ()) -> list[Passage]:
    """The annotated passages of a folder, in file order; of either form.

    `documents` are folders with the documents themselves, needed where passages come without text. Raises KgError
    where a file is missing or a passage cannot be had.
    """
    if not (folder / "passages.jsonl").exists() and any(folder.glob("*.txt")):
        return load_marked(folder)
    try:
        passages = [json.loads(x) for x in (folder / "passages.jsonl").read_text(encoding="utf-8").splitlines() if x]
        gold = [json.loads(x) for x in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines() if x]
    except FileNotFoundError as error:
        raise KgError(f"{error.filename}: missing; a reference folder holds passages.jsonl and gold.jsonl") from None
    except json.JSONDecodeError as error:
        raise KgError(f"{folder}: not JSON lines ({error})") from None
    annotations = {entry["id"]: entry for entry in gold}
    files = {path.name: path for folder in documents for path in sorted(folder.rglob("*.txt"))}
    texts: dict[str, str] = {}
    loaded = []
    for passage in passages:
        entry = annotations.get(passage["id"])
        if entry is None:
            continue
        text = passage.get("text")
        if text is None:
            name = passage["doc"]
            if name not in files:
                raise KgError(
                    f"{name}: not found, and passage {passage['id']} has no text; give its folder with --documents"
                )
            if name not in texts:
                texts[name] = files[name].read_bytes().decode("utf-8")
            text = squeeze(texts[name][passage["start"] : passage["end"]])
        loaded.append(
            Passage(
                id=passage["id"],
                document=passage["doc"],
                start=passage["start"],
                end=passage["end"],
                text=text,
                mentions=tuple(entry["mentions"]),
                relations=tuple((s, p, o) for s, p, o in entry.get("relations", [])),
            )
        )
    return loaded
