"""Reading: files to pages of clean text that keep the way back to every character of the file."""

from kg.read.documents import find_documents
from kg.read.lexicon import Layout, load_layout
from kg.read.page import page_of, read_page

__all__ = ["Layout", "find_documents", "load_layout", "page_of", "read_page"]
