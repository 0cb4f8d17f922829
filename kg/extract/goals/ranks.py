"""Ranks: 居全国第一, 排名全省第3位, 全国前三, 居全国首位."""

from __future__ import annotations

import re

from kg.extract.goals.lexicon import Lexicon
from kg.extract.goals.numerals import chinese, digits
from kg.extract.goals.quantities import Quantity
from kg.extract.goals.words import Words

#: How far before its number the verb of a rank may stand.
_REACH = 18

_RANK = re.compile(
    r"第(?P<n>[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})(?:位|名)?"
    r"|前(?<![以之提目当]前)(?P<top>[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3}|百)(?:位|名|强)?"
    r"|首位|榜首|之首|之最|之冠"
)


class RankReader:
    """Finds the places that something holds among its like."""

    __slots__ = ("_not_after", "_scopes", "_verbs", "_weak")

    def __init__(self, lexicon: Lexicon) -> None:
        ranks = lexicon.table["ranks"]
        self._not_after = tuple(ranks["not_after"])
        self._scopes = Words(ranks["scopes"])
        self._verbs = Words(ranks["verbs"])
        self._weak = Words(ranks["weak"])

    def find(self, text: str) -> list[tuple[Quantity, int]]:
        """Each rank, with the position where its indicator ends (before 居全国)."""
        found: list[tuple[Quantity, int]] = []
        for match in _RANK.finditer(text):
            start, end = match.span()
            if text.startswith(self._not_after, end) or text[start - 1 : start] in ("双", "“"):
                continue
            if found and start - 1 == found[-1][0].end and text[start - 1] in "、和":
                place: int | None = start
            else:
                place = self._place(text, start)
            value = _value(match)
            if place is None or value is None:
                continue
            if self._scopes.opening(text, place, start) and "一" <= text[end : end + 1] <= "鿿":
                continue  # 国际机场第四跑道
            quantity = Quantity(
                start=start,
                number=start,
                unit_end=end,
                end=end,
                value=value,
                value_max=None,
                unit="位",
                kind="rank",
                comparator="le" if match["top"] else "eq",
                wording=None,
                form="digits",
            )
            found.append((quantity, place))
        return found

    def _place(self, text: str, start: int) -> int | None:
        """Where the words of the rank begin (居全国 before 第一); None where nothing says that it is a rank."""
        opening = max(0, start - _REACH)
        for mark in "，。；\n：、":
            opening = max(opening, text.rfind(mark, opening, start) + 1)
        scope = None
        for position in range(start, opening, -1):
            if text[position - 1] == "居" and text.startswith("民", position):
                continue
            if n := self._verbs.closing(text, opening, position):
                return position - n
            if self._scopes.opening(text, position, start):
                scope = position
                if n := self._weak.closing(text, opening, position):
                    return position - n
        if scope is None and self._scopes.opening(text, opening, start):
            scope = opening
        return scope


def _value(match: re.Match[str]) -> float | None:
    written = match["n"] or match["top"]
    if written is None:
        return 1.0
    value = digits(written) if written[0].isdecimal() else chinese(written)
    return None if value is None else float(value)
