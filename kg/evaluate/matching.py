"""Which predicted item answers which annotated one, leniently and strictly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from kg.evaluate.items import NUMBER, Item, normal

_HALF_SHARED = 0.5
_MOSTLY_SHARED = 0.8
_SAME_NAME = 2.0
_TOLERANCE = 1e-6


def align(gold: Sequence[Item], pred: Sequence[Item]) -> list[tuple[int, int]]:
    """Pairs of an annotated and a predicted item that match leniently, each item once, best matches first."""
    scored = [
        (-score, i, j) for i, g in enumerate(gold) for j, p in enumerate(pred) if (score := lenient_score(g, p)) > 0
    ]
    taken_gold: set[int] = set()
    taken_pred: set[int] = set()
    pairs = []
    for _, i, j in sorted(scored):
        if i not in taken_gold and j not in taken_pred:
            taken_gold.add(i)
            taken_pred.add(j)
            pairs.append((i, j))
    return pairs


def lenient_score(gold: Item, pred: Item) -> float:
    """How well two items match, 0 for not at all: the same name, or half of the characters shared.

    Numbers match by value and unit where their texts overlap; the likeness of their indicators then counts, too.
    """
    if gold.kind != pred.kind:
        return 0.0
    shared = overlap(gold, pred)
    if gold.kind == NUMBER:
        if shared == 0 or not same_number(gold.fields, pred.fields):
            return 0.0
        return shared + likeness(gold.fields["indicator"], pred.fields.get("indicator", ""))
    if gold.name == pred.name:
        return _SAME_NAME
    return shared if shared >= _HALF_SHARED else 0.0


def is_strict(gold: Item, pred: Item) -> bool:
    """Is a lenient match also a strict one: the same name; of a number also comparator, status and a like indicator?"""
    if gold.kind == NUMBER:
        agree = all(gold.fields[field] == pred.fields.get(field) for field in ("comparator", "status"))
        return agree and same_indicator(gold, pred)
    if gold.kind == "Goal/qualitative" and overlap(gold, pred) >= _MOSTLY_SHARED:
        return True
    return gold.name == pred.name


def same_indicator(gold: Item, pred: Item) -> bool:
    """Are the indicators of two numbers alike?"""
    return likeness(gold.fields["indicator"], pred.fields.get("indicator", "")) >= _MOSTLY_SHARED


def overlap(gold: Item, pred: Item) -> float:
    """Characters shared over characters covered, for the pair of spans where that is most."""
    best = 0.0
    for a, b in gold.spans:
        for c, d in pred.spans:
            shared = min(b, d) - max(a, c)
            if shared > 0:
                best = max(best, shared / (max(b, d) - min(a, c)))
    return best


def likeness(one: str, other: str) -> float:
    """How alike two indicators are, 0 to 1; one that holds the other and is not twice as long is at least 0.8."""
    a, b = normal(one), normal(other)
    if not a or not b:
        return float(a == b)
    shorter, longer = sorted((len(a), len(b)))
    if (a in b or b in a) and 2 * shorter >= longer:
        return max(_MOSTLY_SHARED, shorter / longer)
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def same_number(gold: Mapping[str, Any], pred: Mapping[str, Any]) -> bool:
    """Do two goals have the same value, upper value and unit?"""
    units = [normal(str(fields.get("unit") or "")) for fields in (gold, pred)]
    values = all(_close(gold.get(field), pred.get(field)) for field in ("value", "value_max"))
    return values and units[0] == units[1]


def _close(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return one is other
    a, b = float(one), float(other)
    return abs(a - b) <= _TOLERANCE * max(1.0, abs(a), abs(b))
