"""The questions that come with the ontology: described, bound as they say, answered as another engine does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rdflib

from kg.errors import QueryError
from kg.export.rdflib_graph import to_rdflib
from kg.query import Rows, Source, ask, canned, parse_question, question
from kg.query.ask import bind
from kg.query.canned import Question
from kg.query.names import NAMED
from tests.export.collection import small_collection

QUESTIONS = canned()
#: Something to ask about, by the kind of a parameter or by its name.
KINDS = {"Place": "太原市", "Industry": "氢能产业", "Indicator": "地区生产总值"}
NAMES = {"thing": "东水西调工程", "actor": "某某重工", "stage": "operating", "year": "2030", "minimum": "1"}


@pytest.fixture(scope="module")
def reference() -> rdflib.Graph:
    return to_rdflib(small_collection())


def test_there_are_enough_of_them() -> None:
    assert len(QUESTIONS) >= 10


@pytest.mark.parametrize("name", QUESTIONS)
def test_each_is_described_in_both_languages(name: str) -> None:
    asked = QUESTIONS[name]
    assert re.search("[一-鿿]", asked.zh) and asked.en.isascii() and asked.about.endswith(".")
    assert asked.examples and all(example.startswith(f"kg query {name}") for example in asked.examples)
    for parameter in asked.parameters:
        assert parameter.zh and parameter.en
        assert parameter.kind in (*NAMED, "Entity", "integer", "text")


@pytest.mark.parametrize("name", QUESTIONS)
def test_examples_use_declared_parameters(name: str) -> None:
    for example in QUESTIONS[name].examples:
        for used in re.findall(r"--param (\w+)=", example):
            assert QUESTIONS[name].parameter(used), used


def given(asked: Question) -> dict[str, str]:
    return {p.name: NAMES.get(p.name) or KINDS[p.kind] for p in asked.parameters}


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("bound", [False, True])
def test_answers_are_those_of_rdflib(name: str, bound: bool, source: Source, reference: rdflib.Graph) -> None:
    asked = QUESTIONS[name]
    parameters = given(asked) if bound else {}
    answer = ask(source, asked, parameters)
    assert isinstance(answer, Rows)
    bindings = {
        key: rdflib.URIRef(term.value) if hasattr(term, "value") and "/" in term.value else _literal(term)
        for key, term in bind(source, asked, parameters).items()
    }
    other = reference.query(asked.text, initBindings=bindings)
    assert other.vars is not None
    shown = [str(variable) for variable in other.vars if asked.parameter(str(variable)) is None]
    assert answer.variables == tuple(shown)
    expected = [tuple(_plain(row[variable]) for variable in shown) for row in other]  # type: ignore[index]
    assert sorted(tuple(_plain(term) for term in row) for row in answer.rows) == sorted(expected)
    if (name, bound) not in UNANSWERED:
        assert answer.rows


#: The collection has only one of what these ask for.
UNANSWERED = {("shared-programmes", False), ("targets-and-results", False), ("targets-and-results", True)}


def _literal(term: object) -> rdflib.Literal:
    value = getattr(term, "value", "")
    return rdflib.Literal(int(value)) if value.isdigit() else rdflib.Literal(value)


def _plain(term: object) -> str:
    """A term of either engine; decimals are written in more than one way."""
    text = "" if term is None else str(getattr(term, "value", term))
    if isinstance(term, rdflib.term.Identifier):
        text = str(term)
    return text.removesuffix(".0")


def test_header_is_read() -> None:
    asked = parse_question(
        "# zh: 问题\n# en: question\n# about: One.\n# about: Two.\n# param least: integer = 2  至少 / at least\n"
        "# param of: Place\n# example: kg query x\n\nSELECT ?least ?of {}\n# zh: not the header\n",
        origin="x.rq",
    )
    assert (asked.zh, asked.en, asked.about) == ("问题", "question", "One. Two.")
    assert [(p.name, p.kind, p.default, p.zh, p.en) for p in asked.parameters] == [
        ("least", "integer", "2", "至少", "at least"),
        ("of", "Place", None, "", ""),
    ]


def test_a_malformed_parameter_is_an_error() -> None:
    with pytest.raises(QueryError, match="kind"):
        parse_question("# param least\nSELECT * {}", origin="x.rq")


def test_unknown_names_get_a_hint(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="projects-of-place"):
        question("project-of-places")
    with pytest.raises(QueryError, match="cannot be read"):
        question(str(tmp_path / "none.rq"))
