"""Which files of the paths that a user names are documents."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.errors import Unreadable

ENDINGS = frozenset((".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".docx", ".pdf"))


def find_documents(paths: Iterable[Path]) -> list[Path]:
    """The documents under `paths`, sorted, each once.

    A file that is named is taken whatever its ending. A folder gives its files with a known ending, at any depth;
    hidden ones and the lock files of office programs (`~$…`) are passed over. Raises Unreadable where a path does not
    exist or a folder has none.
    """
    found: dict[Path, Path] = {}
    for document in sorted((d for path in paths for d in _under(path)), key=lambda d: d.as_posix()):
        found.setdefault(document.resolve(), document)
    return list(found.values())


def _under(path: Path) -> list[Path]:
    if path.is_dir():
        documents = [p for p in path.rglob("*") if p.suffix.lower() in ENDINGS and p.is_file() and _visible(p, path)]
        if not documents:
            raise Unreadable(str(path), f"no documents in this folder ({', '.join(sorted(ENDINGS))})")
        return documents
    if not path.exists():
        raise Unreadable(str(path), "does not exist")
    return [path]


def _visible(path: Path, below: Path) -> bool:
    return not any(part.startswith((".", "~$")) for part in path.relative_to(below).parts)
