"""Half-width digits and readable years, character for character, so that offsets stay."""

from __future__ import annotations

import re

_HALF = {ord(full): half for full, half in zip("０１２３４５６７８９", "0123456789", strict=True)}
_FOREIGN = re.compile(r"[０-９]|二[〇○零Ｏ0]")
_YEAR_NUMERAL = re.compile(r"二[〇○零Ｏ0][〇○零Ｏ0一二三四五六七八九]{2}(?=年)")
_DIGIT_OF = str.maketrans("〇○零Ｏ一二三四五六七八九", "0000123456789")
_CHINESE = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")}


def half_width(text: str) -> str:
    """The same text, equally long, with full-width digits as 0-9 and `二〇二三年` as `2023年`."""
    if not _FOREIGN.search(text):
        return text
    return _YEAR_NUMERAL.sub(lambda m: m[0].translate(_DIGIT_OF), text.translate(_HALF))


def chinese_number(numeral: str) -> int:
    """The value of a Chinese numeral from 一 to 九十九. Raises ValueError for anything else."""
    tens, ten, ones = numeral.rpartition("十")
    try:
        return (_CHINESE[tens] if tens else 1 if ten else 0) * 10 + (_CHINESE[ones] if ones else 0)
    except KeyError:
        raise ValueError(f"no numeral below one hundred: {numeral!r}") from None
