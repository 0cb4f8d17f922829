"""Members of lists that the name model passed over: 甲、乙、丙等十大项目 has three projects, if two of them were found.

Where at least two members are known, of one type, and the word behind 等 is a head of that type, what
stands between two list marks is a name of that type as well, if it is no name already.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.extract.choose import outermost, reading_order
from kg.extract.tokens import one_width
from kg.model import Candidate

_STOPS = frozenset("，。；：！？\n")
_PAIRS = {"“": "”", "‘": "’", "（": "）", "《": "》", "「": "」"}
_CLOSING = frozenset(_PAIRS.values())
#: Members of a list, letters of a member.
_FEWEST, _SHORTEST, _LONGEST = 3, 2, 28
_LIST = re.compile("等|以及|[和与及].*[和与及]")


class _Member(NamedTuple):
    """A stretch between two list marks."""

    start: int
    end: int


def fill_lists(text: str, candidates: Sequence[Candidate], tails: Mapping[str, re.Pattern[str]]) -> list[Candidate]:
    """The candidates (sorted by place, outer before inner) and the members of lists between them.

    `tails` match, by type, what follows a list: 等, a number, and a head of the type.
    """
    text = one_width(text)
    names = _Names(candidates)
    found = [new for match in re.finditer("等", text) for new in _missing(text, match.start(), names, tails)]
    return sorted([*candidates, *found], key=reading_order) if found else list(candidates)


class _Names:
    """The names that lie in no other, by where they stand."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._outer = {(c.start, c.end): c for _, c in outermost(candidates)}
        self._by_end = {c.end: c for c in self._outer.values()}
        self._edges = sorted(self._outer)

    def known(self, members: Sequence[_Member]) -> dict[int, Candidate]:
        """The members that are names. Verbs may stand before the first one, so that only its end tells."""
        found = {i: self._outer[member] for i, member in enumerate(members) if member in self._outer}
        opening = self._by_end.get(members[0].end)
        if opening is not None and opening.start >= members[0].start:
            found[0] = opening
        return found

    def cross(self, member: _Member) -> bool:
        """Whether a name runs over an edge of the member; names inside it may stand there."""
        at = bisect_left(self._edges, (member.start, -1))
        if at and self._edges[at - 1][1] > member.start:
            return True
        while at < len(self._edges) and self._edges[at][0] < member.end:
            if self._edges[at][1] > member.end:
                return True
            at += 1
        return False


def _missing(text: str, end: int, names: _Names, tails: Mapping[str, re.Pattern[str]]) -> Iterator[Candidate]:
    """The unknown members of the list that ends at `end`, but its first one: nothing tells where that begins."""
    members = _members(text, end)
    if len(members) < _FEWEST:
        return
    known = names.known(members)
    kinds = Counter(candidate.type for candidate in known.values())
    if not kinds:
        return
    kind, count = min(kinds.items(), key=lambda item: (-item[1], item[0]))
    holes = [members[i] for i in range(1, len(members)) if i not in known]
    if not 2 <= count >= len(holes) or kind not in tails or tails[kind].match(text, end) is None:
        return
    score = min(candidate.score for candidate in known.values() if candidate.type == kind)
    for start, stop in holes:
        if _is_name(text[start:stop]) and not names.cross(_Member(start, stop)):
            yield Candidate(type=kind, start=start, end=stop, score=score, rule="list")


def _members(text: str, end: int) -> list[_Member]:
    """The stretches between list marks before `end`, back to the start of the clause; what is in quotes is not cut."""
    members: list[_Member] = []
    stop, depth = end, 0
    for at in range(end - 1, -1, -1):
        mark = text[at]
        depth += (mark in _CLOSING) - (mark in _PAIRS)
        if depth < 0 or (mark in _STOPS and not depth):
            members.append(_Member(at + 1, stop))
            return members[::-1]
        if mark == "、" and not depth:
            members.append(_Member(at + 1, stop))
            stop = at
    members.append(_Member(0, stop))
    return members[::-1]


def _is_name(words: str) -> bool:
    """Whether words may be one name: marks in pairs, none around all of them, and no list in them."""
    if not _SHORTEST <= len(words) <= _LONGEST or words[0] in _PAIRS or _LIST.search(words):
        return False
    return all(words.count(a) == words.count(b) for a, b in _PAIRS.items())
