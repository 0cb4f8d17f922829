"""The tables of the page: overview, goals, projects, as their readers meet them."""

from __future__ import annotations

import csv
import io
import json
import time
from urllib.parse import unquote

import pytest

from kg.viz import write_page
from tests.viz import factory
from tests.viz.test_browser import AXE

pytestmark = pytest.mark.browser

COLLECTION = factory.collection(cities=3, projects=20, companies=8)
NAMED = [entity for entity in COLLECTION.entities if entity.type != "Goal"]
VIEWS = ("overview", "goals", "projects", "places", "timeline")


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    path = tmp_path_factory.mktemp("views") / "graph.html"
    write_page(COLLECTION, path, title="云岭省政府工作报告")
    return path


def at(reader, page, view, more=""):
    reader.open(page, state=f"lang=zh&view={view}{more}")
    reader.one(".sheet")
    return reader


def cells(reader, column):
    """The texts of one column of the table, from the top."""
    script = (
        "return [...document.querySelectorAll('.rows tbody tr')].map((row) => row.children[arguments[0]].textContent)"
    )
    return reader.driver.execute_script(script, column)


def address(reader):
    return unquote(reader.driver.current_url.partition("#")[2])


def saved(reader, words):
    """What the page would hand to the reader as a file."""
    reader.run("window.kept = []; URL.createObjectURL = (blob) => { window.kept.push(blob); return 'blob:none'; };")
    next(each for each in reader.all(".tablehead button") if words in each.text).click()
    reader.driver.set_script_timeout(5)
    return reader.driver.execute_async_script(
        "const done = arguments[0]; window.kept[0].arrayBuffer().then((all) => done([...new Uint8Array(all)]));"
    )


def test_the_page_opens_on_the_overview_with_every_report(reader, page):
    reader.open(page, state="lang=zh")
    reader.one(".overview")
    assert reader.text(".tab[aria-current]") == "概览"
    first = reader.all(".overview .rows")[0]
    assert len(first.find_elements("css selector", "tbody tr")) == len(COLLECTION.reports)
    assert all(report.place_name in first.text for report in COLLECTION.reports)
    assert reader.messages() == []


def test_numbers_of_a_report_lead_to_its_rows(reader, page):
    at(reader, page, "overview")
    number = reader.all(".overview .rows tbody td button")[0]
    count = int(number.text)
    number.click()
    assert reader.one("#shown")
    reader.wait(lambda: "view=projects" in address(reader), "the view of projects")
    report = COLLECTION.reports[0].id
    assert count == sum(entity.type == "Project" and report in entity.reports for entity in NAMED)
    assert reader.text(".tablehead [role=status]") == f"{count} 行"


@pytest.mark.parametrize("view", ["goals", "projects"])
def test_a_column_sorts_both_ways_and_the_address_keeps_it(reader, page, view):
    at(reader, page, view)
    head = reader.all(".rows thead button")[1]
    head.click()
    reader.wait(lambda: f"v.{view}.sort=" in address(reader), "the order in the address")
    up = cells(reader, 1)
    reader.all(".rows thead button")[1].click()
    down = reader.wait(lambda: (found := cells(reader, 1)) != up and found, "the other order")
    told = [each for each in up if each]
    assert told == [each for each in reversed(down) if each] or sorted(told) == sorted(each for each in down if each)
    assert reader.all(".rows thead th")[1].get_attribute("aria-sort") == "descending"
    state = address(reader)
    reader.open(page, state=state)
    reader.one(".rows tbody tr")
    assert cells(reader, 1) == down


def test_numbers_sort_as_numbers(reader, page):
    at(reader, page, "goals", "&v.goals.sort=amount")
    values = reader.run("return [...document.querySelectorAll('.rows tbody tr')].length")
    assert values
    data = list(csv.DictReader(io.StringIO(bytes(saved(reader, "CSV")).decode("utf-8-sig"))))
    numbers = [float(row["value"]) for row in data if row["value"]]
    assert numbers == sorted(numbers)
    assert all(not row["value"] for row in data[len(numbers) :])


def test_the_file_has_every_row_and_a_mark_in_front(reader, page):
    at(reader, page, "projects")
    data = bytes(saved(reader, "CSV"))
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert {row["project"] for row in rows} == {entity.name for entity in NAMED if entity.type == "Project"}


