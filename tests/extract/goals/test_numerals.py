from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.goals.numerals import chinese, digits, magnitude

_DIGIT = "零一二三四五六七八九"
_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


def _spell(n: int) -> str:
    """A number below 10¹² in Chinese numerals, written by another way than the parser reads."""
    if n >= 10**8:
        high, low = divmod(n, 10**8)
        return _spell(high) + "亿" + (("零" if low < 10**7 else "") + _spell(low) if low else "")
    if n >= 10**4:
        high, low = divmod(n, 10**4)
        return _spell(high) + "万" + (("零" if low < 1000 else "") + _spell(low) if low else "")
    out, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, n = divmod(n, unit)
        if digit:
            out += ("零" if gap and out else "") + _DIGIT[digit] + name
            gap = False
        else:
            gap = True
    return out or "零"


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_a_spelt_number_reads_back(n: int) -> None:
    assert chinese(_spell(n)) == n


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_full_width_digits_read_like_half_width(value: Decimal) -> None:
    written = format(value, "f")
    assert digits(written.translate(_WIDE)) == digits(written) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两", 2),
        ("十二", 12),
        ("二〇二五", 2025),
        ("一点五", Decimal("1.5")),
        ("百亿", 10**10),
        ("万亿", 10**12),
        ("三千万亿", 3 * 10**15),
    ],
)
def test_numerals(text: str, value: Decimal) -> None:
    assert chinese(text) == value


@pytest.mark.parametrize("text", ["千百亿", "点", "", "一二十"])
def test_what_is_no_numeral(text: str) -> None:
    assert chinese(text) is None


def test_magnitudes_multiply() -> None:
    assert magnitude("") == 1
    assert magnitude("百亿") == magnitude("百") * magnitude("亿")
    assert digits("1,234,567") == 1234567
