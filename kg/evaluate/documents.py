"""The documents behind annotated passages: their text, what is extracted from them, and their parts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from kg.errors import KgError
from kg.model import Page
from kg.reference import Passage

Predictions = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """Where the annotated documents lie, by file name."""

    paths: Mapping[str, Path]

    @classmethod
    def under(cls, folders: Iterable[Path], predictions: Predictions) -> Documents:
        """The documents in `folders`, and those that `predictions` were made from where they are still there."""
        from kg.read import find_documents

        made_from = (Path(each["document"]["path"]) for each in predictions.values())
        paths = {path.name: path for path in made_from if path.is_file()}
        paths |= {path.name: path for folder in folders for path in find_documents([folder])}
        return cls(paths=paths)

    def path(self, name: str) -> Path:
        """The path of a document. Raises KgError where it is not there."""
        if name not in self.paths:
            raise KgError(f"{name}: not found; give the folder of the annotated documents with --documents")
        return self.paths[name]

    def raw(self, name: str) -> str:
        """The text of a document, as offsets count in it."""
        from kg.read.formats import raw_text

        path = self.path(name)
        return raw_text(str(path), path.read_bytes())


def read_predictions(path: Path) -> dict[str, Mapping[str, Any]]:
    """What `kg extract` printed, by the file name of the document. Raises KgError where the file is nothing such."""
    import orjson

    try:
        rows = [orjson.loads(line) for line in path.read_bytes().splitlines() if line.strip()]
        return {PurePath(row["document"]["path"]).name: row for row in rows}
    except OSError as error:
        raise KgError(f"{path}: {error.strerror or 'cannot be read'}") from None
    except (ValueError, KeyError, TypeError) as error:
        raise KgError(f"{path}: no output of kg extract ({error})") from None


def extract_documents(
    names: Iterable[str], documents: Documents, *, ontology: Path, jobs: int | None = None
) -> dict[str, Mapping[str, Any]]:
    """What the named documents say, as objects of `kg extract`. Raises KgError where one cannot be read."""
    from kg.export.jsonl import extraction_json
    from kg.model import Extraction
    from kg.workers import extract_all

    wanted = list(dict.fromkeys(names))
    outcomes = extract_all([documents.path(name) for name in wanted], ontology=ontology, jobs=jobs, cache=None)
    found: dict[str, Mapping[str, Any]] = {}
    for name, outcome in zip(wanted, outcomes, strict=True):
        if not isinstance(outcome, Extraction):
            raise KgError(f"{outcome.path}: {outcome.reason}")
        found[name] = extraction_json(outcome)
    return found


def parts_of(passages: Iterable[Passage], documents: Documents, ontology: Path) -> dict[str, str]:
    """For the id of each passage, the part of the report that it stands in (`review`, `plan`, `multiyear`, `other`)."""
    from kg.read import read_page

    pages: dict[str, Page] = {}
    parts = {}
    for passage in passages:
        if passage.document not in pages:
            pages[passage.document] = read_page(documents.path(passage.document), ontology)
        parts[passage.id] = _part(pages[passage.document], passage.start)
    return parts


def _part(page: Page, offset: int) -> str:
    """The part of the paragraph that holds the character at `offset` of the file, or the last one before it."""
    position = max(bisect_right(page.offsets, offset) - 1, 0)
    holding = [paragraph.part for paragraph in page.paragraphs if paragraph.start <= position]
    return holding[-1] if holding else "other"
