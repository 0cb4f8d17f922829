"""A file to a Page: every step of reading, in order."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path, PurePath

from kg.errors import Unreadable
from kg.model import Page, Paragraph, Part, Sentence
from kg.read.coverage import coverage_of
from kg.read.formats import raw_text
from kg.read.headings import Outlined, outline
from kg.read.layout import clean
from kg.read.lexicon import Layout, load_layout
from kg.read.numerals import half_width
from kg.read.parts import Turns, paragraph_parts
from kg.read.years import find_years, years_of_parts

_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?]+[”’」』）)》]*|[^。！？!?\n]+")


def read_page(path: Path, ontology: Path) -> Page:
    """Reads a document: text, Markdown, HTML, DOCX or PDF. Raises Unreadable; OntologyError for the ontology folder."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise Unreadable(str(path), "does not exist") from None
    except OSError as error:
        raise Unreadable(str(path), error.strerror or "cannot be opened") from None
    return page_of(str(path), data, load_layout(ontology))


def page_of(name: str, data: bytes, layout: Layout) -> Page:
    """The page of a file with this path and content. Raises Unreadable where it is no document, or holds no text."""
    raw = raw_text(name, data)
    cleaned = clean(raw, layout)
    if not cleaned.text:
        raise Unreadable(name, "holds no text")
    plain = half_width(cleaned.text)
    outlined = outline(cleaned, plain, layout)
    years = find_years(plain, outlined, layout)
    parts = paragraph_parts(plain, outlined, years.plan, layout)
    if years.plan is None:
        stretches = [(p.start, p.end, part) for p, part in zip(outlined, parts, strict=True)]
        years = years_of_parts(plain, stretches, layout)
        parts = paragraph_parts(plain, outlined, years.plan, layout)
    return Page(
        path=name,
        file_name=PurePath(name).name,
        sha256=hashlib.sha256(data).hexdigest(),
        raw=raw,
        text=cleaned.text,
        offsets=cleaned.offsets,
        seams=cleaned.seams,
        paragraphs=_paragraphs(outlined, parts),
        sentences=tuple(_sentences(plain, outlined, parts, years.plan, layout)),
        coverage=coverage_of(cleaned, plain, outlined, layout),
        plan_year=years.plan,
        review_year=years.review,
        warnings=years.warnings,
    )


def _paragraphs(outlined: Sequence[Outlined], parts: Sequence[Part]) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(
            start=p.start,
            end=p.end,
            section=p.section,
            part=part,
            head_end=p.head_end,
            heading=p.role in ("heading", "title"),
        )
        for p, part in zip(outlined, parts, strict=True)
    )


def _sentences(
    plain: str, outlined: Sequence[Outlined], parts: Sequence[Part], plan_year: int | None, layout: Layout
) -> list[Sentence]:
    """Sentences with their closing marks and quotes; `；` and `：` do not end one."""
    turns = Turns(plain, plan_year, layout)
    sentences: list[Sentence] = []
    for index, (paragraph, part) in enumerate(zip(outlined, parts, strict=True)):
        for m in _SENTENCE.finditer(plain, paragraph.start, paragraph.end):
            start, end = m.span()
            sentences.append(Sentence(start=start, end=end, paragraph=index, part=turns.part(start, end, part)))
    return sentences
