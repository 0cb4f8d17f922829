"""Normal names: when two names mean one thing, and when a name alone does not say which thing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args
from urllib.parse import quote

from kg.errors import OntologyError
from kg.model import Level, ReadingBasis
from kg.ontology import read_toml
from kg.resolve.forms import Forms

SOURCE = "lexicon/identity.toml"
_HAN = re.compile("[一-鿿]+")
_NOT_IN_SEGMENT = re.compile(r"[^\w\-.~]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The compiled rules of `lexicon/identity.toml`.

    `readings` says how far each kind of evidence for a reading is trusted.
    """

    table: Mapping[int, str | None]
    keep: int
    endings: Mapping[str, re.Pattern[str]]
    generic_types: frozenset[str]
    never_generic: frozenset[str]
    own: Mapping[str, Level]
    words: re.Pattern[str]
    heads: re.Pattern[str]
    patterns: re.Pattern[str]
    companies: re.Pattern[str]
    forms: Forms
    readings: Mapping[str, float]

    @classmethod
    def load(cls, ontology: Path) -> Identity:
        """Reads and compiles the rules; raises OntologyError where the file is missing or malformed."""
        data = read_toml(ontology, SOURCE)
        try:
            return cls._compile(data)
        except (KeyError, TypeError, ValueError, re.error) as error:
            raise OntologyError(f"{ontology / SOURCE}: {error!r}") from error

    @classmethod
    def _compile(cls, data: Mapping[str, Any]) -> Identity:
        name, generic = data["name"], data["generic"]
        heads = generic["heads"]
        table: dict[int, str | None] = {ord(pair[0]): pair[1] for pair in name["same"]}
        table.update({ord(character): None for character in name["drop"]})
        protected = data.get("protected", {})
        return cls(
            table=table,
            keep=int(name["keep"]),
            endings={
                kind: _ending(endings, protected.get(kind, []), int(name["keep"]))
                for kind, endings in data["endings"].items()
            },
            generic_types=frozenset(generic["types"]),
            never_generic=frozenset(generic["never"]),
            own={
                word: level for level in get_args(Level) for word in sorted(generic["own"][level], key=_longest_first)
            },
            # Possessive: the longest word at each place, so that a long name costs no search.
            words=re.compile(f"(?:{'|'.join(sorted(generic['modifiers'] + heads, key=_longest_first))})++"),
            heads=re.compile(f"(?:{'|'.join(heads)})$"),
            patterns=re.compile("|".join(generic["patterns"])),
            companies=re.compile(f"(?:{'|'.join(sorted(generic['companies'], key=_longest_first))})+"),
            forms=Forms.compile(data),
            readings={basis: float(data["readings"][basis]) for basis in get_args(ReadingBasis)},
        )

    def plain(self, name: str) -> str:
        """`name` without marks, white space, and differences of width and case."""
        if _HAN.fullmatch(name):
            return name
        text = unicodedata.normalize("NFKC", name.translate(self.table)).translate(self.table)
        return "".join(text.split()).upper() or name

    def normal(self, kind: str, name: str) -> str:
        """What two names of one thing of type `kind` have in common: `plain`, without endings that may be left out.

        >>> from kg.ontology import default_folder
        >>> rules = Identity.load(default_folder())
        >>> rules.normal("Project", "“东水西调”二期 工程"), rules.normal("Company", "某某重工集团有限公司")
        ('东水西调二期', '某某重工')
        """
        plain = self.plain(name)
        ending = self.endings.get(kind)
        return ending.sub("", plain) if ending else plain

    def is_generic(self, kind: str, normal: str) -> bool:
        """Does a thing of this name exist in any city (`中心医院`, `污水处理厂`)?"""
        if kind not in self.generic_types:
            return False
        if kind == "Company":
            return self.companies.fullmatch(normal) is not None
        if self.words.fullmatch(normal) and self.heads.search(normal):
            return True
        return self.patterns.fullmatch(normal) is not None

    def own_place(self, normal: str) -> tuple[Level, str] | None:
        """For a name that opens with a report's word for its own place, or one above: the level meant, and the rest.

        >>> from kg.ontology import default_folder
        >>> Identity.load(default_folder()).own_place("市中心医院")
        ('city', '中心医院')
        """
        word = next((word for word in self.own if normal.startswith(word)), None)
        rest = normal.removeprefix(word) if word else ""
        return (self.own[word], rest) if word and len(rest) >= self.keep else None


def _longest_first(word: str) -> tuple[int, str]:
    return -len(word), word


def _ending(endings: list[str], protected: list[str], keep: int) -> re.Pattern[str]:
    """Matches what may be taken off the end of a name: endings in a row, behind at least `keep` characters."""
    words = "|".join(sorted(map(re.escape, endings), key=_longest_first))
    guard = "".join(f"(?<!{re.escape(word)})" for word in protected)
    return re.compile(rf"(?<=.{{{keep}}})(?:{words})+$(?:{guard})")


def segment(text: str) -> str:
    """`text` as one segment of an IRI: letters and digits of any script stay, all else is percent-encoded."""
    return _NOT_IN_SEGMENT.sub(lambda found: quote(found.group(), safe=""), text)
