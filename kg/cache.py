"""What was extracted before from files that did not change.

One JSON file an extraction, named by a hash of all that it depends on: the bytes of the document, the ending of its
name (which tells formats apart), the ontology, and the program itself.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.model import Extraction, Goal, Mention, Quote, Relation, Span, StageReading, Subject
from kg.ontology import fingerprint

_STAGES_BEFORE = ("read", "extract", "link")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cache:
    """A folder of extractions made with one ontology and one segmenter.

    None of its files is needed, each may vanish at any time.
    """

    folder: Path
    ontology: Path
    segmenter: str = "rjieba"

    def entry(self, path: Path, sha256: str) -> Path:
        """Where the extraction of a document with this name and content lies, if it is there."""
        parts = (sha256, path.suffix.lower(), fingerprint(self.ontology), program_fingerprint(), self.segmenter)
        return self.folder / f"{hashlib.sha256(' '.join(parts).encode()).hexdigest()[:40]}.json"

    def load(self, path: Path, sha256: str) -> Extraction | None:
        """The extraction of an unchanged document under its present name; None where there is none or it is damaged."""
        import orjson

        try:
            row = orjson.loads(self.entry(path, sha256).read_bytes())
            return _extraction(row, path)
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            return None

    def store(self, path: Path, extraction: Extraction) -> None:
        """Keeps an extraction; a cache that cannot be written is no error, only slower."""
        import orjson

        entry = self.entry(path, extraction.sha256)
        draft = entry.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(orjson.dumps(extraction))
            draft.replace(entry)

    def keep_only(self, entries: Iterable[Path]) -> None:
        """Removes all but `entries`: what the last build did not need, and what a broken one left half written."""
        needed = {entry.name for entry in entries}
        with suppress(OSError):
            for path in self.folder.iterdir():
                if path.name not in needed:
                    path.unlink(missing_ok=True)


@cache
def program_fingerprint() -> str:
    """A hash of the modules that an extraction depends on, so that a changed program never meets its old results."""
    package = Path(__file__).parent
    modules = [*package.glob("*.py"), *(path for stage in _STAGES_BEFORE for path in (package / stage).rglob("*.py"))]
    digest = hashlib.sha256()
    for path in sorted(modules):
        digest.update(path.relative_to(package).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _extraction(row: Mapping[str, Any], path: Path) -> Extraction:
    plain = ("sha256", "characters", "coverage", "raw")
    return Extraction(
        path=str(path),
        file_name=path.name,
        subject=Subject(**row["subject"]),
        quotes=tuple(Quote(**_spans(quote)) for quote in row["quotes"]),
        mentions=tuple(
            Mention(**{**_spans(mention), "goal": Goal(**mention["goal"]) if mention["goal"] else None})
            for mention in row["mentions"]
        ),
        relations=tuple(Relation(**_spans(relation)) for relation in row["relations"]),
        stages=tuple(StageReading(**_spans(stage)) for stage in row["stages"]),
        warnings=tuple(row["warnings"]),
        **{name: row[name] for name in plain},
    )


def _spans(row: dict[str, Any]) -> dict[str, Any]:
    pieces: tuple[Span, ...] = tuple((start, end) for start, end in row["pieces"])
    return {**row, "pieces": pieces}
