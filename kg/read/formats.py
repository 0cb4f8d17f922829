"""A file to its raw text: plain text and Markdown as they are; HTML, DOCX and PDF by their text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from kg.errors import Unreadable
from kg.read.decode import decode

_HTML_START = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_HTML_ENDINGS = (".html", ".htm", ".xhtml")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_SKIPPED = frozenset(("script", "style", "head", "noscript", "template", "nav", "svg"))
# fmt: off
_BLOCKS = frozenset((
    "p", "div", "br", "li", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "table", "ul",
    "ol", "dl", "dt", "dd", "blockquote", "pre", "hr", "header", "footer", "main", "aside", "center", "body", "title",
))
# fmt: on
PAGE_BREAK = "\f"


def raw_text(name: str, data: bytes) -> str:
    """The text of a file, by its content and its ending. Offsets of evidence count in what this returns.

    PDF pages are separated by a form feed; paragraphs and lines of HTML and DOCX by line feeds. Raises Unreadable.
    """
    if data.startswith(b"%PDF-"):
        return _pdf(name, data)
    if data.startswith(b"PK\x03\x04"):
        return _docx(name, data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(name, "is an old Word file (.doc); save it as DOCX")
    if data.startswith(b"{\\rtf"):
        raise Unreadable(name, "is RTF; save it as DOCX or text")
    if PurePath(name).suffix.lower() in _HTML_ENDINGS:
        return _html(name, _markup(name, data))
    text = decode(name, data)
    return _html(name, text) if _HTML_START.match(text.lstrip("\ufeff")) else text


def _markup(name: str, data: bytes) -> str:
    """Markup decoded as it says, if that works, else by its content."""
    said = _CHARSET.search(data[:4096])
    if said and said[1].lower() in (b"gb2312", b"gbk", b"gb18030"):
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            pass
    return decode(name, data)


def _html(name: str, markup: str) -> str:
    from lxml import etree, html

    try:
        # As bytes: lxml refuses a str that declares an encoding of its own.
        parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        root = html.document_fromstring(markup.lstrip("\ufeff").encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable(name, f"is no HTML that can be read: {error}") from None
    text = re.sub(r"[ \t\r]*\n\s*", "\n", "".join(_html_pieces(root))).strip("\n")
    return _some(name, text, "holds no text; is the page built by a script? save its text")


def _html_pieces(element: Any) -> Iterator[str]:
    """The text of an element in reading order, a line feed around each block; line ends of markup are blanks."""
    if isinstance(element.tag, str) and element.tag.lower() in _SKIPPED:
        return
    block = isinstance(element.tag, str) and element.tag.lower() in _BLOCKS
    if block:
        yield "\n"
    if element.text:
        yield _one_line(element.text)
    for child in element:
        yield from _html_pieces(child)
        if child.tail:
            yield _one_line(child.tail)
    if block:
        yield "\n"


def _one_line(text: str) -> str:
    return re.sub(r"[\r\n\t\f\v]+", " ", text)


def _docx(name: str, data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "word/document.xml" not in archive.namelist():
                raise Unreadable(name, "is a ZIP archive but no DOCX; unpack it and pass the documents")
    except zipfile.BadZipFile:
        raise Unreadable(name, "is a damaged ZIP archive or DOCX") from None
    import docx
    from docx.table import Table

    try:
        document = docx.Document(io.BytesIO(data))
    except Exception as error:  # python-docx lets errors of zipfile, lxml and its own through
        raise Unreadable(name, f"is a damaged DOCX: {_brief(error)}") from None
    lines: list[str] = []
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            lines.extend(_table_row(row) for row in item.rows)
        else:
            lines.append(item.text)
    return _some(name, "\n".join(lines), "holds no text")


def _table_row(row: Any) -> str:
    """The texts of a row's cells; python-docx gives a merged cell once for each column it spans."""
    cells = {id(cell._tc): cell.text for cell in row.cells}
    return "\t".join(cells.values())


def _pdf(name: str, data: bytes) -> str:
    import pypdf

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(name, "is a PDF with a password; save it without one")
        pages = [page.extract_text() for page in reader.pages]
    except Unreadable:
        raise
    except Exception as error:  # a damaged PDF fails in many ways
        raise Unreadable(name, f"is a damaged PDF: {_brief(error)}") from None
    return _some(name, PAGE_BREAK.join(pages), "is a PDF without a text layer (a scan); run OCR on it first")


def _some(name: str, text: str, otherwise: str) -> str:
    if not text.strip():
        raise Unreadable(name, otherwise)
    return text


def _brief(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
