"""Asking an exported graph: canned questions, SPARQL, and things by their names."""

from kg.query.ask import Answer, Rows, Triples, Verdict, ask
from kg.query.canned import Parameter, Question, canned, parse_question, question, read_question
from kg.query.formats import FORMATS, render
from kg.query.names import Ambiguous, Hit, Unknown, find, find_one
from kg.query.source import Description, Source, open_source

__all__ = [
    "FORMATS",
    "Ambiguous",
    "Answer",
    "Description",
    "Hit",
    "Parameter",
    "Question",
    "Rows",
    "Source",
    "Triples",
    "Unknown",
    "Verdict",
    "ask",
    "canned",
    "find",
    "find_one",
    "open_source",
    "parse_question",
    "question",
    "read_question",
    "render",
]
