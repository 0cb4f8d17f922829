"""Which lines of a page are one paragraph: hard-wrapped lines, and paragraphs that a column or a page tears."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.read.lexicon import RANKS, Layout
from kg.read.lines import Line
from kg.read.numerals import half_width

_ENDED = re.compile(r"[。！？!?：:；;…～~][”’」』）)》\]】]*$")
_MARK = re.compile(r"[。！？!?：:；;，,、]")
_STOP = re.compile(r"[。！？!?]")
_GOES_ON = ("，", "、", ",", "“", "‘", "（", "(", "《", "—", "第")
_CONTINUES = re.compile(r"[，。、；：！？）》”’」』】,;:!?%％‰℃]")
_MAX_COLUMNS = 140
_FULL = 0.86
_NEARLY = 0.8
_INDENT = 4
_LABEL = 45
_SHORTEST, _LONGEST = 4, 25
_HEADING = 60


@dataclass(slots=True)
class Growing:
    """A paragraph while its lines are collected; `stop` and `comma` say what marks its text has before its end."""

    lines: list[Line]
    numbered: bool
    stop: bool = False
    comma: bool = False
    length: int = 0

    def add(self, line: Line) -> None:
        """Takes in the next line."""
        if line is not self.lines[-1]:
            self.lines.append(line)
        self.stop = self.stop or bool(_STOP.search(line.text))
        self.comma = self.comma or "，" in line.text or "," in line.text or "；" in line.text
        self.length += len(line.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrapping:
    """How lines are broken.

    `columns` is the least width of a full line (0: lines are paragraphs), `spacing` the number of empty lines between
    two lines of one paragraph, `indents` whether an indent opens a paragraph.
    """

    columns: int
    spacing: int
    indents: bool

    def is_full(self, line: Line, opens: bool) -> bool:
        """Whether a line reaches the right margin; one that opens a paragraph has lost its indent."""
        return 0 < self.columns <= line.width + (_INDENT if opens else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joiner:
    """Decides whether a line goes on the one before: by their ends and beginnings, width and empty lines."""

    layout: Layout
    wrapping: Wrapping

    @classmethod
    def of(cls, lines: Sequence[Line], layout: Layout) -> Joiner:
        """The joiner for a file with these lines."""
        return cls(layout=layout, wrapping=_wrapping(lines))

    def paragraphs(self, lines: Sequence[Line]) -> Iterator[list[Line]]:
        """The lines, paragraph by paragraph."""
        growing: Growing | None = None
        for line, after in zip(lines, (*lines[1:], None), strict=False):
            apart = after is None or after.blanks > self.wrapping.spacing
            if growing and self.joins(growing, line, apart):
                growing.add(line)
                continue
            if growing:
                yield growing.lines
            growing = self.begin(line)
        if growing:
            yield growing.lines

    def begin(self, line: Line) -> Growing:
        """A paragraph that starts with this line."""
        growing = Growing(lines=[line], numbered=self._rank(line) is not None)
        growing.add(line)
        return growing

    def joins(self, before: Growing, line: Line, apart: bool = False) -> bool:
        """Whether `line` goes on the paragraph `before`; `apart`: there are empty lines after it."""
        last = before.lines[-1]
        if last.level or last.bold or line.level or line.listed or line.bold:
            return False
        if _CONTINUES.match(line.text):
            return True
        gap = line.blanks > self.wrapping.spacing
        if self.layout.lines["opener"].match(line.text) or (gap and apart and self._is_label(line)):
            return False
        if _ENDED.search(last.text):
            indented = line.indented and self.wrapping.indents
            return not gap and not indented and self._reaches_margin(before) and not self._opens_section(line)
        if self._opens_section(line):
            return last.text.endswith("第") or (not gap and not before.numbered and self._reaches_margin(before))
        return self._is_torn(before, gap)

    def is_open(self, before: Growing) -> bool:
        """Whether a paragraph so far breaks off inside a sentence."""
        last = before.lines[-1]
        return not (last.level or last.bold or _ENDED.search(last.text)) and self._is_torn(before, gap=True)

    def _is_torn(self, before: Growing, gap: bool) -> bool:
        """Whether a paragraph that has not come to its end is torn, rather than a heading or a label."""
        if before.lines[-1].text.endswith(_GOES_ON) or before.stop:
            return True
        if self._reaches_margin(before):
            return not (gap and before.numbered)
        if not gap and not before.numbered and before.lines[-1].width >= _NEARLY * self.wrapping.columns > 0:
            return True
        return before.comma and before.length > (_HEADING if before.numbered else _LABEL)

    def _is_label(self, line: Line) -> bool:
        """Whether a line between empty lines looks like a heading: no mark at all, neither too short nor too long."""
        return not self.wrapping.columns and _SHORTEST <= len(line.text) <= _LONGEST and not _MARK.search(line.text)

    def _reaches_margin(self, before: Growing) -> bool:
        return self.wrapping.is_full(before.lines[-1], opens=len(before.lines) == 1)

    def _opens_section(self, line: Line) -> bool:
        return self._rank(line) is not None

    def _rank(self, line: Line) -> str | None:
        """The rank of the number that a line opens with; `一是` and dashes do not keep lines apart."""
        found = self.layout.numbering.match(half_width(line.text[:12]))
        return found.lastgroup if found and found.lastgroup in RANKS else None


def _wrapping(lines: Sequence[Line]) -> Wrapping:
    """Reads the habit of a page off its lines: hard-wrapped ones have one width, most break off in a sentence."""
    whole = Wrapping(columns=0, spacing=0, indents=False)
    if len(lines) < 8:
        return whole
    columns = sorted(line.width for line in lines)[int(len(lines) * 0.9)]
    if columns > _MAX_COLUMNS:
        return whole
    broken = [
        (line.width, after.blanks)
        for line, after in pairwise(lines)
        if line.width >= _FULL * columns and not line.level and not _ENDED.search(line.text)
    ]
    if len(broken) < 0.4 * len(lines):
        return whole
    # Lines that break off inside a sentence are full: what is shorter than nearly all of them is not.
    full = sorted(width for width, _ in broken)[len(broken) // 20]
    (spacing, _), *_ = Counter(blanks for _, blanks in broken).most_common(1)
    indented = sum(line.indented for line in lines)
    return Wrapping(columns=full, spacing=spacing, indents=indented < 0.5 * len(lines))
