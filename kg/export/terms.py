"""The terms that triples are made of, before they are written in any syntax.

A resource is a string: `kg:Project` in a known prefix, or `project/太绥高铁` relative to the base (no such id holds a
colon). A literal is a `Literal`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal as OneOf
from typing import NamedTuple

Kind = OneOf["text", "zh", "integer", "decimal"]


class Literal(NamedTuple):
    """A literal: plain text, a Chinese label, or a number by its lexical form."""

    value: str
    kind: Kind


Term = str | Literal
Pair = tuple[str, Term]
Block = tuple[str, Sequence[Pair]]


def text(value: str) -> Literal:
    """A plain string."""
    return Literal(value, "text")


def zh(value: str) -> Literal:
    """A Chinese label."""
    return Literal(value, "zh")


def integer(value: int) -> Literal:
    """A whole number."""
    return Literal(str(value), "integer")
