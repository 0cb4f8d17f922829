"""Lines of a page: what is text on each, and what is a mark of the page or of Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.model import Span
from kg.read.formats import PAGE_BREAK
from kg.read.lexicon import Layout
from kg.read.numerals import half_width

# What never counts as text: white space of every kind, and characters that are not seen.
INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u00ad"
BLANK = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680"
    + "".join(map(chr, range(0x2000, 0x200B)))
    + "\u2028\u2029\u202f\u205f\u3000"
    + INVISIBLE
)
_LEAD = re.compile(
    rf"[\s{INVISIBLE}]*(?:>\s*)*(?:(?P<level>#{{1,6}})(?:\s+|(?=[^\d#\s]))|(?P<item>[-+*]\s+(?=\S)|[•●▪◆■]\s*))?"
)
_CLOSING_HASHES = re.compile(r"\s+#+$")
_SQUEEZED = re.compile(rf"[\s{INVISIBLE}]+|\*{{2,}}")
_BOLD = re.compile(r"\*\*(?!\*)([^*]+)\*\*")
_RULE = re.compile(r"\s*[-*_=—─━\s]{3,}$")
_SHORT = 60
_PAGE = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that holds text.

    `start` and `end` are raw offsets of the text on it, marks and outer white space left out; `text` is that text
    without white space and emphasis. `width` counts columns (a Han character has two), `blanks` the empty lines before.
    `level` is that of a Markdown heading (0: none); `listed`: it had a list mark; `bold`: all of it is emphasised;
    `bold_end` is the raw offset where emphasis at its start ends; `edge`: first or last line of a page of a PDF.
    """

    start: int
    end: int
    text: str
    width: int
    blanks: int
    level: int
    listed: bool
    bold: bool
    bold_end: int
    indented: bool
    edge: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMark:
    """A mark such as `（上接第1版）`: its raw span; the text comes "from" another page or goes on "to" one."""

    span: Span
    direction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The lines of a file that hold text, and what was found that is none: page marks, raw spans to leave out."""

    lines: tuple[Line, ...]
    marks: tuple[PageMark, ...]
    cuts: tuple[Span, ...]


def read_lines(raw: str, layout: Layout) -> Lines:
    """The lines of `raw`. Page marks are taken out wherever they are, page numbers and rules where they fill a line."""
    marks = _page_marks(raw, layout)
    view = _blanked(raw, [mark.span for mark in marks])
    cuts = [mark.span for mark in marks]
    if "**" in raw:
        cuts += [m.span() for m in re.finditer(r"\*{2,}", raw)]
    if any(char in raw for char in INVISIBLE):
        cuts += [m.span() for m in re.finditer(f"[{INVISIBLE}]+", raw)]
    lines: list[Line] = []
    position, blanks, new_page = 0, 0, False
    for whole in view.splitlines(keepends=True):
        line = _line(whole, position, blanks, new_page)
        if line is None or _RULE.fullmatch(whole):
            cuts += [(position, position + len(whole))] if whole.strip() else []
            blanks += 1
        elif (direction := _mark_line(line, layout)) is not None:
            if direction:
                marks.append(PageMark(span=(line.start, line.end), direction=direction))
            cuts.append((line.start, line.end))
            blanks += 1
        else:
            lines.append(line)
            blanks, new_page = 0, False
            head = (position, line.start)
            if view[slice(*head)].strip():
                cuts.append(head)
            if line.level and view[line.end : position + len(whole)].strip():
                cuts.append((line.end, position + len(whole.rstrip())))
        if PAGE_BREAK in whole:
            if lines:
                lines[-1] = replace(lines[-1], edge=True)
            blanks, new_page = blanks + 1, True
        position += len(whole)
    kept, numbers = _without_page_numbers(lines)
    marks.sort(key=lambda mark: mark.span)
    return Lines(lines=kept, marks=tuple(marks), cuts=(*cuts, *numbers))


def _page_marks(raw: str, layout: Layout) -> list[PageMark]:
    if "版" not in raw:
        return []
    return [
        PageMark(span=m.span(), direction=direction)
        for direction in ("from", "to")
        for m in layout.marks[direction].finditer(raw)
    ]


def _blanked(raw: str, spans: list[Span]) -> str:
    for start, end in spans:
        raw = raw[:start] + " " * (end - start) + raw[end:]
    return raw


def _line(whole: str, position: int, blanks: int, edge: bool) -> Line | None:
    lead = _LEAD.match(whole)
    assert lead is not None
    start = lead.end()
    core = whole[start:].rstrip(BLANK)
    level = len(lead["level"] or "")
    if level:
        core = _CLOSING_HASHES.sub("", core)
    text = _SQUEEZED.sub("", core)
    if not text:
        return None
    bold = _BOLD.match(core)
    return Line(
        start=position + start,
        end=position + start + len(core),
        text=text,
        width=(len(core) + len(core.encode("utf-8", "replace"))) // 2,
        blanks=blanks,
        level=level,
        listed=bool(lead["item"]),
        bold=bold is not None and bold.end() == len(core),
        bold_end=position + start + bold.end() if bold else 0,
        indented=len(lead[0].expandtabs(4).replace("\u3000", "  ")) >= 2,
        edge=edge,
    )


def _mark_line(line: Line, layout: Layout) -> str | None:
    """The direction of a page mark without brackets, "" for a page number, None for text."""
    if len(line.text) > _SHORT:
        return None
    text = half_width(line.text)
    for direction in ("from", "to") if "版" in text else ():
        if layout.marks[f"{direction}_line"].fullmatch(text):
            return direction
    return "" if layout.marks["page_line"].fullmatch(text) else None


def _without_page_numbers(lines: list[Line]) -> tuple[tuple[Line, ...], list[Span]]:
    """Takes out page numbers: lines of bare digits that count up by one, a piece of text apart, three or more."""
    dropped = _counting(lines)
    if len(dropped) < 3:
        return tuple(lines), []
    kept: list[Line] = []
    for index, line in enumerate(lines):
        if index in dropped:
            continue
        # What follows a page number stands on a new page: as good as an empty line between.
        kept.append(replace(line, blanks=line.blanks + 1) if index - 1 in dropped else line)
    return tuple(kept), [(lines[i].start, lines[i].end) for i in dropped]


def _counting(lines: list[Line]) -> list[int]:
    """The longest run of lines that count up by one, at least `_PAGE` characters of the file apart."""
    runs: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if len(line.text) <= 3 and line.text.isdecimal():
            number = int(line.text)
            before = runs.get(number - 1, [])
            if not before or line.start - lines[before[-1]].end >= _PAGE:
                runs[number] = [*before, index]
    return max(runs.values(), key=len, default=[])
