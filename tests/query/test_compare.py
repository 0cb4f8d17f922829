from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from kg.compare import Cell, Panel, compare
from kg.compare.formats import COLUMNS, render
from kg.compare.panel import answers, rank
from kg.compare.reports import PlaceGoal, lacks
from kg.compare.rows import DIMENSIONS, Headline, rows_of
from kg.errors import GraphError, OntologyError
from kg.ontology import default_folder
from kg.query import Source
from kg.query.indicators import IndicatorNames
from kg.query.quotes import Quoted

ENGLISH = IndicatorNames.load(default_folder()).english


@pytest.fixture(scope="module")
def panel(panel_source: Source) -> Panel:
    return compare(panel_source)


def cell(panel: Panel, indicator: str, place: str, year: int, side: str, *, dimension: str = "growth") -> Cell:
    row = next(i for i, r in enumerate(panel.rows) if r.indicator == indicator and dimension in r.dimensions)
    column = next(j for j, c in enumerate(panel.columns) if (c.place, c.year, c.side) == (place, year, side))
    return panel.cells[row][column]


def test_each_report_gives_results_and_targets(panel: Panel) -> None:
    assert [(c.place, c.year, c.side) for c in panel.columns] == [
        ("太原市", 2029, "result"),
        ("太原市", 2030, "target"),
        ("太原市", 2030, "result"),
        ("太原市", 2031, "target"),
        ("大同市", 2029, "result"),
        ("大同市", 2030, "target"),
    ]


def test_the_sentence_with_the_main_targets_is_believed(panel: Panel) -> None:
    found = cell(panel, "地区生产总值", "太原市", 2030, "target")
    assert found.goal is not None
    assert (found.goal.value, found.goal.comparator) == (Decimal("6.5"), "approx")
    assert [other.words for other in found.others] == ["地区生产总值增长9%"]


def test_a_decline_is_a_growth_below_zero(panel: Panel) -> None:
    assert "-2%" in render(panel, "table", ENGLISH)
    assert cell(panel, "固定资产投资", "太原市", 2029, "result").state == "value"


def test_goals_of_other_things_do_not_count(panel: Panel) -> None:
    assert cell(panel, "固定资产投资", "太原市", 2030, "target").state == "notStated"


def test_a_relation_is_shown_in_its_words(panel: Panel) -> None:
    found = cell(panel, "居民人均可支配收入", "太原市", 2030, "target")
    assert found.state == "relative"
    assert found.goal is not None and found.goal.relation == "与经济增长同步"
    assert "与经济增长同步" in render(panel, "table", ENGLISH)


def test_an_empty_cell_says_why(panel: Panel) -> None:
    assert cell(panel, "粮食产量", "太原市", 2030, "target", dimension="level").state == "notStated"
    assert cell(panel, "地区生产总值", "太原市", 2030, "result").state == "notInFile"
    assert cell(panel, "地区生产总值", "太原市", 2031, "target").state == "notInFile"


@pytest.mark.parametrize(
    ("coverage", "parts", "missing"),
    [
        ("whole", [], set()),
        ("whole", ["review"], set()),
        ("startsMidway", ["review", "plan"], {"result"}),
        ("startsMidway", ["plan"], {"result", "target"}),
        ("endsMidway", ["review", "plan"], set()),
        ("endsMidway", ["review"], {"target"}),
        ("middle", ["review", "plan"], {"result"}),
        ("middle", ["review"], {"result", "target"}),
    ],
)
def test_what_a_file_lacks(coverage: str, parts: list[str], missing: set[str]) -> None:
    assert lacks(coverage, parts) == missing


def test_places_indicators_and_years_narrow_it(panel_source: Source) -> None:
    narrow = compare(panel_source, places=["大同"], indicators=["GDP"], years=[2030])
    assert [(c.place, c.year) for c in narrow.columns] == [("大同市", 2030)]
    assert [r.indicator for r in narrow.rows] == ["地区生产总值"]
    assert render(narrow, "table", ENGLISH).splitlines()[2].endswith("4.5–5%")


def test_unknown_places_and_indicators_are_errors(panel_source: Source) -> None:
    with pytest.raises(GraphError, match="no report of 甲河新区"):
        compare(panel_source, places=["甲河新区"])
    with pytest.raises(GraphError, match="nothing is called"):
        compare(panel_source, places=["乌有"])
    with pytest.raises(GraphError, match="nothing is called"):
        compare(panel_source, indicators=["乌有指标"])


def test_csv_and_json_have_one_record_a_cell(panel: Panel) -> None:
    rows = list(csv.DictReader(io.StringIO(render(panel, "csv", ENGLISH).removeprefix("\ufeff"), newline="")))
    objects = json.loads(render(panel, "json", ENGLISH))
    assert len(rows) == len(objects) == len(panel.rows) * len(panel.columns)
    assert tuple(rows[0]) == COLUMNS == tuple(objects[0])
    for row, found in zip(rows, objects, strict=True):
        assert bool(row["sentence"]) == (row["state"] in ("value", "relative"))
        assert row["words"].lstrip("'") == (found["words"] or "")
        if row["value"]:
            assert float(row["value"]) == found["value"]
            assert row["words"] in row["sentence"]


