"""An exported graph, read back for queries."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import GraphError

if TYPE_CHECKING:
    import pyoxigraph


def load(path: Path | str) -> pyoxigraph.Store:
    """The graph of a Turtle file as a pyoxigraph Store in memory. Raises GraphError where that cannot be read."""
    import pyoxigraph

    store = pyoxigraph.Store()
    try:
        store.bulk_load(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
    except FileNotFoundError:
        raise GraphError(f"{path}: does not exist; kg build makes it") from None
    except (OSError, SyntaxError) as error:
        raise GraphError(f"{path}: no readable Turtle ({error})") from None
    return store
