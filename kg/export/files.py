"""Putting a build's files into place: all of them whole, or none."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import KgError


class NotWritable(KgError):  # noqa: N818 - the name says what the folder is
    """The output folder cannot be made or written to."""

    def __init__(self, folder: Path, error: OSError) -> None:
        super().__init__(f"{folder}: cannot write there ({error.strerror or error}); choose another folder with -o")


@contextmanager
def all_or_nothing(folder: Path) -> Iterator[Path]:
    """A new folder to write files into; on leaving it without an error they all replace their namesakes in `folder`.

    Raises NotWritable where `folder` cannot be written to. After an error `folder` is as it was.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder))
    except OSError as error:
        raise NotWritable(folder, error) from error
    try:
        yield draft
        for path in sorted(draft.iterdir()):
            path.replace(folder / path.name)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def write_text(path: Path, pieces: Iterator[str]) -> None:
    """Writes `pieces` one after the other, in UTF-8 and with line ends as they are."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(pieces)
