"""From offsets in a file to offsets in a sentence as it is shown: which words of the sentence to mark."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from kg.model import Quote, Span


def alignment(raw: str, quote: Quote) -> Sequence[int] | None:
    """For each character of `quote.text` its offset in `raw`, rising; None where `raw` does not hold the sentence.

    The sentence lacks white space and emphasis marks that stand in the file; nothing else differs.
    """
    text = quote.text
    if len(quote.pieces) == 1:
        start, end = quote.pieces[0]
        if raw[start:end] == text:
            return range(start, end)
    offsets: list[int] = []
    for start, end in quote.pieces:
        for offset in range(start, min(end, len(raw))):
            if len(offsets) < len(text) and raw[offset] == text[len(offsets)]:
                offsets.append(offset)
    return offsets if len(offsets) == len(text) else None


def marks(offsets: Sequence[int] | None, pieces: Sequence[Span]) -> list[Span]:
    """The stretches of the sentence (code points) that `pieces` cover; none where the sentence could not be aligned."""
    if offsets is None:
        return []
    found: list[Span] = []
    for start, end in pieces:
        first, last = bisect_left(offsets, start), bisect_left(offsets, end)
        if first >= last:
            continue
        if found and found[-1][1] == first:
            first = found.pop()[0]
        found.append((first, last))
    return found
