"""The name finder on whole texts."""

import itertools
from pathlib import Path

import pytest

from kg.extract.extractor import Extractor
from kg.extract.names import NameFinder
from kg.ontology import default_folder

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@pytest.fixture(scope="module")
def finder() -> NameFinder:
    return Extractor.load(default_folder()).names


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda p: p.name[:3])
def test_no_name_holds_the_mark_that_ends_a_clause(finder: NameFinder, path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("\n", "，")
    found, _ = finder.find(text)
    assert found
    assert not [c for c in found if set(text[c.start : c.end]) & set("，。；：！？\n,;:!?")]


def test_names_of_one_level_do_not_overlap(finder: NameFinder) -> None:
    text = "推进云帆集团硅片、瑞丰药业制剂等项目建设，实施“百园增绿”工程，支持长江大学建设国家重点实验室。"
    found, _ = finder.find(text)
    outer = [c for c in found if not any(o.start <= c.start and c.end <= o.end and o is not c for o in found)]
    assert all(a.end <= b.start for a, b in itertools.pairwise(outer))
    assert {"Project", "Program"} <= {c.type for c in found}


def test_an_empty_text_has_no_names(finder: NameFinder) -> None:
    assert finder.find("")[0] == []
