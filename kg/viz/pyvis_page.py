"""The two things made with pyvis: a plain network to go on from, and the page.

What pyvis would bring along for the page is replaced by parts of our own: its template (remote files, script run from
data), its way of writing (the locale's encoding) and `add_edge` (quadratic).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import GraphError
from kg.model import Knowledge
from kg.viz.data import page_data
from kg.viz.picture import LIMIT, Picture, named_entities, picture
from kg.viz.safety import policy, verbatim
from kg.viz.summary import summary_rows
from kg.viz.vocabulary import Vocabulary

if TYPE_CHECKING:
    from markupsafe import Markup
    from pyvis.network import Network

_PARTS = Path(__file__).parent / "page"
#: In the order in which they need each other.
_SCRIPTS = (
    "dom.js",
    "collection.js",
    "words.js",
    "goals.js",
    "evidence.js",
    "panel.js",
    "search.js",
    "filters.js",
    "labels.js",
    "draw_vis.js",
    "main.js",
)
#: Characters that end a script element, or a line in old readers of JSON.
_UNSAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def to_pyvis(knowledge: Knowledge, *, limit: int = LIMIT) -> Network:
    """The entities of a collection and what is said between them as a pyvis network, positions given and physics off.

    Node ids are entity ids (IRIs without the base). Of more than `limit` entities the best-connected are in it; goals
    are not. Save it with `Path(…).write_text(network.generate_html(), encoding="utf-8")`: pyvis's own `write_html`
    writes in the locale's encoding.
    """
    vocabulary = Vocabulary.load()
    entities = named_entities(knowledge)
    drawing = picture(knowledge, limit=limit)
    network = _empty_network()
    for node in drawing.nodes:
        entity = entities[node.entity]
        look = vocabulary.look(entity.type)
        appearance = {"label": entity.name, "shape": look.shape, "color": look.light, "size": node.radius}
        network.nodes.append({"id": entity.id, **appearance, "x": node.x, "y": node.y, "physics": False})
    for link in drawing.links:
        label = (
            vocabulary.predicates[link.predicate][0][0] if link.predicate in vocabulary.predicates else link.predicate
        )
        ends = {"from": entities[link.source].id, "to": entities[link.target].id}
        network.edges.append({**ends, "title": label[0], "dashes": link.derived, "arrows": "to"})
    return _indexed(network)


def render_page(knowledge: Knowledge, *, title: str, limit: int = LIMIT) -> str:
    """The page drawn by vis-network, as text. Raises GraphError where the installed pyvis lacks vis-network."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    vocabulary = Vocabulary.load()
    drawing = picture(knowledge, limit=limit)
    data = {**page_data(knowledge, vocabulary), "limit": limit if len(named_entities(knowledge)) > limit else None}
    library, script, style = _library(), _script(), _read("page.css")
    environment = Environment(
        loader=FileSystemLoader(_PARTS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["island"] = _island
    environment.globals.update(
        title=title,
        data=data,
        words={key: label[0] for key, label in vocabulary.tables["words"].items()},
        summary=summary_rows(knowledge, vocabulary),
        library=verbatim(library),
        script=verbatim(script),
        style=verbatim(style),
        policy=policy(scripts=[library, script], styles=[style]),
    )
    network = _page_network(drawing)
    network.templateEnv = environment
    network.path = "page.html.j2"
    page: str = network.generate_html()
    return page


def _page_network(drawing: Picture) -> Network:
    """The drawing with entities by number: the page has their names and types already."""
    network = _empty_network()
    for node in drawing.nodes:
        network.nodes.append({"id": node.entity, "x": node.x, "y": node.y, "size": node.radius})
    for link in drawing.links:
        network.edges.append({"from": link.source, "to": link.target, "derived": link.derived})
    return network


def _empty_network() -> Network:
    from pyvis.network import Network

    network = Network(height="800px", width="100%", directed=True, cdn_resources="in_line")
    network.toggle_physics(False)
    network.set_edge_smooth("continuous")
    return network


def _indexed(network: Network) -> Network:
    """Makes `add_edge` and `get_node` know the nodes that were filled in directly."""
    network.node_ids = [node["id"] for node in network.nodes]
    network.node_map = {node["id"]: node for node in network.nodes}
    return network


def _library() -> str:
    """vis-network 9.1.2 as the pyvis wheel carries it."""
    import pyvis

    file = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise GraphError(f"{file}: missing; the page needs pyvis 0.3.2") from None
    return text.replace("//# sourceMappingURL=vis-network.min.js.map", "")


def _script() -> str:
    """The page's own scripts as one, in a scope of their own."""
    return '"use strict";\n(() => {\n' + "\n".join(_read(name) for name in _SCRIPTS) + "\n})();\n"


def _read(name: str) -> str:
    return (_PARTS / name).read_text(encoding="utf-8")


def _island(value: Any) -> Markup:
    """JSON that is safe inside a script element."""
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Markup(text.translate(_UNSAFE))
