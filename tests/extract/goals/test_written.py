"""The written sentences of the genre: how many of their numbers are read as a person reads them."""

from __future__ import annotations

from pathlib import Path

from kg.evaluate import evaluate, total
from kg.evaluate.documents import Documents, extract_documents
from kg.ontology import default_folder
from kg.reference import load_reference

_WRITTEN = Path(__file__).parents[2] / "reference" / "goals" / "c"


def test_most_numbers_of_the_written_sentences_are_read_with_their_indicator() -> None:
    passages = load_reference(_WRITTEN)
    documents = Documents.under([_WRITTEN / "documents"], {})
    found = extract_documents({p.document for p in passages}, documents, ontology=default_folder(), jobs=1)
    scores = total(s for _, s in evaluate(passages, found, documents.raw))
    count = scores.counts["Goal/quantitative"]
    assert count.gold == 99
    assert count.strict >= 0.94 * max(count.gold, count.pred)
