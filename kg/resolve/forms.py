"""Forms of names: what makes names comparable that are written differently, or are short for others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from kg.divisions import Division
from kg.resolve.prefixes import Prefixes

Rule = Literal["curation", "gazetteer", "form", "home", "route", "owner", "initials", "more"]
_DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
_NUMBER = r"\d+|[零一二两三四五六七八九十百]+|(?<![A-Z])(?:IV|VI|V|I{1,3})(?![A-Z])"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """The compiled rules of `[form]` and `[confidence]` in `lexicon/identity.toml`.

    None of them drops or changes a number, an ordinal or a direction, save the number of a line (`G98`).
    """

    same: Mapping[str, str]
    words: re.Pattern[str]
    counted: re.Pattern[str]
    drop: re.Pattern[str]
    works: re.Pattern[str]
    line: re.Pattern[str]
    route: re.Pattern[str]
    route_types: frozenset[str]
    home_left: Mapping[str, int]
    never_bare: frozenset[str]
    home_marked: Mapping[str, int]
    marks: tuple[str, ...]
    owner_types: frozenset[str]
    owner_left: int
    initials_types: frozenset[str]
    initials_lengths: tuple[int, int]
    skip: frozenset[str]
    more_types: frozenset[str]
    more_least: int
    apart: re.Pattern[str]
    confidence: Mapping[Rule, float]
    open: float

    @classmethod
    def compile(cls, data: Mapping[str, Any]) -> Forms:
        """Compiles what the file says; raises KeyError, TypeError, ValueError or re.error where that is malformed."""
        form = data["form"]
        route, home, owner, initials = (form[name] for name in ("route", "home", "owner", "initials"))
        same = dict(pair.split(" ") for pair in form["same"])
        end = "([一-鿿]{2,8}?)"
        return cls(
            same=same,
            words=re.compile(_either(same)),
            counted=re.compile(rf"第?({_NUMBER})(?={_either(form['counters'])})"),
            drop=re.compile("|".join(form["drop"])),
            works=re.compile(rf"(?<=期)(?:{_either(form['works'])})+$"),
            line=re.compile(rf"^({form['line_number']})(?=.{{3}})"),
            route=re.compile(
                rf"{end}{route['between']}(?:{end}{route['between']})?{end}({_either(route['heads'])})(.*)"
            ),
            route_types=frozenset(route["types"]),
            home_left=home["left"],
            never_bare=frozenset(home["never"]),
            home_marked=home["marked"],
            marks=tuple(home["marks"]),
            owner_types=frozenset(owner["types"]),
            owner_left=int(owner["left"]),
            initials_types=frozenset(initials["types"]),
            initials_lengths=(int(initials["least"]), int(initials["most"])),
            skip=frozenset(initials["skip"]),
            more_types=frozenset(form["more"]["types"]),
            more_least=int(form["more"]["least"]),
            apart=re.compile(form["more"]["apart"]),
            confidence={"curation": 1.0, **{rule: float(data["confidence"][rule]) for rule in get_args(Rule)[1:]}},
            open=float(data["confidence"]["open"]),
        )

    def form(self, normal: str, prefixes: Prefixes) -> str:
        """`normal` with one word for what has several, numbers as numbers, the first division without its ending.

        >>> from kg.divisions import Divisions
        >>> from kg.ontology import default_folder
        >>> from kg.resolve.identity import Identity
        >>> prefixes = Prefixes(Divisions.load(default_folder() / "gazetteer"))
        >>> Identity.load(default_folder()).forms.form("太原市武宿国际机场三期改扩建", prefixes)
        '太原武宿机场3期'
        """
        text = self._short(normal)
        text = normal if not text else text if text == normal else self._short(text)
        text = self.counted.sub(lambda found: str(number(found.group(1))), text)
        text = self.works.sub("", self.line.sub("", self.drop.sub("", text) or text))
        if ends := self.route.fullmatch(text):
            *places, head, rest = (group for group in ends.groups() if group is not None)
            text = f"{'-'.join(places)}{head}{rest}"
        found = prefixes.split(text)
        if found and found[0].short and found[0].level != "county":
            return found[0].short[0] + found[1]
        return text

    def _short(self, text: str) -> str:
        return self.words.sub(lambda found: self.same[found.group()], text)

    def line_number(self, normal: str) -> str | None:
        """The number that a line bears in front of its name (`G98`)."""
        found = self.line.match(normal)
        return found.group(1) if found else None

    def short_routes(self, form: str, prefixes: Prefixes) -> Iterator[str]:
        """For a line that is named by its ends in full, the short names that it may have (`太绥高铁`)."""
        found = self.route.fullmatch(form)
        if not found:
            return
        start, middle, end, head, rest = found.groups()
        for first in prefixes.either_end(start):
            for between in prefixes.either_end(middle) if middle else ("",):
                yield from (f"{first}{between}{last}{head}{rest}" for last in prefixes.either_end(end))

    def initials(self, words: Iterable[str], place: Division | None, prefixes: Prefixes) -> Iterator[str]:
        """Names made of the first characters of `words`, with a character for `place` in front.

        Where there is a place, the first one or two words behind it may be enough (`太重`).
        """
        heads = "".join(word[0] for word in words if word not in self.skip)
        least, most = self.initials_lengths
        for first in prefixes.characters(place) if place else ("",):
            name = first + heads
            for length in sorted({len(name), *((2, 3) if place else ())}):
                if least <= length <= min(most, len(name)):
                    yield name[:length]


def number(text: str) -> int | str:
    """A number in digits, in Chinese up to 999, or in Roman numerals; what is none of these stays as it is."""
    if text in _ROMAN:
        return _ROMAN[text]
    if text.isdecimal():
        return int(text)
    if not set(text) <= {*_DIGITS, "十", "百"}:
        return text
    total, digit = 0, None
    for character in text:
        if character in "十百":
            total += (1 if digit is None else digit) * (10 if character == "十" else 100)
            digit = None
        else:
            digit = _DIGITS[character] if digit is None else digit * 10 + _DIGITS[character]
    return total + (digit or 0)


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
