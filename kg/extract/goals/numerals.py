"""Numerals to numbers: half- and full-width digits, Chinese numerals, magnitudes such as 万 and 亿."""

from __future__ import annotations

from decimal import Decimal

#: Whole numbers are int, for speed; both are exact.
Number = int | Decimal

#: A whole number of so many digits has a float; absurd runs of digits stay decimals, which become infinite.
_SURELY_FLOAT = 15
_WIDE = str.maketrans("０１２３４５６７８９．，·点", "0123456789.,..")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}


def magnitude(text: str) -> int:
    """The factor that a run of magnitudes stands for: 万亿 is 10¹², the empty string 1."""
    factor = 1
    for character in text:
        factor *= _SMALL.get(character) or _LARGE[character]
    return factor


def digits(text: str) -> Number:
    """The number written in Arabic digits, of either width, thousands separated or not."""
    if len(text) <= _SURELY_FLOAT and text.isdecimal():
        return int(text)
    return Decimal(text.translate(_WIDE).replace(",", ""))


def chinese(text: str) -> Number | None:
    """The number in Chinese numerals (十二, 一点五, 二〇二五, 百亿); None where the run is no numeral."""
    whole, _, fraction = text.partition("点")
    value = _whole(whole)
    if value is None or not fraction:
        return value if not text.endswith("点") else None
    places = [_DIGITS.get(c) for c in fraction]
    if None in places:
        return None
    return value + Decimal("0." + "".join(map(str, places)))


def _whole(text: str) -> Number | None:
    if not text:
        return None
    if all(c in _DIGITS for c in text):
        return Decimal("".join(str(_DIGITS[c]) for c in text)) if len(text) > 1 else _DIGITS[text]
    total = section = largest = 0
    digit: int | None = None
    for c in text:
        if c in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[c]
        elif c in _SMALL:
            if digit is None and section:
                return None  # 千百亿: no number, two orders of magnitude
            section += (1 if digit is None else digit) * _SMALL[c]
            digit = None
        else:
            section += digit or 0
            factor = _LARGE[c]
            if factor > largest:  # 万亿, 三千万亿: the larger magnitude holds for all before it
                total = (total + section or 1) * factor
                largest = factor
            else:
                total += section * factor
            section, digit = 0, None
    return total + section + (digit or 0)
