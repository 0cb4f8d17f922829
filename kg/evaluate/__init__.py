"""Measuring extraction against annotated passages: precision, recall, F1, strictly and leniently.

Strict: the same type and name (marks, white space and an ending that may be left out aside); of a number the same
value, unit, comparator, status and a like indicator. Lenient: the same type and half of the characters shared; of a
number the same value and unit. A relation matches where its predicate is the same and its ends match so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kg.evaluate.items import NUMBER, Item, Predicted, annotated, positions, predicted
from kg.evaluate.matching import align, is_strict, same_indicator
from kg.evaluate.relations import Triple, annotated_relations, predicted_relations, renamed
from kg.evaluate.scores import FIELDS, Count, Scores, total
from kg.reference import Passage

__all__ = ["Count", "Scores", "evaluate", "score_passage", "total"]

_NOTHING = Predicted(items=(), item_of={})


def evaluate(
    passages: Iterable[Passage], predictions: Mapping[str, Mapping[str, Any]], raw_of: Callable[[str], str]
) -> list[tuple[Passage, Scores]]:
    """The scores of each passage.

    `predictions` maps names of documents to what was extracted from them (objects as `kg extract` prints them),
    `raw_of` such a name to the text that its offsets count in. Of a document without predictions everything is missed.
    Raises KgError where a document is not the one that was annotated.
    """
    scored = []
    for passage in passages:
        document = predictions.get(passage.document)
        raw = raw_of(passage.document) if document is not None else ""
        scored.append((passage, score_passage(passage, document, raw)))
    return scored


def score_passage(passage: Passage, document: Mapping[str, Any] | None, raw: str) -> Scores:
    """The scores of one passage; `document` is what was extracted from the text `raw`, None for nothing."""
    gold = annotated(passage)
    found, relations = _NOTHING, set[Triple]()
    if document is not None:
        found = predicted(document.get("mentions", []), passage, positions(raw, passage))
        relations = predicted_relations(document, passage, found)
    pairs = [(gold[i], found.items[j]) for i, j in align(gold, found.items)]
    return Scores(
        counts=_mention_counts(gold, found.items, pairs) | _relation_counts(passage, relations, pairs),
        fields=_field_counts(pairs),
    )


def _mention_counts(gold: Iterable[Item], pred: Iterable[Item], pairs: Iterable[tuple[Item, Item]]) -> dict[str, Count]:
    counts: dict[str, Count] = {}

    def add(kind: str, more: Count) -> None:
        counts[kind] = counts.get(kind, Count()) + more

    for item in gold:
        add(item.kind, Count(gold=1))
    for item in pred:
        add(item.kind, Count(pred=1))
    for one, other in pairs:
        add(one.kind, Count(lenient=1, strict=int(is_strict(one, other))))
    return counts


def _relation_counts(passage: Passage, relations: set[Triple], pairs: list[tuple[Item, Item]]) -> dict[str, Count]:
    gold = annotated_relations(passage)
    lenient = renamed(relations, pairs)
    strict = renamed(relations, [pair for pair in pairs if is_strict(*pair)])
    counts: dict[str, Count] = {}
    for triples, count in (
        (gold, Count(gold=1)),
        (lenient, Count(pred=1)),
        (gold & lenient, Count(lenient=1)),
        (gold & strict, Count(strict=1)),
    ):
        for _, predicate, _ in triples:
            counts[f"rel/{predicate}"] = counts.get(f"rel/{predicate}", Count()) + count
    return counts


def _field_counts(pairs: Iterable[tuple[Item, Item]]) -> dict[str, tuple[int, int]]:
    numbers = [pair for pair in pairs if pair[0].kind == NUMBER]
    agreeing = {
        name: sum(
            same_indicator(gold, pred) if name == "indicator" else gold.fields.get(name) == pred.fields.get(name)
            for gold, pred in numbers
        )
        for name in FIELDS
    }
    return {name: (agreeing[name], len(numbers)) for name in FIELDS}