def test_a_wide_comparison_is_cut_into_blocks(panel: Panel) -> None:
    wide, narrow = render(panel, "table", ENGLISH), render(panel, "table", ENGLISH, width=110)
    assert narrow.count("太原市 2029 结果") == wide.count("太原市 2029 结果") == 1
    assert narrow.count("gross regional product, growth") > 1


def goal(**more: object) -> PlaceGoal:
    fields: dict[str, object] = {
        "iri": "g",
        "words": "地区生产总值增长5%",
        "achieved": False,
        "indicator": "地区生产总值",
        "indicator_text": "地区生产总值增长",
        "dimension": "growth",
        "year": 2030,
        "year_from": None,
        "value": Decimal(5),
        "value_max": None,
        "unit": "%",
        "comparator": "eq",
        "wording": None,
        "relative_to": None,
        "quotes": (Quoted(text="地区生产总值增长5%。", marks=(), file="a", start=9, end=10, part="plan"),),
    }
    return PlaceGoal(**{**fields, **more})  # type: ignore[arg-type]


ROW = rows_of("地区生产总值", ["growth"])[0]


@pytest.mark.parametrize(
    ("more", "answering"),
    [
        ({}, True),
        ({"year": None}, True),
        ({"year": 2031}, False),
        ({"year_from": 2026}, False),
        ({"achieved": True}, False),
        ({"dimension": "level"}, False),
        ({"indicator": "固定资产投资"}, False),
        ({"value": None, "dimension": None}, True),
    ],
)
def test_which_goals_answer(panel: Panel, more: dict[str, object], answering: bool) -> None:
    column = next(c for c in panel.columns if (c.year, c.side) == (2030, "target"))
    assert answers(goal(**more), ROW, column) is answering


def test_which_goal_is_best(panel: Panel) -> None:
    column = next(c for c in panel.columns if (c.year, c.side) == (2030, "target"))
    sentence = re.compile("预期目标")

    def said(text: str, part: str = "plan", start: int = 9) -> tuple[Quoted, ...]:
        return (Quoted(text=text, marks=(), file="a", start=start, end=start + 1, part=part),)

    ordered = [
        goal(iri="1", quotes=said("主要预期目标是：")),
        goal(iri="2", measures=6),
        goal(iri="3", measures=2),
        goal(iri="4", quotes=said("先说", start=1)),
        goal(iri="5", quotes=said("后说", start=5)),
        goal(iri="6", value=None, dimension=None),
        goal(iri="7", year=None),
        goal(iri="8", quotes=said("主要预期目标是：", part="multiyear")),
    ]
    mixed = [*ordered[4:], *ordered[:4]]
    ranked = sorted(mixed, key=lambda each: rank(each, ROW, column, sentence))
    assert [each.iri for each in ranked] == [each.iri for each in ordered]


def test_goals_by_way_of_a_programme_count_after_the_places_own(panel: Panel) -> None:
    column = next(c for c in panel.columns if (c.year, c.side) == (2030, "target"))
    own, by_means = goal(iri="own"), goal(iri="means", means=("扩消费行动",), measures=9)
    assert answers(by_means, ROW, column)
    ranked = sorted([by_means, own], key=lambda each: rank(each, ROW, column, re.compile("预期目标")))
    assert ranked == [own, by_means]
    assert cell(panel, "社会消费品零售总额", "太原市", 2030, "target").state == "value"


def test_growth_over_several_years_fills_no_cell(panel: Panel) -> None:
    assert cell(panel, "进出口总额", "太原市", 2029, "result").state == "notStated"
    assert Headline.load(default_folder()).spans.search("年均增长7%")


def test_a_relation_without_a_dimension_stands_in_the_first_row_of_its_indicator(panel: Panel) -> None:
    column = next(c for c in panel.columns if (c.year, c.side) == (2030, "target"))
    grown, level = rows_of("地区生产总值", ["growth", "level"])
    bare = goal(value=None, dimension=None)
    assert answers(bare, grown, column, first=True)
    assert not answers(bare, level, column, first=False)
    assert answers(goal(value=None, dimension="decline"), grown, column, first=False)


def test_beside_a_number_relations_are_no_other_figures(panel: Panel) -> None:
    assert all(not other.relative for cells in panel.cells for c in cells if c.state == "value" for other in c.others)


def test_an_exact_result_is_better_than_the_bound_it_passed(panel: Panel) -> None:
    column = next(c for c in panel.columns if (c.year, c.side) == (2030, "result"))
    passed, reached = goal(iri="1", comparator="ge"), goal(iri="2", comparator="eq")
    assert min([passed, reached], key=lambda each: rank(each, ROW, column, re.compile("预期目标"))) is reached


def test_headline_rows_are_standard_indicators() -> None:
    headline = Headline.load(default_folder())
    assert len(headline.rows) >= 10
    for row in headline.rows:
        assert set(row.indicators) <= set(ENGLISH)
        assert set(row.dimensions) <= set(DIMENSIONS)
    assert headline.sentence.search("今年经济社会发展的主要预期目标是：")


def test_a_malformed_headline_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "queries").mkdir()
    for text in ('sentence = "("', 'sentence = "x"\n[[row]]\nindicator = "a"\ndimensions = ["size"]', "row = ["):
        (tmp_path / "queries" / "headline.toml").write_text(text, encoding="utf-8")
        with pytest.raises(OntologyError):
            Headline.load(tmp_path)
