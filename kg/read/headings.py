"""Headings: numbered, of Markdown, or bare; on a line of their own or run into the paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.read.layout import Block, Cleaned, is_title
from kg.read.lexicon import RANKS, Layout

PART_RANK, PLAIN_RANK = 0, 5
_RANK = {kind: rank for rank, kind in enumerate(RANKS)}
_RUN_IN_RANK = 2
_SENTENCE_END = re.compile(r"[。！？!?]")
_ENDED = re.compile(r"[。！？!?：:；;，,][”’」』）)》]*$")
_NO_HEADING = re.compile(r"[。！？!?：:；;]")
_HEADING, _PLAIN, _RUN_IN, _ORDINAL = 60, 40, 25, 40
_FRONT_MATTER = 12
_EARLY = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlined:
    """A paragraph in the outline of a report.

    `plain` is its beginning with half-width digits. `role` is "title", "front" (date, speaker, source), "heading",
    "run-in" (a head, then text) or "text"; `rank` is that of a heading or a numbered run-in head (0 outermost, -1:
    none). `head_end` and `section` are as in Paragraph.
    """

    start: int
    end: int
    plain: str
    role: str
    rank: int
    head_end: int
    section: tuple[str, ...]


def outline(cleaned: Cleaned, plain: str, layout: Layout) -> tuple[Outlined, ...]:
    """The paragraphs, their heads and the headings above each; `plain` is the cleaned text with half-width digits."""
    heads = _Heads(cleaned=cleaned, plain=plain, layout=layout)
    body = heads.body()
    above: list[tuple[int, str, bool]] = []
    result: list[Outlined] = []
    for index, block in enumerate(cleaned.blocks):
        role, rank, head_end = heads.head(index, opening=index < body)
        text = plain[block.start : block.end]
        if above and above[-1][2] and not block.listed:
            above.pop()
        if role == "heading" or 0 <= rank <= _RUN_IN_RANK:
            above = [entry for entry in above if entry[0] < rank]
        elif _sums_up(text, layout):
            above = [entry for entry in above if entry[0] < _RUN_IN_RANK]
        result.append(
            Outlined(
                start=block.start,
                end=block.end,
                plain=text[:200],
                role=role,
                rank=rank,
                head_end=head_end,
                section=tuple(heading for _, heading, _ in above),
            )
        )
        if role == "heading" or (role == "run-in" and 0 <= rank <= _RUN_IN_RANK):
            end = block.end if role == "heading" else head_end
            lists = rank == PLAIN_RANK and index + 1 < len(cleaned.blocks) and cleaned.blocks[index + 1].listed
            above.append((rank, cleaned.text[block.start : end].rstrip("。："), lists))
    return tuple(result)


def _sums_up(text: str, layout: Layout) -> bool:
    """Whether a paragraph speaks to the assembly, of the whole time or of what is lacking: it leaves its section."""
    if layout.lines["opener"].match(text) or layout.parts["back"].match(text):
        return True
    return bool(layout.parts["problems"].search(text, 0, _EARLY))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heads:
    """Tells the head of each paragraph, for which the paragraph after it matters too."""

    cleaned: Cleaned
    plain: str
    layout: Layout

    def body(self) -> int:
        """Index of the first paragraph that is neither title nor date, speaker or source."""
        for index, block in enumerate(self.cleaned.blocks):
            text = self._text(block)
            if is_title(text, self.layout):
                continue
            if block.level or self._number(text) or _SENTENCE_END.search(text) or self.is_part_heading(text):
                return index
            if self.layout.lines["opener"].match(text):
                return index
        return 0

    def head(self, index: int, opening: bool) -> tuple[str, int, int]:
        """Role, rank and end of the head of a paragraph; `opening`: it stands before the body."""
        block = self.cleaned.blocks[index]
        text = self._text(block)
        if is_title(text, self.layout):
            return "title", -1, block.start
        if opening or (index < _FRONT_MATTER and len(text) <= _HEADING and self.layout.lines["front"].fullmatch(text)):
            return "front", -1, block.start
        kind = self._number(text)
        rank = self._rank(block, kind, text)
        if self._is_heading(index, block, text, kind, rank):
            return "heading", rank, block.start
        head_end = self._run_in(block, text, kind)
        if head_end > block.start:
            return "run-in", rank if kind in _RANK else -1, head_end
        return "text", -1, block.start

    def is_part_heading(self, text: str) -> bool:
        """Whether a line without a number says that a part of the report begins: `2008年工作回顾`, `名词解释`."""
        parts = self.layout.parts
        if len(text) > _RUN_IN + 5 or _NO_HEADING.search(text):
            return False
        if parts["appendix"].match(text) or (parts["review"].search(text) and "工作" in text):
            return True
        words = parts["plan_words"].search(text) or parts["review_words"].search(text)
        dated = self.layout.years["plain_year"].search(text) or parts["plan"].search(text)
        return bool(words and (dated or parts["multiyear"].search(text)))

    def _text(self, block: Block) -> str:
        return self.plain[block.start : min(block.end, block.start + 200)]

    def _number(self, text: str) -> str | None:
        found = self.layout.numbering.match(text)
        return found.lastgroup if found else None

    def _rank(self, block: Block, kind: str | None, text: str) -> int:
        if kind in _RANK:
            return _RANK[kind]
        if block.level:
            return min(max(block.level - 1, PART_RANK), PLAIN_RANK - 1)
        return PART_RANK if self.is_part_heading(text) else PLAIN_RANK

    def _is_heading(self, index: int, block: Block, text: str, kind: str | None, rank: int) -> bool:
        """Whether a paragraph is a heading and nothing more."""
        if block.end - block.start > _HEADING:
            return False
        if block.level or block.bold:
            return True
        if kind in _RANK:
            return self._is_numbered_heading(index, text, kind, rank)
        if kind or block.listed or _NO_HEADING.search(text) or _ENDED.search(text):
            return False
        return rank == PART_RANK or self._is_bare_heading(index, text)

    def _is_numbered_heading(self, index: int, text: str, kind: str | None, rank: int) -> bool:
        sentence = _SENTENCE_END.search(text)
        if sentence and (rank > _RUN_IN_RANK or sentence.end() < len(text) or self._measures(text)):
            return False
        return not (text.endswith(("；", ";", "：", ":")) or self._is_item(index, kind, rank))

    def _is_bare_heading(self, index: int, text: str) -> bool:
        commas = text.count("，") + text.count(",")
        return len(text) <= _PLAIN and commas <= 1 and not self._measures(text) and self._has_body(index)

    def _is_item(self, index: int, kind: str | None, rank: int) -> bool:
        """Whether a numbered line is one of a list, not a heading: what follows is numbered alike."""
        if rank < _RUN_IN_RANK or index + 1 >= len(self.cleaned.blocks):
            return False
        return self._number(self._text(self.cleaned.blocks[index + 1])) == kind

    def _has_body(self, index: int) -> bool:
        """Whether a bare line has something below it that it may be the heading of."""
        if index + 1 >= len(self.cleaned.blocks):
            return False
        after = self.cleaned.blocks[index + 1]
        text = self._text(after)
        return bool(
            len(text) > _PLAIN or _SENTENCE_END.search(text) or after.listed or after.level or self._number(text)
        )

    def _measures(self, text: str) -> bool:
        number = self.layout.numbering.match(text)
        return bool(self.layout.measure.search(text, number.end() if number else 0))

    def _run_in(self, block: Block, text: str, kind: str | None) -> int:
        """Where a run-in head ends: the first sentence, where it is short and measures nothing and more follows."""
        if block.start < block.bold_end < block.end:
            bold = text[: block.bold_end - block.start]
            return block.bold_end if len(bold) <= _HEADING and (kind or _ENDED.search(bold)) else block.start
        sentence = _SENTENCE_END.search(text)
        if not sentence or block.start + sentence.end() >= block.end:
            return block.start
        head = text[: sentence.end()]
        longest = _HEADING if kind in _RANK else _ORDINAL if kind else _RUN_IN
        if len(head) > longest or "：" in head or self._measures(head) or self.layout.lines["opener"].match(head):
            return block.start
        if not kind and (self.layout.no_head.match(head) or not head.endswith("。")):
            return block.start
        return block.start + sentence.end()


def numbers(outlined: Sequence[Outlined], layout: Layout) -> list[tuple[str, str]]:
    """The numbers that open paragraphs, in order, as (kind, number): `("second", "（八）")`."""
    found = (layout.numbering.match(paragraph.plain) for paragraph in outlined)
    return [(m.lastgroup, m[0]) for m in found if m and m.lastgroup]
