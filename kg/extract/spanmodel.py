"""Weighs whole names: what the chain model, which sees one token at a time, cannot.

Each candidate span is described by columns (its first and last words, its neighbours, its length, its rivals, what
the gazetteer says of it as a whole), and a logistic model gives the probability that it is a name of its type.
Learned by `kg train`; integer weights in thousandths.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kg.extract.columns import Column
from kg.extract.lattice import Spans
from kg.extract.symbols import Ids
from kg.extract.templates import (
    TemplateWeights,
    Vocabularies,
    WeightsFile,
    load_weights,
    numbers,
    parse_weights,
)
from kg.extract.tokens import Tokens
from kg.extract.weights import Scores

#: Templates: conjunctions of columns at a place of the span: `first`, `second`, `last`, `inner` (before the last),
#: `before`, `before2`, `after`, `after2`, or `span` for a column of the span itself.
SPAN_TEMPLATES: tuple[tuple[tuple[str, str], ...], ...] = (
    (("gap", "span"),),
    (("rival", "span"),),
    (("gap", "span"), ("rival", "span")),
    (("word", "last"),),
    (("word", "inner"), ("word", "last")),
    (("end1", "last"),),
    (("end2", "last"),),
    (("class", "last"),),
    (("cluster", "last"),),
    (("tag", "last"),),
    (("word", "first"),),
    (("tag", "first"),),
    (("cluster", "first"),),
    (("first", "first"),),
    (("tag", "first"), ("tag", "second")),
    (("tag", "inner"), ("tag", "last")),
    (("word", "before"),),
    (("word", "before2"), ("word", "before")),
    (("tag", "before"),),
    (("cluster", "before"),),
    (("word", "after"),),
    (("word", "after"), ("word", "after2")),
    (("tag", "after"),),
    (("cluster", "after"),),
    (("word", "before"), ("word", "after")),
    (("word", "before"), ("class", "last")),
    (("word", "after"), ("class", "last")),
    (("chars", "span"),),
    (("chars", "span"), ("class", "last")),
    (("tokens", "span"),),
    (("tokens", "span"), ("class", "last")),
    (("whole", "span"),),
    (("whole", "span"), ("word", "after")),
    (("gaz", "first"),),
    (("gaz", "last"),),
    (("gaz", "first"), ("class", "last")),
    (("holds", "span"),),
    (("holds", "span"), ("class", "last")),
    (("seg_from", "first"), ("seg_to", "last")),
    (("list", "first"),),
    (("list_class", "first"), ("class", "last")),
    (("verb", "first"),),
    (("verb", "first"), ("class", "last")),
    (("verb_cluster", "first"), ("class", "last")),
    (("clause_first", "first"),),
    (("left", "span"),),
    (("right", "span"),),
    (("left", "span"), ("right", "span")),
    (("left", "span"), ("class", "last")),
    (("right", "span"), ("class", "last")),
    (("quote", "first"), ("quote", "last")),
    (("quote", "before"), ("quote", "after"), ("quote_after", "last")),
)
_GAPS = (0, 1, 250, 500, 1000, 1500, 2000, 3000, 4000, 6000)
_RIVALS = (-4000, -3000, -2000, -1500, -1000, -500, -250, 0, 1, 250, 500, 1000, 1500, 2000, 3000, 4000, 6000)
_ALONE = 99_999
#: The column `trait` as bits: a number, a list mark, a mark that joins, a quotation mark.
_TRAITS: Mapping[str, int] = {"d": 1, ",": 2, "j": 4, ",j": 6, "q": 8}
#: Beyond this score a probability is 0 or 1000 thousandths.
_CERTAIN = 8000


def span_template_name(template: tuple[tuple[str, str], ...]) -> str:
    """`word.last&word.after`: how a template is written in the weights file."""
    return "&".join(f"{column}.{place}" for column, place in template)


_NAMES = {template: span_template_name(template) for template in SPAN_TEMPLATES}
_COLUMNS = {_NAMES[template]: [column for column, _ in template] for template in SPAN_TEMPLATES}


@dataclass(frozen=True, slots=True)
class Placed:
    """A column and, for each span, the position in it (-1: outside the text)."""

    column: Column
    at: npt.NDArray[np.int64]


def _bucket(values: npt.NDArray[np.int32], edges: Sequence[int]) -> Column:
    return Column(np.searchsorted(edges, values, side="right").astype(np.int32), [str(e) for e in (*edges, "more")])


def rivals(spans: Spans) -> npt.NDArray[np.int32]:
    """How much better each span is than the best other one that overlaps it; 99,999 where none does."""
    first, end, gap = spans.first, spans.end, spans.gap
    best = np.full(len(first), -_ALONE, dtype=np.int32)
    here = np.arange(len(first))
    distance = 0
    while len(here):  # the spans after a span that overlap it follow it without a gap
        distance += 1
        here = here[: np.searchsorted(here, len(first) - distance)]
        here = here[first[here + distance] < end[here]]
        other = here + distance
        best[here] = np.maximum(best[here], gap[other])
        best[other] = np.maximum(best[other], gap[here])
    return np.where(best > -_ALONE, gap - best, np.int32(_ALONE))


def describe(tokens: Tokens, columns: Mapping[str, Column], spans: Spans) -> Mapping[tuple[str, str], Placed]:
    """Every (column, place) that the templates name."""
    count = len(tokens.words)
    first, end = spans.first.astype(np.int64), spans.end.astype(np.int64)
    length = end - first
    places = {
        "first": first,
        "second": np.where(length > 1, first + 1, -1),
        "last": end - 1,
        "inner": np.where(length > 1, end - 2, -1),
        "before": first - 1,
        "before2": np.where(first > 1, first - 2, -1),
        "after": np.where(end < count, end, -1),
        "after2": np.where(end + 1 < count, end + 1, -1),
    }
    here = np.arange(len(first))
    chars = tokens.starts[end] - tokens.starts[first]
    own = {
        "gap": _bucket(-spans.gap, _GAPS),
        "rival": _bucket(rivals(spans), _RIVALS),
        "chars": Column(np.minimum(chars, 24).astype(np.int32), [str(i) for i in range(25)]),
        "tokens": Column(np.minimum(length, 10).astype(np.int32), [str(i) for i in range(11)]),
        "whole": _whole(columns["gaz"], first, end, count),
        "holds": _holds(columns, first, end),
        "left": _neighbours(columns, spans, left=True),
        "right": _neighbours(columns, spans, left=False),
    }
    return {
        (name, place): Placed(own[name], here) if place == "span" else Placed(columns[name], places[place])
        for template in SPAN_TEMPLATES
        for name, place in template
    }


def _whole(gaz: Column, first: npt.NDArray[np.int64], end: npt.NDArray[np.int64], count: int) -> Column:
    """The gazetteer's kind where one hit covers the whole span and no more."""
    opens = np.array([s[0] == "B" for s in gaz.strings])[gaz.ids]
    goes_on = np.append(np.array([s[0] == "I" for s in gaz.strings])[gaz.ids], False)
    onward = np.concatenate(([0], np.cumsum(goes_on)))
    covered = onward[end] - onward[np.minimum(first + 1, count)]
    whole = opens[first] & (covered == end - first - 1) & ~goes_on[end]
    return Column(np.where(whole, gaz.ids[first], len(gaz.strings)).astype(np.int32), [*gaz.strings, "-"])


