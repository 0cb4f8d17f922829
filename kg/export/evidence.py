"""Evidence as resources: each stretch of a document once, with the sentence around it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.export.terms import Block, Pair, integer, text
from kg.model import Evidence, Extraction, Knowledge, Quote, Span


def document_id(document: Extraction) -> str:
    """The id of a document: its content."""
    return f"document/{document.sha256}"


def evidence_id(document: Extraction, span: Span) -> str:
    """The id of a stretch of a document. Half of the hash tells documents apart; all of it would double the graph."""
    return f"evidence/{document.sha256[:32]}/{span[0]}-{span[1]}"


@dataclass(slots=True)
class _Stretch:
    """A stretch of a document: the sentences that it stands in, and the sentences that it is a piece of."""

    inside: set[int] = field(default_factory=set)
    whole: set[int] = field(default_factory=set)


class _Sentences:
    """The quoted sentences of a document, found by position."""

    __slots__ = ("_ends", "_numbers", "_starts")

    def __init__(self, quotes: Iterable[Quote]) -> None:
        pieces = sorted((*piece, number) for number, quote in enumerate(quotes) for piece in quote.pieces)
        self._starts = [piece[0] for piece in pieces]
        self._ends = [piece[1] for piece in pieces]
        self._numbers = [piece[2] for piece in pieces]

    def around(self, span: Span) -> list[int]:
        """The sentences that a stretch lies in: one, or more where it runs over several."""
        first = bisect_right(self._ends, span[0])
        last = bisect_right(self._starts, span[1] - 1)
        return self._numbers[first:last]


def stretches(knowledge: Knowledge) -> Iterator[Block]:
    """All evidence of a collection, by document and position."""
    found: list[dict[Span, _Stretch]] = [{} for _ in knowledge.extractions]
    sentences = [_Sentences(document.quotes) for document in knowledge.extractions]
    for evidence in _all_evidence(knowledge):
        for span in evidence.pieces:
            stretch = found[evidence.document].setdefault(span, _Stretch())
            stretch.inside.update(sentences[evidence.document].around(span))
    for document, known in zip(knowledge.extractions, found, strict=True):
        for sentence in {sentence for stretch in known.values() for sentence in stretch.inside}:
            for span in document.quotes[sentence].pieces:
                known.setdefault(span, _Stretch()).whole.add(sentence)
        for span, stretch in sorted(known.items()):
            yield evidence_id(document, span), _pairs(document, span, stretch)


def _all_evidence(knowledge: Knowledge) -> Iterable[Evidence]:
    for entity in knowledge.entities:
        yield from entity.evidence
    for assertion in knowledge.assertions:
        yield from assertion.evidence


def _pairs(document: Extraction, span: Span, stretch: _Stretch) -> list[Pair]:
    start, end = span
    pairs: list[Pair] = [
        ("rdf:type", "kg:Evidence"),
        ("kg:document", document_id(document)),
        ("oa:start", integer(start)),
        ("oa:end", integer(end)),
        ("oa:exact", text(document.raw[start:end])),
    ]
    for sentence in sorted(stretch.inside):
        pairs.extend(("kg:sentence", evidence_id(document, piece)) for piece in document.quotes[sentence].pieces)
    for sentence in sorted(stretch.whole):
        pairs.extend(_place_in_text(document.quotes[sentence]))
    return pairs


def _place_in_text(quote: Quote) -> Iterator[Pair]:
    if quote.section:
        yield "kg:section", text(quote.section)
    yield "kg:part", text(quote.part)
