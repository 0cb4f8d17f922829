"""Numbers with their units and the words that qualify them: what is written, before anyone asks what it measures."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.extract.goals.lexicon import Lexicon
from kg.extract.goals.numerals import Number, chinese, digits, magnitude
from kg.extract.goals.units import NO_UNIT, Kind, Unit
from kg.model import Comparator

_D = r"[0-9０-９]+(?:,[0-9]{3}(?![0-9]))*(?:[.．·][0-9０-９]+)?"
_C = "一二两三四五六七八九十百千万亿零〇"
_H = rf"(?:[二两三四五六七八九十百千万亿]|一(?=[十百千万亿倍])|(?<=[少于有])一)[{_C}]*(?:点[一二三四五六七八九零]+)?"
_MAGNITUDE = r"(?:万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|千(?![瓦米克伏卡焦帕赫升])|百)"
#: Where a numeral may begin, and signs that may belong to it: a quick first look.
_RUN = re.compile(r"[0-9０-９一二两三四五六七八九十百千万亿][0-9０-９.．,一二两三四五六七八九十百千万亿零〇点]*")
_HAN = re.compile(_H)
#: Digits behind these are part of a name, an ordinal or a product (G318, 第12, 2×1000).
_NOT_BEFORE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.．×第/")
#: A number in digits: the first of a range, the second, 多 and magnitude in either order.
_NUMBER = re.compile(
    rf"({_D})(?:([%％]|{_MAGNITUDE})?(?:——?|[–\-~～－―至到])({_D}))?([多余几])?({_MAGNITUDE})?([多余几])?"
)
_RATIO = re.compile(rf"(?<![A-Za-z0-9０-９.．]){_D}(?:[:∶：]{_D})+")
_PART = re.compile(_D)
_BARE = frozenset("百千万亿")
_SMALL_UNITS = frozenset({"count", "event", "ratio", "money", "medal"})


class Quantity(NamedTuple):
    """A number as written.

    `start` and `end` take in the words that qualify it (超过 before, 左右 after); `number` is where the numeral begins,
    `unit_end` where number and unit end. `form` tells how it is written: `digits`, `chinese` numerals, or a `bare`
    magnitude (百亿). `level` marks 百亿级, `scaled` a number whose last sign is 万 or 亿. A ratio gives one Quantity
    a part (`kind` is `part`, and `part` its place), all starting where the ratio starts.
    """

    start: int
    number: int
    unit_end: int
    end: int
    value: float
    value_max: float | None
    unit: str
    kind: Kind
    comparator: Comparator
    wording: str | None
    form: str
    level: bool = False
    scaled: bool = False
    part: int = 0
    parts: int = 1


class QuantityReader:
    """Finds all quantities of a text, whatever they measure or name."""

    __slots__ = ("_lexicon",)

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def find(self, text: str) -> list[Quantity]:
        """Quantities in the order of the text; none overlaps another, the parts of a ratio aside."""
        found: list[Quantity] = []
        done = 0
        for run in _RUN.finditer(text):
            start, end = run.span()
            if start < done or (text[start] == "一" and not _begins(text, start)):
                continue
            if text[end : end + 1] in _COLONS and (ratio := _RATIO.match(text, start)) is not None:
                found += _ratio(ratio)
                done = ratio.end()
                continue
            numeral = _numeral(text, start)
            quantity = self._read(text, numeral) if numeral is not None else None
            if quantity is not None:
                found.append(quantity)
                done = quantity.end
        return found

    def _read(self, text: str, numeral: _Numeral) -> Quantity | None:
        end = numeral.end
        level = text[end : end + 1] == "级" and numeral.large
        unit = self._lexicon.yuan if level and numeral.value >= _SUM else NO_UNIT
        if level:
            end += 1
        elif numeral.percent:
            unit = self._lexicon.percent
        elif (hit := self._lexicon.units.at(text, end)) is not None:
            unit, end = hit
        if not level and not _fits(text, numeral, unit, end):
            return None
        if not level and unit.kind == "money" and text[end : end + 1] == "级":
            level, end = True, end + 1
        if numeral.form == "bare" and text.startswith("台阶", end):
            return None
        return self._qualify(text, numeral, unit, end, level=level)

    def _qualify(self, text: str, numeral: _Numeral, unit: Unit, unit_end: int, *, level: bool) -> Quantity | None:
        """The quantity with the words before and behind that say how exact it is."""
        lexicon = self._lexicon
        start, bare = numeral.start, numeral.form == "bare"
        before = lexicon.before.closing(text, max(0, start - _REACH), start)
        after = lexicon.after.opening(text, unit_end, min(len(text), unit_end + _REACH))
        first, last = text[start - before : start], text[unit_end : unit_end + after]
        comparator: Comparator = "eq"
        if numeral.value_max is not None:
            comparator = "range"
        elif after or before:
            comparator = lexicon.comparator[last or first]
        elif bare and text[start - 1 : start] in lexicon.magnitude_ge:
            comparator, before = "ge", 1
        elif numeral.more:
            comparator = "ge"
        elif level or bare:
            comparator = "approx"
        if bare and not level and not before and not (unit.kind == "money" and numeral.value >= _SUM):
            return None
        end = unit_end + after
        end += lexicon.skip_after.opening(text, end, min(len(text), end + _REACH))
        if (comparator == "eq" or bare) and text.endswith(lexicon.milestones, unit_end, end) and not (before or after):
            comparator = "ge"  # 跨越千亿元、两千亿元大关
        value_max = numeral.value_max
        return Quantity(
            start=start - before,
            number=start,
            unit_end=unit_end,
            end=end,
            value=float(numeral.value * unit.factor),
            value_max=None if value_max is None else float(value_max * unit.factor),
            unit=unit.symbol,
            kind=unit.kind,
            comparator=comparator,
            wording=first or last or (numeral.more or None),
            form=numeral.form,
            level=level,
            scaled=text[unit_end - 1] in "万亿",
        )


class _Numeral(NamedTuple):
    """A numeral without its unit; `more` is 多 or 余 behind it, `large` says that it ends in a magnitude."""

    start: int
    end: int
    value: Number
    value_max: Number | None
    form: str
    more: str
    large: bool
    signs: str
    percent: bool = False


_COLONS = frozenset(":∶：")
_ARABIC = frozenset("0123456789０１２３４５６７８９")
#: Units that a small Chinese numeral does not count (三角, 十分, 三门 are words and names).
_SPOKEN = frozenset({"角", "分", "门", "级", "位", "段", "道", "片", "块", "对", "本", "批", "批次", "轮"})
_UNCOUNTED = frozenset("第数几好每逐")


#: From here on 百亿级 and the like are sums of money.
_SUM = 100_000_000
#: The longest word that says how exact a number is.
_REACH = 5


def _begins(text: str, start: int) -> bool:
    """Whether 一 at `start` can begin a number: before a magnitude or 倍, or behind 至少, 少于 and the like."""
    following = text[start + 1 : start + 2]
    return following in _MAGNITUDES or following == "倍" or text[start - 1 : start] in _LIMITING


def _numeral(text: str, start: int) -> _Numeral | None:
    """The numeral that begins at `start`, if one does."""
    if text[start] in _ARABIC:
        return None if text[start - 1 : start] in _NOT_BEFORE else _arabic(text, start)
    if text.startswith("百分之", start):
        percent = _arabic(text, start + 3) if text[start + 3 : start + 4] in _ARABIC else _han(text, start + 3)
        return percent and percent._replace(start=start, percent=True)
    return _han(text, start)


def _arabic(text: str, start: int) -> _Numeral | None:
    """A number in digits, or a range of two (3—5, 4.5%～5%, 50—60万)."""
    match = _NUMBER.match(text, start)
    if match is None:
        return None
    first, own, second, more, scale, more_behind = match.groups()
    factor = magnitude(scale) if scale else 1
    return _Numeral(
        start=start,
        end=match.end(),
        value=digits(first) * (magnitude(own) if own and own not in "%％" else factor),
        value_max=None if second is None else digits(second) * factor,
        form="digits",
        more=more or more_behind or "",
        large=factor > 1,
        signs=first,
    )


def _han(text: str, start: int) -> _Numeral | None:
    """A number in Chinese numerals (十二, 一百二十万), or a bare magnitude (百亿)."""
    match = _HAN.match(text, start)
    value = chinese(match.group()) if match is not None and text[start - 1 : start] not in _UNCOUNTED else None
    if match is None or value is None:
        return None
    signs, end = match.group(), match.end()
    more, factor = "", 1
    if text[end : end + 1] in ("多", "余"):
        more, end = text[end], end + 1
        if text[end : end + 1] in ("万", "亿"):
            factor, end = magnitude(text[end]), end + 1
    bare = signs[0] in _BARE
    return _Numeral(
        start=start,
        end=end,
        value=value * factor,
        value_max=None,
        form="bare" if bare else "digits" if signs[-1] in _BARE else "chinese",
        more=more,
        large=signs[-1] in _BARE or factor > 1,
        signs=signs,
    )


def _fits(text: str, numeral: _Numeral, unit: Unit, end: int) -> bool:
    """Whether a numeral with this unit is a quantity at all (and no date, no ordinal, no part of a name)."""
    kind, signs = unit.kind, numeral.signs
    following = text[end : end + 1]
    if kind == "naming" or (unit.needs_magnitude and numeral.value < _SCALE):
        return False
    if kind == "medal":
        return signs[0] in _ARABIC and not "一" <= following <= "鿿"
    if signs[0] in _ARABIC:
        return not (unit.symbol == "年" and len(signs) == _YEAR)
    if signs == "一":
        return unit.symbol == "倍" or (kind in _SMALL_UNITS and text[numeral.start - 2 : numeral.start] in _AT_LEAST)
    if not numeral.large:
        return kind in _SMALL_UNITS and unit.symbol not in _SPOKEN
    return kind != "none" or (signs[-1] in "亿万" and not "一" <= following <= "鿿")


_MAGNITUDES = frozenset("十百千万亿")
_LIMITING = frozenset("少于有")
_AT_LEAST = frozenset({"至少", "少于", "少有"})
_SCALE = 10_000
_YEAR = 4


def _ratio(match: re.Match[str]) -> list[Quantity]:
    parts = list(_PART.finditer(match.group()))
    start = match.start()
    return [
        Quantity(
            start=start,
            number=start + part.start(),
            unit_end=start + part.end(),
            end=start + part.end(),
            value=float(digits(part.group())),
            value_max=None,
            unit="",
            kind="part",
            comparator="eq",
            wording=None,
            form="digits",
            part=i,
            parts=len(parts),
        )
        for i, part in enumerate(parts)
    ]
