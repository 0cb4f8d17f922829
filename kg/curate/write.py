"""Writing a person's verdicts into a curation file, beside what the person has written there."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kg.curate.questions import READING, Question, pair
from kg.curate.read import parse_curation
from kg.errors import CurationError

if TYPE_CHECKING:
    import tomlkit

_HEAD = "# 人对图谱的判定。 A person's decisions: see docs/curation.md.\n"


def record(path: Path, question: Question, *, same: bool, base: str) -> None:
    """Adds to the file `path`, which need not exist, that the two names are one thing or are not.

    Of two readings it adds the right one as the name of the thing: the left one if `same`, else the right one.

    All that stands in the file stays, comments included; it is replaced as a whole or not at all. Raises CurationError
    where it cannot be read or written, or where the verdict contradicts what stands in it.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    real = path.resolve()
    try:
        before = real.read_bytes().decode("utf-8-sig") if real.exists() else _HEAD
        document = tomlkit.parse(before)
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise CurationError(f"{path}: cannot be read ({error})") from None
    kind, row = _entry(question, same=same)
    _add(document, kind, row)
    after = tomlkit.dumps(document).encode()
    parse_curation(after, path, base=base)
    try:
        _replace(real, after)
    except OSError as error:
        raise CurationError(f"{path}: cannot be written ({error.strerror or error})") from None


def _entry(question: Question, *, same: bool) -> tuple[str, Mapping[str, str | list[str]]]:
    """The table that a verdict belongs to, and what it says there."""
    left, right = question.left.name, question.right.name
    if question.rule == READING:
        right_one, other = (left, right) if same else (right, left)
        return "name", {"thing": question.left.thing, "name": right_one, "why": f"{right_one}, not {other}"}
    why = f"{left} {'=' if same else '≠'} {right}"
    return "same" if same else "not_same", {"things": list(pair(question)), "why": why}


def _add(document: tomlkit.TOMLDocument, kind: str, cells: Mapping[str, str | list[str]]) -> None:
    import tomlkit

    known = document.get(kind)
    row = tomlkit.inline_table() if isinstance(known, tomlkit.items.Array) else tomlkit.table()
    for key, value in cells.items():
        row.add(key, value)
    if known is None:
        known = tomlkit.aot()
        known.append(row)
        document.append(kind, known)
    else:
        known.append(row)


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        if path.exists():
            shutil.copymode(path, name)
        else:
            os.chmod(name, 0o644)  # noqa: PTH101 - as any new file, not as a temporary one
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
