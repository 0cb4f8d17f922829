"""Made-up reports and the ways in which files lay them out."""

from __future__ import annotations

from hypothesis import strategies as st

from kg.model import Page

BLANK_LINES = "\n\n"
RUNNING_HEAD = "政府工作报告"
PAGE_MARKS = ("（上接第1版）", "(下转第 3 版)", "(上接02版)", "（下转第七版）")

_WORDS = (
    "推进",
    "建设",
    "产业",
    "全市",
    "项目",
    "增长",
    "新增",
    "公里",
    "“智谷”",
    "2.4万",
    "15%",
    "5G",
    "居民",
    "生态",
    "，",
)
clauses = st.lists(st.sampled_from(_WORDS), min_size=8, max_size=20).map(lambda words: "加快" + "".join(words) + "提升")
sentences = clauses.map(lambda clause: clause + "。")
paragraphs = st.lists(sentences, min_size=2, max_size=6).map("".join)
reports = st.lists(paragraphs, min_size=3, max_size=8)


def wrapped(paragraph: str, width: int) -> str:
    """A paragraph broken into lines of so many columns, of which a Han character takes two."""
    lines, columns = [""], 0
    for char in paragraph:
        columns += 1 if char.isascii() else 2
        if columns > width:
            lines.append("")
            columns = 1 if char.isascii() else 2
        lines[-1] += char
    return "\n".join(lines)


def squeezed(text: str) -> str:
    return "".join(text.split())


def check_offsets(page: Page) -> None:
    """What must hold of every page, whatever the file."""
    assert len(page.offsets) == len(page.text)
    assert all(a < b for a, b in zip(page.offsets, page.offsets[1:], strict=False))
    assert all(char in ("\n", page.raw[offset]) for char, offset in zip(page.text, page.offsets, strict=True))
    assert not any(char.isspace() for char in page.text.replace("\n", ""))
    for i in range(1, len(page.text)):
        if "\n" in page.text[i - 1 : i + 1] or i in page.seams:
            continue
        between = page.raw[page.offsets[i - 1] + 1 : page.offsets[i]]
        assert not between.strip("\ufeff\u200b\u200c\u200d\u2060\u00ad \t\r\n\v\f\u3000") or between.isspace()


def check_parts(page: Page) -> None:
    """Paragraphs make up the text, sentences make up the paragraphs."""
    assert "\n".join(page.text[p.start : p.end] for p in page.paragraphs) == page.text
    assert all(p.start <= p.head_end <= p.end for p in page.paragraphs)
    for index, paragraph in enumerate(page.paragraphs):
        within = [s for s in page.sentences if s.paragraph == index]
        assert "".join(page.text[s.start : s.end] for s in within) == page.text[paragraph.start : paragraph.end]
    for sentence in page.sentences:
        pieces = page.pieces(sentence.start, sentence.end)
        assert squeezed("".join(page.raw[a:b] for a, b in pieces)) == page.text[sentence.start : sentence.end]
