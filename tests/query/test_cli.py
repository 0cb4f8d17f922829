"""The commands from outside: output, exit codes, one line for what goes wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main


def run(*arguments: str, graph: Path | None = None) -> Result:
    given = [*arguments, *(["--graph", str(graph)] if graph else [])]
    return CliRunner().invoke(main, given, catch_exceptions=False)


def test_query_alone_lists_the_questions() -> None:
    result = run("query")
    assert result.exit_code == 0
    assert "projects-of-place" in result.stdout and "某地的项目 · Projects of a place" in result.stdout
    assert "--param place=" in result.stdout


def test_query_by_name_file_and_text(graph: Path, tmp_path: Path) -> None:
    named = run("query", "projects-of-place", "--param", "place=太原市", graph=graph)
    assert named.exit_code == 0 and "东水西调" in named.stdout
    file = tmp_path / "mine.rq"
    file.write_text("SELECT (COUNT(?p) AS ?n) { ?p a kg:Project }", encoding="utf-8")
    counted = run("query", str(file), "--format", "csv", graph=graph)
    assert counted.stdout.split() == ["n", "2"]
    text = run("query", "--text", "ASK { ?x a kg:Company }", "--format", "json", graph=graph)
    assert json.loads(text.stdout)["boolean"] is True


@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "--text", "SELECT ?x {"),
        ("query", "no-such-question"),
        ("query", "projects-of-place", "--param", "place=乌有市"),
        ("query", "projects-of-place", "--param", "place"),
        ("query", "reports", "--text", "ASK {}"),
        ("query", "reports", "--format", "ttl"),
        ("compare", "乌有市"),
        ("compare", "--indicator", "乌有"),
    ],
)
def test_misuse_is_exit_code_2(arguments: tuple[str, ...], graph: Path) -> None:
    result = run(*arguments, graph=graph)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.strip().splitlines()[-1].startswith(("kg: ", "Error: "))


@pytest.mark.parametrize("arguments", [("query", "reports"), ("show", "太原市"), ("compare",)])
def test_a_missing_graph_is_one_line(arguments: tuple[str, ...], tmp_path: Path) -> None:
    result = run(*arguments, graph=tmp_path / "none.ttl")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1 and "kg build" in result.stderr


def test_show_a_thing(graph: Path) -> None:
    result = run("show", "东水西调工程", graph=graph)
    assert result.exit_code == 0
    assert "a.txt:" in result.stdout and "位于 · Located in (1)" in result.stdout
    assert "\x1b" not in result.stdout


def test_show_what_is_not_there(graph: Path) -> None:
    result = run("show", "东水西调三期", graph=graph)
    assert result.exit_code == 1
    assert result.stdout == "" and "near: " in result.stderr


def test_show_lists_several_things(panel_graph: Path, tmp_path: Path) -> None:
    both = tmp_path / "two.ttl"
    text = panel_graph.read_text(encoding="utf-8")
    both.write_text(
        text + '\n<place/甲河大桥> a kg:Site, kg:Place ; skos:prefLabel "甲河大桥"@zh .\n', encoding="utf-8"
    )
    listed = run("show", "甲河大桥", graph=both)
    assert listed.exit_code == 0
    shown = [line.split()[-1].partition("/")[0] for line in listed.stdout.splitlines()]
    assert shown == ["project", "place"]
    assert "2 things" in listed.stderr
    assert run("show", "甲河大桥", "--type", "Place", graph=both).stdout.startswith("甲河大桥  地点 · Place")
    assert "─────" in run("show", "甲河大桥", "--all", graph=both).stdout


def test_compare_as_table_and_csv(panel_graph: Path) -> None:
    table = run("compare", "太原", graph=panel_graph)
    assert table.exit_code == 0 and "≈6.5%" in table.stdout
    assert run("compare", "--format", "csv", graph=panel_graph).stdout.startswith("\ufeffplace,place_code,year")
    assert "no report of such" in run("compare", "--year", "1999", graph=panel_graph).stdout
