"""How quickly the page opens, moves and answers, beside other ways to draw the same graphs.

    python scripts/bench_page.py [FOLDER] [--sizes 500 2000] [--others]

Graphs are made up: names and sentences are taken from the reports in FOLDER (default: seeds), each entity has two facts
on average. `--others` adds our page with the pyvis renderer, pyvis as it comes, and force-graph (fetched with npm).
The times are of this machine; a busy one gives others.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kg.model import ENTITY_TYPES, Assertion, Entity, Evidence, Extraction, Knowledge, Quote, Report, Subject

FORCE_GRAPH = "force-graph@1.52.0"
#: Seconds after which a page counts as not opening.
PATIENCE = 90
#: Nodes beyond which the other renderers are not tried: they take minutes.
MOST_FOR_OTHERS = 10_000
#: Nodes beyond which pyvis as it comes is not tried: the browser does not answer any more while it lays them out.
MOST_FOR_STOCK = 500
HEAD = ("nodes", "page", "MB", "opens s", "pan ms", "p95", "key ms", "panel ms", "sharp s", "layout s")

#: Runs in a page before its own scripts: when it answers, and what it tells of itself.
WATCH = """
window.bench = {drawn: 0, frames: []};
document.addEventListener('kg:drawn', () => { bench.drawn = performance.now(); });
let last = 0, calm = 0;
const watch = (now) => {
  bench.frames.push(now);
  const there = document.querySelector('canvas') && document.readyState === 'complete';
  calm = there && now - last < 50 ? calm + 1 : 0;
  if (calm === 3 && bench.opens === undefined) bench.opens = now;
  last = now;
  requestAnimationFrame(watch);
};
requestAnimationFrame(watch);
"""
KEYS = """
const box = document.querySelector('#query'); box.focus();
const times = [];
for (const text of ['产', '产业', 'xi', 'xia', 'xiang']) {
  box.value = text; const start = performance.now();
  box.dispatchEvent(new Event('input')); document.querySelector('#results').getBoundingClientRect();
  times.push(performance.now() - start);
}
box.value = ''; box.dispatchEvent(new Event('input')); box.blur();
return Math.max(...times);
"""
PANEL = """
const done = arguments[0], start = performance.now();
document.addEventListener('kg:told', () => {
  document.querySelector('#panel').getBoundingClientRect(); done(performance.now() - start);
}, {once: true});
document.querySelectorAll('#list button')[5].click();
"""
SHARP = """
const done = arguments[0], start = performance.now();
document.addEventListener('kg:drawn', () => done((performance.now() - start) / 1000), {once: true});
document.querySelector('.picture').dispatchEvent(new KeyboardEvent('keydown', {key: '='}));
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("seeds"), help="reports to take words from")
    parser.add_argument("--sizes", type=int, nargs="+", default=[500, 2000, 10_000, 50_000], help="numbers of nodes")
    parser.add_argument("--others", action="store_true", help="measure the other renderers too")
    arguments = parser.parse_args()
    sentences = read_sentences(arguments.folder)
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print("".join(title.rjust(14 if title == "page" else 10) for title in HEAD))
    with tempfile.TemporaryDirectory() as folder:
        for size in arguments.sizes:
            knowledge = made_up(size, sentences)
            for name, path, layout in pages(knowledge, Path(folder), arguments.others):
                row = {"nodes": size, "page": name, "MB": path.stat().st_size / 1e6, "layout s": layout, **visit(path)}
                print("".join(cell(row.get(title)).rjust(14 if title == "page" else 10) for title in HEAD), flush=True)


def cell(value: Any) -> str:
    return "–" if value is None else f"{value:.2f}" if isinstance(value, float) else str(value)


def read_sentences(folder: Path) -> list[str]:
    from kg.ontology import default_folder
    from kg.read import find_documents, read_page

    found: list[str] = []
    for path in find_documents([folder]):
        page = read_page(path, default_folder())
        found += [page.text[sentence.start : sentence.end] for sentence in page.sentences]
    return [sentence for sentence in found if len(sentence) > 12]


