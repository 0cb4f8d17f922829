"""Learning: labels, folds, and a model that learns what a few passages show."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg.extract.chain import ChainModel
from kg.extract.names import NameReader
from kg.extract.spanmodel import SpanModel
from kg.gazetteer import Gazetteer
from kg.ontology import default_folder
from kg.reference import Passage, load_reference
from kg.train import Settings, folds_of, outer_spans, read_examples, train

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
    passages = load_reference(REFERENCE)[:60]
    examples = [replace(e, place=str(i % 4)) for i, e in enumerate(read_examples(passages, reader, {}))]
    settings = Settings(iterations=15, folds=2)
    first, second = train(examples, settings), train(examples, settings)
    assert (first.chain, first.span, first.settings) == (second.chain, second.span, second.settings)
    assert ChainModel.parse(first.chain).labels[0] == "O"
    assert len(SpanModel.parse(first.span).kinds) == 6
    gold, _, right = (sum(c[i] for c in first.counts.values()) for i in range(3))
    assert right > gold / 4
