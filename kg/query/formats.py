"""Answers as text: a table for people, the SPARQL 1.1 result formats, Turtle."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from kg.errors import QueryError
from kg.query.ask import Answer, Rows, Triples, Verdict
from kg.query.grid import grid
from kg.query.source import Source

if TYPE_CHECKING:
    from kg.query.source import Term

_NUMERIC = ("integer", "decimal", "double", "float")


def render(answer: Answer, form: str, source: Source, *, width: int | None = None) -> str:
    """An answer in one of FORMATS, without a line end at the end of a table.

    CSV, TSV and JSON are those of the SPARQL 1.1 recommendations. `width` is that of the terminal, for tables. Raises
    QueryError where the answer has no such form.
    """
    return FORMATS[form](answer, source, width)


def cell(term: Term | None, source: Source) -> str:
    """A term for people: IRIs shortened, numbers without a superfluous `.0`, white space of quotations closed up."""
    import pyoxigraph as ox

    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return source.shorten(term.value)
    if isinstance(term, ox.Literal):
        number = term.datatype.value.rpartition("#")[2] in _NUMERIC
        return term.value.removesuffix(".0") if number else _closed_up(term.value)
    return str(term)


def _closed_up(text: str) -> str:
    """Text on one line; between Han characters a line break is no space."""
    words = text.split()
    joined = words[:1]
    for word in words[1:]:
        apart = joined[-1][-1].isascii() and word[0].isascii()
        joined.append(f" {word}" if apart else word)
    return "".join(joined)


def _table(answer: Answer, source: Source, width: int | None) -> str:
    if isinstance(answer, Verdict):
        return "yes" if answer.value else "no"
    rows = _as_rows(answer)
    if not rows.rows:
        return "no answer"
    return grid(rows.variables, [[cell(term, source) for term in row] for row in rows.rows], width=width)


def _csv(answer: Answer, source: Source, width: int | None) -> str:
    out = io.StringIO(newline="")
    rows = _as_rows(answer)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(rows.variables)
    writer.writerows([_plain(term) for term in row] for row in rows.rows)
    return out.getvalue()


def _tsv(answer: Answer, source: Source, width: int | None) -> str:
    rows = _as_rows(answer)
    lines = ["\t".join(f"?{variable}" for variable in rows.variables)]
    lines.extend("\t".join("" if term is None else _escaped(str(term)) for term in row) for row in rows.rows)
    return "".join(f"{line}\n" for line in lines)


def _json(answer: Answer, source: Source, width: int | None) -> str:
    import orjson

    if isinstance(answer, Verdict):
        result: dict[str, Any] = {"head": {}, "boolean": answer.value}
    else:
        rows = _as_rows(answer)
        bindings = [
            {name: _as_json(term) for name, term in zip(rows.variables, row, strict=True) if term is not None}
            for row in rows.rows
        ]
        result = {"head": {"vars": list(rows.variables)}, "results": {"bindings": bindings}}
    return orjson.dumps(result, option=orjson.OPT_INDENT_2).decode() + "\n"


def _ttl(answer: Answer, source: Source, width: int | None) -> str:
    import pyoxigraph as ox

    if not isinstance(answer, Triples):
        raise QueryError("only CONSTRUCT and DESCRIBE answer in triples; take another --format than ttl")
    written = ox.serialize(answer.triples, format=ox.RdfFormat.TURTLE, prefixes=dict(source.prefixes))
    return (written or b"").decode()


FORMATS: Mapping[str, Callable[[Answer, Source, int | None], str]] = {
    "table": _table,
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "ttl": _ttl,
}


def _as_rows(answer: Answer) -> Rows:
    if isinstance(answer, Rows):
        return answer
    if isinstance(answer, Triples):
        rows = tuple((triple.subject, triple.predicate, triple.object) for triple in answer.triples)
        return Rows(variables=("subject", "predicate", "object"), rows=rows)
    raise QueryError("ASK is answered with yes or no; take --format table or json")


def _plain(term: Term | None) -> str:
    import pyoxigraph as ox

    if term is None:
        return ""
    if isinstance(term, ox.Triple):
        return str(term)
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else term.value


def _escaped(written: str) -> str:
    return written.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _as_json(term: Term) -> dict[str, Any]:
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {key: _as_json(part) for key, part in parts.items()}}
    literal: dict[str, Any] = {"type": "literal", "value": term.value}
    if term.language:
        return literal | {"xml:lang": term.language}
    plain = term.datatype.value.endswith("XMLSchema#string")
    return literal if plain else literal | {"datatype": term.datatype.value}
