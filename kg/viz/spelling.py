"""How names sound: pinyin for readers who type Latin letters."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path


def spellings(names: Iterable[str]) -> list[str]:
    """Each name in pinyin without tones, lower case, syllables apart (`tai yuan shi`).

    Readings follow the word, not the character alone (`重庆` is `chong qing`), and for names of places the list in
    `readings.toml`. What is not Chinese stays as it is.
    """
    from pypinyin import Style, lazy_pinyin

    readings = _readings()
    known = re.compile("(" + "|".join(map(re.escape, sorted(readings, key=len, reverse=True))) + ")")

    def spelling(name: str) -> str:
        parts = [
            readings.get(part) or " ".join(lazy_pinyin(part, style=Style.NORMAL)) for part in known.split(name) if part
        ]
        return " ".join(" ".join(parts).lower().split())

    return [spelling(name) for name in names]


def _readings() -> Mapping[str, str]:
    text = (Path(__file__).parent / "readings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
