"""Names that stand in a text as places alone, since a list shares what follows: 甲山、乙湖生态治理 are two works.

Two forms: places before a name that opens with one (`甲山、乙湖实验室` holds the laboratory of each), and two or more
places before a head, perhaps with 等 or a number between (`甲山、乙湖等3个省实验室`). The places stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.extract.choose import outermost, reading_order
from kg.extract.tokens import one_width
from kg.model import Candidate

_JOIN = re.compile("[、和与及]|以及")
_LONGEST_JOIN = 2
#: How many there are is no part of each name (甲县、乙县2座水库).
_COUNT = re.compile("^(?:[0-9]+|[一二两三四五六七八九十]+)[个座县市区镇家条处]")
_SHARING = ("Project", "Institution")
_SHORTEST_REST = 2


def share_heads(text: str, candidates: Sequence[Candidate], heads: Mapping[str, re.Pattern[str]]) -> list[Candidate]:
    """The candidates (sorted by place, outer before inner) and those that share what follows a list of places.

    `heads` match, by type, what may follow the list and is a head of the type (group `head`).
    """
    text = one_width(text)
    sites: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        if candidate.type == "Place":
            sites.setdefault(candidate.start, []).append(candidate)
    runs = list(_runs(text, candidates))
    found = [
        *(new for run in runs for new in _from_name(text, run, sites)),
        *(new for run in runs for new in _from_head(text, run, heads)),
    ]
    known = {(c.type, c.start, c.end) for c in candidates}
    new = {(c.type, c.start, c.end): c for c in found if (c.type, c.start, c.end) not in known}
    return sorted([*candidates, *new.values()], key=reading_order) if new else list(candidates)


def _from_name(text: str, run: Sequence[Candidate], sites: Mapping[int, Sequence[Candidate]]) -> Iterator[Candidate]:
    """Places before a project or institution that opens with a place; `sites` has the places by their start."""
    *places, last = run
    if last.type not in _SHARING:
        return
    site = next((place for place in sites.get(last.start, ()) if place.end < last.end), None)
    if site is None or site.end in sites:
        return
    rest = _COUNT.sub("", text[site.end : last.end])
    if len(rest) >= _SHORTEST_REST and not _JOIN.match(rest):
        for place in places:
            yield _named(place, last.type, text[place.start : place.end] + rest, last.score)


def _from_head(text: str, run: Sequence[Candidate], heads: Mapping[str, re.Pattern[str]]) -> Iterator[Candidate]:
    """Two places or more before a head."""
    if run[-1].type != "Place":
        return
    for kind, pattern in heads.items():
        tail = pattern.match(text, run[-1].end)
        if tail is not None:
            for place in run:
                yield _named(place, kind, text[place.start : place.end] + tail["head"], place.score)
            return


def _named(place: Candidate, kind: str, name: str, score: float) -> Candidate:
    return Candidate(type=kind, start=place.start, end=place.end, score=score, rule="shared", name=name)


def _runs(text: str, candidates: Sequence[Candidate]) -> Iterator[list[Candidate]]:
    """Runs of two or more outer candidates that only list marks part, all of them places but perhaps the last."""
    run: list[Candidate] = []
    for _, candidate in outermost(candidates):
        if not run or run[-1].type != "Place" or not _joined(text, run[-1].end, candidate.start):
            if len(run) > 1:
                yield run
            run = []
        run.append(candidate)
    if len(run) > 1:
        yield run


def _joined(text: str, end: int, start: int) -> bool:
    return start - end <= _LONGEST_JOIN and _JOIN.fullmatch(text, end, start) is not None
