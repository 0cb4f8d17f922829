from __future__ import annotations

import csv
import io
import json

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kg.errors import QueryError
from kg.query import Rows, Source, Triples, Verdict, render
from kg.query.grid import grid

LITERALS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=12).map(ox.Literal)
TERMS = st.one_of(
    st.none(),
    LITERALS,
    st.integers().map(ox.Literal),
    st.sampled_from([ox.NamedNode("http://x/y"), ox.Literal("中文", language="zh"), ox.Literal('a\tb\nc"\\')]),
)
ROWS = st.lists(st.tuples(TERMS, TERMS), max_size=5).map(lambda rows: Rows(variables=("a", "乙"), rows=tuple(rows)))


@given(ROWS)
def test_json_and_tsv_read_back_as_the_same_terms(source: Source, rows: Rows) -> None:
    for form, kind in (("json", ox.QueryResultsFormat.JSON), ("tsv", ox.QueryResultsFormat.TSV)):
        read = ox.parse_query_results(render(rows, form, source).encode(), kind)
        assert isinstance(read, ox.QuerySolutions)
        assert [tuple(solution) for solution in read] == list(rows.rows), form


@given(ROWS)
def test_csv_reads_back_as_the_same_values(source: Source, rows: Rows) -> None:
    read = list(csv.reader(io.StringIO(render(rows, "csv", source), newline="")))
    assert read[0] == ["a", "乙"]
    assert read[1:] == [["" if term is None else term.value for term in row] for row in rows.rows]


CELLS = st.text(st.sampled_from("ab 中文，（）1."), max_size=30)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=4), st.one_of(st.none(), st.integers(30, 80)))
def test_columns_stand_under_each_other_and_lose_nothing(rows: list[tuple[str, str, str]], width: int | None) -> None:
    lines = grid(["甲", "b", "丙"], rows, width=width).splitlines()
    rule = cell_len(lines[1]) if set(lines[1]) == {"─"} else None
    assert rule is not None
    assert all(cell_len(line) <= rule for line in lines)
    if width is not None:
        assert rule <= width
    together = sorted("".join("".join(line.split()) for line in lines[2:]))
    assert together == sorted("".join("".join(cell.split()) for row in rows for cell in row))


def test_a_table_shortens_iris_and_numbers(source: Source) -> None:
    rows = Rows(
        variables=("x", "n", "words"),
        rows=(
            (
                ox.NamedNode(source.base + "project/甲"),
                ox.Literal("81200.0", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")),
                ox.Literal("建设\n  大桥 of  steel"),
            ),
        ),
    )
    table = render(rows, "table", source)
    assert table.splitlines()[-1].split("  ") == ["project/甲", "81200", "建设大桥of steel"]
    assert render(Rows(variables=("x",), rows=()), "table", source) == "no answer"


def test_triples_are_written_as_turtle(source: Source) -> None:
    triples = Triples(
        triples=(
            ox.Triple(ox.NamedNode(source.base + "a"), ox.NamedNode(source.prefixes["kg"] + "b"), ox.Literal("c")),
        )
    )
    read = ox.parse(render(triples, "ttl", source).encode(), ox.RdfFormat.TURTLE)
    assert [quad.triple for quad in read] == list(triples.triples)
    with pytest.raises(QueryError, match="CONSTRUCT"):
        render(Verdict(value=True), "ttl", source)
    with pytest.raises(QueryError, match="yes or no"):
        render(Verdict(value=True), "csv", source)
    assert json.loads(render(Verdict(value=False), "json", source)) == {"head": {}, "boolean": False}
