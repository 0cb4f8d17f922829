"""Which place a report is about, from its text alone.

Three signs are weighed: a title or a body that names the place (`2025年湖南省政府工作报告`, `朔州市人民政府`), the
level that the report speaks from (`全省`, `我市`, `县委`, `自治区主席`), and how often a division, the divisions right
below it and, for a county, its towns are named. A report that starts midway has no title: the last two must do alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kg.divisions import Division, Divisions
from kg.gazetteer import Entry, Gazetteer, Hit
from kg.model import Page, Subject

_PLACE = r"[一-鿿]{1,16}?(?:省|自治区|市|自治州|州|盟|地区|县|区|旗)"
_TITLE = re.compile(rf"(?:^|\n|[年》\s])({_PLACE})(?:人民)?政府(?:{_PLACE})?工作报告")
_ASSEMBLY = re.compile(rf"(?:^|\n|在|[年月日])({_PLACE})第[一二三四五六七八九十]+届人民代表大会")
_GOVERNMENT = "人民政府"
_HEAD_LENGTH = 400
_NAME_LENGTH = 17
_TITLE_WEIGHT = 200
_BODY_WEIGHT = 6
_OWN_WEIGHT = 3
_CHILD_WEIGHT = 3
_SHORTLIST = 6
_VOICE_PRIOR = 3
_LEAST = 9
_DOUBTFUL = ("word", "nickname", "former")

# What a report calls the place it speaks for, by the ending of that place's name; longer endings first.
_VOICES = {
    "自治区": ("自治区党委", "我区", "自治区主席", "自治区人民政府", "全区"),
    "地区": ("全地区", "我地区", "地委", "行署"),
    "省": ("全省", "我省", "省委", "省长"),
    "州": ("全州", "我州", "州委", "州长"),
    "盟": ("全盟", "我盟", "盟委", "盟长"),
    "旗": ("全旗", "我旗", "旗委", "旗长"),
    "县": ("全县", "我县", "县委", "县长"),
    "区": ("全区", "我区", "区委", "区长"),
    "市": ("全市", "我市", "市委", "市长"),
}


def infer_subject(page: Page, gazetteer: Gazetteer, hits: Sequence[Hit] | None = None) -> Subject:
    """The place and the years that `page` is about; the place is None where nothing in the text tells.

    `hits` are those of `gazetteer.find(page.text)`, where the caller has them already.
    """
    division = infer_place(page.text, gazetteer, hits)
    return Subject(
        place=division.name if division else None,
        code=division.code if division else None,
        level=division.level if division else None,
        plan_year=page.plan_year,
        review_year=page.review_year,
    )


def infer_place(text: str, gazetteer: Gazetteer, hits: Sequence[Hit] | None = None) -> Division | None:
    """The division that a report is about, or None."""
    divisions = gazetteer.divisions
    totals = _mention_weights(gazetteer.find(text) if hits is None else hits, divisions)
    for name, weight in _named_bodies(text):
        for code in _codes(divisions, name):
            totals[code] += weight
    voices = {ending: sum(map(text.count, words)) for ending, words in _VOICES.items()}

    def score(code: str, total: int) -> float:
        return total * (voices[_voice(divisions.by_code[code])] + _VOICE_PRIOR) / (max(voices.values()) + _VOICE_PRIOR)

    known = [code for code in totals if totals[code] >= _LEAST]
    shortlist = sorted(known, key=lambda code: (-score(code, totals[code]), code))[:_SHORTLIST]
    if not shortlist:
        return None
    with_towns = {code: totals[code] + _CHILD_WEIGHT * _towns_named(text, code, gazetteer) for code in shortlist}
    return divisions.by_code[min(shortlist, key=lambda code: (-score(code, with_towns[code]), code))]


def _mention_weights(hits: Iterable[Hit], divisions: Divisions) -> Counter[str]:
    """How much each division is named, itself and by the divisions right below it.

    Names that are also words count for nothing.
    """
    named = Counter[str]()
    meanings: dict[str, tuple[Entry, ...]] = {}
    for hit in hits:
        name = hit.entries[0].name
        named[name] += 1
        meanings[name] = hit.entries
    counts = Counter[str]()
    for name, times in named.items():
        entries = [entry for entry in meanings[name] if entry.code]
        if not any(flag in _DOUBTFUL for entry in entries for flag in entry.flags):
            for entry in entries:
                counts[entry.code] += times
    totals = Counter[str]()
    for code, count in counts.items():
        totals[code] += _OWN_WEIGHT * count
        parent = divisions.by_code[code].parent
        if parent:
            totals[parent] += _CHILD_WEIGHT
    return totals


def _named_bodies(text: str) -> Iterator[tuple[str, int]]:
    """Names of places that have a government or an assembly in the text, and what each naming weighs."""
    head = text[:_HEAD_LENGTH]
    for pattern in (_TITLE, _ASSEMBLY):
        yield from ((match[1], _TITLE_WEIGHT) for match in pattern.finditer(head))
    at = text.find(_GOVERNMENT)
    while at >= 0:
        yield text[max(0, at - _NAME_LENGTH) : at], _BODY_WEIGHT
        at = text.find(_GOVERNMENT, at + 1)


def _codes(divisions: Divisions, text: str) -> list[str]:
    """The divisions that the longest full name at the end of `text` stands for."""
    for start in range(len(text) - 1):
        found = [name.code for name in divisions.names(text[start:]) if "full" in name.flags]
        if found:
            return found
    return []


def _voice(division: Division) -> str:
    return next((ending for ending in _VOICES if division.name.endswith(ending)), "区")


def _towns_named(text: str, code: str, gazetteer: Gazetteer) -> int:
    """How many towns of a county the text names; 0 for larger divisions."""
    towns = gazetteer.towns(code) if gazetteer.divisions.by_code[code].level == "county" else ()
    return sum(town in text for town in towns)
