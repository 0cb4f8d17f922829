"""Reads the rules from `ontology/rules/*.toml` and refuses what it does not know. See `docs/rules.md`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from kg.errors import OntologyError
from kg.link.pattern import compile_pattern, stays_in_sentence, symbols_of
from kg.link.rules import InsideRule, NameRule, Pattern, PhraseRule, ReachRule, Rule, StageRule
from kg.model import ENTITY_TYPES, PREDICATES, Basis, StageName, Status
from kg.ontology import read_toml

FOLDER = "rules"
WORDS = f"{FOLDER}/words.toml"
INDICATORS = "lexicon/indicators.toml"
STAGES = "stages"
SCOPES = ("clause", "sentence", "head", "paragraph")


@dataclass(frozen=True, slots=True)
class _Reader:
    """Takes the keys of one rule's table one by one, so that what is left over is known to be unknown."""

    where: str
    table: dict[str, Any]
    words: Mapping[str, Sequence[str]]

    def fail(self, reason: str) -> OntologyError:
        return OntologyError(f"{self.where}: {reason}")

    def text(self, key: str) -> str:
        value = self.table.pop(key, None)
        if not isinstance(value, str) or not value:
            raise self.fail(f"needs {key} (a text)")
        return value

    def choice(self, key: str, allowed: Sequence[str], default: str | None = None) -> Any:
        value = self.table.pop(key, default)
        if value not in allowed and not (value is None and default is None and key in _OPTIONAL):
            raise self.fail(f"{key} is {value!r}; allowed: {', '.join(allowed)}")
        return value

    def pattern(self, key: str) -> Pattern:
        return self._compile(self.text(key))

    def searched(self, key: str) -> tuple[Pattern, str]:
        """A pattern, and the symbols of which a sentence needs one for a match; none where a match may leave it."""
        source = self.text(key)
        pattern = self._compile(source)
        return pattern, _needed(pattern) if stays_in_sentence(source) else ""

    def optional_pattern(self, key: str) -> Pattern | None:
        return self._compile(self.text(key)) if key in self.table else None

    def _compile(self, pattern: str) -> Pattern:
        try:
            return compile_pattern(pattern, self.words)
        except OntologyError as error:
            raise self.fail(str(error)) from None

    def types(self, key: str) -> str:
        value = self.table.pop(key, None)
        if not isinstance(value, list) or not value:
            raise self.fail(f"needs {key}, a list of types")
        try:
            return symbols_of(value)
        except OntologyError as error:
            raise self.fail(f"{key}: {error}") from None

    def label(self) -> Mapping[str, str]:
        value = self.table.pop("description", None)
        if not isinstance(value, dict) or set(value) != {"zh", "en"}:
            raise self.fail("needs description.zh and description.en")
        return value

    def confidence(self) -> float:
        value = self.table.pop("confidence", None)
        if not isinstance(value, float) or not 0 < value < 1:
            raise self.fail("needs confidence, a number between 0 and 1")
        return value

    def texts(self, key: str, least: int) -> tuple[str, ...]:
        entries = self.table.pop(key, [])
        if not isinstance(entries, list) or not all(isinstance(e, dict) and set(e) == {"text"} for e in entries):
            raise self.fail(f"each {key} has one key, text")
        if len(entries) < least:
            raise self.fail(f"needs at least {least} {key}")
        return tuple(entry["text"] for entry in entries)

    def finish(self, allowed: Sequence[str]) -> None:
        if self.table:
            unknown = ", ".join(sorted(self.table))
            raise self.fail(f"unknown key {unknown}; allowed: {', '.join(sorted(allowed))}")


_OPTIONAL = frozenset(["free", "implied", "status"])
_COMMON = (
    "name",
    "kind",
    "description",
    "basis",
    "confidence",
    "example",
    "counterexample",
    "free",
    "subject_text",
    "object_text",
)
_KEYS: Mapping[str, tuple[str, ...]] = {
    "phrase": ("pattern", "without", "implied", "mutual"),
    "reach": ("opener", "member", "scope", "until", "without"),
    "inside": ("outer", "subject", "object", "shape", "without"),
    "name": ("outer", "subject", "object"),
    "stage": ("stage", "pattern", "without", "status"),
}
_ENDS = ("subject", "object")


def places_alone(ontology: Path) -> frozenset[str]:
    """Indicators that only places have: `of_places` of `lexicon/indicators.toml`."""
    return frozenset(read_toml(ontology, INDICATORS).get("of_places", ()))


def load_rules(ontology: Path) -> dict[str, tuple[Rule, ...]]:
    """The rules by predicate (and `stage`), in the order in which they are tried: cooperation first, for its partners
    take no goals.

    Raises OntologyError for a mistake in a file.
    """
    words = read_toml(ontology, WORDS)
    for name, entries in words.items():
        if not isinstance(entries, list) or not entries or not all(isinstance(e, str) and e for e in entries):
            raise OntologyError(f"{ontology / WORDS}: {name} must be a list of words")
    order = sorted(PREDICATES, key=lambda predicate: predicate != "cooperatesWith")
    rules = {predicate: _load_file(ontology, predicate, words) for predicate in order}
    rules["stage"] = _load_file(ontology, STAGES, words)
    return rules


