"""Rules that the files of the gazetteer keep: no doubles, known flags, counts of divisions, a stated source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.divisions import Divisions
from kg.ontology import default_folder, read_tsv

FOLDER = default_folder() / "gazetteer"
TYPES = {
    "regions.tsv": "Place",
    "nature.tsv": "Place",
    "zones.tsv": "Place",
    "heritage.tsv": "Place",
    "countries.tsv": "Place",
    "transport.tsv": "Place",
    "companies.tsv": "Company",
    "listed.tsv": "Company",
    "institutions.tsv": "Institution",
    "programs.tsv": "Program",
    "industries.tsv": "Industry",
}
FLAGS = {"word", "head", "stop", "organ", "foreign"}
KINDS = {
    "regions.tsv": {"region", "cluster", "metropolis", "belt", "basin"},
    "nature.tsv": {"river", "lake", "sea", "reservoir", "canal", "wetland", "mountain", "desert", "plain"},
    "transport.tsv": {"airport", "port", "crossing", "railway", "expressway", "waterway", "pipeline"},
    "companies.tsv": {"central", "financial", "provincial", "private", "foreign"},
    "industries.tsv": {"industry", "economy", "sector"},
}


def names(row: dict[str, str]) -> Iterator[tuple[str, frozenset[str]]]:
    yield row["name"], frozenset(row.get("flags", "").split(";")) - {""}
    for alias in row["aliases"].split(";") if row["aliases"] else ():
        text, _, flags = alias.partition("=")
        yield text, frozenset(flags.split(",")) - {""}


@pytest.mark.parametrize("file", sorted(path.name for path in FOLDER.glob("*.tsv")))
def test_file_states_its_source(file: str) -> None:
    comments = [line for line in (FOLDER / file).read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    assert any("source: " in line for line in comments)
    assert any("licence: " in line for line in comments)
    assert any("regenerate: " in line or "edited by hand" in line for line in comments)


@pytest.mark.parametrize("file", sorted(TYPES))
def test_names_are_clean(file: str) -> None:
    for row in read_tsv(FOLDER, file):
        assert row["kind"] in KINDS.get(file, {row["kind"]}), row
        for text, flags in names(row):
            assert len(text) > 1 and text == "".join(text.split()), row
            assert flags <= FLAGS, row


def test_a_name_stands_for_one_thing_of_a_type() -> None:
    owners: dict[tuple[str, str], list[str]] = defaultdict(list)
    for file, type_ in TYPES.items():
        for row in read_tsv(FOLDER, file):
            for text, _ in names(row):
                owners[type_, text].append(row["name"])
    assert {key: found for key, found in owners.items() if len(found) > 1} == {}


def test_everyday_wording_is_no_name() -> None:
    divisions = Divisions.load(FOLDER)
    known = {text for file in TYPES for row in read_tsv(FOLDER, file) for text, _ in names(row)} | set(
        divisions.texts()
    )
    phrases = [row["name"] for row in read_tsv(FOLDER, "phrases.tsv")]
    assert [phrase for phrase in phrases if phrase in known] == []
    assert len(phrases) == len(set(phrases))


def test_words_are_names_of_divisions() -> None:
    divisions = Divisions.load(FOLDER)
    words = [row["name"] for row in read_tsv(FOLDER, "words.tsv")]
    assert [word for word in words if word not in divisions] == []
    assert len(words) == len(set(words))


def test_counts_of_divisions() -> None:
    rows = read_tsv(FOLDER, "divisions.tsv")
    assert Counter(row["level"] for row in rows) == {"province": 34, "city": 333, "county": 2847}
    assert len({row["code"] for row in rows}) == len(rows)


def test_divisions_lie_in_the_level_above() -> None:
    rows = {row["code"]: row for row in read_tsv(FOLDER, "divisions.tsv")}
    for row in rows.values():
        if row["level"] == "province":
            assert row["parent"] == ""
        else:
            above = rows[row["parent"]]
            assert above["code"][:2] == row["code"][:2]
            assert above["level"] == ("province" if row["level"] == "city" else above["level"]) != "county"


def test_former_names_are_not_names_of_their_own_prefecture() -> None:
    divisions = Divisions.load(FOLDER)
    for row in read_tsv(FOLDER, "former.tsv"):
        today = [name.code for name in divisions.names(row["name"]) if "former" not in name.flags]
        assert all(code[:4] != row["code"][:4] for code in today), row


def test_towns_lie_in_counties() -> None:
    divisions = Divisions.load(FOLDER)
    rows = read_tsv(FOLDER, "towns.tsv")
    assert {row["county"] for row in rows} <= set(divisions.by_code)
    assert sum(len(row["towns"].split(";")) for row in rows) > 38_000


def test_files_stay_small() -> None:
    assert sum(path.stat().st_size for path in Path(FOLDER).glob("*.tsv")) < 1_500_000
