"""The documentation speaks of questions, parameters, columns and rules that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.compare.formats import COLUMNS
from kg.compare.panel import State
from kg.export.vocabulary import ONTOLOGY
from kg.ontology import default_folder
from kg.query import canned, parse_question

DOCS = Path(__file__).parents[2] / "docs"
QUERY = (DOCS / "query.md").read_text(encoding="utf-8")
COMPARE = (DOCS / "compare.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", re.findall(r"\$ kg query ([\w-]+(?: --param \w+=\S+)*)", QUERY))
def test_questions_and_parameters_exist(command: str) -> None:
    name, *parameters = command.split(" --param ")
    assert name in canned()
    assert all(canned()[name].parameter(given.partition("=")[0]) for given in parameters)


def test_ten_questions_have_answers() -> None:
    blocks = re.findall(r"```console\n\$ kg query [^\n]*\n(.*?)```", QUERY, re.DOTALL)
    assert len(blocks) >= 10
    assert all(len(block.splitlines()) > 1 for block in blocks)


def test_terms_of_the_cheat_sheet_are_in_the_ontology() -> None:
    ontology = (default_folder() / "kg.ttl").read_text(encoding="utf-8")
    terms = set(re.findall(r"`kg:(\w+)`", QUERY))
    assert len(terms) > 40
    assert ONTOLOGY in ontology
    assert [term for term in sorted(terms) if f"\nkg:{term} a " not in ontology] == []


def test_the_example_file_declares_what_it_asks() -> None:
    example = re.search(r"```sparql\n(# zh.*?)```", QUERY, re.DOTALL)
    assert example is not None
    asked = parse_question(example[1], origin="docs/query.md")
    assert [parameter.name for parameter in asked.parameters] == ["unit", "place"]
    assert all(f"?{parameter.name}" in asked.text for parameter in asked.parameters)


def test_columns_and_states_of_a_comparison_are_described() -> None:
    table = COMPARE.split("## CSV and JSON")[1]
    described = re.findall(
        r"`(\w+)`", "".join(line.split("|")[1] for line in table.splitlines() if line.startswith("| `"))
    )
    assert sorted(described) == sorted(COLUMNS)
    assert all(f"`{state}`" in COMPARE for state in State.__args__)  # type: ignore[attr-defined]
