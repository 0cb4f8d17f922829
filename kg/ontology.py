"""Where the ontology's data lies, and how its files are read.

The folder travels inside the wheel as `kg/_ontology`; in a checkout it is `ontology/` beside the package.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import OntologyError

#: The file of the ontology that holds a person's decisions.
CURATION = "curation.toml"


def default_folder() -> Path:
    """The ontology that comes with this installation."""
    package = Path(__file__).resolve().parent
    packed = package / "_ontology"
    return packed if packed.is_dir() else package.parent / "ontology"


def read_toml(folder: Path, name: str) -> dict[str, Any]:
    """The table in `folder/name`. Raises OntologyError where it is missing or no TOML."""
    path = folder / name
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise OntologyError(f"{path}: missing; is this an ontology folder?") from None
    except tomllib.TOMLDecodeError as error:
        raise OntologyError(f"{path}: {error}") from None


def read_tsv(folder: Path, name: str) -> list[dict[str, str]]:
    """Rows of a tab-separated file with one header line; lines that start with `#` are comments."""
    path = folder / name
    lines = _lines(path)
    header = lines[0].split("\t")
    rows = []
    for line in lines[1:]:
        cells = line.split("\t")
        if len(cells) > len(header):
            raise OntologyError(f"{path}: more cells than columns in {line!r}")
        rows.append(dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True)))
    return rows


def read_columns(folder: Path, name: str, *columns: str) -> list[tuple[str, ...]]:
    """The named columns of a tab-separated file as `read_tsv` reads it, row by row; the quick way for long files.

    Raises OntologyError where the file is missing, or lacks one of the columns.
    """
    path = folder / name
    lines = _lines(path)
    header = lines[0].split("\t") if lines else []
    try:
        wanted = [header.index(column) for column in columns]
    except ValueError:
        raise OntologyError(f"{path}: lacks one of the columns {', '.join(columns)}") from None
    padding = [""] * len(header)
    rows = []
    for line in lines[1:]:
        cells = line.split("\t") + padding
        rows.append(tuple([cells[i] for i in wanted]))
    return rows


def _lines(path: Path) -> list[str]:
    """The lines of a tab-separated file that are neither empty nor comments."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise OntologyError(f"{path}: missing; is this an ontology folder?") from None
    return [line for line in lines if line and not line.startswith("#")]


@cache
def fingerprint(folder: Path) -> str:
    """A hash of every file of the ontology: what an extraction depends on beside its document.

    A person's decisions are none of them: they apply to what was extracted.
    """
    import hashlib

    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p != folder / CURATION):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
