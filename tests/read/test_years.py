from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Page

Read = Callable[[str], Page]
TEXT = "各项工作扎实推进，环城公路建成通车，新增企业45家。"


@pytest.mark.parametrize(
    "text",
    [
        f"2031年云河市政府工作报告\n\n{TEXT}",
        f"政府工作报告（2031年）\n\n{TEXT}",
        f"政府工作报告\n——2031年1月14日在云河市第五届人民代表大会第二次会议上\n\n各位代表：\n\n{TEXT}",
        f"政府工作报告\n——2030年12月28日在云河市第五届人民代表大会第二次会议上\n\n各位代表：\n\n{TEXT}",
        f"一、2030年工作回顾\n\n{TEXT}",
        f"二、二〇三一年工作安排\n\n{TEXT}",
        f"２０３１年主要任务\n\n{TEXT}",
        f"2031年全市经济社会发展主要预期目标是：生产总值增长6%。\n\n{TEXT}",
        f"今年是“十六五”规划的开局之年。\n\n{TEXT}",
        f"今年是中华人民共和国成立82周年，是我市发展的重要一年。\n\n{TEXT}",
        f"各位代表：\n\n请连同《云河市国民经济和社会发展第十六个五年规划纲要（草案）》一并审议。\n\n{TEXT}",
    ],
)
def test_the_plan_year_is_told(read: Read, text: str) -> None:
    page = read(text)
    assert (page.plan_year, page.review_year) == (2031, 2030)
    assert not page.warnings


@pytest.mark.parametrize(
    "text",
    [TEXT, f"到2035年，建成现代化水网。{TEXT}", f"比2030年增长8%。{TEXT}", f"2025—2030年累计投资九亿元。{TEXT}"],
)
def test_no_year_is_made_up(read: Read, text: str) -> None:
    page = read(text)
    assert page.plan_year is None
    assert page.review_year is None
    assert page.warnings == ("years unknown: no title, date or heading tells them",)


def test_years_named_often_are_a_guess(read: Read) -> None:
    page = read(f"2030年全市生产总值完成八百亿元。2030年荣获全国文明城市称号。2025年以来年均增长7%。{TEXT}")
    assert page.plan_year == 2031
    assert "guess" in page.warnings[0]


def test_sources_that_disagree_are_warned_of(read: Read) -> None:
    page = read(f"2031年云河市政府工作报告\n\n一、2028年工作回顾\n\n{TEXT}")
    assert page.plan_year == 2031
    assert page.warnings == ("plan year 2031 is uncertain: the text also points to 2029",)


OPENING = f"2031年云河市政府工作报告\n\n各位代表：\n\n现在，我代表市人民政府，向大会报告工作。\n\n{TEXT}"
CLOSING = f"{TEXT}\n\n各位代表！让我们团结一心，奋力谱写云河发展新篇章！"


@pytest.mark.parametrize(
    ("text", "coverage"),
    [
        (f"{OPENING}\n\n{CLOSING}", "whole"),
        (f"{OPENING}\n\n{TEXT}", "endsMidway"),
        (f"{OPENING}\n\n{TEXT}\n\n（下转第3版）", "endsMidway"),
        (f"（上接第1版）{CLOSING}", "startsMidway"),
        (f"2031年云河市政府工作报告\n\n（上接第1版）\n\n{TEXT * 9}（下转第3版）", "middle"),
        (f"四是改善民生。{TEXT}\n\n{TEXT}", "middle"),
        (f"{OPENING}{TEXT * 12}（下转第2版）\n\n（上接第1版）{TEXT * 12}\n\n{CLOSING}", "whole"),
    ],
)
def test_coverage(read: Read, text: str, coverage: str) -> None:
    assert read(text).coverage == coverage
