"""The kinds of rules that relate mentions; `kg.link.files` reads them from `ontology/rules/*.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.model import Basis, StageName, Status

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What every rule has.

    `label` holds the description by language; a sentence needs one of `symbols` for the rule to have a chance (none: it
    is looked for everywhere). `free` names
    the end that must not have the predicate yet. `subject_text` and `object_text` describe the words of an end
    (searched between two line feeds).
    """

    name: str
    predicate: str
    label: Mapping[str, str]
    basis: Basis
    confidence: float
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    symbols: str
    free: str | None = None
    subject_text: Pattern | None = None
    object_text: Pattern | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseRule(Rule):
    """One stretch of text says it; `without` may not occur in it.

    `implied` is the end that is the reporting place, unnamed. A `mutual` rule relates the members of one list with each
    other.
    """

    pattern: Pattern
    without: Pattern | None = None
    implied: str | None = None
    mutual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachRule(Rule):
    """What `opener` names is one end of every `member` after it, up to the end of the scope or to `until`.

    `without` may not occur between the opener and a member.
    """

    opener: Pattern
    member: Pattern
    scope: str
    until: Pattern | None = None
    without: Pattern | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InsideRule(Rule):
    """A mention inside another: `outer` is the role of the longer one, `shape` what its text must look like.

    `subject` and `object` hold the symbols of the types allowed.
    """

    outer: str
    subject: str
    object: str
    shape: Pattern | None = None
    without: Pattern | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRule(Rule):
    """The full name of the `outer` end begins with the words of the other, which stands earlier in the paragraph."""

    outer: str
    subject: str
    object: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRule(Rule):
    """How far a project is. `status` overrides what section and wording say."""

    stage: StageName
    pattern: Pattern
    without: Pattern | None = None
    status: Status | None = None
