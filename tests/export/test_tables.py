from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export.rdflib_graph import to_rdflib
from kg.export.tables import COLUMNS, harmless, plain, tables
from kg.export.vocabulary import Vocabulary
from kg.model import Knowledge
from tests.export.collection import HOSTILE

Tables = dict[str, list[dict[str, str]]]


@pytest.fixture(scope="module")
def rows(knowledge: Knowledge, vocabulary: Vocabulary) -> Tables:
    read = {}
    for name, content in tables(knowledge, vocabulary):
        assert content.startswith("\ufeff")
        read[name] = list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"), newline="")))
    return read


def test_columns_are_short_ascii_names() -> None:
    for columns in COLUMNS.values():
        assert all(c.isascii() and c == c.lower() and len(c) <= 32 for c in columns)
        assert len(set(columns)) == len(columns)


def test_every_column_is_described() -> None:
    text = (Path(__file__).parents[2] / "docs" / "tables.md").read_text(encoding="utf-8")
    for name, columns in COLUMNS.items():
        section = text.split(f"## {name}")[1].split("\n## ")[0]
        assert [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")] == list(columns)


def test_tables_hold_what_the_graph_holds(rows: Tables, knowledge: Knowledge) -> None:
    goals = [e for e in knowledge.entities if e.goal]
    assert len(rows["goals.csv"]) == len(goals)
    assert len(rows["entities.csv"]) == len(knowledge.entities) - len(goals)
    assert len(rows["relations.csv"]) == len(knowledge.assertions)
    assert len(rows["reports.csv"]) == len(knowledge.reports)


def test_ids_are_those_of_the_graph(rows: Tables, knowledge: Knowledge) -> None:
    subjects = {str(node) for node in to_rdflib(knowledge).subjects()}
    for table in rows.values():
        for row in table:
            for column, cell in row.items():
                if column.endswith("_id") and cell:
                    assert set(cell.split("；")) <= subjects


def test_a_goal_of_the_city(rows: Tables) -> None:
    row = next(r for r in rows["goals.csv"] if r["indicator"] == "地区生产总值")
    expected = {"place": "太原市", "place_code": "140100", "province": "山西省", "report_year": "2030", "part": "plan"}
    expected |= {"subject": "太原市", "value": "6.5", "unit": "%", "comparator": "approx", "n_evidence": "2"}
    expected |= {"quote": "地区生产总值增长6.5%左右", "sentence": "地区生产总值增长6.5%左右。", "file": "a.txt"}
    assert {column: row[column] for column in expected} == expected


def test_a_project_with_place_and_stage(rows: Tables) -> None:
    row = next(r for r in rows["entities.csv"] if "东水西调" in r["name"])
    expected = {"city": "太原市", "province": "山西省", "located_in": "小店区", "location_basis": "stated"}
    expected |= {"stage": "operating", "n_mentions": "2", "n_reports": "1"}
    assert {column: row[column] for column in expected} == expected


def test_positions_point_at_the_quotation(rows: Tables, knowledge: Knowledge) -> None:
    raw = {document.file_name: document.raw for document in knowledge.extractions}
    quoted = [row for name in ("goals.csv", "entities.csv", "relations.csv") for row in rows[name] if row["file"]]
    assert quoted
    for row in quoted:
        there = raw[row["file"]][int(row["start"]) : int(row["end"])]
        assert "".join(there.split()) == plain(row["quote"])


@given(st.text(max_size=8))
def test_harmless_loses_nothing_and_starts_no_formula(text: str) -> None:
    cell = harmless(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert (plain(cell) if cell.startswith("'") else cell) == text


def test_hostile_text_comes_back(rows: Tables) -> None:
    names = {plain(row["name"]) for row in rows["entities.csv"]}
    assert "".join(HOSTILE.split()) in names
