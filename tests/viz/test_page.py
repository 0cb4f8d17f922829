import base64
import gzip
import json
import os
import re
import shutil
import subprocess
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg.viz
from kg.cli import main
from kg.model import Knowledge
from kg.viz import page_title, write_page
from kg.viz.page_file import render_page
from kg.viz.spelling import spellings
from tests.viz import factory

EMPTY = Knowledge(extractions=(), reports=(), entities=(), assertions=())
VIEWER = Path(kg.viz.__file__).parent / "viewer"


def elements(page):
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, _: found.append(tag)
    parser.feed(page)
    return found


def block(page, name):
    packed = re.search(f'<script type="application/octet-stream" id="{name}">([A-Za-z0-9+/=]*)</script>', page)[1]
    return json.loads(gzip.decompress(base64.b64decode(packed)))


def test_equal_collections_give_equal_bytes(tmp_path):
    for name in ("a.html", "b.html"):
        write_page(factory.collection(cities=2, projects=12, companies=5), tmp_path / name, title="岚州")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_a_page_is_utf8_whatever_a_file_is_called(tmp_path):
    knowledge = factory.collection(cities=1, projects=4, companies=2, file_name="坏\udc80名.txt")
    write_page(knowledge, tmp_path / "page.html", title="岚州")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert block(page, "tables")["documents"]["file"] == ["坏?名.txt"]


def test_a_page_names_no_other_file():
    page = render_page(factory.collection(cities=1, projects=4, companies=2), title="岚州")
    head = page[: page.index("<script>")]
    assert not re.search(r"""(src|href)\s*=|@import|url\(""", head)
    assert "default-src 'none'" in unescape(head)


def test_hostile_texts_open_no_element():
    page, plain = render_page(factory.hostile(), title=factory.HOSTILE[1]), render_page(EMPTY, title="空")
    assert set(elements(page)) <= {*elements(plain), "td", "bdi"}
    assert elements(page).count("script") == elements(plain).count("script") == 3


def test_hostile_texts_arrive_as_they_are():
    tables = block(render_page(factory.hostile(), title="无"), "tables")
    assert set(tables["entities"]["name"]) == set(factory.HOSTILE)


def test_the_picture_has_a_place_for_each_entity_and_sentences_wait():
    page = render_page(factory.collection(cities=2, projects=20, companies=6), title="岚州")
    tables, late = block(page, "tables"), block(page, "late")
    count = len(tables["entities"]["id"])
    assert {len(tables["drawing"][column]) for column in ("x", "y", "radius")} == {count}
    assert max(tables["drawing"]["source"] + tables["drawing"]["target"]) < count
    assert len(late["entities"]["evidence"]) == count
    assert "quotes" not in tables
    assert max(row for rows in late["facts"]["evidence"] for row in rows) < len(late["evidence"]["quote"])


def test_readers_without_scripts_get_the_main_facts():
    page = render_page(factory.collection(cities=1, projects=8, companies=3), title="岚州")
    table = page[page.index("<noscript>") : page.index("</noscript>")]
    assert table.count("<tr>") > 8
    assert "岚州市" in table
    assert "今年经济社会发展的主要预期目标是" in table


def test_names_are_spelled_by_the_word_and_as_places_are_called():
    assert spellings(["重庆市", "长治市", "5G基站", "<b>"]) == ["chong qing shi", "chang zhi shi", "5g ji zhan", "<b>"]


def test_a_page_is_called_by_its_places():
    assert page_title(factory.collection(cities=1, projects=4, companies=2)) == "岚州市政府工作报告知识图谱"
    assert page_title(factory.collection(cities=4, projects=4, companies=2)).startswith("岚州市、清泽市、临沅市等")


def test_build_draws_with_the_renderer_that_is_asked_for(tmp_path):
    report = tmp_path / "岚州市2024年政府工作报告.txt"
    report.write_text("岚州市2024年政府工作报告\n\n今年，地区生产总值增长6%左右。\n", encoding="utf-8")
    pages = []
    for renderer in ("canvas", "pyvis"):
        command = ["build", str(report), "-o", str(tmp_path / renderer), "-j", "1", "--renderer", renderer]
        result = CliRunner().invoke(main, command)
        assert result.exit_code == 0, result.output
        pages.append((tmp_path / renderer / "graph.html").read_text(encoding="utf-8"))
    assert ['id="tables"' in page for page in pages] == [True, False]
    assert ["vis-network" in page for page in pages] == [False, True]
    assert len({re.search("<title>(.*)</title>", page)[1] for page in pages}) == 1


def test_the_built_viewer_is_what_its_sources_give(tmp_path):
    if not (VIEWER / "node_modules" / "esbuild").exists() or not shutil.which("node"):
        assert not os.environ.get("CI"), "esbuild is not installed: npm ci in kg/viz/viewer"
        pytest.skip("esbuild is not installed: npm ci in kg/viz/viewer")
    subprocess.run(["node", "build.mjs", str(tmp_path)], cwd=VIEWER, check=True)
    for name in ("viewer.js", "viewer.css"):
        assert (tmp_path / name).read_bytes() == (VIEWER / "built" / name).read_bytes(), name
