from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Page

Read = Callable[[str], Page]
DONE = (
    "环城公路建成通车，新增企业45家，粮食产量位居全省第二，人民生活持续改善。园区获批省级示范区，老旧小区改造顺利完成。"
)
AHEAD = "加快推进环城公路建设，力争年内开工，大力培育企业，支持园区申报省级示范区。实施提升行动，确保新增企业30家。"
LACK = "在肯定成绩的同时，我们也清醒地看到，发展不平衡的问题仍然突出，财政收支矛盾较大。"


def parts(page: Page) -> list[str]:
    return [p.part for p in page.paragraphs]


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("一、2030年工作回顾", "review"),
        ("过去五年工作回顾", "review"),
        ("一、“十三五”时期工作回顾", "review"),
        ("二、2031年重点工作", "plan"),
        ("二、今年工作安排", "plan"),
        ("二〇三一年主要任务", "plan"),
        ("２０３１年工作部署", "plan"),
        ("二、“十四五”时期主要目标和任务", "multiyear"),
        ("二、今后五年的总体要求", "multiyear"),
        ("名词解释", "other"),
        ("附件2 名词解释", "other"),
        ("2031年十件民生实事", "plan"),
    ],
)
def test_headings_tell_the_part(read: Read, heading: str, part: str) -> None:
    page = read(f"2031年云河市政府工作报告\n\n{heading}\n\n{DONE}{AHEAD}")
    assert parts(page)[-1] == part


def test_a_subheading_with_words_of_a_plan_changes_nothing(read: Read) -> None:
    page = read(f"一、2030年工作回顾\n\n（一）重点工作任务全面完成\n\n{DONE}")
    assert parts(page) == ["review"] * 3


def test_what_precedes_a_plan_is_review(read: Read) -> None:
    page = read(f"（上接第2版）\n\n四是改善民生。{DONE}\n\n{LACK}\n\n二、2031年工作安排\n\n{AHEAD}")
    assert parts(page) == ["review", "other", "plan", "plan"]


def test_an_opening_of_the_plan_without_heading(read: Read) -> None:
    page = read(f"一、2030年工作回顾\n\n{DONE}\n\n今年是“十六五”规划的开局之年。{AHEAD}\n\n{AHEAD}")
    assert parts(page) == ["review", "review", "plan", "plan"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ([DONE, DONE], ["review", "review"]),
        ([AHEAD, AHEAD], ["plan", "plan"]),
        ([DONE * 4, DONE * 4, AHEAD * 4, AHEAD * 4], ["review", "review", "plan", "plan"]),
    ],
)
def test_words_tell_where_nothing_else_does(read: Read, text: list[str], expected: list[str]) -> None:
    assert parts(read("\n\n".join(text))) == expected


def test_sentences_may_look_further_or_back(read: Read) -> None:
    page = read(
        "2031年云河市政府工作报告\n\n二、2031年工作安排\n\n新建水厂两座。到2035年供水能力翻一番。到2031年底完成验收。"
        "力争用三年时间建成新城。去年引进的企业全部投产。“十六五”期间再建五座。"
    )
    assert [s.part for s in page.sentences[2:]] == ["plan", "multiyear", "plan", "multiyear", "review", "multiyear"]


def test_thanks_are_neither(read: Read) -> None:
    page = read(f"一、2030年工作回顾\n\n{DONE}在此，我代表市人民政府，向全市人民表示衷心的感谢！")
    assert [s.part for s in page.sentences] == ["review", "review", "review", "other"]


def test_sentences_keep_quotes_and_semicolons(read: Read) -> None:
    page = read("一、2030年工作回顾\n\n市民说“办事真方便！”各方评价较高；服务更优。新建公园一座？是的。")
    assert [page.text[s.start : s.end] for s in page.sentences[1:]] == [
        "市民说“办事真方便！”",
        "各方评价较高；服务更优。",
        "新建公园一座？",
        "是的。",
    ]
