"""Pages made from a few sentences, for tests of the grammar alone."""

from __future__ import annotations

import re

from kg.model import Page, Paragraph, Part, Sentence

_SENTENCE = re.compile(r"[^。！？]+[。！？]?”?")


def page_of(text: str, *, part: Part = "plan", plan_year: int | None = 2031) -> Page:
    """A page of one part of a report; every line of `text` is a paragraph."""
    paragraphs: list[Paragraph] = []
    sentences: list[Sentence] = []
    position = 0
    for line in text.split("\n"):
        end = position + len(line)
        paragraphs.append(Paragraph(start=position, end=end, section=(), part=part, head_end=position))
        for match in _SENTENCE.finditer(text, position, end):
            sentences.append(Sentence(start=match.start(), end=match.end(), paragraph=len(paragraphs) - 1, part=part))
        position = end + 1
    return Page(
        path="made-up.txt",
        file_name="made-up.txt",
        sha256="0" * 64,
        raw=text,
        text=text,
        offsets=range(len(text)),
        seams=frozenset(),
        paragraphs=tuple(paragraphs),
        sentences=tuple(sentences),
        coverage="whole",
        plan_year=plan_year,
        review_year=None if plan_year is None else plan_year - 1,
    )
