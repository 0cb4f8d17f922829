from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main

TEXT = """太原市2023年政府工作报告

二、2023年工作安排

推动太绥高铁开工建设。加快太绥高速铁路前期工作。支持太重集团建设大型矿山起重设备项目。
"""
CURATION = """[[not_same]]
things = ["project/太绥高速铁路", "project/太绥高铁"]

[[fact]]
subject = "project/太绥高铁"
predicate = "locatedIn"
object = "place/山西省/太原市"
source = "某报"

[[drop]]
thing = "project/没有这个"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "mine.toml").write_text(CURATION, encoding="utf-8")
    return tmp_path


def build(folder: Path, output: str, *options: str) -> Result:
    common = ["build", str(folder / "report.txt"), "-o", str(folder / output), "-j", "1"]
    return CliRunner().invoke(main, [*common, *options])


def test_a_build_applies_the_file_and_tells_what_is_stale(folder: Path) -> None:
    plain = build(folder, "plain")
    assert plain.exit_code == 0
    assert "<project/太绥高铁> dcterms:isReplacedBy <project/太绥高速铁路>" in graph(folder / "plain")
    for output in ("one", "two"):
        result = build(folder, output, "--curation", str(folder / "mine.toml"))
        assert result.exit_code == 0
        assert result.stderr.splitlines() == ["kg: curation: [[drop]] 1: no report names project/没有这个"]
    assert "isReplacedBy" not in graph(folder / "one")
    assert "某报" in (folder / "one/relations.csv").read_text(encoding="utf-8")
    warnings = json.loads((folder / "one/build.json").read_text(encoding="utf-8"))["warnings"]
    assert "curation: [[drop]] 1: no report names project/没有这个" in warnings
    for name in ("graph.ttl", "graph.graphml", "entities.csv", "relations.csv", "review.json"):
        assert (folder / "one" / name).read_bytes() == (folder / "two" / name).read_bytes()
    shown = CliRunner().invoke(main, ["show", "太绥高铁", "--graph", str(folder / "one/graph.ttl")])
    assert "某报" in shown.stdout
    valid = CliRunner().invoke(main, ["validate", "--graph", str(folder / "one/graph.ttl"), "--documents", str(folder)])
    assert valid.exit_code == 0, valid.stdout


def test_show_says_why_two_names_are_one(folder: Path) -> None:
    build(folder, "plain")
    shown = CliRunner().invoke(main, ["show", "太绥高铁", "--graph", str(folder / "plain/graph.ttl")])
    assert "太绥高速铁路 = 太绥高铁 (写法不同" in shown.stdout


def test_a_wrong_file_is_misuse_and_writes_nothing(folder: Path) -> None:
    (folder / "mine.toml").write_text('[[same]]\nthing = "a"\n', encoding="utf-8")
    result = build(folder, "out", "--curation", str(folder / "mine.toml"))
    assert result.exit_code == 2
    assert "mine.toml: [[same]] 1: unknown key thing" in result.stderr
    assert not (folder / "out/graph.ttl").exists()


def graph(output: Path) -> str:
    return (output / "graph.ttl").read_text(encoding="utf-8")
