"""All files of a collection that other programs read."""

from __future__ import annotations

from pathlib import Path

from kg.export.files import write_text
from kg.export.graphml import graphml
from kg.export.tables import tables
from kg.export.turtle import turtle
from kg.export.vocabulary import BASE, Vocabulary
from kg.graph import to_networkx
from kg.model import Knowledge


def write_files(knowledge: Knowledge, folder: Path, *, vocabulary: Vocabulary, base: str = BASE) -> None:
    """Writes `graph.ttl`, `graph.graphml` and the tables into `folder`, which must exist."""
    write_text(folder / "graph.ttl", turtle(knowledge, vocabulary, base=base))
    write_text(folder / "graph.graphml", graphml(to_networkx(knowledge, base=base)))
    for name, content in tables(knowledge, vocabulary, base=base):
        write_text(folder / name, iter([content]))
