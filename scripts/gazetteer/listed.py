"""Write listed.tsv, the short names of companies listed in Shanghai, Shenzhen and Beijing, from matchina.

Usage: python scripts/gazetteer/listed.py [FOLDER_FOR_DOWNLOADS]

Left out: names of less than three characters or with Latin letters, names that other files of the gazetteer hold,
names that end like a thing that is no company (机场, 高速 …), and names that are everyday wording (新产业).
"""

from __future__ import annotations

import re
import sqlite3
import sys
import tempfile
from pathlib import Path

import jieba
from sources import DEFAULT_FOLDER, MATCHINA, OUTPUT, member, write_tsv

OTHER_FILES = (
    "companies",
    "regions",
    "nature",
    "zones",
    "heritage",
    "countries",
    "transport",
    "institutions",
    "programs",
    "industries",
)
MARKS = re.compile(r"^(?:\*?ST|N|XD|XR|DR)|[A-Z]$|[-－][A-Z]+$")
NO_COMPANY = re.compile(r"(?:机场|空港|高速|港|港口|铁路|银行|三峡|黄山|机器人|高新|开发区|新区)$")
EVERYDAY = {"线上线下", "国际医学", "新世界", "新城市"}
CHINESE = re.compile(r"[㐀-鿿]{3,6}")


COMMON = 300


def dictionary_words() -> dict[str, int]:
    """Words of jieba's dictionary, with their frequencies, that are not names of bodies or rare."""
    words = {}
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, frequency, tag = line.split()
        if int(frequency) >= 3 and tag not in {"nt", "nz"}:
            words[word] = int(frequency)
    return words


def taken_names() -> set[str]:
    """Names and aliases of the other files, full and short names of divisions."""
    names = set()
    for file in OTHER_FILES:
        for line in (OUTPUT / f"{file}.tsv").read_text(encoding="utf-8").splitlines():
            name, *rest = line.split("\t")
            names |= {name, *(alias.split("=")[0] for alias in (rest[0] if rest else "").split(";"))}
    for line in (OUTPUT / "divisions.tsv").read_text(encoding="utf-8").splitlines():
        names |= set(line.replace(";", "\t").split("\t"))
    return names


def is_wording(name: str, words: dict[str, int]) -> bool:
    """Whether a general dictionary knows the name, or it falls into two words that are common."""
    cuts = ((name[:i], name[i:]) for i in range(1, len(name)))
    return name in words or any(min(words.get(a, 0), words.get(b, 0)) >= COMMON for a, b in cuts)


def main(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "entities.db"
        path.write_bytes(member(MATCHINA, "matchina/data/entities.db", folder))
        with sqlite3.connect(path) as database:
            found = database.execute("SELECT name_cn FROM entities WHERE id LIKE 'A%' ORDER BY id").fetchall()
    words, taken = dictionary_words(), taken_names()
    rows = {}
    for (name,) in found:
        clean = MARKS.sub("", name.replace(" ", "").strip())
        if (
            CHINESE.fullmatch(clean)
            and clean not in taken | EVERYDAY
            and not (NO_COMPANY.search(clean) or is_wording(clean, words))
        ):
            rows[clean] = [clean, "", "listed"]
    write_tsv(
        OUTPUT / "listed.tsv",
        [
            "Short names of companies listed in mainland China (the stock's name, hardly ever the legal one)",
            "source: matchina 0.2.4 (PyPI), data of 2026-03-15. licence: MIT (see NOTICE)",
            "regenerate: python scripts/gazetteer/listed.py, after the other files",
        ],
        ["name", "aliases", "kind", "flags"],
        sorted(rows.values()),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_FOLDER)
