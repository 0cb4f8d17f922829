"""Linking: from the names and goals of a page to the relations between them and the stages of projects."""

from kg.link.linker import Linker, Links

__all__ = ["Linker", "Links"]
