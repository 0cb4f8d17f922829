"""Which quantities measure, and which only name, date, count off or set a threshold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.goals.lexicon import Lexicon
from kg.extract.goals.quantities import Quantity
from kg.extract.goals.scan import Role, Tokens
from kg.extract.goals.units import SIZES

_CLOSING = frozenset("，。；！？\n;!?、：:）)”,")
#: A number that only says among how many something ranks (在全国290个城市中排名).
_AMONG = re.compile(r"[^，、]{2,14}中(?:排|居|位|名|列)")
_JOINS = frozenset("和及与至")
_EVENT = Role.JOIN | Role.STATE | Role.KEEP | Role.DROP
#: The longest quotation that a number can be a part of.
_QUOTATION = 24
#: How far apart two numbers of one name may be.
_NEAR = 8


@dataclass(slots=True)
class _Site:
    """A quantity in its clause `start:end`, between the measure `before` and the quantity `following` it."""

    text: str
    start: int
    end: int
    quantity: Quantity
    before: Quantity | None
    following: Quantity | None

    def between(self) -> str | None:
        """The words up to the following quantity; None where there is none or a comma parts them."""
        if self.following is None:
            return None
        words = self.text[self.quantity.end : self.following.start]
        return None if "，" in words or "、" in words else words


class Judge:
    """Tells measures from names, clause by clause."""

    __slots__ = ("_lexicon",)

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def measures(
        self, text: str, tokens: Tokens, start: int, end: int, quantities: Sequence[Quantity]
    ) -> list[Quantity]:
        """Those quantities of the clause `start:end` that measure something."""
        limit = _title(tokens, start, end)
        kept: list[Quantity] = []
        for i, quantity in enumerate(quantities):
            if quantity.kind == "rank":
                kept.append(quantity)
                continue
            if quantity.start >= limit and text[quantity.end : quantity.end + 1] not in _CLOSING:
                continue
            before = kept[-1] if kept else None
            following = quantities[i + 1] if i + 1 < len(quantities) else None
            site = _Site(text, start, end, quantity, before, following)
            if not self._names(site) and self._measures(site, tokens):
                kept.append(quantity)
        return kept

    def _names(self, site: _Site) -> bool:
        """Whether the number belongs to a name: quoted, counted off, inside what another number counts."""
        quantity, text = site.quantity, site.text
        opened = text.rfind("“", site.start, quantity.start)
        if opened > text.rfind("”", site.start, quantity.start):
            return text.find("”", quantity.end, quantity.end + _QUOTATION) >= 0
        if self._inside(site):
            return True
        if quantity.kind not in ("count", "event"):
            return False
        if quantity.form == "chinese" and self._enumerates(site):
            return True
        return quantity.kind == "count" and (
            self._described(site) or _AMONG.match(text, quantity.end, site.end) is not None
        )

    def _measures(self, site: _Site, tokens: Tokens) -> bool:
        """Whether a number that is part of no name measures something."""
        quantity = site.quantity
        if quantity.kind == "time":
            return self._lasts(site)
        after = site.text[quantity.end : quantity.end + 1]
        if after == "" or after in _CLOSING or quantity.end >= site.end or self._reaches(site):
            return True
        event = bool(tokens.at(quantity.end)[0] & _EVENT)
        if quantity.kind == "money":
            return self._amount(site, event=event, possessive=after == "的")
        if quantity.kind in SIZES:
            return event or self._size(site, possessive=after == "的")
        return event or quantity.kind != "none"

    def _inside(self, site: _Site) -> bool:
        """Whether the number stands in the name of what the number before counts (4个百亿元级园区)."""
        before, quantity, text = site.before, site.quantity, site.text
        if before is None or before.kind not in ("count", "event") or quantity.kind in ("part", "ratio"):
            return False
        if quantity.kind == "count" and quantity.form == "digits":
            return False
        between = text[before.end : quantity.start]
        if (
            len(between) > _NEAR
            or "、" in between
            or between[-1:] in _JOINS
            or self._lexicon.measures.closing(between, 0, len(between))
        ):
            return False
        after = text[quantity.end : quantity.end + 1]
        return after != "" and after not in _CLOSING

    def _enumerates(self, site: _Site) -> bool:
        """Whether a Chinese numeral only counts off what the words around it name (排查、调处、会商三个环节)."""
        quantity, text, lexicon = site.quantity, site.text, self._lexicon
        if lexicon.numbered.opening(text, quantity.number, min(site.end, quantity.number + _NEAR)):
            return True
        listed = max(
            text.rfind("、", site.start, quantity.start), text.rfind("和", site.start, max(0, quantity.start - 1))
        )
        followed = quantity.end < site.end and text[quantity.end] not in _CLOSING
        if listed >= 0 and followed and text[quantity.start - 1] != "等":
            return True
        between = site.between()
        if between is not None and lexicon.links.closing(between, 0, len(between)) > 1:
            return True
        begin = quantity.end
        if text.startswith("“", begin):  # 五个“…”的要求
            begin = max(begin, text.find("”", begin, site.end))
        stop = min(site.end, begin + _NEAR)
        return any(lexicon.enumerators.opening(text, i, stop) for i in range(begin, stop))

    def _described(self, site: _Site) -> bool:
        """Whether the following number measures something of what this one counts (12个行业产值增长6%)."""
        between = site.between()
        if between is None:
            return False
        lexicon = self._lexicon
        end = lexicon.adverbs.strip_end(between, 0, len(between))
        end -= lexicon.changes.closing(between, 0, end)
        end = lexicon.links.strip_end(between, 0, lexicon.reckoning.strip_end(between, 0, end))
        return end < len(between) and lexicon.measures.closing(between, 0, end) > 0

    def _reaches(self, site: _Site) -> bool:
        """Whether 和 or a link such as 增加到 and another number follow at once."""
        quantity, following = site.quantity, site.following
        if following is None:
            return False
        if site.text[quantity.end : following.start] in _JOINS:
            return True
        n = self._lexicon.links.opening(site.text, quantity.end, following.start)
        return n > 1 and following.start - quantity.end - n <= 2

    def _threshold(self, quantity: Quantity, text: str) -> bool:
        return quantity.end > quantity.unit_end and text[quantity.unit_end : quantity.end] in self._lexicon.thresholds

    def _size(self, site: _Site, *, possessive: bool) -> bool:
        """Whether a size before a noun is an amount of it (新增90万千瓦装机) and not its name (2万吨原酒)."""
        quantity, text = site.quantity, site.text
        if self._threshold(quantity, text):
            return False
        if possessive:
            return quantity.comparator != "ge"
        return quantity.kind in ("area", "length") or bool(
            self._lexicon.amounts.closing(text, site.start, quantity.start)
        )

    def _amount(self, site: _Site, *, event: bool, possessive: bool) -> bool:
        """Whether a sum with a noun behind it is one of money, not a threshold (亿元以上项目)."""
        quantity, text = site.quantity, site.text
        if self._threshold(quantity, text):
            return event
        if possessive and quantity.comparator in ("ge", "le"):
            return site.following is None and text[quantity.start - 2 : quantity.start] == "投资"
        limited = quantity.comparator == "ge" and quantity.start < quantity.number
        return event or possessive or not (limited and site.following is not None)

    def _lasts(self, site: _Site) -> bool:
        """A duration measures only where something takes, reaches or changes by it."""
        before, quantity, text = site.before, site.quantity, site.text
        if before is not None and before.unit == quantity.unit and text[before.end : quantity.start] in "、和至":
            return True
        if not self._lexicon.durations.closing(text, site.start, quantity.start):
            return False
        after = text[quantity.end : quantity.end + 1]
        if self._lexicon.final_durations.closing(text, site.start, quantity.start):
            return after == "" or after in _CLOSING
        return quantity.unit != "年" or after == "" or after in _CLOSING


def _title(tokens: Tokens, start: int, end: int) -> int:
    """Where a title gained begins (入选…): numbers behind it belong to it."""
    index = tokens.first(start)
    while index < len(tokens.starts) and tokens.starts[index] < end:
        if tokens.roles[index] & Role.TITLE:
            return tokens.ends[index]
        index += 1
    return end
