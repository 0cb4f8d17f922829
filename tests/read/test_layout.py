from __future__ import annotations

from collections.abc import Callable
from itertools import chain

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kg.errors import Unreadable
from kg.model import Page
from kg.ontology import default_folder
from kg.read import load_layout, page_of

from .layouts import (
    BLANK_LINES,
    PAGE_MARKS,
    RUNNING_HEAD,
    check_offsets,
    check_parts,
    reports,
    squeezed,
    wrapped,
)

Read = Callable[[str], Page]
LAYOUT = load_layout(default_folder())


def page(text: str) -> Page:
    result = page_of("report.txt", text.encode(), LAYOUT)
    check_offsets(result)
    check_parts(result)
    return result


@settings(deadline=None, max_examples=60)
@given(reports, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "　　", "\ufeff"]))
def test_one_line_a_paragraph(report: list[str], line_end: str, indent: str) -> None:
    read = page((line_end * 2).join(indent + paragraph for paragraph in report))
    assert read.text.split("\n") == report
    assert not {s for p in read.paragraphs for s in range(p.start + 1, p.end)} & read.seams


@settings(deadline=None, max_examples=60)
@given(reports, st.integers(34, 80))
def test_hard_wrapped_lines_are_joined(report: list[str], width: int) -> None:
    broken = [wrapped(paragraph, width) for paragraph in report]
    full = [line for lines in broken for line in lines.split("\n")[:-1]]
    ended = sum(line.endswith("。") for line in full)
    assume(not ended or 4 * ended <= len(full) >= 8)  # breaks between sentences alone tell nothing of the width
    read = page(BLANK_LINES.join(broken))
    assert squeezed(read.text) == "".join(report)
    # Even with full lines, each paragraph that the page sets apart with an empty line stays apart.
    assert read.text.split("\n") == report


@settings(deadline=None, max_examples=60)
@given(reports, st.data())
def test_a_running_head_or_page_mark_inside_a_sentence_leaves_a_seam(report: list[str], data: st.DataObject) -> None:
    cut = data.draw(st.integers(2, len(report[1]) - 2).filter(lambda i: report[1][i - 1] not in "。，"))
    mark = data.draw(st.sampled_from([RUNNING_HEAD, *PAGE_MARKS]))
    # Before the cut, a sentence has ended, so that what is torn cannot be taken for a heading.
    torn = "全市经济稳中向好。" + report[1][:cut] + BLANK_LINES + mark + BLANK_LINES + report[1][cut:]
    read = page(BLANK_LINES.join([report[0], torn, *report[2:]]))
    assert squeezed(read.text) == "".join([report[0], "全市经济稳中向好。", *report[1:]])
    where = read.text.index("全市经济稳中向好。" + report[1]) + len("全市经济稳中向好。") + cut
    assert where in read.seams
    assert len(read.pieces(where - 1, where + 1)) == 2


@settings(deadline=None, max_examples=60)
@given(reports, st.data())
def test_no_character_is_lost_to_markdown(report: list[str], data: st.DataObject) -> None:
    marks = st.sampled_from(["## ", "- ", "* ", "> ", "### ", "", ""])
    lines = [data.draw(marks) + f"**{p[:6]}**{p[6:]}" for p in report]
    read = page(BLANK_LINES.join(lines))
    assert read.text.split("\n") == report


@settings(deadline=None, max_examples=200)
@given(st.text(st.sampled_from("一二、（）1.。，：#*-—\n\r \u3000\f上接第版政府工作报告年今去要％“”\u200b")))
def test_any_text_keeps_its_offsets(text: str) -> None:
    try:
        read = page(text)
    except Unreadable:
        assert not squeezed(text.replace("\u200b", "")) or not any(char.isalnum() for char in text) or "版" in text
    else:
        assert page(text) == read


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=300))
def test_any_unicode_is_read_or_refused(text: str) -> None:
    try:
        page(text)
    except Unreadable as error:
        assert "\n" not in str(error)


def paragraphs_of(read: Page) -> list[str]:
    return read.text.split("\n")


