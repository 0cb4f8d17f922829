"""How names sound: pinyin for readers who type Latin letters."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path


def spellings(names: Iterable[str]) -> list[str]:
    """Each name in pinyin without tones, lower case, syllables apart (`tai yuan shi`).

    Readings follow the word, not the character alone (`重庆` is `chong qing`): first the names of places in
    `readings.toml`, then the phrases of pypinyin, the longest from the left, then the most common reading of each
    character. What is not Chinese stays as it is.
    """
    from ahocorasick_rs import AhoCorasick, MatchKind
    from pypinyin.constants import PHRASES_DICT

    readings = _readings()
    known = re.compile("(" + "|".join(map(re.escape, sorted(readings, key=len, reverse=True))) + ")")
    phrases = AhoCorasick(list(PHRASES_DICT), matchkind=MatchKind.LeftmostLongest)

    def syllables(text: str) -> Iterator[str]:
        at = 0
        for _, start, end in phrases.find_matches_as_indexes(text):
            yield from _by_character(text[at:start])
            yield from map(_toneless, (syllable[0] for syllable in PHRASES_DICT[text[start:end]]))
            at = end
        yield from _by_character(text[at:])

    def spelling(name: str) -> str:
        parts: list[str] = []
        for part in filter(None, known.split(name)):
            parts += [readings[part]] if part in readings else syllables(part)
        return " ".join(" ".join(parts).lower().split())

    return [spelling(name) for name in names]


def _by_character(text: str) -> Sequence[str]:
    """The most common reading of each Chinese character, and whatever stands between as it is."""
    from pypinyin.constants import PINYIN_DICT

    parts = [""]
    for character in text:
        sounds = PINYIN_DICT.get(ord(character))
        if sounds:
            parts += [_toneless(sounds.partition(",")[0]), ""]
        else:
            parts[-1] += character
    return parts


@cache
def _toneless(syllable: str) -> str:
    """A syllable without its tone; ü is written v, as on a keyboard."""
    from pypinyin.contrib.tone_convert import to_normal

    return str(to_normal(syllable))


def _readings() -> Mapping[str, str]:
    text = (Path(__file__).parent / "readings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
