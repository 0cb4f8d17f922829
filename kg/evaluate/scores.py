"""Counts of what was found, missed and invented, and the figures made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from kg.evaluate.items import KINDS
from kg.model import PREDICATES

How = Literal["strict", "lenient"]
#: What relations are counted by.
RELATIONS = tuple(f"rel/{predicate}" for predicate in PREDICATES)
FIELDS = ("comparator", "indicator", "status", "year")


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many were annotated and predicted, and how many of both match."""

    gold: int = 0
    pred: int = 0
    strict: int = 0
    lenient: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(
            gold=self.gold + other.gold,
            pred=self.pred + other.pred,
            strict=self.strict + other.strict,
            lenient=self.lenient + other.lenient,
        )

    def precision(self, how: How) -> float:
        """The share of the predicted ones that match; 0 where none was predicted."""
        return self._matched(how) / self.pred if self.pred else 0.0

    def recall(self, how: How) -> float:
        """The share of the annotated ones that are matched; 0 where there is none."""
        return self._matched(how) / self.gold if self.gold else 0.0

    def f1(self, how: How) -> float:
        """The harmonic mean of precision and recall."""
        precision, recall = self.precision(how), self.recall(how)
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def _matched(self, how: How) -> int:
        return self.strict if how == "strict" else self.lenient


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Counts by kind of mention (KINDS) and of relation (RELATIONS), and how often the fields of matched numbers agree.

    `fields` maps a field to (agreeing, compared).
    """

    counts: Mapping[str, Count] = field(default_factory=dict)
    fields: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def __add__(self, other: Scores) -> Scores:
        counts = {key: self.counts.get(key, Count()) + other.counts.get(key, Count()) for key in (*KINDS, *RELATIONS)}
        pairs = {name: (self.fields.get(name, (0, 0)), other.fields.get(name, (0, 0))) for name in FIELDS}
        return Scores(counts=counts, fields={name: (a[0] + b[0], a[1] + b[1]) for name, (a, b) in pairs.items()})

    def count(self, key: str) -> Count:
        """The count of one kind; `mentions` and `relations` are the sums."""
        keys = {"mentions": KINDS, "relations": RELATIONS}.get(key, (key,))
        return sum((self.counts.get(each, Count()) for each in keys), Count())

    def figures(self) -> dict[str, Any]:
        """The figures as one flat JSON object: per kind numbers and F1, and `goal_…` for the fields of numbers."""
        result: dict[str, Any] = {}
        for key in (*KINDS, "mentions", *RELATIONS, "relations"):
            count = self.count(key)
            result[key] = {
                "gold": count.gold,
                "pred": count.pred,
                **{f"{how}_f1": round(count.f1(how), 4) for how in ("strict", "lenient")},
            }
        for name in FIELDS:
            agreeing, compared = self.fields.get(name, (0, 0))
            result[f"goal_{name}"] = round(agreeing / compared, 4) if compared else None
        return result


def total(scores: Iterable[Scores]) -> Scores:
    """The sum of scores."""
    return sum(scores, Scores())