def _neighbours(columns: Mapping[str, Column], spans: Spans, *, left: bool) -> Column:
    """The best candidate that a list mark joins to each span on one side: its type, `?` where off the best path."""
    near, far = (spans.end, spans.first) if left else (spans.first, spans.end)
    none, alone, kinds = 2 * len(spans.kinds), 2 * len(spans.kinds) + 1, len(spans.kinds)
    joins = np.append(_traits(columns) & 4 > 0, False)
    best = np.full(len(joins) + 1, alone, dtype=np.int32)
    order = np.lexsort((np.arange(len(near)), -spans.gap))[::-1]  # of equal ones the first is written last
    best[near[order]] = np.where(spans.gap == 0, spans.kind, spans.kind + kinds)[order]
    joined = (far > 0) & joins[far - 1] if left else joins[far]
    symbols = np.where(joined, best[far - 1 if left else far + 1], none)
    return Column(symbols.astype(np.int32), [*spans.kinds, *(f"{kind}?" for kind in spans.kinds), "none", ","])


def _traits(columns: Mapping[str, Column]) -> Ids:
    """The traits of each token, as bits."""
    return numbers(columns["trait"], _TRAITS).take(columns["trait"].ids)


def _holds(columns: Mapping[str, Column], first: npt.NDArray[np.int64], end: npt.NDArray[np.int64]) -> Column:
    """Which of verb, digit, list mark and quotation mark a span holds."""
    tag, traits = columns["tag"], _traits(columns)
    verbs = np.array([symbol == "v" for symbol in tag.strings], dtype=np.bool_)[tag.ids]
    code = np.zeros(len(first), dtype=np.int32)
    for bit, holds in enumerate((verbs, traits & 1 > 0, traits & 2 > 0, traits & 8 > 0)):
        sums = np.zeros(len(holds) + 1, dtype=np.int32)
        np.cumsum(holds, out=sums[1:])
        code += (sums[end] > sums[first]).astype(np.int32) << bit
    names = ["".join(n for k, n in enumerate("vd,q") if i >> k & 1) or "none" for i in range(16)]
    return Column(code, names)


