"""Learning: labels, folds, and a model that learns what a few passages show."""

from pathlib import Path

import numpy as np
import pytest

from kg.extract.chain import ChainModel
from kg.extract.marginals import marginals
from kg.extract.names import NameReader
from kg.extract.network import Network
from kg.extract.spanmodel import SpanModel
from kg.gazetteer import Gazetteer
from kg.ontology import default_folder
from kg.reference import Passage, load_reference
from kg.train import (
    Settings,
    best_thresholds,
    fit_chain,
    fit_span,
    folds_of,
    measure,
    outer_spans,
    propose,
    read_examples,
)
from kg.train_network import NetworkSettings, fit_network

REFERENCE = Path(__file__).resolve().parents[1] / "reference" / "written"


@pytest.fixture(scope="module")
def reader() -> NameReader:
    return NameReader.load(default_folder(), Gazetteer.load(default_folder() / "gazetteer"))


def passage(text: str, *mentions: tuple[str, str], document: str = "2020_甲市.txt") -> Passage:
    return Passage(
        id=text[:4],
        document=document,
        start=0,
        end=len(text),
        text=text,
        mentions=tuple({"type": kind, "text": words, "name": words} for kind, words in mentions),
        relations=(),
    )


def test_outer_spans_leave_out_what_lies_inside() -> None:
    p = passage("推进云帆硅片项目，支持云帆上市", ("Project", "云帆硅片"), ("Company", "云帆"))
    assert outer_spans(p) == [(2, 6, "Project"), (11, 13, "Company")]


def test_labels_write_the_owner_behind_a_slash(reader: NameReader) -> None:
    p = passage("推进太原钢铁集团冷轧项目建设。", ("Project", "太原钢铁集团冷轧项目"), ("Company", "太原钢铁集团"))
    labels = read_examples([p], reader, {})[0].labels
    assert labels[1] == "B-Project/B-Company"
    assert labels[-3:] == ["I-Project", "O", "O"]
    assert "I-Project/I-Company" in labels


def test_reports_of_one_place_share_a_fold(reader: NameReader) -> None:
    texts = [passage("全面推进。", document=f"{year}_{place}市.txt") for year in (2019, 2020) for place in "甲乙丙"]
    folds = folds_of(read_examples(texts, reader, {}), 2)
    assert set(folds) == {"甲市", "乙市", "丙市"}


def test_written_passages_mark_every_type() -> None:
    passages = load_reference(REFERENCE)
    kinds = {m["type"] for p in passages for m in p.mentions}
    assert kinds == {"Project", "Program", "Company", "Institution", "Place", "Industry"}
    assert all(m["text"] in p.text for p in passages for m in p.mentions)


def test_training_is_repeatable_and_learns(reader: NameReader) -> None:
    examples = read_examples(load_reference(REFERENCE)[:60], reader, {})
    settings = Settings(iterations=15)
    chains = [fit_chain(examples, settings) for _ in range(2)]
    proposed = propose(examples, ChainModel.parse(chains[0]), settings)
    spans = [fit_span(proposed, settings) for _ in range(2)]
    assert (chains[0], spans[0]) == (chains[1], spans[1])
    assert ChainModel.parse(chains[0]).labels[0] == "O"
    model = SpanModel.parse(spans[0])
    assert len(model.kinds) == 6
    judged = [
        (item, model.probabilities(item.example.reading.tokens, item.example.reading.columns, item.spans))
        for item in proposed
    ]
    gold, _, right = (sum(c[i] for c in measure(judged, best_thresholds(judged)).values()) for i in range(3))
    assert right > gold / 2


def test_the_network_is_repeatable_and_learns(reader: NameReader) -> None:
    pytest.importorskip("torch", reason="PyTorch is needed for training alone")
    examples = read_examples(load_reference(REFERENCE)[:40], reader, {})
    readings, labels = [e.reading for e in examples], [e.labels for e in examples]
    settings = NetworkSettings(width=16, rounds=25, batch=8, rarest=1)
    first, second = (fit_network(readings, labels, settings) for _ in range(2))
    assert first == second
    network = Network.parse(first)
    proposed = propose(examples, ChainModel.parse(fit_chain(examples, Settings(iterations=15))), Settings())
    chances: dict[bool, list[float]] = {True: [], False: []}
    for item in proposed:
        reading = item.example.reading
        emissions = network.emissions(reading.columns, np.arange(len(reading.starts), dtype=np.int32), reading.starts)
        for right, chance in zip(item.right, marginals(network, emissions, reading.starts, item.spans), strict=True):
            chances[right].append(chance)
    assert np.mean(chances[True]) > 0.5
    assert np.mean(chances[False]) < 0.2
