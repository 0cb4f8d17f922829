"""The page drawn by vis-network as its readers meet it: opened from a disk, with no network."""

import pytest

from kg.model import Entity, Knowledge
from kg.viz import write_page
from kg.viz.pyvis_page import render_page
from tests.viz import factory

pytestmark = pytest.mark.browser

ENTER, ESCAPE, DOWN, TAB, SPACE = "\ue007", "\ue00c", "\ue015", "\ue004", " "
COLLECTION = factory.collection(cities=3, projects=20, companies=8)


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "graph.html"
    write_page(COLLECTION, path, title="云岭省政府工作报告", renderer="pyvis")
    return path


@pytest.fixture
def at_page(reader, page):
    reader.open(page, state="")
    reader.wait(lambda: reader.all("#graph canvas") and "/" in reader.text("#shown"), "the picture and its counts")
    return reader


def search(reader, words, *keys):
    reader.one("#query").clear()
    reader.one("#query").send_keys(words, *keys)


def shown(reader):
    """The number of entities that pass the filters, as the page says."""
    return int(reader.text("#shown").split("/")[0].split()[-1])


def count(condition):
    return sum(1 for entity in COLLECTION.entities if entity.type != "Goal" and condition(entity))


def test_a_page_opens_without_request_or_complaint(at_page, page):
    assert at_page.text("h1") == "云岭省政府工作报告"
    assert at_page.one("#graph canvas")
    assert at_page.requests() == [page.as_uri()]
    assert at_page.messages() == []


def test_search_finds_names_by_any_part(at_page):
    search(at_page, "水库枢纽")
    found = at_page.texts("#results [role=option] span")
    assert found
    assert all("水库枢纽" in name for name in found)


def test_search_finds_by_alias_and_by_characters_in_order(at_page):
    search(at_page, "岚州")
    assert at_page.texts("#results [role=option] span")[0] == "岚州市"
    search(at_page, "岚理大")
    assert at_page.texts("#results [role=option] span") == ["岚州理工大学"]
    search(at_page, "没有的名字")
    assert at_page.text("#results") == "没有找到"


def test_the_keyboard_leads_from_search_to_a_fact_and_its_sentence(at_page):
    at_page.press("/")
    at_page.press("水库", DOWN)
    chosen = at_page.text("#results [aria-selected=true] span")
    at_page.press(ENTER)
    assert at_page.text("#panel h2") == chosen
    assert at_page.focused().text == chosen
    quote = at_page.one("#panel .quote")
    assert chosen in quote.text
    assert "_" in at_page.text("#panel .quote .file")
    assert "字符" in at_page.text("#panel .quote .source")
    assert chosen in at_page.texts("#panel .quote mark.name")
    at_page.press(ESCAPE)
    assert not at_page.all("#panel")


def test_neighbours_in_the_panel_open_and_back_returns(at_page):
    search(at_page, "水库", ENTER)
    first = at_page.text("#panel h2")
    neighbour = at_page.one("#panel .entity")
    name = neighbour.text
    neighbour.send_keys(ENTER)
    at_page.wait(lambda: at_page.text("#panel h2") == name, name)
    at_page.driver.back()
    at_page.wait(lambda: at_page.text("#panel h2") == first, first)


def test_goals_stand_with_number_unit_status_and_year(at_page):
    search(at_page, "岚州市", ENTER)
    jobs = next(row for row in at_page.all("#panel .fact") if "城镇新增就业" in row.text)
    lines = jobs.text.split("\n")
    assert lines[0].startswith("城镇新增就业")
    assert "≥ 8.12 万人" in " ".join(jobs.text.replace("≥", "≥ ").replace("万人", " 万人").split())
    assert "目标" in jobs.text
    assert "2024" in jobs.text
    assert "今年经济社会发展的主要预期目标是" in jobs.text


def test_a_long_group_shows_the_rest_on_demand(at_page):
    search(at_page, "岚州市", ENTER)
    before = len(at_page.all("#panel .fact"))
    more = at_page.one("#panel .more")
    rest = int("".join(filter(str.isdigit, more.text)))
    more.send_keys(ENTER)
    assert len(at_page.all("#panel .fact")) == before + rest


def test_types_filter_from_the_legend(at_page):
    legend = dict(zip(at_page.texts(".types label > span:nth-of-type(1)"), at_page.texts(".types .count"), strict=True))
    assert int(legend["企业"]) == count(lambda entity: entity.type == "Company")
    before = shown(at_page)
    at_page.all(".types label")[2].click()
    assert shown(at_page) == before - int(legend["企业"])
    at_page.one("#reset").click()
    assert shown(at_page) == before


def test_the_keyboard_reaches_the_filters(at_page):
    at_page.one("#query").click()
    at_page.press(TAB, TAB, SPACE)
    assert shown(at_page) == count(lambda entity: entity.type != "Project")
    assert at_page.focused().get_attribute("type") == "checkbox"