def test_filters_and_the_words_asked_for_narrow_the_table(reader, page):
    at(reader, page, "goals")
    every = int(reader.text(".tablehead [role=status]").split()[0])
    reader.one(".asked input").send_keys("城镇新增就业")
    fewer = reader.wait(
        lambda: (n := int(reader.text(".tablehead [role=status]").split()[0])) < every and n, "fewer rows"
    )
    assert fewer
    assert all("城镇新增就业" in each for each in cells(reader, 1))
    assert "v.goals.indicator=城镇新增就业" in address(reader)
    reader.open(page, state=address(reader))
    reader.one(".rows tbody tr")
    assert len(cells(reader, 1)) == fewer


def test_one_indicator_is_drawn_beside_the_table(reader, page):
    at(reader, page, "goals", "&v.goals.indicator=城镇新增就业")
    assert "城镇新增就业" in reader.text(".chart figcaption")
    assert len(reader.all(".chart li")) > 1


def test_table_and_picture_select_each_other(reader, page):
    at(reader, page, "projects")
    name = reader.text(".rows tbody .entity")
    reader.one(".rows tbody .entity").click()
    assert reader.one("#panel h2").text == name
    assert reader.text(".rows tr[aria-current] .entity") == name
    opened = address(reader)
    next(tab for tab in reader.all(".tab") if tab.text == "网络").click()
    reader.one(".picture")
    assert reader.one("#panel h2").text == name
    assert opened.partition("open=")[2].split("&")[0] in address(reader)


def test_a_row_leads_to_its_sentence_by_keyboard_alone(reader, page):
    at(reader, page, "projects")
    reader.run("document.querySelector('.rows tbody .entity').focus()")
    reader.press("\ue007")
    assert reader.one("#panel .quote blockquote").text


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(reader, page, view, dark):
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (npm ci in kg/viz/viewer)")
    reader.open(page, state=f"lang=zh&view={view}&v.goals.indicator=城镇新增就业", dark=dark)
    reader.one(".sheet")
    reader.run(AXE.read_text(encoding="utf-8"))
    reader.driver.set_script_timeout(60)
    found = reader.driver.execute_async_script(
        "const done = arguments[0]; axe.run().then((all) => done(all.violations));"
    )
    assert [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found] == []


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_sticks_out(reader, page, view, width):
    reader.open(page, state=f"lang=zh&view={view}", width=width)
    reader.one(".sheet")
    assert reader.run("return document.documentElement.scrollWidth") <= width
    assert reader.run("const s = document.querySelector('.sheet'); return s.scrollWidth - s.clientWidth") <= 0


@pytest.mark.parametrize("view", VIEWS)
def test_hostile_names_are_text(reader, tmp_path, view):
    path = tmp_path / "graph.html"
    write_page(factory.hostile(), path, title="t")
    reader.open(path, state=f"view={view}")
    reader.one(".sheet")
    time.sleep(0.2)
    assert reader.run("return window.hacked === undefined && !document.querySelector('.sheet script, .sheet img')")
    assert reader.messages() == []


def test_places_stand_below_what_they_are_part_of(reader, page):
    at(reader, page, "places")
    names = {entity.id: entity.name for entity in NAMED}
    inner = next(entity for entity in NAMED if entity.type == "Place" and entity.part_of in names)
    for _ in range(6):
        for toggle in reader.all(".tree .toggle[aria-expanded=false]"):
            toggle.click()
    script = """const item = document.querySelector(`.tree li[data-entity="${arguments[0]}"]`);
        return item && item.parentElement.closest('li').dataset.entity;"""
    assert reader.driver.execute_script(script, inner.id) == inner.part_of
    assert len(reader.all(".tree li")) == sum(entity.type == "Place" for entity in NAMED)


def test_numbers_of_the_timeline_lead_to_as_many_rows(reader, page):
    at(reader, page, "timeline")
    row = reader.all(".annual tbody tr")[0]
    year = row.find_element("css selector", "th").text
    number = [each for each in row.find_elements("css selector", "button") if each.text][-1]
    count = int(number.text)
    number.click()
    told = reader.wait(lambda: reader.all(".tablehead [role=status]"), "the rows")[0].text
    assert f"year={year}" in address(reader)
    assert int(told.split()[0]) == count


def test_english(reader, page):
    reader.open(page, state="lang=en&view=overview")
    assert "Headline targets" in reader.text(".overview")
    assert json.dumps(reader.texts(".tab")) == json.dumps(
        ["Overview", "Network", "Goals", "Projects", "Places", "Timeline"]
    )
