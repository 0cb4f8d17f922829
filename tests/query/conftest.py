from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.divisions import Divisions
from kg.export.turtle import turtle
from kg.export.vocabulary import Vocabulary
from kg.model import Extraction, Goal, Knowledge, Subject
from kg.ontology import default_folder
from kg.query import Source, open_source
from kg.resolve import Identity, resolve
from tests.export.collection import small_collection
from tests.resolve.factory import DATONG, JINBEI, Known, Mark, document, place, project, target


def write(knowledge: Knowledge, folder: Path) -> Path:
    """The collection as a file of Turtle."""
    path = folder / "graph.ttl"
    path.write_text("".join(turtle(knowledge, Vocabulary.load(default_folder()))), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection with every type, relation and kind of goal."""
    return write(small_collection(), tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def source(graph: Path) -> Source:
    return open_source(graph)


@pytest.fixture(scope="session")
def panel_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of two cities over two years, with all that a comparison has to tell apart."""
    folder = default_folder()
    known = Known(divisions=Divisions.load(folder / "gazetteer"))
    documents = [*_jinbei(), _datong()]
    return write(resolve(documents, gazetteer=known, identity=Identity.load(folder)), tmp_path_factory.mktemp("panel"))


@pytest.fixture(scope="session")
def panel_source(panel_graph: Path) -> Source:
    return open_source(panel_graph)


def growth(text: str, indicator: str, value: float, year: int, **more: object) -> Mark:
    return target(text, indicator, value, year=year, **more)


def achieved(text: str, indicator: str, value: float, year: int, **more: object) -> Mark:
    return target(text, indicator, value, year=year, status="achieved", **more)


def relative(text: str, indicator: str, words: str, base: str, year: int) -> Mark:
    goal = Goal(kind="relative", status="target", year=year, indicator=words, concept=indicator, relative_to=base)
    return Mark(type="Goal", text=text, goal=goal)


def _jinbei() -> list[Extraction]:
    """2030: a whole report. 2031: its first file lacks the review, its second ends before the plan."""
    review = document(
        "去年，地区生产总值增长5.9%，固定资产投资下降2%。五年来，进出口总额年均增长7%。",
        [
            achieved("地区生产总值增长5.9%", "地区生产总值", 5.9, 2029),
            achieved("固定资产投资下降2%", "固定资产投资", 2.0, 2029, dimension="decline"),
            achieved("进出口总额年均增长7%", "进出口总额", 7.0, 2029),
        ],
        name="2030a.txt",
        part="review",
        status="achieved",
    )
    plan = document(
        "力争地区生产总值增长9%。今年主要预期目标是：地区生产总值增长6.5%左右，城镇新增就业8万人，居民收入增长与经济增长同步。"
        "到2032年，地区生产总值增长7%。甲河新区固定资产投资增长20%。实施扩消费行动，社会消费品零售总额增长8%。",
        [
            growth("地区生产总值增长9%", "地区生产总值", 9.0, 2030),
            growth("地区生产总值增长6.5%左右", "地区生产总值", 6.5, 2030, comparator="approx", wording="左右"),
            target("城镇新增就业8万人", "城镇新增就业", 80000.0, "人", year=2030, dimension="level"),
            relative("居民收入增长与经济增长同步", "居民人均可支配收入", "居民收入增长", "经济增长", 2030),
            growth("地区生产总值增长7%", "地区生产总值", 7.0, 2032),
            place("甲河新区", subtype="Zone"),
            growth("固定资产投资增长20%", "固定资产投资", 20.0, 2030),
            Mark(type="Program", text="扩消费行动"),
            growth("社会消费品零售总额增长8%", "社会消费品零售总额", 8.0, 2030),
        ],
        [
            ("甲河新区", "hasGoal", "固定资产投资增长20%"),
            ("扩消费行动", "hasGoal", "社会消费品零售总额增长8%"),
        ],
        name="2030b.txt",
    )
    later = Subject(place="太原市", code="140100", level="city", plan_year=2031, review_year=2030)
    middle = document("推进甲河大桥建设。", [project("甲河大桥")], name="2031a.txt", subject=later, part="review")
    end = document("谢谢大家。", name="2031b.txt", subject=later)
    whole = [replace(each, subject=JINBEI) for each in (review, plan)]
    return [*whole, replace(middle, coverage="middle"), replace(end, coverage="startsMidway")]


def _datong() -> Extraction:
    return document(
        "地区生产总值增长4.5%—5%。",
        [growth("地区生产总值增长4.5%—5%", "地区生产总值", 4.5, 2030, value_max=5.0, comparator="range")],
        name="d.txt",
        subject=DATONG,
    )
