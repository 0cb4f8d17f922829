from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import GraphError, QueryError
from kg.query import Rows, Source, Triples, Verdict, ask, parse_question
from kg.query.ask import explain


def run(source: Source, text: str, **given: str) -> Rows:
    answer = ask(source, parse_question(text, origin="--text"), given)
    assert isinstance(answer, Rows)
    return answer


@given(st.text(max_size=20).filter(lambda s: not s.isdigit() and not s.startswith("<")))
@settings(max_examples=60, deadline=None)
def test_a_value_is_bound_and_never_read_as_sparql(source: Source, value: str) -> None:
    if value.lstrip("-").isdigit():
        return
    answer = run(source, "SELECT ?x (STRLEN(?x) AS ?n) { } ", x=value)
    assert answer.rows[0][0] == ox.Literal(value)
    assert len(answer.rows) == 1


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        ("SELECT ?s WHERE {\n ?s foo:bar ?x }", "line 2, column 12", "prefix"),
        ("SELECT ?s WHERE {\n ?s a kg:Project", "line 2", "at the end"),
        ("SELECT * WHERE { ?s ?p ?o } GROUP BY ?s", "line 1", "GROUP BY"),
        ("DELETE WHERE { ?s ?p ?o }", "line 1", ""),
    ],
)
def test_syntax_errors_tell_line_and_column_in_one_line(source: Source, text: str, where: str, words: str) -> None:
    with pytest.raises(QueryError) as caught:
        run(source, text)
    message = str(caught.value)
    assert message.startswith("--text: ") and where in message and words in message
    assert "\n" not in message and len(message) < 200


@given(st.text(max_size=200), st.text(max_size=60))
def test_any_message_becomes_one_line(message: str, text: str) -> None:
    for said in (message, f"error at 1:3: {message}", f"error at 9:900: {message}"):
        assert "\n" not in explain(said, text)


def test_a_parameter_must_be_selected(source: Source) -> None:
    with pytest.raises(QueryError, match="parameter x must be a variable of SELECT"):
        run(source, "SELECT ?s { ?s kg:adminCode ?x }", x="140100")


def test_unknown_parameters_are_named(source: Source) -> None:
    with pytest.raises(QueryError, match=r"no parameter 'y' \(there are: x\)"):
        run(source, "# param x: text\nSELECT ?x { }", y="1")
    with pytest.raises(QueryError, match="no parameter 'y'"):
        run(source, "SELECT ?x { }", y="1")


def test_parameters_are_read_by_their_kind(source: Source) -> None:
    with pytest.raises(QueryError, match="no whole number"):
        run(source, "# param n: integer\nSELECT ?n { }", n="many")
    with pytest.raises(GraphError, match="nothing is called"):
        run(source, "# param p: Place\nSELECT ?p ?name { ?p skos:prefLabel ?name }", p="乌有市")
    answer = run(source, "# param p: Place\nSELECT ?p ?name { ?p skos:prefLabel ?name }", p="太原")
    assert answer.variables == ("name",)
    assert answer.rows == ((ox.Literal("太原市", language="zh"),),)


def test_prefixes_and_relative_iris_need_no_declaration(source: Source) -> None:
    answer = run(source, "SELECT ?code { <place/山西省/太原市> kg:adminCode ?code }")
    assert answer.rows == ((ox.Literal("140100"),),)
    assert (
        run(source, "SELECT ?p ?code { ?p kg:adminCode ?code }", p="<place/山西省/太原市>").rows[0][1]
        == answer.rows[0][0]
    )


def test_other_forms_of_query(source: Source) -> None:
    asked = ask(source, parse_question("ASK { ?p a kg:Project }", origin="t"))
    assert asked == Verdict(value=True)
    built = ask(source, parse_question("CONSTRUCT { ?p a kg:Thing } { ?p a kg:Project }", origin="t"))
    assert isinstance(built, Triples)
    assert list(built.triples) == sorted(built.triples, key=str)
    assert built.triples
