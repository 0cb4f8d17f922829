"""Weights files that were read before, as columns of numbers in the user's cache folder.

Reading the text takes several times as long as reading these. An entry is named by a hash of the text; none is needed,
each may vanish or be damaged at any time, and a folder that cannot be written is no error, only slower.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from kg.extract.weights import WeightTable, parse

#: To be raised whenever what `_packed` writes, or what `parse` makes of a text, changes.
_FORMAT = 1
_MOST_ENTRIES = 8
_NUMBER = np.dtype("<i4")


def table(data: bytes, columns: Mapping[str, Sequence[str]]) -> WeightTable:
    """The weights file with these bytes; `columns` has the columns of each template.

    Raises ValueError, KeyError or IndexError where it is malformed.
    """
    entry = _entry(data, columns)
    found = None if entry is None else _load(entry, columns)
    if found is None:
        found = parse(data.decode("utf-8"), columns)
        if entry is not None:
            _store(entry, found)
    return found


def _entry(data: bytes, columns: Mapping[str, Sequence[str]]) -> Path | None:
    """Where the columns of these bytes lie, if they are there; None where the user has no cache folder."""
    place = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        folder = Path(place) if place else Path.home() / ".cache"
    except RuntimeError:  # no home
        return None
    digest = hashlib.sha256(data)
    digest.update(json.dumps([_FORMAT, {name: list(own) for name, own in columns.items()}]).encode())
    return folder / "kg-report" / f"{digest.hexdigest()[:40]}.weights"


def _load(entry: Path, columns: Mapping[str, Sequence[str]]) -> WeightTable | None:
    try:
        return _unpacked(entry.read_bytes(), columns)
    except (OSError, ValueError, KeyError, IndexError, TypeError):
        return None


def _store(entry: Path, found: WeightTable) -> None:
    draft = entry.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        entry.parent.mkdir(parents=True, exist_ok=True)
        try:
            draft.write_bytes(_packed(found))
            draft.replace(entry)
        finally:
            draft.unlink(missing_ok=True)
        by_age = sorted(entry.parent.glob("*.weights"), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in by_age[_MOST_ENTRIES:]:
            old.unlink(missing_ok=True)


def _packed(found: WeightTable) -> bytes:
    """A checksum, a line of JSON that says how much of each thing follows, all symbols, all numbers."""
    symbols = "\t".join(symbol for own in found.symbols.values() for symbol in own).encode()
    header = {
        "labels": found.labels,
        "other": found.other,
        "symbols": {column: len(own) for column, own in found.symbols.items()},
        "lines": {name: len(arrays[-1]) for name, arrays in found.lines.items()},
        "bytes": len(symbols),
    }
    arrays = [array for own in found.lines.values() for array in own]
    numbers = np.concatenate([*arrays, found.matrix.ravel()]).astype(_NUMBER).tobytes()
    body = json.dumps(header, ensure_ascii=False).encode() + b"\n" + symbols + numbers
    return zlib.crc32(body).to_bytes(4, "little") + body


def _unpacked(data: bytes, columns: Mapping[str, Sequence[str]]) -> WeightTable:
    """What `_packed` was given. Raises ValueError where the bytes are damaged."""
    body = memoryview(data)[4:]
    if zlib.crc32(body) != int.from_bytes(data[:4], "little"):
        raise ValueError("damaged")
    begin = data.index(b"\n", 4) + 1
    header: dict[str, Any] = json.loads(data[4:begin])
    end = begin + header["bytes"]
    every = data[begin:end].decode().split("\t")
    symbols = {}
    at = 0
    for column, count in header["symbols"].items():
        symbols[column] = every[at : at + count]
        at += count
    numbers = np.frombuffer(data[end:], dtype=_NUMBER).astype(np.int32, copy=False)
    lines = {}
    at = 0
    for name, count in header["lines"].items():
        width = len(columns[name]) + 1
        lines[name] = list(numbers[at : at + width * count].reshape(width, count))
        at += width * count
    labels = tuple(header["labels"])
    return WeightTable(labels, header["other"], symbols, lines, numbers[at:].reshape(-1, len(labels)))
