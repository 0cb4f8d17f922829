"""Quantities of goals for people: `≥5%`, `4.5–5%`, `8.12万人`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

_SIGNS: Mapping[str, str] = {"ge": "≥", "le": "≤", "approx": "≈"}
_MAGNITUDES = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))


def quantity(
    value: Decimal,
    *,
    value_max: Decimal | None = None,
    unit: str = "",
    comparator: str | None = None,
    dimension: str | None = None,
) -> str:
    """A value with its unit, comparator and, where it is a decline, a minus sign; `第3位` for a rank.

    >>> quantity(Decimal("81200.0"), unit="人"), quantity(Decimal("6.5"), unit="%", comparator="approx")
    ('8.12万人', '≈6.5%')
    >>> quantity(Decimal("3"), unit="%", dimension="decline"), quantity(Decimal(2), unit="位", dimension="rank")
    ('-3%', '第2位')
    """
    number, magnitude = _scaled(value, value_max)
    if value_max is not None:
        number = f"{number}–{_number(value_max / (_factor(magnitude)))}"
    if dimension == "rank":
        return f"{_SIGNS.get(comparator or '', '')}第{number}{unit}"
    minus = "-" if dimension == "decline" else ""
    return f"{_SIGNS.get(comparator or '', '')}{minus}{number}{magnitude}{unit}"


def _scaled(value: Decimal, value_max: Decimal | None) -> tuple[str, str]:
    for factor, name in _MAGNITUDES:
        if max(value, value_max or value) >= factor and value >= factor / 100:
            return _number(value / factor), name
    return _number(value), ""


def _factor(magnitude: str) -> Decimal:
    return next((factor for factor, name in _MAGNITUDES if name == magnitude), Decimal(1))


def _number(value: Decimal) -> str:
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
