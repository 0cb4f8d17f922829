"""Names that stand in a text as places alone, since a list shares what follows: 甲山、乙湖生态治理 are two works.

Two forms: places before a name that opens with one (`甲山、乙湖实验室` holds the laboratory of each), and two or more
places before a head, perhaps with 等 or a number between (`甲山、乙湖等3个省实验室`). The places stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.extract.choose import reading_order
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
    found = [*_from_name(text, candidates), *_from_head(text, candidates, heads)]
    known = {(c.type, c.start, c.end) for c in candidates}
    new = {(c.type, c.start, c.end): c for c in found if (c.type, c.start, c.end) not in known}
    return sorted([*candidates, *new.values()], key=reading_order) if new else list(candidates)


def _from_name(text: str, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Places before a project or institution that opens with a place."""
    for run in _runs(text, candidates):
        *places, last = run
        if last.type not in _SHARING or not places or any(place.type != "Place" for place in places):
            continue
        site = next((c for c in candidates if c.type == "Place" and c.start == last.start and c.end < last.end), None)
        if site is None or any(c.type == "Place" and c.start == site.end for c in candidates):
            continue
        rest = _COUNT.sub("", text[site.end : last.end])
        if len(rest) >= _SHORTEST_REST and not _JOIN.match(rest):
            for place in places:
                yield _named(place, last.type, text[place.start : place.end] + rest, last.score)


def _from_head(text: str, candidates: Sequence[Candidate], heads: Mapping[str, re.Pattern[str]]) -> Iterator[Candidate]:
    """Two places or more before a head."""
    for run in _runs(text, candidates):
        if len(run) < 2 or any(place.type != "Place" for place in run):
            continue
        for kind, pattern in heads.items():
            tail = pattern.match(text, run[-1].end)
            if tail is not None:
                for place in run:
                    yield _named(place, kind, text[place.start : place.end] + tail["head"], place.score)
                break


def _named(place: Candidate, kind: str, name: str, score: float) -> Candidate:
    return Candidate(type=kind, start=place.start, end=place.end, score=score, rule="shared", name=name)


def _runs(text: str, candidates: Sequence[Candidate]) -> Iterator[list[Candidate]]:
    """Runs of outer candidates that only list marks part; a place that is not the last begins no other name."""
    run: list[Candidate] = []
    reached = -1
    for candidate in candidates:
        if candidate.start < reached:
            continue
        joined = run and candidate.start - reached <= _LONGEST_JOIN and _JOIN.fullmatch(text, reached, candidate.start)
        if not joined or run[-1].type != "Place":
            if len(run) > 1:
                yield run
            run = []
        run.append(candidate)
        reached = candidate.end
    if len(run) > 1:
        yield run
