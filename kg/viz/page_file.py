"""The page: one HTML file with the viewer, the collection, and a table of main facts for readers without scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from kg.model import Knowledge
from kg.viz.payload import blocks
from kg.viz.safety import policy, verbatim
from kg.viz.summary import summary_rows
from kg.viz.vocabulary import Vocabulary

Renderer = Literal["canvas", "pyvis"]

_VIEWER = Path(__file__).parent / "viewer"


def page_title(knowledge: Knowledge) -> str:
    """What a page is called: by up to three of the places that report."""
    places = list(dict.fromkeys(report.place_name for report in knowledge.reports if report.place_name))
    return "、".join(places[:3]) + ("等" if len(places) > 3 else "") + "政府工作报告知识图谱"


def write_page(knowledge: Knowledge, path: Path, *, title: str, renderer: Renderer = "canvas") -> None:
    """Writes the page to `path` as one UTF-8 file that needs nothing else and asks the network for nothing.

    Equal collections and titles give the same bytes. With the renderer `pyvis` it is drawn by vis-network, as pyvis
    brings it along; raises GraphError where the installed pyvis lacks it.
    """
    if renderer == "pyvis":
        from kg.viz.pyvis_page import render_page as render_pyvis

        text = render_pyvis(knowledge, title=title)
    else:
        text = render_page(knowledge, title=title)
    path.write_bytes(text.encode("utf-8", "backslashreplace"))


def render_page(knowledge: Knowledge, *, title: str) -> str:
    """The page as text; see `write_page`."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    vocabulary = Vocabulary.load()
    script, style = _built("viewer.js"), _built("viewer.css")
    tables, late = blocks(knowledge, vocabulary)
    environment = Environment(
        loader=FileSystemLoader(_VIEWER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.j2").render(
        title=title,
        words={key: label[0] for key, label in vocabulary.tables["words"].items()},
        summary=summary_rows(knowledge, vocabulary),
        tables=tables,
        late=late,
        script=verbatim(script),
        style=verbatim(style),
        policy=policy(scripts=[script], styles=[style]),
    )


def _built(name: str) -> str:
    return (_VIEWER / "built" / name).read_text(encoding="utf-8")
