"""Knowledge graphs from Chinese government work reports.

>>> import kg
>>> result = kg.build(["seeds"], "output")      # doctest: +SKIP
>>> graph = kg.to_rdflib(result.knowledge)      # doctest: +SKIP
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

# `kg.extract` and `kg.build` are functions here although modules have these names, too. Importing a module for the
# first time puts it into the package, so that has to happen before the functions take their places.
import kg.extract  # noqa: F401
from kg.build import BuildResult, build, extract
from kg.errors import KgError
from kg.model import Assertion, Entity, Evidence, Extraction, Goal, Knowledge, Mention, Relation, Report

if TYPE_CHECKING:
    from kg import viz
    from kg.export.rdflib_graph import to_rdflib
    from kg.graph import to_networkx
    from kg.store import load

__all__ = [
    "Assertion",
    "BuildResult",
    "Entity",
    "Evidence",
    "Extraction",
    "Goal",
    "KgError",
    "Knowledge",
    "Mention",
    "Relation",
    "Report",
    "build",
    "extract",
    "load",
    "to_networkx",
    "to_rdflib",
    "viz",
]

_LATER = {"load": "kg.store", "to_networkx": "kg.graph", "to_rdflib": "kg.export.rdflib_graph"}


def __getattr__(name: str) -> Any:
    """What needs heavy imports is imported when it is first asked for."""
    if name in _LATER:
        return getattr(importlib.import_module(_LATER[name]), name)
    if name == "viz":
        return importlib.import_module("kg.viz")
    raise AttributeError(f"module 'kg' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
