from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kg.cli import main
from kg.errors import KgError
from kg.evaluate import Count, Scores, evaluate, score_passage, total
from kg.evaluate.documents import Documents, read_predictions
from kg.evaluate.items import Item, normal, positions
from kg.evaluate.matching import align, lenient_score, likeness, overlap
from kg.evaluate.relations import bare, comparable
from kg.evaluate.scores import FIELDS
from kg.reference import Passage, load_reference, squeeze

FOLDER = Path(__file__).parent / "made_up"
#: Made with the scoring program that the reference annotation comes with.
FIGURES = json.loads((FOLDER / "figures.json").read_text(encoding="utf-8"))
RAW = (FOLDER / "report.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def passages() -> list[Passage]:
    return load_reference(FOLDER)


@pytest.fixture(scope="module")
def predictions() -> dict[str, Any]:
    return dict(read_predictions(FOLDER / "predictions.jsonl"))


def test_figures_are_those_of_the_reference_program(passages: list[Passage], predictions: dict[str, Any]) -> None:
    scored = evaluate(passages, predictions, lambda name: RAW)
    assert total(scores for _, scores in scored).figures() == FIGURES


def test_the_annotation_itself_scores_one(passages: list[Passage]) -> None:
    for passage in passages:
        scores = score_passage(passage, _as_prediction(passage), RAW)
        for key in ("mentions", "relations"):
            count = scores.count(key)
            assert count.gold == count.pred == count.strict == count.lenient > 0
        assert all(agreeing == compared for agreeing, compared in scores.fields.values())


def _as_prediction(passage: Passage) -> dict[str, Any]:
    """What an extraction that is always right would print."""
    where = {position: offset for offset, position in sorted(positions(RAW, passage).items(), reverse=True)}
    mentions = []
    for number, mention in enumerate(passage.mentions):
        start = passage.text.index(squeeze(mention["text"]))
        end = start + len(squeeze(mention["text"]))
        mentions.append({**mention, "id": str(number), "start": where[start], "end": where[end - 1] + 1})
    ids = {mention["name"]: mention["id"] for mention in mentions}
    for subject, _, object_ in passage.relations:
        for name in (subject, object_):
            if name not in ids:
                ids[name] = f"x{len(ids)}"
                mentions.append({"id": ids[name], "type": "Place", "text": name, "name": name, "start": -1, "end": -1})
    relations = [
        {"subject": ids[s], "predicate": p, "object": ids[o], "start": passage.start} for s, p, o in passage.relations
    ]
    return {"document": {"place": "戊城市"}, "mentions": mentions, "relations": relations}


def test_without_predictions_all_is_missed(passages: list[Passage]) -> None:
    scores = total(scores for _, scores in evaluate(passages, {}, lambda name: RAW))
    assert scores.count("mentions") == Count(gold=FIGURES["mentions"]["gold"])
    assert scores.figures()["mentions"]["strict_f1"] == 0
    assert [scores.figures()[f"goal_{name}"] for name in FIELDS] == [None] * len(FIELDS)


def test_another_document_is_noticed(passages: list[Passage], predictions: dict[str, Any]) -> None:
    with pytest.raises(KgError, match="passage p1 reads otherwise"):
        evaluate(passages, predictions, lambda name: "x" + RAW)


def test_positions_follow_the_text_without_white_space(passages: list[Passage]) -> None:
    for passage in passages:
        where = positions(RAW, passage)
        for offset in range(passage.start, passage.end):
            if not RAW[offset].isspace() and RAW[offset] != "*":
                assert passage.text[where[offset]] == RAW[offset]
        assert where[passage.end] == len(passage.text)


NAMES = st.text(st.sampled_from("甲乙丙项目工程建设产业“” 。1Ａ"), max_size=8)


@given(NAMES, st.sampled_from(["", "Project", "Industry", "Place"]))
def test_a_normal_name_is_normal(name: str, kind: str) -> None:
    assert normal(normal(name)) == normal(name)
    assert not re.search(r"\s|“|”", normal(name, kind))


@given(NAMES, NAMES)
def test_likeness_is_bounded(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) == 1


SPANS = st.tuples(st.integers(0, 20), st.integers(1, 8)).map(lambda pair: (pair[0], pair[0] + pair[1]))
ITEMS = st.builds(
    lambda kind, name, spans: Item(kind=kind, name=name, spans=tuple(spans), fields={"name": name}),
    st.sampled_from(["Project", "Place"]),
    st.sampled_from(["甲", "乙", "丙"]),
    st.lists(SPANS, max_size=2),
)


@given(st.lists(ITEMS, max_size=6), st.lists(ITEMS, max_size=6))
def test_alignment_is_one_to_one_and_leaves_no_match_behind(gold: list[Item], pred: list[Item]) -> None:
    pairs = align(gold, pred)
    left, right = {i for i, _ in pairs}, {j for _, j in pairs}
    assert len(left) == len(right) == len(pairs)
    assert all(lenient_score(gold[i], pred[j]) > 0 for i, j in pairs)
    for i, one in enumerate(gold):
        for j, other in enumerate(pred):
            assert i in left or j in right or lenient_score(one, other) == 0


@given(ITEMS, ITEMS)
def test_overlap_is_symmetric(one: Item, other: Item) -> None:
    assert overlap(one, other) == overlap(other, one)
    assert 0 <= overlap(one, other) <= 1


def test_a_cooperation_has_no_direction() -> None:
    assert comparable(("丁州市", "cooperatesWith", "戊城")) == comparable(("戊城市", "cooperatesWith", "丁州"))
    assert comparable(("丁州市", "locatedIn", "戊城")) == ("丁州市", "locatedIn", "戊城")
    assert (bare("甲壮族自治区"), bare("乙丙县"), bare("沙市")) == ("甲壮族", "乙丙", "沙市")


COUNTS = st.builds(
    lambda numbers: Count(**dict(zip(("gold", "pred", "strict", "lenient"), numbers, strict=True))),
    st.lists(st.integers(0, 9), min_size=4, max_size=4),
)


@given(st.lists(COUNTS, min_size=2, max_size=5))
def test_sums_do_not_depend_on_order(counts: list[Count]) -> None:
    scores = [Scores(counts={"Project": count}) for count in counts]
    assert total(scores).figures() == total(reversed(scores)).figures()
    assert total(scores).count("mentions") == total(scores).count("Project")


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["eval", *arguments], catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def test_command_with_predictions() -> None:
    given = [str(FOLDER), str(FOLDER / "predictions.jsonl"), "--documents", str(FOLDER)]
    code, out, _ = run(*given, "--format", "json")
    assert code == 0 and json.loads(out) == FIGURES
    code, out, _ = run(*given)
    assert code == 0 and "all mentions" in out and "goal year: " in out
    code, out, _ = run(*given, "--by", "document")
    assert out.count("report.txt") == 2
    code, out, _ = run(*given, "--by", "section", "--format", "json")
    assert {key: figures["mentions"]["gold"] for key, figures in json.loads(out).items()} == {"review": 5, "plan": 11}


def test_command_finds_the_documents_of_the_predictions(tmp_path: Path) -> None:
    moved = json.loads((FOLDER / "predictions.jsonl").read_text(encoding="utf-8"))
    moved["document"]["path"] = str(FOLDER / "report.txt")
    file = tmp_path / "moved.jsonl"
    file.write_text(json.dumps(moved), encoding="utf-8")
    code, out, _ = run(str(FOLDER), str(file), "--format", "json")
    assert code == 0 and json.loads(out) == FIGURES


@pytest.mark.parametrize("content", ["{}", "no json", '{"document": 1}'])
def test_other_files_are_no_predictions(content: str, tmp_path: Path) -> None:
    file = tmp_path / "p.jsonl"
    file.write_text(content, encoding="utf-8")
    code, out, err = run(str(FOLDER), str(file), "--documents", str(FOLDER))
    assert (code, out, err.count("\n")) == (2, "", 1) and "kg extract" in err


def test_missing_documents_are_named() -> None:
    code, _, err = run(str(FOLDER))
    assert code == 2 and "report.txt: not found" in err and "--documents" in err
    with pytest.raises(KgError):
        Documents.under([], {}).raw("report.txt")
