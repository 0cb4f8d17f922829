"""Turtle, written straight from the triples: the same bytes for the same collection, on every machine."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.export.terms import Block, Literal
from kg.export.triples import blocks
from kg.export.vocabulary import BASE, PREFIXES, Vocabulary
from kg.model import Knowledge

_TO_ESCAPE = re.compile(r'["\\\x00-\x1f\x7f]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def turtle(knowledge: Knowledge, vocabulary: Vocabulary, *, base: str = BASE) -> Iterator[str]:
    """The graph in Turtle, in pieces that follow each other; IRIs of things are relative to `base`."""
    yield f"@base <{base}> .\n"
    for prefix, namespace in PREFIXES.items():
        yield f"@prefix {prefix}: <{namespace}> .\n"
    yield from map(_block, blocks(knowledge, vocabulary))


def _block(block: Block) -> str:
    """One subject: each predicate on a line of its own, with the objects that follow each other under it."""
    subject, pairs = block
    parts = [f"\n{_resource(subject)}"]
    before = ""
    for predicate, value in pairs:
        term = _literal(value) if isinstance(value, Literal) else _resource(value)
        if predicate == before:
            parts.append(f", {term}")
        else:
            verb = "a" if predicate == "rdf:type" else predicate
            parts.append(f" ;\n    {verb} {term}" if before else f" {verb} {term}")
        before = predicate
    parts.append(" .\n")
    return "".join(parts)


def _resource(id_: str) -> str:
    return id_ if ":" in id_ else f"<{id_}>"


def _literal(literal: Literal) -> str:
    value, kind = literal
    if kind in ("integer", "decimal"):
        return value
    if _TO_ESCAPE.search(value):
        value = _TO_ESCAPE.sub(_escape, value)
    return f'"{value}"' if kind == "text" else f'"{value}"@{kind}'


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found.group()) or f"\\u{ord(found.group()):04X}"
