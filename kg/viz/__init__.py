"""A collection as a picture: one HTML file to browse it, a pyvis network to go on from, positions for its nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.viz.page_file import page_title, write_page
    from kg.viz.positions import layout
    from kg.viz.pyvis_page import to_pyvis

__all__ = ["layout", "page_title", "to_pyvis", "write_page"]

_HOMES = {
    "layout": "kg.viz.positions",
    "page_title": "kg.viz.page_file",
    "to_pyvis": "kg.viz.pyvis_page",
    "write_page": "kg.viz.page_file",
}


def __getattr__(name: str) -> Any:
    """The public functions, imported when first asked for: pyvis, networkx and NumPy take a while."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