def test_places_filter_by_what_lies_in_them(at_page):
    from selenium.webdriver.support.ui import Select

    names = [option.text for option in Select(at_page.one("#place")).options]
    city = next(name for name in names if "岚州市" in name)
    Select(at_page.one("#place")).select_by_visible_text(city)
    projects = dict(
        zip(at_page.texts(".types label > span:nth-of-type(1)"), at_page.texts(".types .count"), strict=True)
    )
    inside = count(lambda entity: entity.type == "Project" and entity.in_city == "place/岚州市")
    assert int(projects["项目"]) == inside
    assert any("云岭省" in name for name in names)


def test_reports_filter_by_what_they_name(at_page):
    from selenium.webdriver.support.ui import Select

    Select(at_page.one("#report")).select_by_visible_text("岚州市 2024")
    assert shown(at_page) == count(lambda entity: "report/岚州市/2024" in entity.reports)


def test_a_click_on_a_node_opens_it_and_one_beside_closes_it(reader, tmp_path):
    from selenium.webdriver.common.action_chains import ActionChains

    alone = Entity(id="place/岚州市", type="Place", name="岚州市")
    write_page(
        Knowledge(extractions=(), reports=(), entities=(alone,), assertions=()),
        tmp_path / "a.html",
        title="一",
        renderer="pyvis",
    )
    reader.open(tmp_path / "a.html", state="")
    graph = reader.one("#graph")
    ActionChains(reader.driver).move_to_element(graph).click().perform()
    assert reader.text("#panel h2") == "岚州市"
    ActionChains(reader.driver).move_to_element_with_offset(graph, -300, -250).click().perform()
    reader.wait(lambda: not reader.all("#panel"), "the panel's end")


def test_the_interface_turns_english_and_names_stay(at_page):
    search(at_page, "岚州市", ENTER)
    at_page.one("#language").click()
    assert "Goals and results" in at_page.text("#panel")
    assert at_page.text("#panel h2") == "岚州市"
    assert at_page.run("return document.documentElement.lang") == "en"
    assert "Project" in at_page.text(".types")


def test_an_address_opens_its_entity(reader, page):
    reader.open(page, state="")
    search(reader, "岚州市", ENTER)
    address = reader.driver.current_url
    reader.driver.get("about:blank")
    reader.driver.get(address)
    assert reader.text("#panel h2") == "岚州市"


def test_a_large_collection_says_that_a_part_is_drawn_and_finds_all(reader, tmp_path):
    path = tmp_path / "part.html"
    path.write_text(render_page(COLLECTION, title="部分", limit=30), encoding="utf-8")
    reader.open(path, state="")
    assert "30" in reader.text("#reduced")
    search(reader, "岚州理工大学", ENTER)
    assert reader.text("#panel h2") == "岚州理工大学"
    assert "未在图中画出" in reader.text("#panel .kind")


def test_a_phone_shows_everything_within_its_width(reader, page):
    reader.open(page, width=390, height=780)
    search(reader, "岚州市", ENTER)
    assert reader.text("#panel h2") == "岚州市"
    assert reader.run("return document.documentElement.scrollWidth") <= 390
    reader.one("#filters summary").click()
    assert reader.one("#place").rect["width"] <= 390


def test_dark_mode_is_dark_and_legible(reader, page):
    reader.open(page, dark=True)
    colours = reader.run("const s = getComputedStyle(document.body); return [s.backgroundColor, s.color]")
    ground, ink = (sum(map(int, colour.strip("rgb()").split(","))) for colour in colours)
    assert ground < 120
    assert ink > 600


def test_hostile_texts_are_shown_and_run_nothing(reader, tmp_path):
    path = tmp_path / "hostile.html"
    write_page(factory.hostile(), path, title=factory.HOSTILE[1], renderer="pyvis")
    reader.open(path, state="")
    assert reader.text("h1") == factory.HOSTILE[1]
    for words in factory.HOSTILE:
        search(reader, words, ENTER)
        reader.one("#panel h2")
        for toggle in reader.all("#panel .toggle[aria-expanded=false]"):
            toggle.click()
    reader.one("#language").click()
    search(reader, factory.HOSTILE[0], ENTER)
    assert reader.text("#panel h2") == factory.HOSTILE[0]
    assert reader.run("return window.pwned ?? null") is None
    assert reader.all("#panel img, #panel script, #panel a") == []
    assert reader.requests() == [path.as_uri()]
    assert reader.messages() == []


def test_steering_characters_are_made_visible(reader, tmp_path):
    write_page(factory.hostile(), tmp_path / "hostile.html", title="无", renderer="pyvis")
    reader.open(tmp_path / "hostile.html", state="")
    search(reader, "倒写", ENTER)
    assert reader.text("#panel h2") == "⟨U+202E⟩倒写⟨U+2066⟩与零⟨U+200B⟩宽"


def test_an_empty_collection_opens(reader, tmp_path):
    write_page(
        Knowledge(extractions=(), reports=(), entities=(), assertions=()),
        tmp_path / "empty.html",
        title="空",
        renderer="pyvis",
    )
    reader.open(tmp_path / "empty.html", state="")
    assert "0 个条目" in reader.text("#summary")
    assert reader.messages() == []
