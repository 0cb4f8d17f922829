"""Owners and sites that open the name of a project, industry or programme, as far as the gazetteer knows them.

The chain model labels most of them; this adds those that it left out: `甲湖治理工程` holds the place 甲湖,
`乙集团甲县电厂` a company and a place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.gazetteer import Hit

#: A place before one of these only names a road, a line or an organisation.
_NAMES_ONLY = ("大道", "路", "街", "高铁", "铁路", "高速", "城际", "线", "至", "—", "－", "-", "银行", "大学", "学院")


def opening_names(
    text: str, start: int, end: int, hits: Mapping[int, Hit], held: Sequence[tuple[int, int]]
) -> list[tuple[str, int, int]]:
    """(type, start, end) of known places and companies, one after the other, at the start of `text[start:end]`.

    `hits` are sure gazetteer hits by their start; names in `held` are there already and are passed over.
    """
    found = []
    at = start
    ends = dict(held)
    while at < end:
        if at in ends:
            at = ends[at]
            continue
        hit = hits.get(at)
        if hit is None or hit.end >= end or any(a < hit.end and hit.start < b for a, b in held):
            break
        kind = hit.entries[0].type
        if kind not in ("Place", "Company") or text.startswith(_NAMES_ONLY, hit.end):
            break
        found.append((kind, hit.start, hit.end))
        at = hit.end
    return found
