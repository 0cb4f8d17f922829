import json
import re
from html import unescape
from html.parser import HTMLParser

import pytest

from kg.model import Knowledge
from kg.viz import to_pyvis, write_page
from kg.viz.pyvis_page import render_page
from tests.viz import factory

EMPTY = Knowledge(extractions=(), reports=(), entities=(), assertions=())


@pytest.fixture(scope="module")
def hostile_page():
    return render_page(factory.hostile(), title=factory.HOSTILE[1])


def elements(page):
    found = set()
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, _: found.add(tag)
    parser.feed(page)
    return found


def islands(page):
    return re.findall(r'<script type="application/json" id="\w+">(.*?)</script>', page, re.DOTALL)


def test_equal_collections_give_equal_bytes(tmp_path):
    for name in ("a.html", "b.html"):
        write_page(
            factory.collection(cities=2, projects=12, companies=5), tmp_path / name, title="岚州", renderer="pyvis"
        )
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_a_page_is_utf8_whatever_a_file_is_called(tmp_path):
    knowledge = factory.collection(cities=1, projects=4, companies=2, file_name="坏\udc80名.txt")
    write_page(knowledge, tmp_path / "page.html", title="岚州", renderer="pyvis")
    assert json.loads(islands((tmp_path / "page.html").read_text(encoding="utf-8"))[0])


def test_a_page_names_no_other_file():
    page = render_page(factory.collection(cities=1, projects=4, companies=2), title="岚州")
    head = page[: page.index("<script>")]
    assert not re.search(r"""(src|href)\s*=|@import|url\(""", head)
    assert "default-src 'none'" in unescape(head)


def test_hostile_texts_open_no_element(hostile_page):
    ours = elements(render_page(EMPTY, title="空"))
    assert elements(hostile_page) <= ours | {"td", "bdi"}
    assert hostile_page.count("</script>") == 4
    for island in islands(hostile_page):
        assert not set("<>&\u2028\u2029") & set(island)


def test_hostile_texts_arrive_as_they_are(hostile_page):
    names = json.loads(islands(hostile_page)[0])["entities"]["name"]
    assert set(names) == set(factory.HOSTILE)


def test_readers_without_scripts_get_the_main_facts():
    page = render_page(factory.collection(cities=1, projects=8, companies=3), title="岚州")
    table = page[page.index("<noscript>") : page.index("</noscript>")]
    assert table.count("<tr>") > 8
    assert "岚州市" in table
    assert "今年经济社会发展的主要预期目标是" in table


def test_an_empty_collection_gives_a_page():
    assert json.loads(islands(render_page(EMPTY, title="空"))[1]) == {"nodes": [], "links": []}


def test_to_pyvis_gives_a_network_one_can_go_on_with():
    knowledge = factory.collection(cities=1, projects=8, companies=3)
    network = to_pyvis(knowledge)
    city = "place/岚州市"
    assert network.get_node(city)["label"] == "岚州市"
    network.add_node("new", label="新")
    network.add_edge("new", city)
    assert network.edges[-1]["to"] == city
    assert network.generate_html().count("岚州市") >= 1 or "\\u5c9a" in network.generate_html()


def test_to_pyvis_draws_the_best_connected_only():
    assert to_pyvis(factory.collection(cities=2, projects=20, companies=5), limit=10).num_nodes() == 10
