"""Finds the names of projects, programmes, companies, institutions, places and industries.

Evidence (words, gazetteer, head nouns, frames, lists, quotation marks) is gathered in columns. The chain model
proposes candidates of all types, the span model weighs each as a whole, a network is asked as well where that leaves
doubt, and the heaviest set that does not overlap is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from kg.extract.chain import ChainModel
from kg.extract.chain import spans as spans_of
from kg.extract.choose import choose, reading_order
from kg.extract.columns import CLAUSE_ENDS, Column, clause_starts, columns, word_table
from kg.extract.lattice import Lattice, Spans, best_labels, lattice, near_best
from kg.extract.lexicon import NameLexicon
from kg.extract.marginals import second_opinion
from kg.extract.network import Network
from kg.extract.openers import opening_names
from kg.extract.ordinary import Ordinary
from kg.extract.spanmodel import SpanModel
from kg.extract.symbols import WordTable
from kg.extract.tokens import Segmenter, Tagger, Tokens, load_tagger, one_width, tokenize
from kg.model import Candidate
from kg.ontology import read_toml

if TYPE_CHECKING:
    from kg.gazetteer import Gazetteer, Hit


# Of known names that open another name and that the models passed over, so many are annotated.
_OPENING = 0.75
#: Types whose names may open with an owner or a site that is a mention of its own.
_OPENED = frozenset({"Project", "Industry", "Program"})
_DOUBTFUL = frozenset({"word", "char", "nickname", "head", "stop"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the name model sees it, its marks and digits of one width. `sure` are the `hits` that are certain."""

    text: str
    tokens: Tokens
    hits: Sequence[Hit]
    sure: Sequence[Hit]
    columns: Mapping[str, Column]
    starts: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class NameReader:
    """Turns text into columns; what training and extraction share."""

    gazetteer: Gazetteer
    table: WordTable
    tagger: Tagger
    known: Callable[[str], bool]
    _kinds: dict[str, tuple[str, bool]] = field(default_factory=dict)

    @classmethod
    def load(cls, ontology: Path, gazetteer: Gazetteer, segmenter: Segmenter = "rjieba") -> NameReader:
        """Read the lexicons and start the segmenter."""
        tagger, known = load_tagger(segmenter)
        return cls(gazetteer, word_table(NameLexicon.load(ontology)), tagger, known)

    def read(self, text: str) -> Reading:
        """Columns of `text`, whose marks and digits may be full or half width."""
        text = one_width(text)
        hits = self.gazetteer.find(text)
        kinds = [self._kind(hit) for hit in hits]
        sure = [hit for hit, (_, certain) in zip(hits, kinds, strict=True) if certain]
        cuts = [edge for hit in sure for edge in (hit.start, hit.end)]
        tokens = tokenize(text, self.tagger, self.known, cuts)
        labels = _gazetteer_labels(tokens, hits, [kind for kind, _ in kinds])
        return Reading(text, tokens, hits, sure, columns(tokens, labels, self.table), clause_starts(text, tokens))

    def _kind(self, hit: Hit) -> tuple[str, bool]:
        """How the model sees a hit, and whether it is sure; remembered by the name."""
        name = hit.entries[0].name
        known = self._kinds.get(name)
        if known is None:
            known = self._kinds[name] = hit_kind(hit), is_sure(hit)
        return known


