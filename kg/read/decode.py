"""Bytes to text: UTF-8, GB18030 or UTF-16, told by the content, strictly."""

from __future__ import annotations

import codecs
import re

from kg.errors import Unreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_COMMON = re.compile(r"[的一是在和有为大人不中发展建设工作年全市省，。、“”]")
_COMMON_SHARE = 0.08


def decode(name: str, data: bytes) -> str:
    """The text of a file, line ends untouched and a byte order mark kept as its first character.

    `name` is what an error calls the file. Raises Unreadable where the file is empty, binary or in another encoding.
    """
    if not data.strip():
        raise Unreadable(name, "is empty")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(name, data, encoding)
    if b"\0" in data:
        return _without_mark(name, data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _gb18030(name, data, error.start)
    return _checked(name, text)


def _strict(name: str, data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(
            name, f"says it is {encoding.upper()}, but byte {error.start} is not; save it again as UTF-8"
        ) from None
    return _checked(name, text)


def _without_mark(name: str, data: bytes) -> str:
    """UTF-16 without a byte order mark: the line ends and digits of a Chinese text have zero bytes in it."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_chinese(text) and not _CONTROL.search(text):
            return text
    raise Unreadable(name, "is binary and no report that kg reads; save it as text, HTML, DOCX or PDF")


def _gb18030(name: str, data: bytes, broken: int) -> str:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if not _is_chinese(text):
        raise Unreadable(
            name, f"is not UTF-8 (byte {broken} is wrong), GB18030 or UTF-16; open it in an editor and save it as UTF-8"
        )
    return _checked(name, text)


def _is_chinese(text: str) -> bool:
    """Whether a decoding made sense: the wrong one gives Han characters too, but rare ones."""
    sample = "".join(text[:20_000].split())
    return bool(sample) and len(_COMMON.findall(sample)) >= _COMMON_SHARE * len(sample)


def _checked(name: str, text: str) -> str:
    if not text.strip("\ufeff \t\r\n\u3000"):
        raise Unreadable(name, "is empty")
    if len(_CONTROL.findall(text[:20_000])) > 0.01 * min(len(text), 20_000):
        raise Unreadable(name, "is binary and no report that kg reads; save it as text, HTML, DOCX or PDF")
    return text
