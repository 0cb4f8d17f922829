"""A text as letters: no white space, no emphasis, marks and digits of one width, each with its place in the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kg.extract.tokens import one_width
from kg.model import Span

Positions = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]

_LEFT_OUT = np.array(sorted(map(ord, " \t\r\n\f\v\u00a0\u3000\u200b\ufeff*")), dtype=np.uint32)
_BASE = np.uint64(0x100000001B3)


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters as code points, and the raw offset of each."""

    codes: npt.NDArray[np.uint32]
    offsets: Positions

    @classmethod
    def of(cls, raw: str) -> Letters:
        """The letters of a file as it was decoded."""
        codes = np.frombuffer(one_width(raw).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        kept = np.flatnonzero(~np.isin(codes, _LEFT_OUT))
        return cls(codes[kept], kept)

    def __len__(self) -> int:
        return len(self.codes)

    def text(self, start: int, end: int) -> str:
        """Some of the letters as a string."""
        return self.codes[start:end].tobytes().decode("utf-32-le", "surrogatepass")

    def span(self, pieces: Iterable[Span]) -> Span:
        """The letters from the first to the last of some raw pieces."""
        edges = [edge for piece in pieces for edge in piece]
        start, end = np.searchsorted(self.offsets, [min(edges), max(edges)]).tolist()
        return start, end

    def grams(self, length: int) -> Hashes:
        """A hash of the `length` letters that start at each place."""
        count = len(self) - length + 1
        if count <= 0:
            return np.zeros(0, dtype=np.uint64)
        codes = self.codes.astype(np.uint64)
        total = np.zeros(count, dtype=np.uint64)
        for at in range(length):
            total = total * _BASE + codes[at : at + count]
        total ^= total >> np.uint64(29)
        return total * np.uint64(0x9E3779B97F4A7C15)
