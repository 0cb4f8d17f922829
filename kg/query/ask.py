"""Asking: a question, its parameters bound by the engine, and the answer as rows or triples."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.query.canned import Parameter, Question
from kg.query.names import NAMED, find_one
from kg.query.source import Source

if TYPE_CHECKING:
    import pyoxigraph

    from kg.query.source import Term

_PLACE_OF_ERROR = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_EXPECTED = re.compile(r'"(?:[^"\\]|\\.)*"|\[[^\]]*\]|[A-Z][\w *]*\w')
_PHRASE = re.compile(r"[A-Z][\w*]*(?: [\w*]+){2,}|Prefix not found")
_NOT_SELECTED = re.compile(r"does not contains? variable \?(\w+) in its SELECT projection")
_SHOWN = 20
_MOST_EXPECTED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The answer to SELECT: variables and, for each solution, their terms (None: unbound)."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Triples:
    """The answer to CONSTRUCT or DESCRIBE, sorted."""

    triples: tuple[pyoxigraph.Triple, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer to ASK."""

    value: bool


Answer = Rows | Triples | Verdict


def ask(
    source: Source, question: Question, given: Mapping[str, str] | None = None, *, ontology: Path | None = None
) -> Answer:
    """The answer of a graph to a question.

    `given` are parameters as a person writes them. Each is made a term (see `bind`) and handed to the engine as the
    value of its variable, never written into the query. Prefixes of the graph need no PREFIX line; relative IRIs are in
    its base. Raises QueryError for what is no valid SPARQL or no parameter, GraphError for a name that the graph lacks.
    """
    import pyoxigraph as ox

    bound = bind(source, question, given or {}, ontology=ontology)
    try:
        found = source.store.query(
            question.text,
            base_iri=source.base,
            prefixes=dict(source.prefixes),
            substitutions={ox.Variable(name): term for name, term in bound.items()},
        )
        if isinstance(found, ox.QueryBoolean):
            return Verdict(value=bool(found))
        if isinstance(found, ox.QueryTriples):
            return Triples(triples=tuple(sorted(set(found), key=str)))
        return _rows(found, question)
    except SyntaxError as error:
        raise QueryError(f"{question.origin}: {explain(str(error), question.text)}") from None
    except RuntimeError as error:
        hidden = _NOT_SELECTED.search(str(error))
        reason = f"parameter {hidden[1]} must be a variable of SELECT" if hidden else _one_line(str(error))
        raise QueryError(f"{question.origin}: {reason}") from None
    except (ValueError, OSError) as error:
        raise QueryError(f"{question.origin}: {_one_line(str(error))}") from None


def bind(
    source: Source, question: Question, given: Mapping[str, str], *, ontology: Path | None = None
) -> dict[str, Term]:
    """The terms of the parameters that are given or have a default.

    A declared parameter is read by its kind; the name of a thing becomes its IRI. For an undeclared one, `<…>` is an
    IRI, digits are an integer, all else is a plain string.
    """
    unknown = [name for name in given if not _knows(question, name)]
    if unknown:
        known = ", ".join(parameter.name for parameter in question.parameters) or "none"
        raise QueryError(f"{question.origin}: no parameter {unknown[0]!r} (there are: {known})")
    wanted = {p.name: p.default for p in question.parameters if p.default is not None} | dict(given)
    return {
        name: _declared(source, declared, value, ontology)
        if (declared := question.parameter(name))
        else _undeclared(source, value)
        for name, value in wanted.items()
    }


def explain(message: str, text: str) -> str:
    """A syntax error of the engine in one line, with its place in `text`."""
    found = _PLACE_OF_ERROR.match(message)
    if found is None:
        return _one_line(message)
    line, column, expected = int(found[1]), int(found[2]), found[3]
    lines = text.splitlines() or [""]
    rest = lines[line - 1][column - 1 :].strip() if line <= len(lines) else ""
    where = f"near {rest[:_SHOWN]!r}" if rest else "at the end"
    return f"line {line}, column {column}: {_reason(expected)} {where}"


def _reason(expected: str) -> str:
    phrase = _PHRASE.search(expected)
    if phrase:
        said = phrase.group()
        return said if said[:2].isupper() else said[0].lower() + said[1:]
    words = [word for word in _EXPECTED.findall(expected) if not word.startswith("[")]
    if not words:
        return "no valid SPARQL"
    return f"expected {' or '.join(dict.fromkeys(words[:_MOST_EXPECTED]))}"


def _rows(found: pyoxigraph.QuerySolutions, question: Question) -> Rows:
    hidden = {parameter.name for parameter in question.parameters}
    shown = [i for i, variable in enumerate(found.variables) if variable.value not in hidden]
    return Rows(
        variables=tuple(found.variables[i].value for i in shown),
        rows=tuple(tuple(solution[i] for i in shown) for solution in found),
    )


def _knows(question: Question, name: str) -> bool:
    if question.parameters:
        return question.parameter(name) is not None
    return re.fullmatch(r"\w+", name) is not None and re.search(rf"[?$]{name}\b", question.text) is not None


def _declared(source: Source, parameter: Parameter, value: str, ontology: Path | None) -> Term:
    import pyoxigraph as ox

    if parameter.kind == "text":
        return ox.Literal(value)
    if parameter.kind == "integer":
        try:
            return ox.Literal(int(value))
        except ValueError:
            raise QueryError(f"parameter {parameter.name}: {value!r} is no whole number") from None
    classes = NAMED if parameter.kind == "Entity" else (parameter.kind,)
    return ox.NamedNode(find_one(source, value, classes, ontology=ontology).iri)


def _undeclared(source: Source, value: str) -> Term:
    import pyoxigraph as ox

    if value.startswith("<") and value.endswith(">"):
        iri = value[1:-1]
        try:
            return ox.NamedNode(iri if re.match(r"\w+:", iri) else source.base + iri)
        except ValueError:
            raise QueryError(f"{value} is no IRI") from None
    return ox.Literal(int(value)) if re.fullmatch(r"-?[0-9]+", value) else ox.Literal(value)


def _one_line(message: str) -> str:
    return " ".join(message.split())
