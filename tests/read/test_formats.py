from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from kg.errors import KgError, OntologyError, Unreadable
from kg.ontology import default_folder
from kg.read import Layout, find_documents, load_layout, page_of, read_page

from .layouts import check_offsets
from .pdf import pdf_of

TITLE = "2031年云河市政府工作报告"
FIRST = "全年新增就业8.2万人，建成“四好农村路”120公里。"
SECOND = "推进东山水库建设，打造全省一流的供水基地。"
TEXT = f"{TITLE}\n\n{FIRST}\n\n{SECOND}\n"
LINES = [TITLE, FIRST, SECOND]


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode("gbk"),
    ],
)
def test_encodings(layout: Layout, data: bytes) -> None:
    page = page_of("report.txt", data, layout)
    assert page.text.split("\n") == LINES
    check_offsets(page)


def test_a_byte_order_mark_counts_and_line_ends_stay(layout: Layout) -> None:
    page = page_of("report.txt", TEXT.replace("\n", "\r\n").encode("utf-8-sig"), layout)
    assert page.raw == "\ufeff" + TEXT.replace("\n", "\r\n")
    assert page.offsets[0] == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        ("\ufeff\n".encode(), "is empty"),
        (TEXT.encode()[:-5] + b"\xff\xfe", "is not UTF-8"),
        (TEXT.encode()[:40], "is not UTF-8"),
        (b"\x00\x01\x02\x03" * 40, "is binary"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "is binary"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 40, "old Word file"),
        (b"PK\x03\x04 no archive", "damaged"),
        (b"%PDF-1.4 no document", "damaged"),
        (b"{\\rtf1 text}", "RTF"),
        ("（上接第1版）\n".encode(), "holds no text"),
        (b"<html><script>let x = 1</script></html>", "holds no text"),
        (pdf_of([]), "without a text layer"),
    ],
)
def test_what_cannot_be_read_says_why_in_one_line(layout: Layout, data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason) as caught:
        page_of("云河.txt", data, layout)
    assert str(caught.value).startswith("云河.txt: ")
    assert "\n" not in str(caught.value)
    assert isinstance(caught.value, KgError)


MARKUP = f"""<!DOCTYPE html>
<html><head><meta charset="CHARSET"><title>新闻</title><style>p {{}}</style></head><body><nav>首页 | 政务</nav>
<h1>{TITLE}</h1>
<p>全年新增就业
8.2万人，建成<b>“四好农村路”</b>120公里。</p><p>{SECOND}<br></p><script>track()</script></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
@pytest.mark.parametrize("name", ["report.html", "report.txt"])
def test_html(layout: Layout, name: str, charset: str) -> None:
    page = page_of(name, MARKUP.replace("CHARSET", charset).encode(charset), layout)
    assert page.text.split("\n") == LINES
    check_offsets(page)


def test_docx_with_a_table(layout: Layout) -> None:
    document = docx.Document()
    document.add_heading(TITLE)
    document.add_paragraph(FIRST)
    table = document.add_table(rows=1, cols=3)
    table.rows[0].cells[0].merge(table.rows[0].cells[1]).text = "粮食产量"
    table.rows[0].cells[2].text = "粮食产量"
    document.add_paragraph(SECOND)
    file = io.BytesIO()
    document.save(file)
    page = page_of("report.docx", file.getvalue(), layout)
    assert page.text.split("\n") == [TITLE, FIRST, "粮食产量粮食产量", SECOND]
    check_offsets(page)


def test_pdf_pages_lose_their_running_heads(layout: Layout) -> None:
    head = "云河市政府工作报告"
    pages = [
        [head, "各位代表：", "全年新增就业两万人，经济运行稳中", "向好。建成农村公路百余公里，改造"],
        [head, "老旧小区八个，新建学校三所。推进", "东山水库建设，打造全省一流的供水", "基地，"],
        [head, "加快农业发展。"],
    ]
    page = page_of("report.pdf", pdf_of(pages), layout)
    assert page.text.split("\n") == [
        head,
        "各位代表：",
        "全年新增就业两万人，经济运行稳中向好。建成农村公路百余公里，改造老旧小区八个，新建学校三所。推进东山水库建设，"
        "打造全省一流的供水基地，加快农业发展。",
    ]
    check_offsets(page)
    assert len(page.seams) == 2


def test_read_page_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "云河市2031.md"
    path.write_text(TEXT, encoding="utf-8")
    page = read_page(path, default_folder())
    assert (page.path, page.file_name, page.plan_year) == (str(path), "云河市2031.md", 2031)
    assert len(page.sha256) == 64
    with pytest.raises(Unreadable, match="does not exist"):
        read_page(tmp_path / "none.txt", default_folder())
    with pytest.raises(Unreadable):
        read_page(tmp_path, default_folder())
    with pytest.raises(OntologyError, match=r"layout\.toml"):
        load_layout(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [("opener = ", "closer = ", "opener is missing"), ("dash = '", "dash = '(", "missing \\)|unterminated")],
)
def test_a_broken_lexicon_says_what_is_wrong(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    whole = (default_folder() / "lexicon" / "layout.toml").read_text(encoding="utf-8")
    assert old in whole
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "layout.toml").write_text(whole.replace(old, new), encoding="utf-8")
    with pytest.raises(OntologyError, match=complaint):
        load_layout(tmp_path)


def test_find_documents(tmp_path: Path) -> None:
    for name in ("b.txt", "sub/a.MD", "sub/c.csv", ".hidden/d.txt", "~$b.docx", "z.dat"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    found = [tmp_path / "b.txt", tmp_path / "sub" / "a.MD"]
    assert find_documents([tmp_path]) == found
    assert find_documents([tmp_path / "sub", tmp_path / "b.txt", tmp_path / "sub" / ".." / "b.txt"]) == found
    assert find_documents([tmp_path / "z.dat"]) == [tmp_path / "z.dat"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(Unreadable, match="no documents in this folder"):
        find_documents([tmp_path / "empty"])
    with pytest.raises(Unreadable, match="does not exist"):
        find_documents([tmp_path / "gone"])