def _load_file(ontology: Path, stem: str, words: Mapping[str, Sequence[str]]) -> tuple[Rule, ...]:
    name = f"{FOLDER}/{stem}.toml"
    table = read_toml(ontology, name)
    entries = table.pop("rule", [])
    if table or not isinstance(entries, list):
        raise OntologyError(f"{ontology / name}: unknown key {', '.join(sorted(table))}; allowed: rule")
    predicate = "stage" if stem == STAGES else stem
    rules = [_rule(f"{name}, rule {number + 1}", predicate, entry, words) for number, entry in enumerate(entries)]
    seen: set[str] = set()
    for rule in rules:
        if rule.name in seen:
            raise OntologyError(f"{name}: two rules are named {rule.name!r}")
        seen.add(rule.name)
    return tuple(rules)


def _rule(where: str, predicate: str, entry: dict[str, Any], words: Mapping[str, Sequence[str]]) -> Rule:
    reader = _Reader(f"{where} ({entry.get('name', 'without a name')})", dict(entry), words)
    kind = "stage" if predicate == "stage" else reader.choice("kind", [k for k in _KEYS if k != "stage"], "")
    common: dict[str, Any] = {
        "name": reader.text("name"),
        "predicate": predicate,
        "label": reader.label(),
        "basis": reader.choice("basis", get_args(Basis), "clause"),
        "confidence": reader.confidence(),
        "examples": reader.texts("example", 1),
        "counterexamples": reader.texts("counterexample", 2),
        "free": reader.choice("free", _ENDS),
        "subject_text": reader.optional_pattern("subject_text"),
        "object_text": reader.optional_pattern("object_text"),
    }
    rule = _BUILDERS[kind](reader, common)
    reader.finish([*_COMMON, *_KEYS[kind]])
    return rule


def _phrase(reader: _Reader, common: dict[str, Any]) -> Rule:
    pattern, symbols = reader.searched("pattern")
    implied = reader.choice("implied", _ENDS)
    mutual = reader.table.pop("mutual", False)
    if mutual not in (True, False):
        raise reader.fail("mutual is true or false")
    needed = {"subject"} if mutual else set(_ENDS) - {implied}
    if set(pattern.groupindex) != needed:
        raise reader.fail(f"the pattern must name {' and '.join(sorted(needed))}, once each")
    without = reader.optional_pattern("without")
    return PhraseRule(**common, symbols=symbols, pattern=pattern, without=without, implied=implied, mutual=mutual)


def _reach(reader: _Reader, common: dict[str, Any]) -> Rule:
    (opener, symbols), member = reader.searched("opener"), reader.pattern("member")
    ends = [*opener.groupindex, *member.groupindex]
    if sorted(ends) != ["object", "subject"]:
        raise reader.fail("opener and member must name subject and object, one each")
    return ReachRule(
        **common,
        symbols=symbols,
        opener=opener,
        member=member,
        scope=reader.choice("scope", SCOPES, ""),
        until=reader.optional_pattern("until"),
        without=reader.optional_pattern("without"),
    )


def _inside(reader: _Reader, common: dict[str, Any]) -> Rule:
    return InsideRule(
        **common,
        symbols="",
        outer=reader.choice("outer", _ENDS, ""),
        subject=reader.types("subject"),
        object=reader.types("object"),
        shape=reader.optional_pattern("shape"),
        without=reader.optional_pattern("without"),
    )


def _name(reader: _Reader, common: dict[str, Any]) -> Rule:
    outer = reader.choice("outer", _ENDS, "")
    return NameRule(**common, symbols="", outer=outer, subject=reader.types("subject"), object=reader.types("object"))


def _stage(reader: _Reader, common: dict[str, Any]) -> Rule:
    pattern, symbols = reader.searched("pattern")
    if set(pattern.groupindex) != {"project"}:
        raise reader.fail("the pattern must name the project, once")
    return StageRule(
        **common,
        symbols=symbols,
        stage=reader.choice("stage", get_args(StageName), ""),
        pattern=pattern,
        without=reader.optional_pattern("without"),
        status=reader.choice("status", get_args(Status)),
    )


_BUILDERS: Mapping[str, Callable[[_Reader, dict[str, Any]], Rule]] = {
    "phrase": _phrase,
    "reach": _reach,
    "inside": _inside,
    "name": _name,
    "stage": _stage,
}


def _needed(pattern: Pattern) -> str:
    """Symbols of which a sentence needs one for `pattern` to have a chance: those of its first named end."""
    found = re.search(r"\?P<\w+>\[([^\]]+)\]", pattern.pattern)
    return found.group(1) if found else symbols_of(ENTITY_TYPES)
