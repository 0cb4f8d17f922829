"""Which reading is trusted, by which evidence."""

import pytest

from kg.collate import Chooser

KNOWN = {("Place", "青石"), ("Place", "太原"), ("Company", "晋东重机")}
TRUST = {"gazetteer": 0.97, "majority": 0.9, "elsewhere": 0.93, "words": 0.85, "length": 0.8, "unsettled": 0.5}


@pytest.fixture
def chooser() -> Chooser:
    return Chooser(
        confidence=TRUST,
        known=lambda kind, name: (kind, name) in KNOWN,
        local=lambda code: {"槐树坪"} if code == "140100" else set(),
        mentioned={("Project", "云岭项目"): 4},
        words=lambda name: ["云岭", *name[2:]] if name.startswith("云岭") else list(name),
    )


@pytest.mark.parametrize(
    ("readings", "texts", "chosen", "basis"),
    [
        ({"青右产业新城": 1, "青石产业新城": 1}, [], "青石产业新城", "gazetteer"),
        ({"云岭数字板块": 1, "云岭槐树坪数字板块": 1}, [], "云岭槐树坪数字板块", "gazetteer"),
        ({"大原古城": 1, "太原古城": 1}, [], "太原古城", "gazetteer"),
        ({"清流河": 1, "清源河": 2}, [], "清源河", "majority"),
        ({"青松污水厂": 1, "青松污水处理厂": 1}, [], "青松污水处理厂", "length"),
        ({"青松镇": 1, "青忪镇": 1}, ["在青松镇，青忪镇与青松镇"], "青松镇", "elsewhere"),
        ({"云岭项目": 1, "去岭项目": 1}, [], "云岭项目", "elsewhere"),
        ({"云岭桥": 1, "去岭桥": 1}, [], "云岭桥", "words"),
        ({"甲乙桥": 1, "丙丁桥": 1}, [], "丙丁桥", "unsettled"),
    ],
)
def test_the_surest_evidence_decides(
    chooser: Chooser, readings: dict[str, int], texts: list[str], chosen: str, basis: str
) -> None:
    choice = chooser.choose("Project", readings, texts, "140100")
    assert (choice.name, choice.basis, choice.confidence) == (chosen, basis, TRUST[basis])
    again = chooser.choose("Project", dict(reversed(readings.items())), texts, "140100")
    assert again == choice


def test_numbers_are_not_decided_by_letters_or_words(chooser: Chooser) -> None:
    assert chooser.choose("Project", {"云岭2号线": 1, "云岭12号线": 1}, [], None).basis == "unsettled"


def test_a_reading_inside_another_is_not_attested_by_it(chooser: Chooser) -> None:
    choice = chooser.choose("Place", {"甲乙7区": 1, "甲乙17区": 1}, ["甲乙17区甲乙17区"], None)
    assert (choice.name, choice.basis) == ("甲乙17区", "elsewhere")
