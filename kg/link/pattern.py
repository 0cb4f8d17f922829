"""The pattern language of the relation rules, compiled to regular expressions over a skeleton (see `kg.link.skeleton`).

| written | means |
|---|---|
| `<subject: Project\\|Program>` | a mention of one of these types, or a list of them (`A、B和C`), as the subject |
| `<Place>` | such a mention that takes no part in the relation |
| `(建设\\|打造)` `(已)?` | one of these; one of these or nothing |
| `{build}` | one of the words of that list in `words.toml` |
| `…` `…{8}` | any text of the clause (at most 8 characters of it) without a mention |
| `……` | any text of the sentence, commas and mentions included |
| `^` `$` | here a clause begins, ends |
| `^^` `$$` | here a sentence begins, ends |
| any other character | itself; a mark matches in its full and half width |
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.errors import OntologyError

#: One private character a kind of mention; what stands for it in a skeleton. The text of a quantitative goal begins
#: with its indicator (`named`), a verb of change (`change`: `增长5%`) or its number (`counted`: `3个省级实验室`).
SYMBOLS: dict[str, str] = {
    "Project": "\ue001",
    "Program": "\ue002",
    "Company": "\ue003",
    "Institution": "\ue004",
    "Place": "\ue005",
    "Industry": "\ue006",
    "Goal/quantitative/named": "\ue007",
    "Goal/qualitative": "\ue008",
    "Goal/relative": "\ue009",
    "Goal/quantitative/change": "\ue00a",
    "Goal/quantitative/counted": "\ue00b",
}
ANY_SYMBOL = "\ue001-\ue00f"
SENTENCE_MARKS = "。！？!?\n"
CLAUSE_MARKS = "，,；;：:" + SENTENCE_MARKS
ROLES = ("subject", "object", "project")

_WIDE = {"，": "[，,]", "；": "[；;]", "：": "[：:]", "（": "[（(]", "）": "[）)]"}
_CROSSING = re.compile(r"[。！？!\n^].*[<{\w…]", re.DOTALL)
_TOKEN = re.compile(r"<(?:(\w+): *)?([\w/|]+)>|\{([a-z]\w*)\}|(……)|…(?:\{(\d+)\})?|(\^\^|\$\$)|(.)", re.DOTALL)


def symbols_of(types: Sequence[str]) -> str:
    """The symbols of `types`; `Goal` and `Goal/quantitative` include the kinds below them.

    Raises OntologyError for an unknown type.
    """
    found = []
    for name in types:
        kinds = [symbol for kind, symbol in SYMBOLS.items() if f"{kind}/".startswith(f"{name}/")]
        if not kinds:
            raise OntologyError(f"unknown type {name!r}; allowed: Goal, {', '.join(SYMBOLS)}")
        found += kinds
    return "".join(sorted(set(found)))


def stays_in_sentence(pattern: str) -> bool:
    """Whether no match of `pattern` runs on past the end of a sentence: no mark of an end stands before words."""
    return _CROSSING.search(pattern.lstrip("^\n")) is None


def compile_pattern(pattern: str, words: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """`pattern` as a regular expression with the roles as named groups.

    A sentence or clause start consumes the mark before it, so that the expression can be searched for fast. Raises
    OntologyError where the pattern is malformed.
    """
    out: list[str] = []
    for found in _TOKEN.finditer(pattern):
        role, types, word_list, wide_gap, most, anchor, literal = found.groups()
        if types is not None:
            out.append(_mention(pattern, role, types))
        elif word_list is not None:
            if word_list not in words:
                raise OntologyError(
                    f"pattern {pattern!r}: no word list {word_list!r}; allowed: {', '.join(sorted(words))}"
                )
            out.append(_alternatives(words[word_list]))
        elif wide_gap is not None:
            out.append(f"[^{SENTENCE_MARKS}]*?")
        elif anchor is not None:
            out.append(f"[{SENTENCE_MARKS}]" if anchor == "^^" else f"(?=[{SENTENCE_MARKS}])")
        elif literal is None:
            out.append(f"[^{CLAUSE_MARKS}{ANY_SYMBOL}]{f'{{0,{most}}}' if most else '*'}?")
        else:
            out.append(_literal(literal))
    try:
        return re.compile("".join(out))
    except re.error as error:
        raise OntologyError(f"pattern {pattern!r}: {error}") from None


def _mention(pattern: str, role: str | None, types: str) -> str:
    if role is not None and role not in ROLES:
        raise OntologyError(f"pattern {pattern!r}: unknown role {role!r}; allowed: {', '.join(ROLES)}")
    characters = f"[{symbols_of(types.split('|'))}]"
    return f"(?P<{role}>{characters})" if role else characters


def _alternatives(words: Sequence[str]) -> str:
    """Longest first, so that no word hides a longer one."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))) + ")"


def _literal(character: str) -> str:
    if character == "(":
        return "(?:"
    if character in ")|?":
        return character
    if character == "^":
        return f"[{CLAUSE_MARKS}]"
    if character == "$":
        return f"(?=[{CLAUSE_MARKS}])"
    return _WIDE.get(character) or re.escape(character)
