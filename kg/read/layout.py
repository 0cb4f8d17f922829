"""A raw page to cleaned text: running heads and white space out, broken lines and paragraphs joined, offsets kept."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kg.model import Span
from kg.read.joins import Growing, Joiner
from kg.read.lexicon import Layout
from kg.read.lines import BLANK, Line, PageMark, read_lines
from kg.read.numerals import half_width

_RUNNING_HEAD = 30
_ENDS = ("。", "！", "!", "？", "?", "：", ":", "；", "，", "、")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph of the cleaned text, with what its lines showed.

    `level`, `listed` and `bold` are those of its lines (see Line); `bold_end` is where emphasis at its start ends
    (`start`: none).
    """

    start: int
    end: int
    level: int
    listed: bool
    bold: bool
    bold_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """Cleaned text: `offsets[i]` is the raw offset of `text[i]`, `seams` are as in `Page`, `marks` as in the file."""

    text: str
    offsets: Sequence[int]
    seams: frozenset[int]
    blocks: tuple[Block, ...]
    marks: tuple[PageMark, ...]


def clean(raw: str, layout: Layout) -> Cleaned:
    """The cleaned text of a raw one. Only white space, marks of Markdown and page, and running heads are lost."""
    found = read_lines(raw, layout)
    joiner = Joiner.of(found.lines, layout)
    running = _running_heads(found.lines, joiner, layout)
    lines = [line for line in found.lines if line not in running]
    groups = list(joiner.paragraphs(lines))
    cuts = [*found.cuts, *((line.start, line.end) for line in running)]
    text, offsets = _squeeze(raw, cuts, [group[-1].end for group in groups[:-1]])
    return Cleaned(
        text=text,
        offsets=array("I", offsets.tobytes()),
        seams=_seams(cuts, offsets),
        blocks=_blocks(groups, offsets),
        marks=found.marks,
    )


def _squeeze(raw: str, cuts: list[Span], ends: list[int]) -> tuple[str, np.ndarray]:
    """The characters that stay, a line feed at each of `ends`, and their raw offsets; in arrays, for speed."""
    codes = np.frombuffer(raw.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).copy()
    keep = ~np.isin(codes, np.fromiter(map(ord, BLANK), dtype=np.uint32))
    for start, end in cuts:
        keep[start:end] = False
    codes[ends] = ord("\n")
    keep[ends] = True
    return codes[keep].tobytes().decode("utf-32-le", "surrogatepass"), np.flatnonzero(keep).astype(np.uint32)


def _seams(cuts: list[Span], offsets: np.ndarray) -> frozenset[int]:
    where = np.searchsorted(offsets, [start for start, _ in cuts])
    return frozenset(int(i) for i in where if 0 < i < len(offsets))


def _blocks(groups: list[list[Line]], offsets: np.ndarray) -> tuple[Block, ...]:
    starts = np.searchsorted(offsets, [group[0].start for group in groups]).tolist()
    ends = np.searchsorted(offsets, [group[-1].end for group in groups]).tolist()
    bolds = np.searchsorted(offsets, [max(group[0].bold_end, group[0].start) for group in groups]).tolist()
    return tuple(
        Block(
            start=start,
            end=end,
            level=group[0].level,
            listed=group[0].listed,
            bold=all(line.bold for line in group),
            bold_end=bold,
        )
        for group, start, end, bold in zip(groups, starts, ends, bolds, strict=True)
    )


def _running_heads(lines: Sequence[Line], joiner: Joiner, layout: Layout) -> frozenset[Line]:
    """Lines that stand inside a sentence and are the report's title or stand elsewhere, too; and there as well."""
    counts = Counter(line.text for line in lines)
    spacing = joiner.wrapping.spacing
    alone = [line for index, line in enumerate(lines) if _stands_alone(lines, index, spacing)]
    candidates = {line for line in alone if _may_run(line, counts, layout)}
    if not candidates:
        return frozenset()
    inside: set[Line] = set()
    growing: Growing | None = None
    for line in lines:
        if growing and line in candidates and joiner.is_open(growing):
            inside.add(line)
        elif growing and joiner.joins(growing, line):
            growing.add(line)
        else:
            growing = joiner.begin(line)
    heads = {line.text for line in inside}
    opening = {line.text: line for line in reversed(lines)}
    again = {line for line in alone if line.text in heads and line is not opening[line.text]}
    return frozenset(inside | again)


def _may_run(line: Line, counts: Counter[str], layout: Layout) -> bool:
    if len(line.text) > _RUNNING_HEAD or line.listed:
        return False
    repeated = counts[line.text] > 1 and not line.text.endswith(_ENDS)
    return repeated or is_title(line.text, layout)


def is_title(text: str, layout: Layout) -> bool:
    """Whether a line is the report's name and nothing else."""
    return "工作报告" in text and bool(layout.lines["title"].fullmatch(half_width(text)))


def _stands_alone(lines: Sequence[Line], index: int, spacing: int) -> bool:
    """Whether a line has more empty lines than others, or the edge of a page, on both sides."""
    line = lines[index]
    apart_after = index + 1 == len(lines) or lines[index + 1].blanks > spacing
    return line.edge or ((line.blanks > spacing or index == 0) and apart_after)
