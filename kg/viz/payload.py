"""The tables of the page as two packed blocks: what it needs to open, and what only its panels need.

A block is JSON, gzipped without a time, in base64, so that the same collection gives the same bytes and nothing in it
can be taken for markup.
"""

from __future__ import annotations

import base64
import gzip
import json
from typing import Any

from kg.model import Knowledge
from kg.viz.data import page_data
from kg.viz.picture import picture
from kg.viz.spelling import spellings
from kg.viz.vocabulary import Vocabulary

#: Columns that wait until a fact is read: most of a page's weight is in its sentences.
_LATE = {
    "entities": ("evidence",),
    "facts": ("basis", "rules", "confidence", "evidence"),
    "goals": ("evidence",),
    "evidence": None,
    "quotes": None,
}


def blocks(knowledge: Knowledge, vocabulary: Vocabulary) -> tuple[str, str]:
    """The packed blocks: the tables without evidence and with the drawing, and the evidence."""
    tables = page_data(knowledge, vocabulary)
    late: dict[str, Any] = {}
    for table, columns in _LATE.items():
        if columns is None:
            late[table] = tables.pop(table)
        else:
            late[table] = {column: tables[table].pop(column) for column in columns}
    tables["entities"]["pinyin"] = spellings(tables["entities"]["name"])
    tables["drawing"] = _drawing(knowledge)
    return _packed(tables), _packed(late)


def _drawing(knowledge: Knowledge) -> dict[str, list[Any]]:
    """Where each entity stands (`x`, `y`, by its number) and what is joined (`source`, `target`, `derived` 0 or 1)."""
    drawing = picture(knowledge)
    return {
        "x": [node.x for node in drawing.nodes],
        "y": [node.y for node in drawing.nodes],
        "radius": [node.radius for node in drawing.nodes],
        "source": [link.source for link in drawing.links],
        "target": [link.target for link in drawing.links],
        "derived": [int(link.derived) for link in drawing.links],
    }


def _packed(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # Half a surrogate pair, as in a file name that is not UTF-8, is shown as the question it is.
    return base64.b64encode(gzip.compress(text.encode("utf-8", "replace"), 9, mtime=0)).decode("ascii")
