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

_SINCE = re.compile(r"(?:近|连续)?[\d一二三四五六七八九十]{1,2}年(?:来|以来)?(?:首次|再次|再|均|连续)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativeAim:
    """An indicator and what it is measured against."""

    start: int
    end: int
    indicator: str
    base: str
    to: str


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
                aims.append(self._aim(text, tokens, opening, match))
        return aims

    def _aim(self, text: str, tokens: Tokens, opening: int, match: re.Match[str]) -> RelativeAim:
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
        base = text[begin:stop]
        to: str = next(filter(None, match.groups()))
        return RelativeAim(start=begin, end=match.end(), indicator=base + change, base=base, to=self._to.get(to, to))