def made_up(size: int, sentences: list[str], *, seed: int = 1) -> Knowledge:
    """A collection of `size` entities in cities of about 120, with twice as many facts."""
    chance = random.Random(seed)
    cities = max(1, size // 120)
    quotes = tuple(
        Quote(pieces=((0, 1),), text=f"{chance.choice(sentences)}", section="一、工作安排", part="plan")
        for _ in range(2 * size)
    )
    raw = " "
    document = Extraction(
        path="a.txt", file_name="a.txt", sha256="0" * 64, characters=1, coverage="whole", subject=Subject(),
        quotes=quotes, mentions=(), relations=(), stages=(), raw=raw,
    )  # fmt: skip
    ids = [f"place/city{i}" if i < cities else f"thing/{i}" for i in range(size)]
    entities = []
    for i, id_ in enumerate(ids):
        words = re.sub(r"\W", "", chance.choice(sentences))
        start = chance.randrange(max(1, len(words) - 9))
        kind = "Place" if i < cities else ENTITY_TYPES[i % len(ENTITY_TYPES)]
        home = i % cities
        entities.append(
            Entity(
                id=id_, type=kind, name=f"{words[start : start + chance.randint(4, 9)]}{i}",
                in_city=None if i < cities else ids[home], reports=(f"report/{home}",),
            )
        )  # fmt: skip
    facts = []
    for number in range(2 * size):
        one = chance.randrange(size)
        near = chance.random() < 0.9
        other = (one + cities * chance.randrange(1, 120)) % size if near else chance.randrange(size)
        facts.append(
            Assertion(
                subject=ids[one], predicate=("locatedIn", "participatesIn", "belongsTo")[number % 3], object=ids[other],
                report=f"report/{one % cities}", year=2024, status="target", basis="clause", rules=("made-up",),
                confidence=0.9, evidence=(Evidence(document=0, pieces=((0, 1),), sentence=number),),
            )
        )  # fmt: skip
    reports = [
        Report(
            id=f"report/{at}", place=ids[at], place_name=entities[at].name, place_code=None, level="city",
            plan_year=2024, review_year=2023, documents=(0,),
        )
        for at in range(cities)
    ]  # fmt: skip
    return Knowledge(
        extractions=(document,), reports=tuple(reports), entities=tuple(sorted(entities, key=lambda e: e.id)),
        assertions=tuple(facts),
    )  # fmt: skip


def pages(knowledge: Knowledge, folder: Path, others: bool) -> Iterator[tuple[str, Path, float | None]]:
    """The pages to measure: what each is called, where it is, how long its layout took."""
    from kg.viz.page_file import write_page
    from kg.viz.picture import picture

    start = time.perf_counter()
    drawing = picture(knowledge)
    layout = time.perf_counter() - start
    write_page(knowledge, folder / "canvas.html", title="测试")
    yield "canvas", folder / "canvas.html", layout
    if not others or len(knowledge.entities) > MOST_FOR_OTHERS:
        return
    write_page(knowledge, folder / "pyvis.html", title="测试", renderer="pyvis")
    yield "pyvis (1,500)", folder / "pyvis.html", None
    nodes = [{"id": node.entity, "x": node.x, "y": node.y} for node in drawing.nodes]
    links = [{"source": link.source, "target": link.target} for link in drawing.links]
    if len(nodes) <= MOST_FOR_STOCK:
        stock_pyvis(nodes, links, folder / "stock.html")
        yield "stock pyvis", folder / "stock.html", None
    if force_graph(nodes, links, folder):
        yield "force-graph", folder / "force.html", None


def stock_pyvis(nodes: list[dict[str, Any]], links: list[dict[str, Any]], path: Path) -> None:
    """As pyvis draws it by itself: its layout runs in the browser."""
    from pyvis.network import Network

    network = Network(cdn_resources="in_line")
    network.nodes = [{"id": node["id"], "label": str(node["id"]), "shape": "dot"} for node in nodes]
    network.edges = [{"from": link["source"], "to": link["target"]} for link in links]
    path.write_text(network.generate_html(), encoding="utf-8")


def force_graph(nodes: list[dict[str, Any]], links: list[dict[str, Any]], folder: Path) -> bool:
    """With positions given and no forces; False where npm is missing."""
    if not shutil.which("npm"):
        return False
    library = folder / "node_modules" / "force-graph" / "dist" / "force-graph.min.js"
    if not library.exists():
        command = ["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(folder), FORCE_GRAPH]
        subprocess.run(command, check=True)
    fixed = [{**node, "fx": node["x"], "fy": node["y"]} for node in nodes]
    data = json.dumps({"nodes": fixed, "links": links})
    (folder / "force.html").write_text(
        f"<!DOCTYPE html><meta charset=utf-8><div id=g></div><script>{library.read_text(encoding='utf-8')}</script>"
        f"<script>ForceGraph()(document.getElementById('g')).cooldownTicks(0).graphData({data})</script>",
        encoding="utf-8",
    )
    return True


@contextmanager
def browser() -> Iterator[Any]:
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1600,900"):
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    driver.set_page_load_timeout(PATIENCE)
    driver.set_script_timeout(PATIENCE)
    driver.execute_cdp_cmd("Network.enable", {})
    offline = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    driver.execute_cdp_cmd("Network.emulateNetworkConditions", offline)
    driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
    try:
        yield driver
    finally:
        driver.quit()


def visit(path: Path) -> Mapping[str, float]:
    """What a page takes to open, to be moved, and, where it is ours, to answer."""
    from selenium.common.exceptions import TimeoutException

    found: dict[str, float] = {}
    with browser() as driver:
        try:
            # The network is the heaviest view; the page itself opens on tables.
            driver.get(path.as_uri() + ("#view=network" if path.name == "canvas.html" else ""))
            deadline = time.monotonic() + PATIENCE
            while (opens := driver.execute_script("return bench.opens")) is None and time.monotonic() < deadline:
                time.sleep(0.1)
            if opens is None:
                return found
            found["opens s"] = opens / 1000
            time.sleep(1)
            found.update(pan(driver))
            if path.name == "canvas.html":
                time.sleep(1)
                found["key ms"] = driver.execute_script(KEYS)
                time.sleep(1)
                found["sharp s"] = driver.execute_async_script(SHARP)
                found["panel ms"] = driver.execute_async_script(PANEL)
        except TimeoutException:
            pass
    return found


def pan(driver: Any) -> Mapping[str, float]:
    """Frames while the ground is dragged to and fro by a mouse."""

    def mouse(kind: str, x: int, y: int) -> None:
        event = {"type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1}
        driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)

    mouse("mousePressed", 330, 860)
    driver.execute_script("bench.frames.length = 0")
    for step in range(120):
        mouse("mouseMoved", 330 + 4 * min(step, 120 - step), 860 - 2 * min(step, 120 - step))
    frames = driver.execute_script("return bench.frames")
    mouse("mouseReleased", 330, 860)
    gaps = [later - earlier for earlier, later in itertools.pairwise(frames)]
    if len(gaps) < 20:
        return {"pan ms": statistics.mean(gaps)} if gaps else {}
    return {"pan ms": statistics.mean(gaps), "p95": sorted(gaps)[int(0.95 * len(gaps))]}


if __name__ == "__main__":
    main()