@dataclass(frozen=True, slots=True)
class SpanModel:
    """Types, a bias for each, the known symbols of each column, and weights by template."""

    kinds: tuple[str, ...]
    bias: npt.NDArray[np.int32]
    vocabularies: Vocabularies
    templates: Mapping[str, TemplateWeights]
    rows: Scores

    @classmethod
    def load(cls, path: Path) -> SpanModel:
        """Read a weights file. Raises OntologyError where it is missing or malformed."""
        return cls._of(load_weights(path, _COLUMNS))

    @classmethod
    def parse(cls, text: str) -> SpanModel:
        """The model of a weights file's text."""
        return cls._of(parse_weights(text, _COLUMNS))

    @classmethod
    def _of(cls, weights: WeightsFile) -> SpanModel:
        return cls(
            weights.labels,
            _biases(weights.labels, weights.other),
            weights.vocabularies,
            weights.templates,
            weights.rows,
        )

    def probabilities(self, tokens: Tokens, columns: Mapping[str, Column], spans: Spans) -> list[int]:
        """For each span the probability, in thousandths, that it is a name of its type."""
        placed = describe(tokens, columns, spans)
        known: dict[str, Ids] = {}
        parts: dict[tuple[str, str], Ids] = {}
        where = {kind: i for i, kind in enumerate(self.kinds)}
        kinds = np.array([where[kind] for kind in spans.kinds], dtype=np.int32)[spans.kind]
        flat, width = self.rows.ravel(), np.int32(len(self.kinds))
        total = self.bias[kinds]
        for template in SPAN_TEMPLATES:
            weights = self.templates.get(_NAMES[template])
            if weights is None:
                continue
            for name, place in template:
                if (name, place) not in parts:
                    vocabulary, spot = self.vocabularies[name], placed[name, place]
                    if name not in known:
                        known[name] = numbers(spot.column, vocabulary)
                    own = known[name].take(spot.column.ids.take(spot.at, mode="wrap"))
                    own[spot.at < 0] = vocabulary.get("^", 0)
                    parts[name, place] = own
            total += flat.take(weights.find([parts[part] for part in template]) * width + kinds)
        probabilities: list[int] = _logistic().take(np.clip(total, -_CERTAIN, _CERTAIN) + _CERTAIN).tolist()
        return probabilities


@cache
def _logistic() -> Ids:
    """The probability, in thousandths, of each score from -8000 to 8000 thousandths."""
    scores = range(-_CERTAIN, _CERTAIN + 1)
    return np.array([round(1000 / (1 + math.exp(-score / 1000))) for score in scores], dtype=np.int32)


def _biases(kinds: Sequence[str], lines: Sequence[Sequence[str]]) -> npt.NDArray[np.int32]:
    bias = np.zeros(len(kinds), dtype=np.int32)
    for cells in lines:
        if cells[0] == "bias":
            bias[kinds.index(cells[1])] = int(cells[2])
    return bias