@dataclass(frozen=True, slots=True)
class NameFinder:
    """The name extractor."""

    reader: NameReader
    chain: ChainModel
    span: SpanModel
    network: Network
    ordinary: Ordinary
    settings: FinderSettings

    @classmethod
    def load(cls, ontology: Path, gazetteer: Gazetteer, segmenter: Segmenter = "rjieba") -> NameFinder:
        """Read lexicons and weights of an ontology folder."""
        reader = NameReader.load(ontology, gazetteer, segmenter)
        return cls(
            reader,
            ChainModel.load(ontology / "weights" / "chain.tsv"),
            SpanModel.load(ontology / "weights" / "spans.tsv"),
            Network.load(ontology / "weights" / "network.tsv"),
            Ordinary.load(ontology, gazetteer, reader.known),
            FinderSettings.load(ontology),
        )

    def find(self, text: str) -> tuple[list[Candidate], Reading]:
        """Names in `text`, sorted by place, outer before inner; and the reading they come from."""
        reading = self.reader.read(text)
        if not reading.tokens.words:
            return [], reading
        messages, spans = candidates(self.chain, reading, self.settings)
        odds = self.span.probabilities(reading.tokens, reading.columns, spans)
        odds = second_opinion(self.network, reading.columns, reading.starts, spans, odds, doubt=self.settings.doubt)
        names = select(
            self.chain, messages, spans, odds, self.settings.thresholds, may_open=partial(self._may_open, reading)
        )
        starts = reading.tokens.starts.tolist()
        found = [
            Candidate(type=name, start=starts[a], end=starts[b], score=probability / 1000, rule="names")
            for name, a, b, probability in names
        ]
        found += known_names(reading, found)
        found.sort(key=reading_order)
        return found, reading

    def _may_open(self, reading: Reading, kind: str, first: int, end: int) -> bool:
        """Whether words inside a project's name may be a name of their own."""
        tokens = reading.tokens
        name, words = reading.text[tokens.starts[first] : tokens.starts[end]], tokens.words[first:end]
        if kind == "Company":
            return not self.ordinary.firm(name, words)
        return kind != "Place" or not self.ordinary.place(name, words, tokens.tags[first:end])


@dataclass(frozen=True, slots=True, kw_only=True)
class FinderSettings:
    """What cross-validation found best.

    `outside` is taken off the score of "no name", `slack` is how much worse than the best a candidate may be (both in
    thousandths of the chain's scores); where a name's probability (thousandths) is more than `doubt` away from 0 and
    1000 the network is asked; a name needs a probability above the threshold of its type.
    """

    outside: int
    slack: int
    doubt: int
    thresholds: Mapping[str, int]

    @classmethod
    def load(cls, ontology: Path) -> FinderSettings:
        """Read `weights/settings.toml`."""
        return cls(**read_toml(ontology, "weights/settings.toml"))


def weigh(spans: Spans, odds: Sequence[int], thresholds: Mapping[str, int]) -> list[tuple[int, int, int]]:
    """(first, end, weight) of every span: its probability less the threshold of its type."""
    floors = np.array([thresholds[kind] for kind in spans.kinds], dtype=np.int64)
    weights = np.array(odds, dtype=np.int64) - floors[spans.kind]
    return list(zip(spans.first.tolist(), spans.end.tolist(), weights.tolist(), strict=True))


def candidates(chain: ChainModel, reading: Reading, settings: FinderSettings) -> tuple[Lattice, Spans]:
    """What the chain model proposes, less what runs over the mark that ends its clause."""
    emissions = chain.emissions(reading.columns, len(reading.tokens.words))
    messages = lattice(chain, emissions, reading.starts, settings.outside)
    spans = near_best(chain, messages, settings.slack)
    marks = np.append(reading.starts[1:], reading.tokens.words[-1] in CLAUSE_ENDS)
    inside = ~marks[spans.end - 1]
    if inside.all():
        return messages, spans
    columns = (column[inside] for column in (spans.kind, spans.first, spans.end, spans.gap))
    return messages, Spans(spans.kinds, *columns)


Name = tuple[str, int, int, int]
"""Type, first token, end token, probability in thousandths."""


def select(
    chain: ChainModel,
    messages: Lattice,
    spans: Spans,
    odds: Sequence[int],
    thresholds: Mapping[str, int],
    *,
    may_open: Callable[[str, int, int], bool] = lambda kind, first, end: True,
) -> list[Name]:
    """The chosen names, then those inside them that `may_open` (type, first and end token) lets pass."""
    first, end, kind = spans.first.tolist(), spans.end.tolist(), spans.kind.tolist()
    chosen = choose(weigh(spans, odds, thresholds))
    names = [(spans.kinds[kind[i]], first[i], end[i], odds[i]) for i in chosen]
    inner = inner_names(chain, messages, names)
    return names + [name for name in inner if may_open(*name[:3])]


