"""Aims that measure themselves against something else: 与经济增长同步, 高于全省平均, 完成省下达任务."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.errors import OntologyError
from kg.extract.goals.left import LeftReader
from kg.extract.goals.lexicon import Lexicon
from kg.extract.goals.scan import Role, Tokens
from kg.model import Dimension, Span

_SINCE = re.compile(r"(?:近|连续)?[\d一二三四五六七八九十]{1,2}年(?:来|以来)?(?:首次|再次|再|均|连续)?$")

_SEPARATORS = frozenset("、和及与")
_ENDS = _SEPARATORS | {"等"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativeAim:
    """An indicator, in which dimension it is meant (None: the words do not say), and what it is measured against."""

    start: int
    end: int
    indicator: str
    base: str
    to: str
    dimension: Dimension | None


class RelativeReader:
    """Finds relative aims by their patterns."""

    __slots__ = ("_left", "_lexicon", "_pattern", "_to")

    def __init__(self, lexicon: Lexicon) -> None:
        table: Mapping[str, Any] = lexicon.table["relative"]
        self._lexicon = lexicon
        self._left = LeftReader(lexicon)
        try:
            named = [p.replace("?P<to>", f"?P<to{i}>") for i, p in enumerate(table["patterns"])]
            self._pattern = re.compile("|".join(f"(?:{p})" for p in named))
        except re.error as error:
            raise OntologyError(f"lexicon/goals.toml: relative: {error}") from None
        self._to = dict(table["to"])

    def triggers(self) -> list[str]:
        """Words without which there is no relative aim."""
        return list(self._lexicon.table["relative"]["triggers"])

    def find(self, text: str, tokens: Tokens, cuts: Sequence[int]) -> list[RelativeAim]:
        """Relative aims of a text; `cuts` are the ends of its clauses in order."""
        aims: list[RelativeAim] = []
        done = -1
        for index in tokens.having(Role.AGAINST):
            at = bisect_left(cuts, tokens.starts[index])
            end = cuts[at] if at < len(cuts) else len(text)
            if end == done:
                continue
            done = end
            opening = cuts[at - 1] + 1 if at else 0
            match = self._pattern.search(text, opening, end)
            if match is not None:
                aims += self._aims(text, tokens, opening, match)
        return aims

    def _aims(self, text: str, tokens: Tokens, opening: int, match: re.Match[str]) -> list[RelativeAim]:
        """The aim, or one for each standard indicator where a list of them stands before the relation."""
        listed = text.rfind("、", opening, match.start())
        if listed >= 0 and any(c.isdigit() for c in text[opening:listed]):
            opening = listed + 1
        begin = self._left.opening(text, tokens, opening, match.start())
        word = match.group()
        while begin < match.start() and text[begin] in "均也都":
            begin += 1
        change = next((c for c in self._lexicon.speed_words if word.startswith(c)), "")
        stop = self._lexicon.reckoning.strip_end(text, begin, match.start())
        if (since := _SINCE.search(text, begin, stop)) is not None:
            stop = since.start()
        to: str = next(filter(None, match.groups()))
        members = _members(text, tokens, begin, stop)
        shared = next((w for w in self._lexicon.speed_words if members and text.endswith(w, begin, stop)), "")
        return [
            self._aim(text[at:end], change or (shared if end < stop else ""), self._to.get(to, to), (at, match.end()))
            for at, end in members or [(begin, stop)]
        ]

    def _aim(self, base: str, change: str, to: str, span: Span) -> RelativeAim:
        indicator = base + change
        moves = indicator.endswith((*self._lexicon.speed_words, *self._lexicon.falling))
        return RelativeAim(
            start=span[0],
            end=span[1],
            indicator=indicator,
            base=base,
            to=to,
            dimension=self._lexicon.speed_dimension(indicator) if moves else None,
        )


def _members(text: str, tokens: Tokens, start: int, end: int) -> list[tuple[int, int]]:
    """The members of a list of indicators in `start:end` if standard ones are among them; else nothing.

    Each runs from its name to the next separator, 等指标 aside.
    """
    found: list[tuple[int, int]] = []
    for index in range(tokens.first(start), len(tokens.starts)):
        at = tokens.starts[index]
        if at >= end:
            break
        if tokens.roles[index] & Role.INDICATOR and (at == start or text[at - 1] in _SEPARATORS):
            stop = next((i for i in range(tokens.ends[index], end) if text[i] in _ENDS), end)
            found.append((at, stop))
    return found if len(found) > 1 or (found and found[0] != (start, end) and text[found[0][1]] in _SEPARATORS) else []
