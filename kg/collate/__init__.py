"""Collating: the witnesses of one report, where they read differently, and which reading is to be trusted."""

from kg.collate.choice import Chooser
from kg.collate.collation import Collation, collate

__all__ = ["Chooser", "Collation", "collate"]