def inner_names(chain: ChainModel, messages: Lattice, names: Sequence[Name]) -> list[Name]:
    """Names inside chosen ones, by the best labelling of the chosen stretch, as probable as what they lie in."""
    nested = {label.partition("/")[0][2:] for label in chain.labels if "/" in label}
    holders = [name for name in names if name[0] in nested]
    if not holders:
        return []
    tokens = np.concatenate([np.arange(first, end) for _, first, end, _ in holders])
    lengths = [end - first for _, first, end, _ in holders]
    begins = np.cumsum([0, *lengths[:-1]])
    starts = np.zeros(len(tokens), dtype=np.bool_)
    starts[begins] = True
    inside, opening = ({kind: _outer_is(chain, mark + kind) for kind in nested} for mark in ("I-", "B-"))
    allowed = np.repeat([inside[kind] for kind, *_ in holders], lengths, axis=0)
    allowed[begins] = [opening[kind] for kind, *_ in holders]
    best = best_labels(chain, messages.emissions[tokens], starts, allowed)
    opens = np.array(["/B-" in label for label in chain.labels])[best]
    found = []
    for i in np.flatnonzero(np.logical_or.reduceat(opens, begins)).tolist():
        _, first, end, probability = holders[i]
        labels = [chain.labels[k] for k in best[begins[i] : begins[i] + end - first].tolist()]
        found += [(inner, first + a, first + b, probability) for inner, a, b in spans_of(labels, level=1)]
    return found


def _outer_is(chain: ChainModel, part: str) -> npt.NDArray[np.bool_]:
    """Which labels have this outer part."""
    return np.array([label.partition("/")[0] == part for label in chain.labels], dtype=np.bool_)


def known_names(reading: Reading, found: Sequence[Candidate]) -> list[Candidate]:
    """Owners and sites that open names in `found` and that only the gazetteer knows."""
    hits = {hit.start: hit for hit in reading.sure}
    held: dict[tuple[int, int], list[tuple[int, int]]] = {}
    outer = (-1, -1)
    for candidate in sorted(found, key=reading_order):
        if candidate.start >= outer[1]:
            outer = (candidate.start, candidate.end)
            if candidate.type in _OPENED:
                held[outer] = []
        elif outer in held:
            held[outer].append((candidate.start, candidate.end))
    return [
        Candidate(type=kind, start=start, end=end, score=_OPENING, rule="gazetteer")
        for name, inner in held.items()
        for kind, start, end in opening_names(reading.text, *name, hits, inner)
    ]


def _gazetteer_labels(tokens: Tokens, hits: Sequence[Hit], kinds: Sequence[str]) -> list[str]:
    """`B:Kind` and `I:Kind` on the tokens of a hit that covers whole tokens, `-` elsewhere."""
    labels = ["-"] * len(tokens.words)
    begins, stops = (np.array([getattr(hit, edge) for hit in hits], dtype=np.int32) for edge in ("start", "end"))
    firsts, ends = np.searchsorted(tokens.starts, begins), np.searchsorted(tokens.starts, stops)
    whole = (tokens.starts[firsts] == begins) & (tokens.starts[ends] == stops)
    for kind, fits, first, end in zip(kinds, whole.tolist(), firsts.tolist(), ends.tolist(), strict=True):
        if fits:
            labels[first] = "B:" + kind
            if end > first + 1:
                labels[first + 1 : end] = ["I:" + kind] * (end - first - 1)
    return labels


def is_sure(hit: Hit) -> bool:
    """Whether no word may run over a hit's edges: it is a name of two characters or more and no common word."""
    return not any(flag in _DOUBTFUL for entry in hit.entries for flag in entry.flags)


def hit_kind(hit: Hit) -> str:
    """How the model sees a hit: type and subtype of its first reading, `?` where doubtful, `!` where never a name."""
    entry = hit.entries[0]
    if "stop" in entry.flags:
        return f"{entry.type}!"
    mark = "" if is_sure(hit) else "?"
    if entry.type == "Place":
        return f"Place.{entry.subtype}{mark}"
    return entry.type + mark
