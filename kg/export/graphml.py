"""GraphML, for Gephi, yEd, Cytoscape and networkx."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    import networkx

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation='
    '"http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)
_TYPES = {str: "string", int: "long", float: "double"}
# What XML 1.0 cannot hold, not even escaped.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

Keys = Mapping[str, tuple[str, str]]


def graphml(graph: networkx.MultiDiGraph) -> Iterator[str]:
    """`graph`, whose attributes are text, int or float, as GraphML in pieces that follow each other."""
    nodes = _keys("n", (data for _, data in graph.nodes(data=True)))
    edges = _keys("e", (data for _, _, data in graph.edges(data=True)))
    yield _HEAD
    for scope, keys in (("node", nodes), ("edge", edges)):
        for name, (key, kind) in keys.items():
            yield f'  <key id="{key}" for="{scope}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '  <graph edgedefault="directed">\n'
    for node, data in graph.nodes(data=True):
        yield f'    <node id="{_attribute(node)}">{_data(data, nodes)}</node>\n'
    for number, (source, target, data) in enumerate(graph.edges(data=True)):
        yield (
            f'    <edge id="e{number}" source="{_attribute(source)}" target="{_attribute(target)}">'
            f"{_data(data, edges)}</edge>\n"
        )
    yield "  </graph>\n</graphml>\n"


def _keys(prefix: str, rows: Iterator[Mapping[str, object]]) -> Keys:
    """Attribute names in the order of their first use, each with an id and the GraphML type of its first value."""
    kinds: dict[str, str] = {}
    for row in rows:
        for name, value in row.items():
            if name not in kinds:
                kinds[name] = _TYPES[type(value)]
    return {name: (f"{prefix}{number}", kind) for number, (name, kind) in enumerate(kinds.items())}


def _data(data: Mapping[str, object], keys: Keys) -> str:
    return "".join([f'<data key="{keys[name][0]}">{_text(str(value))}</data>' for name, value in data.items()])


def _text(value: str) -> str:
    return escape(_NO_XML.sub("\ufffd", value))


def _attribute(value: str) -> str:
    return escape(value, {'"': "&quot;"})
