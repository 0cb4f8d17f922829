"""The page as its readers meet it: opened from a disk, with no network."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

import kg.viz
from kg.model import Knowledge
from kg.viz import write_page
from tests.viz import factory
from tests.viz.conftest import Reader, browser

pytestmark = pytest.mark.browser

ENTER, ESCAPE, DOWN, TAB, SPACE, CONTROL = "\ue007", "\ue00c", "\ue015", "\ue004", " ", "\ue009"
COLLECTION = factory.collection(cities=3, projects=20, companies=8)
AXE = Path(kg.viz.__file__).parent / "viewer" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "graph.html"
    write_page(COLLECTION, path, title="云岭省政府工作报告")
    return path


@pytest.fixture
def at_page(reader, page):
    reader.open(page)
    reader.one("#list button")
    return reader


def search(reader, words, *keys):
    reader.one("#query").clear()
    reader.one("#query").send_keys(words, *keys)


def found(reader):
    return reader.texts("#results [role=option] span")


def listed(reader):
    return reader.run("return [...document.querySelectorAll('#list .entity span')].map((each) => each.textContent)")


def told(reader):
    """Waits until the panel has its facts."""
    return reader.one("#panel .fact")


def shown(reader):
    """The number of entities that pass the filters, as the page says."""
    return int(reader.text("#shown").split("/")[0].split()[-1])


def count(condition):
    return sum(1 for entity in COLLECTION.entities if entity.type != "Goal" and condition(entity))


def choose(reader, field, text):
    from selenium.webdriver.support.ui import Select

    box = Select(reader.one(f"#{field}"))
    box.select_by_index(next(at for at, option in enumerate(box.options) if option.text.strip() == text))


def address(reader):
    return unquote(reader.driver.current_url.partition("#")[2])


def drawn(reader, script="return d.names"):
    """Something of what the picture says of itself when it is painted next (`d`)."""
    reader.driver.set_script_timeout(5)
    return reader.driver.execute_async_script(
        "const done = arguments[0]; document.addEventListener('kg:drawn', (event) => done(((d) => {"
        + script
        + "})(event.detail)), {once: true});"
        "document.querySelector('.picture').dispatchEvent(new KeyboardEvent('keydown', {key: '='}));"
    )


def test_a_page_opens_without_request_or_complaint(at_page, page):
    assert at_page.text("h1") == "云岭省政府工作报告"
    assert at_page.one(".picture")
    assert [url.partition("#")[0] for url in at_page.requests()] == [page.as_uri()]
    assert at_page.messages() == []


def test_a_page_opens_without_3d(page):
    with browser("--disable-3d-apis") as driver:
        reader = Reader(driver)
        reader.open(page)
        assert drawn(reader)
        assert reader.messages() == []


@pytest.mark.parametrize(("words", "first"), [("岚州", "岚州市"), ("lanzhoushi", "岚州市"), ("lzs", "岚州市")])
def test_search_finds_by_characters_pinyin_and_initials(at_page, words, first):
    search(at_page, words)
    assert found(at_page)[0] == first


def test_search_finds_characters_in_order_and_says_when_nothing_is_found(at_page):
    search(at_page, "岚理大")
    assert found(at_page) == ["岚州理工大学"]
    search(at_page, "没有的名字")
    assert at_page.text("#results") == "没有找到"


def test_suggestions_stand_under_their_types(at_page):
    search(at_page, "岚州")
    assert {"地点", "机构"} <= set(at_page.texts("#results .grouped"))


def test_the_words_searched_filter_picture_and_list(at_page):
    search(at_page, "水库")
    names = at_page.wait(
        lambda: (names := listed(at_page)) and all("水库" in name for name in names) and names, "a list of reservoirs"
    )
    assert shown(at_page) == len(names)


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


def test_a_click_on_a_node_opens_it(at_page):
    name = drawn(at_page, "const n = d.names[0]; return [n.entity, ...d.place(n.entity)]")
    entity, x, y = name
    canvas = at_page.one(".picture")
    from selenium.webdriver import ActionChains

    box = canvas.rect
    ActionChains(at_page.driver).move_to_element_with_offset(
        canvas, round(x - box["width"] / 2), round(y - box["height"] / 2)
    ).click().perform()
    entities = [entity for entity in COLLECTION.entities if entity.type != "Goal"]
    assert at_page.text("#panel h2") == entities[entity].name


def test_names_on_the_picture_do_not_overlap(at_page):
    boxes = drawn(at_page)
    assert len(boxes) > 5
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            apart = one["right"] <= other["left"] or other["right"] <= one["left"]
            assert apart or one["bottom"] <= other["top"] or other["bottom"] <= one["top"]


def test_neighbours_in_the_panel_open_and_undo_returns(at_page):
    search(at_page, "水库", ENTER)
    first = at_page.text("#panel h2")
    told(at_page)
    neighbour = at_page.one("#panel .fact .entity")
    name = neighbour.text
    neighbour.send_keys(ENTER)
    at_page.wait(lambda: at_page.text("#panel h2") == name, name)
    at_page.one("#undo").click()
    at_page.wait(lambda: at_page.text("#panel h2") == first, first)


def test_goals_stand_with_number_unit_status_and_year(at_page):
    search(at_page, "岚州市", ENTER)
    told(at_page)
    jobs = next(row.text for row in at_page.all("#panel .fact") if "城镇新增就业" in row.text)
    assert "≥8.12万人" in "".join(jobs.split())
    assert "目标" in jobs
    assert "2024" in jobs
    assert "今年经济社会发展的主要预期目标是" in jobs


def test_what_was_said_stands_by_year(at_page):
    search(at_page, "岚州市", ENTER)
    told(at_page)
    assert at_page.texts("#panel .years dt") == ["2024", "2023"]


def test_the_shortest_way_between_two_is_shown(at_page):
    search(at_page, "岚理大", ENTER)
    next(tool for tool in at_page.all(".tools button") if tool.text == "到…的路径").click()
    search(at_page, "岚东郭区", ENTER)
    assert at_page.text("#panel h2") == "岚州理工大学"
    assert at_page.texts(".way .entity") == ["岚州理工大学", "岚州市", "岚东郭区"]


def test_steps_and_hiding_can_be_taken_back(at_page):
    search(at_page, "岚理大", ENTER)
    at_page.one(".tools button[aria-label=多一步]").click()
    assert "2 步" in at_page.text(".tools span")
    next(tool for tool in at_page.all(".tools button") if tool.text == "隐藏").click()
    assert not at_page.all("#panel")
    assert "hide=institution/岚州理工大学" in address(at_page).replace("%2F", "/")
    at_page.one("#undo").click()
    at_page.wait(lambda: at_page.all("#panel h2"), "the panel again")
    assert "hide" not in address(at_page)


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


def test_the_keyboard_reaches_picture_and_panel(at_page):
    search(at_page, "岚理大", ENTER)
    told(at_page)
    at_page.one("#undo").send_keys("")
    reached = set()
    at_page.run("document.body.focus(); document.activeElement.blur()")
    for _ in range(150):
        at_page.press(TAB)
        here = at_page.run(
            "const e = document.activeElement; return e.className + '|' + e.id + '|' + (e.closest('[id]')?.id ?? '')"
        )
        reached.add(here)
    text = " ".join(reached)
    for part in ("language|", "query|", "filters", "place|", "stage|", "picture", "|panel", "link|", "json|"):
        assert part in text, part


def test_filters_combine(at_page):
    choose(at_page, "place", "岚州市")
    choose(at_page, "stage", "在建")
    inside = count(lambda entity: entity.in_city == "place/岚州市" and entity.stage == "underConstruction")
    assert shown(at_page) == inside > 0
    choose(at_page, "report", "清泽市 2024")
    assert shown(at_page) == 0
    at_page.one("#undo").click()
    at_page.wait(lambda: shown(at_page) == inside, "the former number")


def test_years_and_statuses_filter_by_what_is_told(at_page):
    choose(at_page, "year", "2023")
    choose(at_page, "status", "已实现")
    goals = {entity.id: entity.goal for entity in COLLECTION.entities if entity.goal}
    told_of = {
        fact.subject
        for fact in COLLECTION.assertions
        if fact.object in goals and (goals[fact.object].year, goals[fact.object].status) == (2023, "achieved")
    }
    assert shown(at_page) == len(told_of)


def test_a_state_is_its_address(at_page, page, reader):
    choose(at_page, "place", "岚州市")
    at_page.all(".types label")[2].click()
    search(at_page, "岚理大", ENTER)
    at_page.one(".picture").send_keys("=")
    at_page.wait(lambda: "at=" in address(at_page), "the camera in the address")
    link = at_page.driver.current_url.partition("#")[2]
    number, names = shown(at_page), listed(at_page)
    reader.open(page, state=link)
    reader.one("#panel h2")
    assert reader.text("#panel h2") == "岚州理工大学"
    assert (shown(reader), listed(reader)) == (number, names)
    assert not reader.all(".types label")[2].find_element("css selector", "input").is_selected()
    assert reader.driver.current_url.partition("#")[2] == link


def test_a_damaged_address_opens_the_page(reader, page):
    reader.open(page, state="lang=zh&open=%E0%A4%A&steps=x&at=1,2&pin=a,b&off=Nothing&place=nowhere")
    assert shown(reader) > 0
    assert reader.messages() == []


def test_a_citation_is_copied(at_page):
    search(at_page, "岚理大", ENTER)
    told(at_page)
    at_page.one("#panel .cite").click()
    assert at_page.wait(lambda: at_page.text("#voice"), "a message") == "已复制"
    at_page.one("#query").clear()
    at_page.one("#query").send_keys(CONTROL, "v")
    copied = at_page.wait(lambda: at_page.one("#query").get_attribute("value"), "the words pasted")
    assert "岚州理工大学" in copied
    assert "000_岚州市.txt, 字符 " in copied


def test_data_and_picture_can_be_saved(at_page, tmp_path):
    at_page.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    at_page.one("#json").click()
    next(each for each in at_page.all(".zoom button") if each.text == "存为图片").click()
    at_page.wait(lambda: {"graph.json", "graph.png"} <= {path.name for path in tmp_path.iterdir()}, "two files")
    saved = json.loads((tmp_path / "graph.json").read_text(encoding="utf-8"))
    assert len(saved["entities"]["name"]) == count(lambda entity: True)
    assert len(saved["facts"]["evidence"]) == len(saved["facts"]["subject"])
    assert (tmp_path / "graph.png").read_bytes().startswith(b"\x89PNG")


def test_the_page_speaks_two_languages(at_page):
    search(at_page, "岚理大", ENTER)
    told(at_page)
    at_page.one("#language").click()
    at_page.wait(lambda: at_page.text("#language") == "中文", "English")
    assert at_page.run("return document.documentElement.lang") == "en"
    assert "Mentions" in at_page.wait(lambda: at_page.all("#panel .fact") and at_page.text("#panel"), "facts")
    assert at_page.text("#panel h2") == "岚州理工大学"


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_cut_off(reader, page, width):
    reader.open(page, width=width, height=640, state="lang=zh&open=place/岚州市")
    told(reader)
    assert reader.run("return document.documentElement.scrollWidth") <= width
    assert reader.run("const p = document.getElementById('panel'); return p.scrollWidth - p.clientWidth") <= 0


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("state", ["lang=zh", "lang=en&open=place/岚州市", "lang=zh&query=水库"])
def test_axe_finds_no_violation(reader, page, dark, state):
    if not AXE.exists():
        assert not os.environ.get("CI"), "axe-core is not installed: npm ci in kg/viz/viewer"
        pytest.skip("axe-core is not installed: npm ci in kg/viz/viewer")
    reader.open(page, state=state, dark=dark)
    reader.one("#list button")
    if "open" in state:
        told(reader)
    reader.run(AXE.read_text(encoding="utf-8"))
    reader.driver.set_script_timeout(30)
    violations = reader.driver.execute_async_script("axe.run().then((found) => arguments[0](found.violations))")
    assert [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in violations] == []


def test_hostile_texts_stay_texts(reader, tmp_path):
    write_page(factory.hostile(), tmp_path / "hostile.html", title=factory.HOSTILE[1])
    reader.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    reader.open(tmp_path / "hostile.html")
    boxes = drawn(reader)
    from selenium.webdriver import ActionChains

    canvas = reader.one(".picture")
    for box in boxes[:4]:
        offset = [
            round((box["left"] + box["right"]) / 2 - canvas.rect["width"] / 2),
            round(box["top"] - 8 - canvas.rect["height"] / 2),
        ]
        ActionChains(reader.driver).move_to_element_with_offset(canvas, *offset).perform()
    names = [entity.id for entity in factory.hostile().entities if entity.type != "Goal"]
    for words in factory.HOSTILE:
        search(reader, words[:12], ENTER)
        if reader.all("#panel"):
            told(reader)
        for toggle in reader.all("#panel .toggle[aria-expanded=false]"):
            toggle.click()
    assert len(names) == len(factory.HOSTILE)
    reader.one("#json").click()
    next(each for each in reader.all(".zoom button") if each.text == "存为图片").click()
    reader.wait((tmp_path / "graph.json").exists, "the data")
    assert reader.run("return window.pwned") is None
    assert reader.run("return document.querySelectorAll('img, a[href^=javascript], iframe').length") == 0
    assert reader.run("return document.scripts.length") == 3
    assert reader.messages() == []


def test_steering_characters_are_made_visible(reader, tmp_path):
    write_page(factory.hostile(), tmp_path / "hostile.html", title="无")
    reader.open(tmp_path / "hostile.html")
    search(reader, "倒写", ENTER)
    assert reader.text("#panel h2") == "⟨U+202E⟩倒写⟨U+2066⟩与零⟨U+200B⟩宽"


def test_an_empty_collection_opens(reader, tmp_path):
    write_page(Knowledge(extractions=(), reports=(), entities=(), assertions=()), tmp_path / "empty.html", title="空")
    reader.open(tmp_path / "empty.html")
    assert "0 个条目" in reader.text("#summary")
    assert reader.messages() == []


def test_a_page_written_under_gbk_is_utf8(reader, tmp_path):
    if not shutil.which("localedef") or not Path("/usr/share/i18n/charmaps/GBK.gz").exists():
        assert not os.environ.get("CI"), "no localedef or no character map GBK: install the package locales"
        pytest.skip("no localedef or no character map GBK")
    subprocess.run(["localedef", "-c", "-i", "zh_CN", "-f", "GBK", str(tmp_path / "zh_CN.GBK")], check=True)
    script = (
        "import locale, sys; from pathlib import Path; from kg.viz import write_page; from tests.viz import factory\n"
        "assert locale.getpreferredencoding(False).upper() in ('GBK', 'CP936'), locale.getpreferredencoding(False)\n"
        "write_page(factory.collection(cities=1, projects=4, companies=2), Path(sys.argv[1]), title='\\u5c9a\\u5dde')"
    )
    environment = {**os.environ, "LOCPATH": str(tmp_path), "LC_ALL": "zh_CN.GBK", "PYTHONUTF8": "0"}
    made = tmp_path / "page.html"
    subprocess.run([sys.executable, "-c", script, str(made)], check=True, env=environment)
    reader.open(made)
    assert reader.text("h1") == "岚州"
    search(reader, "岚州", ENTER)
    assert reader.text("#panel h2") == "岚州市"
