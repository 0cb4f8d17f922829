"""The words before a number: where the indicator begins, which verb governs it, what they say of change and time."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.extract.goals.lexicon import Lexicon
from kg.extract.goals.scan import Role, Tokens

_DATE = re.compile(
    r"(?:(?:到|至|截至|截止|自|从)?(?:(?:19|20)\d\d年(?:以来|底|末|初|上半年|下半年)?)(?:的|，|、)?"
    r"|[\d一二三四五六七八九十]{1,3}月(?:底|末|份)?(?:前|底前)?|[\d一二两三四五六七八九十]{1,2}年(?:来|间|内)|连续[\d一二两三四五六七八九十]{1,2}年"
    r"|[（(][一二三四五六七八九十\d]{1,2}[)）]|[一二三四五六七八九十]是|\d{1,2}[.．、](?=[一-鿿]))"
)
_VERB = Role.KEEP | Role.DROP
_DATING = frozenset("到至截自从连0123456789一二两三四五六七八九十（(")
_PLACING = frozenset("在0123456789")
#: Before 新 these make it a part of a word (创新, 更新).
_NEW = frozenset("创更革崭翻")
#: Behind a verb these make it a part of a noun.
_NOMINAL = frozenset("的、和及率（(")
_WHERE = re.compile(r"在[^，、]{2,14}(?:基础上|情况下|方面|领域|过程中|期间)|\d+[个条项家所类种座](?=[一-鿿]{4})")
_PUNCTUATION = frozenset('了、，：:；;“”‘’"—－-· ')


class Left(NamedTuple):
    """The stretch before a number, taken apart.

    `start` is where the indicator begins (a defining verb included), `thing` where the thing measured begins, `end`
    where both end (before 达到, 为 …). `verb` is the defining verb or empty; `verbal` tells whether any verb opens the
    stretch, a building verb included.
    """

    start: int
    thing: int
    end: int
    verb: str
    verbal: bool


class LeftReader:
    """Reads the stretch before a number."""

    __slots__ = ("_lexicon",)

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def links(self, text: str, start: int, end: int) -> int:
        """The end of the stretch without the words that link an indicator to its number."""
        return self._lexicon.links.strip_end(text, start, end)

    def opening(self, text: str, tokens: Tokens, start: int, end: int) -> int:
        """Where the stretch begins once dates, scope and manner (全市, 力争, 到2025年) are taken off."""
        lexicon = self._lexicon
        position = start
        while position < end:
            if text[position] in _PUNCTUATION and not (text[position] == "“" and "”" in text[position:end]):
                position += 1
            elif text[position] in _DATING and (date := _DATE.match(text, position, end)) is not None:
                position = date.end()
            elif text[position] in _PLACING and (where := _WHERE.match(text, position, end)) is not None:
                position = where.end()
            elif n := lexicon.times.opening(text, position, end) or self._manner(text, tokens, position, end):
                position += n
            else:
                role, stop = tokens.at(position)
                if not role & Role.OPENER or stop > end:
                    break
                position = stop
        return position

    def _manner(self, text: str, tokens: Tokens, position: int, end: int) -> int:
        """Length of a word of manner at `position` if a verb follows it (有效应对, but 有效灌溉面积)."""
        n = self._lexicon.manner.opening(text, position, end)
        return n if n and tokens.at(position + n)[0] & _VERB else 0

    def read(self, text: str, tokens: Tokens, start: int, end: int, *, ahead: bool = False) -> Left:
        """Take the stretch apart up to the links before the number; `ahead` says that a noun follows the number."""
        listed = text.rfind("、", start, end)
        if listed >= 0 and self.opening(text, tokens, listed + 1, end) > listed + 1:
            start = listed + 1
        left = self._verbs(text, tokens, self.opening(text, tokens, start, end), end)
        return self._middle(text, tokens, left, limit=end if ahead else end - 2)

    def _verbs(self, text: str, tokens: Tokens, position: int, end: int) -> Left:
        """The verbs that open the stretch; from the first defining one on it is the indicator."""
        begin = thing = position
        verb, verbal = "", False
        while position < end:
            role, stop = tokens.at(position)
            if not role and text[position] == "新":
                role, stop = tokens.at(position + 1)
                role &= Role.KEEP
            if stop > end or not role & (Role.KEEP | Role.DROP | Role.OPENER) or (verb and not role & _VERB):
                break
            position = thing = stop
            if role & _VERB:
                verbal = True
                if text.startswith("了", position, end):
                    position = thing = position + 1
            if verb or role & Role.KEEP:
                verb = text[begin:stop]
            else:
                begin = position
            if verb and text.startswith("、", position, end) and tokens.at(position + 1)[0] & _VERB:
                position += 1
        return Left(start=begin, thing=thing, end=end, verb=verb, verbal=verbal)

    def _middle(self, text: str, tokens: Tokens, left: Left, *, limit: int) -> Left:
        """The last verb behind a subject that has an object begins the indicator anew (园区落地项目11个)."""
        found = None
        for index in range(tokens.first(left.thing), len(tokens.starts)):
            stop = tokens.ends[index]
            if stop > limit:
                break
            if tokens.roles[index] & Role.MIDDLE and text[stop] not in _NOMINAL:
                found = index
        if found is None:
            return left
        start, stop = tokens.starts[found], tokens.ends[found]
        keeps = bool(tokens.roles[found] & Role.KEEP)
        if keeps and text[start - 1] == "新" and left.thing < start - 1 and text[start - 2] not in _NEW:
            start -= 1
        thing = stop + (text[stop] == "了")
        return Left(
            start=start if keeps else thing,
            thing=thing,
            end=left.end,
            verb=text[start:stop] if keeps else "",
            verbal=True,
        )
