"""How much of a report a file holds."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from kg.model import Coverage
from kg.read.headings import Outlined, numbers
from kg.read.layout import Cleaned
from kg.read.lexicon import Layout

_OPENING, _CALL, _MUCH = 500, 25, 200
_FIRST = re.compile(r"[（(]?(?:第?一|1|首先)(?![一二三四五六七八九十0-9])")


def coverage_of(cleaned: Cleaned, plain: str, outlined: Sequence[Outlined], layout: Layout) -> Coverage:
    """Whether the report's beginning and end are there: by the page marks, else by how the text opens and closes."""
    begins = _begins(cleaned, plain, outlined, layout)
    ends = _ends(cleaned, plain, outlined, layout)
    if begins:
        return "whole" if ends else "endsMidway"
    return "startsMidway" if ends else "middle"


def _begins(cleaned: Cleaned, plain: str, outlined: Sequence[Outlined], layout: Layout) -> bool:
    first = next((mark for mark in cleaned.marks if mark.direction == "from"), None)
    if first and _position(cleaned, first.span[0]) < _MUCH:
        return False
    if layout.closing["opening"].search(plain, 0, _OPENING):
        return True
    if any(paragraph.role == "title" for paragraph in outlined[:3]):
        return True
    counted = [number for kind, number in numbers(outlined, layout) if kind != "dash"]
    starts_counting = not counted or bool(_FIRST.match(counted[0]))
    return starts_counting and bool(outlined) and outlined[0].role == "heading"


def _ends(cleaned: Cleaned, plain: str, outlined: Sequence[Outlined], layout: Layout) -> bool:
    last = next((mark for mark in reversed(cleaned.marks) if mark.direction == "to"), None)
    if last and len(plain) - _position(cleaned, last.span[0]) < _MUCH:
        return False
    appendix = (p.start for p in outlined if p.role == "heading" and layout.parts["appendix"].match(p.plain))
    end = next(appendix, len(plain))
    # The call to the assembly that ends a report is its last paragraph; a greeting or signature may follow.
    last_words = next((p.start for p in reversed(outlined) if p.end <= end and p.end - p.start >= _CALL), 0)
    return bool(layout.closing["words"].search(plain, last_words, end))


def _position(cleaned: Cleaned, raw: int) -> int:
    return bisect_left(cleaned.offsets, raw)
