"""One pass over a text for every word that the grammar knows, and for the marks that part clauses."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Final

import ahocorasick_rs

_MARK = re.compile(r"[，。；！？\n;!?：,:]")
_NUMERIC_MARKS = frozenset(",:：")


class Role:
    """What a word may do in a clause: bits, since a word can have several roles."""

    OPENER: Final = 1
    DROP: Final = 2
    KEEP: Final = 4
    MIDDLE: Final = 8
    NOUN: Final = 16
    JOIN: Final = 32
    STATE: Final = 64
    INDICATOR: Final = 128
    TITLE: Final = 256
    AIM: Final = 512
    AGAINST: Final = 1024


class Words:
    """The automaton of all words with their roles."""

    __slots__ = ("_automaton", "_roles")

    def __init__(self, roles: Mapping[str, int]) -> None:
        words = sorted(roles)
        self._roles = [roles[word] for word in words]
        self._automaton = ahocorasick_rs.AhoCorasick(
            words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest, store_patterns=False
        )

    def scan(self, text: str) -> Tokens:
        """All words of the text, leftmost first and longest, none overlapping another."""
        roles = self._roles
        hits = self._automaton.find_matches_as_indexes(text)
        return Tokens([hit[1] for hit in hits], [hit[2] for hit in hits], [roles[hit[0]] for hit in hits])


class Tokens:
    """Words of a text in columns: where each begins and ends, and its roles."""

    __slots__ = ("ends", "roles", "starts")

    def __init__(self, starts: list[int], ends: list[int], roles: list[int]) -> None:
        self.starts = starts
        self.ends = ends
        self.roles = roles

    def having(self, role: int) -> list[int]:
        """Indices of the words that have a role."""
        return [i for i, roles in enumerate(self.roles) if roles & role]

    def at(self, position: int) -> tuple[int, int]:
        """The roles of the word that begins at `position`, and where it ends; no roles where none begins there."""
        index = bisect_left(self.starts, position)
        if index < len(self.starts) and self.starts[index] == position:
            return self.roles[index], self.ends[index]
        return 0, position

    def first(self, position: int) -> int:
        """Index of the first word that begins at or after `position`."""
        return bisect_left(self.starts, position)


def roles_of(lists: Iterable[tuple[Iterable[str], int]]) -> dict[str, int]:
    """Roles by word, from lists of words that share a role."""
    roles: dict[str, int] = {}
    for words, role in lists:
        for word in words:
            roles[word] = roles.get(word, 0) | role
    return roles


def marks(text: str) -> list[int]:
    """Positions of the marks that end a clause; those inside a number (1,200 and 3:2) end none."""
    return [
        p for p in (m.start() for m in _MARK.finditer(text)) if text[p] not in _NUMERIC_MARKS or not _in_number(text, p)
    ]


def _in_number(text: str, position: int) -> bool:
    return text[position - 1 : position].isdigit() and text[position + 1 : position + 2].isdigit()
