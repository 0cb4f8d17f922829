"""`kg extract`: the objects that it prints."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.export.jsonl import extraction_json, json_line
from kg.model import Extraction, Goal
from tests.resolve.factory import Mark, aim, document, place, project, target

RAW = "太原市地区生产总值增长6.5%左右，甲河大桥完成投资3—5亿元。居民收入与经济增长\n同步，打造一流城市。"


@pytest.fixture
def extraction() -> Extraction:
    return document(
        RAW,
        [
            place("太原市", "140100"),
            target("地区生产总值增长6.5%左右", "地区生产总值增长", 6.5, comparator="approx"),
            project("甲河大桥", name="甲河大桥项目"),
            target("投资3—5亿元", "投资", 300000000.0, "元", comparator="range", value_max=500000000.0),
            Mark(
                type="Goal",
                text="居民收入与经济增长\n同步",
                goal=Goal(kind="relative", status="target", year=2030, indicator="居民收入", relative_to="经济增长"),
            ),
            aim("打造一流城市"),
            place("大同市", "140200", implied=True),
        ],
        [
            ("太原市", "hasGoal", "地区生产总值增长6.5%左右"),
            ("甲河大桥", "hasGoal", "投资3—5亿元"),
            ("太原市", "cooperatesWith", "大同市"),
        ],
    )


def test_keys_are_those_of_the_contract_in_its_order(extraction: Extraction) -> None:
    printed = extraction_json(extraction)
    assert list(printed) == ["document", "mentions", "relations"]
    assert printed["document"] == {
        "path": "somewhere/report.txt",
        "place": "太原市",
        "plan_year": 2030,
        "review_year": 2029,
    }
    assert list(printed["document"]) == ["path", "place", "plan_year", "review_year"]
    assert [list(mention) for mention in printed["mentions"][:4]] == [
        ["id", "type", "text", "name", "start", "end"],
        [
            *("id", "type", "kind", "text", "name", "indicator", "value", "unit", "comparator", "status", "year"),
            *("start", "end"),
        ],
        ["id", "type", "text", "name", "start", "end"],
        [
            *("id", "type", "kind", "text", "name", "indicator", "value", "value_max", "unit", "comparator", "status"),
            *("year", "start", "end"),
        ],
    ]
    keys = ["subject", "predicate", "object", "rule", "confidence", "start", "end"]
    assert all(list(relation) == keys for relation in printed["relations"])


def test_values_and_offsets(extraction: Extraction) -> None:
    mentions = extraction_json(extraction)["mentions"]
    assert [mention["id"] for mention in mentions] == [f"m{n}" for n in range(1, 8)]
    for mention in mentions[:-1]:
        assert "".join(RAW[mention["start"] : mention["end"]].split()) == mention["text"]
    assert (mentions[-1]["name"], mentions[-1]["start"], mentions[-1]["end"]) == ("大同市", -1, -1)
    assert (mentions[3]["value"], mentions[3]["value_max"]) == (300000000.0, 500000000.0)
    assert mentions[4]["kind"] == "relative" and mentions[4]["relative_to"] == "经济增长"
    assert mentions[5]["kind"] == "qualitative" and "value" not in mentions[5]


def test_goals_of_the_reporting_place_are_no_relations(extraction: Extraction) -> None:
    relations = extraction_json(extraction)["relations"]
    assert [(r["subject"], r["predicate"], r["object"]) for r in relations] == [
        ("m3", "hasGoal", "m4"),
        ("m1", "cooperatesWith", "m7"),
    ]
    bare = replace(
        extraction, mentions=(replace(extraction.mentions[0], name="太原", code=None), *extraction.mentions[1:])
    )
    assert len(extraction_json(bare)["relations"]) == 2
    other = replace(extraction, subject=replace(extraction.subject, place="大同市", code="140200"))
    assert len(extraction_json(other)["relations"]) == 3


def test_a_line_is_one_line(extraction: Extraction) -> None:
    line = json_line(extraction)
    assert "\n" not in line and json.loads(line) == extraction_json(extraction)
    assert "太原市" in line


def test_command_goes_on_after_what_it_cannot_read(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("政府工作报告\n\n今年，推进甲河大桥项目建设，新建学校12所。\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    run = CliRunner().invoke
    result = run(main, ["extract", str(tmp_path), str(tmp_path / "none.txt"), "--jobs", "1"])
    assert result.exit_code == 1
    assert [json.loads(line)["document"]["path"] for line in result.stdout.splitlines()] == [str(good)]
    assert result.stderr.count("\n") == 2 and "none.txt: does not exist" in result.stderr
    table = run(main, ["extract", str(good), "--format", "table", "--jobs", "1"])
    assert table.exit_code == 0 and "type" in table.stdout and "学校" in table.stdout
    assert run(main, ["extract", str(tmp_path / "none.txt")]).exit_code == 2
