"""What can go wrong, as exceptions a caller may catch."""

from __future__ import annotations


class KgError(Exception):
    """Base of every error that `kg` raises on purpose; its text is one line for a person."""


class Unreadable(KgError):  # noqa: N818 - the name says what the file is
    """A document cannot be read: missing, empty, binary, or in no known encoding."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class OntologyError(KgError):
    """A file of the ontology (gazetteer, lexicon, rule, weights) is missing or malformed."""


class QueryError(KgError):
    """A query does not exist, lacks a parameter or is no valid SPARQL."""


class GraphError(KgError):
    """An exported graph cannot be read or lacks what was asked of it."""


class CurationError(KgError):
    """A curation file cannot be read or written, or one of its entries is wrong or contradicts another."""
