"""Learns the weights of the name model from annotated passages.

First the chain model: a conditional random field by L-BFGS with L1 and L2 penalties (python-crfsuite; Okazaki 2007).
Then the span model: logistic regression (scikit-learn, liblinear) over the candidates that chain models propose for
passages of places they have not seen. Then the network (`kg.train_network`). Thresholds and figures come from
cross-validation over places. Only weights that matter are kept, rounded to thousandths.
"""

from __future__ import annotations

import hashlib
import itertools
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.errors import KgError
from kg.extract.chain import OUTSIDE, ChainModel, template_name
from kg.extract.columns import TEMPLATES, Column
from kg.extract.lattice import Lattice, Spans
from kg.extract.marginals import second_opinion
from kg.extract.names import FinderSettings, NameReader, Reading, candidates, select
from kg.extract.network import Network
from kg.extract.spanmodel import SPAN_TEMPLATES, Placed, SpanModel, describe, span_template_name
from kg.model import ENTITY_TYPES
from kg.reference import Passage
from kg.train_network import NetworkSettings, fit_network

if TYPE_CHECKING:
    from kg.gazetteer import Gazetteer

_QUOTES = re.compile(r"[\s“”‘’\"'《》*·]")
_INNER = ("Company", "Place")
_OUTER = "Project"
_HEAD = "# Weights of the {} model in thousandths, learned by `kg train`. A line: template, symbols, label=weight …"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Penalties and length of training, and what is left out.

    Features seen less than `rarest` times and weights below `smallest` (in thousandths) are left out. `slack` is how
    much worse than the best a candidate may be (thousandths of the chain's scores); `doubt` is that of
    `FinderSettings`; `reference_weight` how much more a reference passage counts than an extra one.
    """

    l1: float = 0.02
    l2: float = 0.5
    iterations: int = 60
    rarest: int = 3
    smallest: int = 100
    smallest_span: int = 150
    slack: int = 4500
    outside: int = 500
    doubt: int = 100
    span_penalty: float = 0.3
    reference_weight: float = 1.0
    folds: int = 5
    network: NetworkSettings = field(default_factory=NetworkSettings)


@dataclass(frozen=True, slots=True)
class Example:
    """A passage as the model sees it, with the label of every token.

    `extra` passages are learned from but not measured on.
    """

    passage: Passage
    reading: Reading
    labels: list[str]
    place: str
    extra: bool


@dataclass(frozen=True, slots=True)
class Proposed:
    """An example with the candidates of a chain model that has not seen its place."""

    example: Example
    chain: ChainModel
    messages: Lattice
    spans: Spans
    right: list[bool]


@dataclass(frozen=True, slots=True)
class Trained:
    """The weights files and the settings as text, and the cross-validated counts (annotated, found, right) by type."""

    chain: str
    span: str
    network: str
    settings: str
    counts: Mapping[str, tuple[int, int, int]]


# ---------------------------------------------------------------- labels


def outer_spans(passage: Passage) -> list[tuple[int, int, str]]:
    """Where the annotated names stand that lie in no other: (start, end, type), every occurrence."""
    found = []
    for mention in passage.mentions:
        if mention["type"] in ENTITY_TYPES:
            for match in re.finditer(re.escape(mention["text"]), passage.text):
                found.append((match.start(), match.end(), str(mention["type"])))
    found.sort(key=lambda s: (s[0] - s[1], s[0], s[2] != _OUTER))
    taken = bytearray(len(passage.text))
    kept = []
    for start, end, kind in found:
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append((start, end, kind))
    return sorted(kept)


def label(passage: Passage, reading: Reading) -> list[str]:
    """The label of every token; a name whose edges lie inside a word cannot be learned and is left out."""
    tokens = reading.tokens
    at = {position: i for i, position in enumerate(tokens.starts.tolist())}
    labels = [OUTSIDE] * len(tokens.words)
    for start, end, kind in outer_spans(passage):
        if start in at and end in at:
            labels[at[start]] = f"B-{kind}"
            for i in range(at[start] + 1, at[end]):
                labels[i] = f"I-{kind}"
    for mention in passage.mentions:
        if mention["type"] not in _INNER:
            continue
        for match in re.finditer(re.escape(mention["text"]), passage.text):
            start, end = match.span()
            if start in at and end in at and _add_inner(labels, at[start], at[end], mention["type"]):
                break
    return labels


def _add_inner(labels: list[str], first: int, end: int, kind: str) -> bool:
    inside = all(labels[i][1:] == f"-{_OUTER}" for i in range(first, end))
    if not inside or any(labels[i][0] == "B" for i in range(first + 1, end)):
        return False
    labels[first] += f"/B-{kind}"
    for i in range(first + 1, end):
        labels[i] += f"/I-{kind}"
    return True


def places_of(folders: Iterable[Path], ontology: Path, gazetteer: Gazetteer) -> dict[str, str]:
    """The reporting place of every document in `folders`, by file name: all reports of a place stay in one fold."""
    from kg.read import find_documents, read_page
    from kg.read.subject import infer_subject

    places = {}
    for path in find_documents(list(folders)) if folders else []:
        place = infer_subject(read_page(path, ontology), gazetteer).place
        if place is not None:
            places[path.name] = place
    return places


def report(counts: Mapping[str, tuple[int, int, int]]) -> str:
    """Counts (annotated, found, right) as a table of precision, recall and F1."""
    total = tuple(sum(c[i] for c in counts.values()) for i in range(3))
    lines = [f"{'':12}{'gold':>7}{'found':>7}{'P':>7}{'R':>7}{'F1':>7}"]
    for kind, (gold, found, right) in [*counts.items(), ("all", total)]:
        p, r = right / max(1, found), right / max(1, gold)
        lines.append(f"{kind:12}{gold:7}{found:7}{p:7.3f}{r:7.3f}{2 * right / max(1, gold + found):7.3f}")
    return "\n".join(lines)


def read_examples(
    passages: Iterable[Passage], reader: NameReader, places: Mapping[str, str], *, extra: bool = False
) -> list[Example]:
    """Passages with their columns and labels; `places` maps documents to places where the file name does not tell."""
    examples = []
    for passage in passages:
        reading = reader.read(passage.text)
        place = places.get(passage.document, passage.group)
        examples.append(Example(passage, reading, label(passage, reading), place, extra))
    return examples


# ---------------------------------------------------------------- chain model


def _features(columns: Mapping[str, Column], count: int) -> list[list[str]]:
    features: list[list[str]] = [[] for _ in range(count)]
    for index, template in enumerate(TEMPLATES):
        symbols = []
        for name, offset in template:
            column = columns[name]
            ids = column.ids.tolist()
            symbols.append([column.strings[ids[i + offset]] if 0 <= i + offset < count else "^" for i in range(count)])
        for i, values in enumerate(zip(*symbols, strict=True)):
            if "-" not in values:
                features[i].append(f"{index}=" + "|".join(values))
    return features


def _clauses(example: Example) -> Iterator[tuple[list[list[str]], list[str]]]:
    features = _features(example.reading.columns, len(example.labels))
    edges = [*np.flatnonzero(example.reading.starts).tolist(), len(example.labels)]
    for start, end in itertools.pairwise(edges):
        yield features[start:end], example.labels[start:end]


def fit_chain(examples: Sequence[Example], settings: Settings) -> str:
    """Train the chain model; the weights file as text. Raises KgError where python-crfsuite is not installed."""
    try:
        import pycrfsuite
    except ImportError:
        raise KgError("training needs python-crfsuite: pip install 'kg-report[train]'") from None
    trainer = pycrfsuite.Trainer(verbose=False)
    for example in examples:
        for features, labels in _clauses(example):
            trainer.append(features, labels)
    trainer.set_params(
        {
            "c1": settings.l1,
            "c2": settings.l2,
            "max_iterations": settings.iterations,
            "feature.minfreq": settings.rarest,
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        tagger.close()
    lines = [_HEAD.format("chain"), "labels\t" + "\t".join([OUTSIDE, *sorted(x for x in info.labels if x != OUTSIDE)])]
    for (source, target), weight in sorted(info.transitions.items()):
        lines.append(f"transition\t{source}\t{target}\t{round(weight * 1000)}")
    rows: dict[tuple[int, str], dict[str, float]] = defaultdict(dict)
    for (feature, name), weight in info.state_features.items():
        index, _, symbols = feature.partition("=")
        rows[int(index), symbols][name] = weight
    names = [template_name(t) for t in TEMPLATES]
    widths = [len(t) for t in TEMPLATES]
    return "\n".join([*lines, *_rows(rows, names, widths, settings.smallest)]) + "\n"


def _rows(
    rows: Mapping[tuple[int, str], Mapping[str, float]], names: Sequence[str], widths: Sequence[int], smallest: int
) -> Iterator[str]:
    for (index, symbols), weights in sorted(rows.items()):
        cells = [f"{name}={round(1000 * w)}" for name, w in sorted(weights.items()) if abs(round(1000 * w)) >= smallest]
        if cells and symbols.count("|") == widths[index] - 1 and not set("\t\n\r") & set(symbols):
            yield "\t".join([names[index], symbols, *cells])


# ---------------------------------------------------------------- span model


def propose(examples: Sequence[Example], chain: ChainModel, settings: Settings) -> list[Proposed]:
    """The chain model's candidates for examples, and which of them are annotated."""
    proposed = []
    finder = FinderSettings(outside=settings.outside, slack=settings.slack, doubt=settings.doubt, thresholds={})
    for example in examples:
        messages, spans = candidates(chain, example.reading, finder)
        gold = set(outer_spans(example.passage))
        starts = example.reading.tokens.starts
        right = [
            (int(starts[a]), int(starts[b]), spans.kinds[k]) in gold
            for a, b, k in zip(spans.first.tolist(), spans.end.tolist(), spans.kind.tolist(), strict=True)
        ]
        proposed.append(Proposed(example, chain, messages, spans, right))
    return proposed


def _span_features(proposed: Proposed) -> list[list[str]]:
    reading, spans = proposed.example.reading, proposed.spans
    placed = describe(reading.tokens, reading.columns, spans)
    kinds = [spans.kinds[k] for k in spans.kind.tolist()]
    features: list[list[str]] = [[f"{kind}:bias"] for kind in kinds]
    for index, template in enumerate(SPAN_TEMPLATES):
        symbols = [_symbols(placed[key]) for key in template]
        for i, values in enumerate(zip(*symbols, strict=True)):
            if "-" not in values:
                features[i].append(f"{kinds[i]}:{index}=" + "|".join(values))
    return features


def _symbols(placed: Placed) -> list[str]:
    ids = placed.column.ids.tolist()
    return [placed.column.strings[ids[p]] if p >= 0 else "^" for p in placed.at.tolist()]


def fit_span(proposed: Sequence[Proposed], settings: Settings) -> str:
    """Train the span model; the weights file as text. Raises KgError where scikit-learn is not installed."""
    try:
        from scipy.sparse import csr_matrix
        from sklearn.linear_model import LogisticRegression
    except ImportError:
        raise KgError("training needs scikit-learn: pip install 'kg-report[train]'") from None
    index: dict[str, int] = {}
    columns: list[int] = []
    bounds = [0]
    truth: list[bool] = []
    weight: list[float] = []
    for item in proposed:
        for features in _span_features(item):
            columns += [index.setdefault(f, len(index)) for f in features]
            bounds.append(len(columns))
        truth += item.right
        weight += [1.0 if item.example.extra else settings.reference_weight] * len(item.right)
    matrix: Any = csr_matrix((np.ones(len(columns)), columns, bounds), shape=(len(bounds) - 1, len(index)))
    model = LogisticRegression(C=settings.span_penalty, solver="liblinear", max_iter=300, fit_intercept=False)
    model.fit(matrix, np.array(truth), sample_weight=np.array(weight))
    rows: dict[tuple[int, str], dict[str, float]] = defaultdict(dict)
    lines = [_HEAD.format("span"), "labels\t" + "\t".join(ENTITY_TYPES)]
    for feature, value in zip(index, model.coef_[0].tolist(), strict=True):
        kind, _, rest = feature.partition(":")
        if rest == "bias":
            lines.append(f"bias\t{kind}\t{round(1000 * value)}")
        else:
            number, _, symbols = rest.partition("=")
            rows[int(number), symbols][kind] = value
    names = [span_template_name(t) for t in SPAN_TEMPLATES]
    widths = [len(t) for t in SPAN_TEMPLATES]
    return "\n".join([*lines, *_rows(rows, names, widths, settings.smallest_span)]) + "\n"


# ---------------------------------------------------------------- cross-validation


def folds_of(examples: Iterable[Example], count: int) -> dict[str, int]:
    """The fold of every place: places in the order of their hashes, dealt out in turn."""
    names = sorted({e.place for e in examples}, key=lambda n: hashlib.sha256(n.encode()).hexdigest())
    return {name: i % count for i, name in enumerate(names)}


def _norm(text: str) -> str:
    return _QUOTES.sub("", text)


def found_names(proposed: Proposed, odds: Sequence[int], thresholds: Mapping[str, int]) -> set[tuple[str, str]]:
    """The names (type, text) that extraction would give for an example."""
    names = select(proposed.chain, proposed.messages, proposed.spans, odds, thresholds)
    text, starts = proposed.example.passage.text, proposed.example.reading.tokens.starts
    return {(name, _norm(text[starts[a] : starts[b]])) for name, a, b, _ in names}


def measure(
    judged: Sequence[tuple[Proposed, Sequence[int]]], thresholds: Mapping[str, int]
) -> dict[str, tuple[int, int, int]]:
    """Counts (annotated, found, right) by type over reference examples, once a name and passage."""
    counts = {kind: [0, 0, 0] for kind in ENTITY_TYPES}
    for item, odds in judged:
        gold = {(m["type"], _norm(m["text"])) for m in item.example.passage.mentions}
        found = found_names(item, odds, thresholds)
        for kind in ENTITY_TYPES:
            counts[kind][0] += sum(k == kind for k, _ in gold)
            counts[kind][1] += sum(k == kind for k, _ in found)
            counts[kind][2] += sum(k == kind for k, _ in gold & found)
    return {kind: (a, b, c) for kind, (a, b, c) in counts.items()}


def f1(counts: Iterable[tuple[int, int, int]]) -> float:
    """F1 of counts (annotated, found, right) added up."""
    columns = list(counts)
    gold, found, right = (sum(c[i] for c in columns) for i in range(3))
    return 2 * right / max(1, gold + found)


@dataclass(frozen=True, slots=True)
class CrossValidated:
    """What cross-validation over places gives.

    `fold` is the fold of every place, `chains[k]`, `spans[k]` and `networks[k]` the weights files learned without fold
    `k`. `proposed` holds every example, `judged` the reference examples with their probabilities, both by models that
    have not seen their place.
    """

    fold: Mapping[str, int]
    chains: list[str]
    spans: list[str]
    networks: list[str]
    proposed: list[Proposed]
    judged: list[tuple[Proposed, list[int]]]


def cross_validate(examples: Sequence[Example], settings: Settings) -> CrossValidated:
    """Learn all models once without each fold of places, and let them judge that fold."""
    fold = folds_of(examples, settings.folds)
    result = CrossValidated(fold, [], [], [], [], [])
    for held_out in range(settings.folds):
        result.chains.append(fit_chain([e for e in examples if fold[e.place] != held_out], settings))
        mine = [e for e in examples if fold[e.place] == held_out]
        result.proposed.extend(propose(mine, ChainModel.parse(result.chains[-1]), settings))
    for held_out in range(settings.folds):
        rest = [p for p in result.proposed if fold[p.example.place] != held_out]
        result.spans.append(fit_span(rest, settings))
        result.networks.append(_fit_network([p.example for p in rest], settings))
        model, network = SpanModel.parse(result.spans[-1]), Network.parse(result.networks[-1])
        for item in result.proposed:
            if fold[item.example.place] == held_out and not item.example.extra:
                reading = item.example.reading
                odds = model.probabilities(reading.tokens, reading.columns, item.spans)
                odds = second_opinion(network, reading.columns, reading.starts, item.spans, odds, doubt=settings.doubt)
                result.judged.append((item, odds))
    return result


def _fit_network(examples: Sequence[Example], settings: Settings) -> str:
    return fit_network([e.reading for e in examples], [e.labels for e in examples], settings.network)


def best_thresholds(judged: Sequence[tuple[Proposed, Sequence[int]]]) -> dict[str, int]:
    """The thresholds (thousandths) with the highest F1 over all names: one for all types first, then type by type."""

    def quality(thresholds: Mapping[str, int]) -> float:
        return f1(measure(judged, thresholds).values())

    evenly: list[dict[str, int]] = [dict.fromkeys(ENTITY_TYPES, level) for level in range(120, 520, 40)]
    best = max(evenly, key=quality)
    for kind in ENTITY_TYPES:
        choices = [{**best, kind: t} for t in range(80, 520, 40)]
        best = max([best, *choices], key=quality)
    return best


def settings_text(settings: Settings, thresholds: Mapping[str, int]) -> str:
    """`settings.toml`, as extraction reads it."""
    lines = [f"{name} = {getattr(settings, name)}" for name in ("outside", "slack", "doubt")]
    lines += ["", "[thresholds]"]
    return "\n".join([*lines, *(f"{kind} = {value}" for kind, value in thresholds.items())]) + "\n"


def train(examples: Sequence[Example], settings: Settings) -> Trained:
    """Cross-validate over places, then fit all models on everything."""
    checked = cross_validate(examples, settings)
    thresholds = best_thresholds(checked.judged)
    return Trained(
        fit_chain(examples, settings),
        fit_span(checked.proposed, settings),
        _fit_network(examples, settings),
        settings_text(settings, thresholds),
        measure(checked.judged, thresholds),
    )
