"""Texts with marked mentions, as the rules have them: `支持[Company 云帆]建设[Project 硅片|云帆硅片项目]。`"""

from __future__ import annotations

import re

from kg.errors import OntologyError
from kg.model import MENTION_TYPES, Candidate, Goal, Page, Paragraph, Part, Sentence

_MARK = re.compile(r"\[(\w+) |\|([^\[\]|]+)(?=\])|\]")
_NUMBER = re.compile(r"[0-9０-９一二三四五六七八九十百千]")
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?|\n")


def parse_example(marked: str, part: Part = "plan") -> tuple[Page, list[Candidate]]:
    """The page and the mentions of a marked text, one paragraph a line. Raises OntologyError where a mark is wrong.

    `[Type text|full name]` marks a mention; marks may nest. A Goal with a number is quantitative, others qualitative.
    """
    text: list[str] = []
    length = cursor = 0
    open_marks: list[tuple[str, int]] = []
    found: list[Candidate] = []
    name: str | None = None
    for mark in _MARK.finditer(marked):
        text.append(marked[cursor : mark.start()])
        length += mark.start() - cursor
        cursor = mark.end()
        if mark.group(1):
            if mark.group(1) not in MENTION_TYPES:
                raise OntologyError(
                    f"example {marked!r}: unknown type {mark.group(1)}; allowed: {', '.join(MENTION_TYPES)}"
                )
            open_marks.append((mark.group(1), length))
        elif mark.group(2):
            name = mark.group(2)
        elif open_marks:
            kind, start = open_marks.pop()
            words = "".join(text)[start:length]
            found.append(_candidate(kind, start, length, words, name))
            name = None
        else:
            raise OntologyError(f"example {marked!r}: a mark is closed that was not opened")
    if open_marks:
        raise OntologyError(f"example {marked!r}: a mark is not closed")
    plain = "".join(text) + marked[cursor:]
    found.sort(key=lambda c: (c.start, -c.end, c.type))
    return page_of_text(plain, part), found


def page_of_text(text: str, part: Part = "plan") -> Page:
    """A page that is all one part and has no headings; each line is a paragraph."""
    paragraphs: list[Paragraph] = []
    sentences: list[Sentence] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        for sentence in _SENTENCE.finditer(text, start, end):
            sentences.append(Sentence(start=sentence.start(), end=sentence.end(), paragraph=len(paragraphs), part=part))
        paragraphs.append(Paragraph(start=start, end=end, section=(), part=part, head_end=start))
        start = end + 1
    return Page(
        path="example",
        file_name="example",
        sha256="",
        raw=text,
        text=text,
        offsets=range(len(text)),
        seams=frozenset(),
        paragraphs=tuple(paragraphs),
        sentences=tuple(sentences),
        coverage="middle",
        plan_year=None,
        review_year=None,
    )


def _candidate(kind: str, start: int, end: int, words: str, name: str | None) -> Candidate:
    goal = None
    if kind == "Goal":
        goal = Goal(kind="quantitative" if _NUMBER.search(words) else "qualitative", status="target")
    return Candidate(type=kind, start=start, end=end, score=0.0, rule="example", name=name or words, goal=goal)
