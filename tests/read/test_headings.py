from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Page, Paragraph

Read = Callable[[str], Page]
BODY = "围绕重点领域，加大项目储备力度，完善推进机制，压实各方责任，确保早日见效。"


def find(page: Page, words: str) -> Paragraph:
    return next(p for p in page.paragraphs if words in page.text[p.start : p.end])


@pytest.mark.parametrize(
    ("line", "head"),
    [
        (f"推动园区集聚发展。{BODY}", "推动园区集聚发展。"),
        (f"（三）守底线、保安全，社会大局稳定。{BODY}", "（三）守底线、保安全，社会大局稳定。"),
        (f"(三)守底线、保安全，社会大局稳定。{BODY}", "(三)守底线、保安全，社会大局稳定。"),
        (f"**加强2.0版平台建设。**{BODY}", "加强2.0版平台建设。"),
        (f"一是加快产业转型。{BODY}", "一是加快产业转型。"),
        (f"——综合实力明显增强。{BODY}", "——综合实力明显增强。"),
        (f"2.养老托幼方面。{BODY}", "2.养老托幼方面。"),
        (f"新增就业3万人。{BODY}", ""),
        (f"去年是不平凡的一年。{BODY}", ""),
        (f"各位代表！{BODY}", ""),
        ("推动园区集聚发展。", ""),
        (f"**本报讯** {BODY}", ""),
        (f"4.“一网通办”改革：把事项放到网上办理。{BODY}", ""),
    ],
)
def test_run_in_heads(read: Read, line: str, head: str) -> None:
    page = read(f"二、2031年工作安排\n\n{line}\n\n{BODY}")
    paragraph = page.paragraphs[1]
    assert page.text[paragraph.start : paragraph.head_end] == head
    assert not paragraph.heading


@pytest.mark.parametrize(
    "line",
    [
        "一、坚持工业强市",
        "（二）以项目建设为抓手，全力扩大投资",
        "(二)以项目建设为抓手,全力扩大投资。",
        "3．完善配套设施",
        "**实施园区提升工程**",
        "### 实施园区提升工程",
        "实施园区提升工程",
    ],
)
def test_headings_on_a_line_of_their_own(read: Read, line: str) -> None:
    page = read(f"二、2031年工作安排\n\n各项工作安排如下。请予审议。\n\n{line}\n\n{BODY}")
    assert page.paragraphs[2].heading
    assert page.paragraphs[3].section[-1] == page.text[page.paragraphs[2].start : page.paragraphs[2].end].rstrip("。")


@pytest.mark.parametrize(
    "lines",
    [
        ["1.云河水厂二期工程", "2.东山公园改造"],
        ["（1）云河水厂", "（2）东山公园"],
        ["云河县 12个", "东山县 9个"],
        ["- 云河水厂", "- 东山公园"],
    ],
)
def test_lists_are_no_headings(read: Read, lines: list[str]) -> None:
    page = read("\n\n".join(["二、2031年工作安排", BODY, *lines, BODY]))
    assert not page.paragraphs[2].heading


def test_sections_nest_and_end(read: Read) -> None:
    page = read(
        "\n\n".join(
            [
                "# 云河市政府工作报告",
                "2030年工作回顾",
                "一、经济平稳增长，质量提高",
                "粮食生产再获丰收。" + "甲" + BODY,
                "二、2031年工作安排",
                "（一）扩大内需，促进循环。" + "乙" + BODY,
                "提振消费。" + "丙" + BODY,
                "各位代表，消费是发展的动力。" + "丁" + BODY,
                "（二）深化改革",
                "提高效能。" + "戊" + BODY,
            ]
        )
    )
    sections = {mark: find(page, mark + BODY).section for mark in "甲乙丙丁戊"}
    assert sections == {
        "甲": ("2030年工作回顾", "一、经济平稳增长，质量提高"),
        "乙": ("2030年工作回顾", "二、2031年工作安排"),
        "丙": ("2030年工作回顾", "二、2031年工作安排", "（一）扩大内需，促进循环"),
        "丁": ("2030年工作回顾", "二、2031年工作安排"),
        "戊": ("2030年工作回顾", "二、2031年工作安排", "（二）深化改革"),
    }
    assert page.paragraphs[0].heading


def test_a_label_covers_its_list_only(read: Read) -> None:
    page = read(f"## 改善生态环境\n\n要点\n\n- 擦亮生态底色，持续用力。\n\n{BODY}")
    assert page.paragraphs[2].section == ("改善生态环境", "要点")
    assert page.paragraphs[3].section == ("改善生态环境",)