def test_columns_with_blank_lines_and_spread_words(read: Read) -> None:
    column = (
        "一年来，我们全力以赴促改革、保\n\n民生，发展活力明显增强。园区改革\n深入推进。新建标准厂房 12万平方米，\n"
        "引进企业45家，其中规模以上企业 18家。\n"
        "城 乡 居 民 收 入 增 长 较 快 ，达 到\n25000元。就业形势保持稳定。城镇新\n"
        "增就业1.2万人。\n交通条件不断改善。环城公路东段通\n车，新增公交线路 3条。\n\n"
        "（二）以项目建设为抓手，全力扩大\n有效投资\n\n抓好项目谋划。围绕重点领域，加大\n项目储备力度，完善推进机制，压实\n各方责任。\n"
    )
    assert paragraphs_of(read(column)) == [
        "一年来，我们全力以赴促改革、保民生，发展活力明显增强。园区改革深入推进。新建标准厂房12万平方米，引进企业45家，"
        "其中规模以上企业18家。城乡居民收入增长较快，达到25000元。就业形势保持稳定。城镇新增就业1.2万人。",
        "交通条件不断改善。环城公路东段通车，新增公交线路3条。",
        "（二）以项目建设为抓手，全力扩大有效投资",
        "抓好项目谋划。围绕重点领域，加大项目储备力度，完善推进机制，压实各方责任。",
    ]


def test_page_numbers_that_count_up_are_no_text(read: Read) -> None:
    sentence = "全市上下齐心协力，经济社会发展取得新的成绩，各项事业全面进步，" * 6 + "人民群众更加满意。工业投资完成"
    read_page = read(
        "\n\n".join(chain.from_iterable((sentence, str(n), "      ") for n in range(1, 5))) + "\n\n九亿元。"
    )
    assert squeezed(read_page.text) == sentence * 4 + "九亿元。"


@pytest.mark.parametrize("numbers", [["1", "2"], ["3", "9", "12"], ["1", "2", "3"]])
def test_other_bare_numbers_are_text(read: Read, numbers: list[str]) -> None:
    text = "项目建设进展如下。\n" + "\n".join(f"{n}\n新建水厂。" for n in numbers)
    assert squeezed(read(text).text) == squeezed(text)


@pytest.mark.parametrize("words", ["（转变职能2.0版）", "（接续推出新版）", "（上接天线）", "(转第三产业)"])
def test_other_words_in_brackets_are_text(read: Read, words: str) -> None:
    text = f"深化改革{words}，提升效能。"
    assert read(text).text == text


@pytest.mark.parametrize(
    "mark", ["（上接第A1版）", "(上接1、2版)", "（紧接第一版）", "【下转０３版】", "（上接第1版《报告》）"]
)
def test_page_marks(read: Read, mark: str) -> None:
    assert read(f"深化改革。{mark}提升效能。").text == "深化改革。提升效能。"


def test_a_repeated_line_that_breaks_no_sentence_stays(read: Read) -> None:
    text = "推进城市更新。改造小区八个。\n\n要点\n\n发展现代农业。新建大棚。\n\n要点\n\n培育企业。新增三家。"
    assert paragraphs_of(read(text)).count("要点") == 2


def test_a_running_head_goes_where_it_is_repeated(read: Read) -> None:
    text = "云河日报\n\n推进城市更新。加快老旧小\n\n云河日报\n\n区改造。发展农业。\n\n云河日报\n\n培育企业。新增三家。"
    assert paragraphs_of(read(text)) == [
        "云河日报",
        "推进城市更新。加快老旧小区改造。发展农业。",
        "培育企业。新增三家。",
    ]


def test_a_bare_heading_after_a_torn_sentence_stands_alone(read: Read) -> None:
    text = (
        "推进城市更新。加快老旧小区改\n\n实施园区提升工程\n\n完善园区配套，建设标准厂房，引进龙头企业，打造发展平台。"
    )
    assert paragraphs_of(read(text))[1] == "实施园区提升工程"


def test_an_ordinal_split_by_a_line_end_is_no_heading(read: Read) -> None:
    text = "产业结构更加合理。全年完成第\n一、第二产业投资八十亿元。"
    assert len(paragraphs_of(read(text))) == 1
