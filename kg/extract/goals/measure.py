"""What one number measures: the value that the quantitative grammar hands on."""

from __future__ import annotations

from typing import NamedTuple

from kg.extract.goals.quantities import Quantity
from kg.model import Dimension


class Measure(NamedTuple):
    """A number and the indicator it belongs to, in offsets of the text.

    `indicator` is in the words of the text; `base` is the same without change or share words, `noun` the thing counted
    without its verb: both are what a later number of the sentence may take over. `year` is set where the number states
    its own; `earlier` says that it is of the year from which a rise is reckoned; `since` is the year with which a
    change compares (较2020年).
    """

    start: int
    end: int
    quantity: Quantity
    indicator: str
    base: str
    noun: str
    verb: str
    rule: str
    dimension: Dimension
    unit: str
    year: int | None = None
    earlier: bool = False
    since: int | None = None
