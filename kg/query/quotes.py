"""Evidence of a graph as quotations: the sentence, which of its words count, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.model import Span
from kg.query.source import Description, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A sentence on one line; `marks` are spans in `text`. `start` and `end` are those of the marked words in the file.

    `part` and `section` tell where the sentence stands in its report, as far as the graph does.
    """

    text: str
    marks: tuple[Span, ...]
    file: str
    start: int
    end: int
    part: str | None = None
    section: str | None = None

    @property
    def words(self) -> str:
        """The marked words."""
        return "".join(self.text[start:end] for start, end in self.marks)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a file, as the graph has it."""

    iri: str
    document: str
    start: int
    end: int
    exact: str


def quotes(source: Source, evidence: Iterable[str]) -> tuple[Quoted, ...]:
    """The sentences that hold these stretches of text (IRIs of evidence), by file and place, each once."""
    marked: dict[tuple[str, ...], list[_Piece]] = {}
    for iri in evidence:
        description = source.describe(iri)
        # A sentence cut in two by a running head has two pieces; what stands in it points to both.
        whole = tuple(description.texts("sentence")) or (iri,)
        marked.setdefault(whole, []).append(_piece(iri, description))
    quoted = [_quoted(source, sentence, pieces) for sentence, pieces in marked.items()]
    return tuple(sorted(quoted, key=lambda quote: (quote.file, quote.start, quote.end, quote.text)))


def _piece(iri: str, description: Description) -> _Piece:
    return _Piece(
        iri=iri,
        document=description.text("document") or "",
        start=description.integer("oa:start") or 0,
        end=description.integer("oa:end") or 0,
        exact=description.text("oa:exact") or "",
    )


def _quoted(source: Source, sentence: Sequence[str], marked: Sequence[_Piece]) -> Quoted:
    found = [(iri, source.describe(iri)) for iri in sentence]
    wholes = sorted((_piece(iri, description) for iri, description in found), key=lambda piece: piece.start)
    # What a heading says of a later sentence is marked beyond the sentence that it points to.
    text, where = _on_one_line([*wholes, *marked])
    return Quoted(
        text=text,
        marks=tuple(_marks(where, marked)),
        file=source.describe(marked[0].document).text("fileName") or "",
        start=min(piece.start for piece in marked),
        end=max(piece.end for piece in marked),
        part=next((part for _, description in found if (part := description.text("part"))), None),
        section=next((section for _, description in found if (section := description.text("section"))), None),
    )


def _on_one_line(pieces: Iterable[_Piece]) -> tuple[str, list[int]]:
    """The text of the pieces, each character once, and the offset of each.

    White space is closed up except between Latin words, where it is one space.
    """
    known = {offset: character for piece in pieces for offset, character in enumerate(piece.exact, piece.start)}
    characters: list[str] = []
    where: list[int] = []
    gap = False
    for offset, character in sorted(known.items()):
        if character.isspace():
            gap = True
            continue
        if gap and characters and characters[-1].isascii() and character.isascii():
            characters.append(" ")
            where.append(offset - 1)
        gap = False
        characters.append(character)
        where.append(offset)
    return "".join(characters), where


def _marks(where: Sequence[int], marked: Iterable[_Piece]) -> Iterable[Span]:
    """Spans of the line whose characters lie in a marked piece."""
    spans = [(piece.start, piece.end) for piece in marked]
    inside = [any(start <= offset < end for start, end in spans) for offset in where]
    begin = None
    for index, flag in enumerate([*inside, False]):
        if flag and begin is None:
            begin = index
        elif not flag and begin is not None:
            yield begin, index
            begin = None
