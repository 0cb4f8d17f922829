"""Several numbers behind one opening: 分别, 均, ratios of several parts, 由A增加到B."""

from __future__ import annotations

import re

from kg.extract.goals.clause import Clause
from kg.extract.goals.quantities import Quantity
from kg.model import Dimension

_FROM = re.compile(
    r"(?:由|从)(?:(?P<year>(?:19|20)\d\d|[１２][９０][０-９]{2})年[末底初]?的?|原(?:来|有|定|先)?的?"
    r"|(?:上年|去年|年初|“[^”]{2,6}”末?)(?:末|底)?的?)*(?:每[一-鿿]){0,2}(?:超过|超|不足|近|约)?$"
)
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_BETWEEN = 12
Member = tuple[int, str]


def read_shared(clause: Clause, i: int) -> int:
    """Read the numbers from `i` on that share one opening; returns how many they are, 0 where there is none."""
    quantity = clause.quantities[i]
    if quantity.kind == "part":
        return _ratio(clause, i)
    opening = clause.text[clause.at : quantity.start]
    cut = opening.rfind("分别")
    run = clause.run(i) if cut >= 0 or quantity.kind == "rank" else 1
    if cut < 0 and run > 1:
        cut = max(0, clause.places[quantity.start] - clause.at)
    if cut < 0:
        return _each(clause, i, opening) or _row(clause, i) or _rise(clause, i)
    if run < 2:
        return _rise(clause, i)
    return _dealt(clause, i, run, clause.at + cut)


def _row(clause: Clause, i: int) -> int:
    """`A、B达到x、y` without 分别: as many numbers as the list before them has members."""
    run, first = clause.run(i), clause.quantities[i]
    if run < 2 or first.kind in ("rank", "time"):
        return 0
    text, lexicon = clause.text, clause.lexicon
    last = clause.quantities[i + run - 1]
    if last.end < clause.end and "一" <= text[last.end] <= "鿿":
        return 0
    end = lexicon.adverbs.strip_end(text, clause.at, first.start)
    end -= lexicon.changes.closing(text, clause.at, end)
    stop = clause.left.links(text, clause.at, end)
    begin = clause.opening(clause.at, stop)
    if stop == first.number or begin >= stop:
        return 0
    head = clause.left.read(text, clause.tokens, begin, stop)
    if len(clause.lists.members(text, head.start, stop, 0)) != run:
        return 0
    return _dealt(clause, i, run, stop)


def _dealt(clause: Clause, i: int, run: int, stop: int) -> int:
    """`A、B分别增长x、y`: each member of the list before `stop` gets one number."""
    text, quantity = clause.text, clause.quantities[i]
    tail = text[stop : quantity.start].removeprefix("分别")
    begin = clause.opening(clause.at, stop)
    end = clause.lexicon.reckoning.strip_end(text, begin, stop)
    if begin < end:
        head = clause.left.read(text, clause.tokens, begin, end)
        members = clause.lists.members(text, head.start, end, run)
    else:
        members = [(stop, m.base) for m in clause.levels()[-run:]]
    if not members:
        return 0
    if len(members) < run:
        members = [members[-1]] * run
    members = members[-run:]
    label, dimension = _label(clause, tail, quantity)
    numbers = clause.quantities[i : i + run]
    if numbers[-1].end > numbers[-1].unit_end and all(q.comparator == "eq" for q in numbers[:-1]):
        numbers = [q._replace(comparator=numbers[-1].comparator) for q in numbers]  # 增长10%、11%左右
    elif quantity.start < quantity.number and all(q.comparator == "eq" for q in numbers[1:]):
        numbers = [q._replace(comparator=quantity.comparator) for q in numbers]  # 突破30万辆、5万台
    origin = _FROM.search(tail)
    second = _second_row(clause, i, run) if origin is not None else 0
    year = _year(origin)
    for (at, base), q in zip(members, numbers, strict=True):
        clause.add(
            "each", q, at, q.end, base + label, base=base, dimension=dimension,
            year=year if second else None, earlier=bool(second) and year is None,
        )  # fmt: skip
    for (at, base), q in zip(members, clause.quantities[i + run : i + run + second], strict=False):
        clause.add("each", q, at, q.end, base)
    return run + second


def _second_row(clause: Clause, i: int, run: int) -> int:
    """How many numbers follow in `分别由a、b提高到x、y` as the second row."""
    second = i + run
    if second >= len(clause.quantities) or clause.run(second) < run:
        return 0
    between = clause.text[clause.quantities[second - 1].end : clause.quantities[second].start]
    linked = "，" not in between and clause.left.links(between, 0, len(between)) < len(between)
    return run if linked else 0


def _each(clause: Clause, i: int, opening: str) -> int:
    """`A、B均增长x`: one number for every member of a list."""
    quantity = clause.quantities[i]
    offset = clause.lists.all_of(opening)
    if offset is None:
        return 0
    stop = clause.at + offset
    tail = clause.text[stop : quantity.start]
    if clause.places[quantity.start] > stop + 2 if quantity.kind == "rank" else not _only_links(clause, tail):
        return 0
    begin = clause.opening(clause.at, stop)
    if begin < stop:
        return _members(clause, quantity, begin, stop, tail)
    if quantity.kind != "rank":
        return 0
    for m in clause.levels():
        clause.add("rank.all", quantity, m.start, quantity.end, m.indicator, base=m.base, noun=m.noun, dimension="rank")
    return 1


def _members(clause: Clause, quantity: Quantity, begin: int, stop: int, tail: str) -> int:
    head = clause.left.read(clause.text, clause.tokens, begin, stop)
    members = clause.lists.members(clause.text, head.start, stop, 0)
    if len(members) < 2:
        return 0
    label, dimension = _label(clause, tail, quantity)
    for at, base in members:
        clause.add("all", quantity, at, quantity.end, base + label, base=base, dimension=dimension)
    return 1


def _only_links(clause: Clause, tail: str) -> bool:
    end = clause.lexicon.adverbs.strip_end(tail, 0, len(tail))
    end -= clause.lexicon.changes.closing(tail, 0, end)
    return clause.left.links(tail, 0, end) == 0


def _label(clause: Clause, tail: str, quantity: Quantity) -> tuple[str, Dimension]:
    """What stands between 分别 and the first number (增长, 完成投资) for the indicator, and the dimension it gives."""
    if quantity.kind == "rank":
        return "", "rank"
    lexicon = clause.lexicon
    end = lexicon.adverbs.strip_end(tail, 0, len(tail))
    n = lexicon.changes.closing(tail, 0, end)
    if not n:
        origin = _FROM.search(tail)
        return tail[: clause.left.links(tail, 0, origin.start() if origin is not None else len(tail))], "level"
    return tail[lexicon.qualifiers.strip_end(tail, 0, end - n) : end], lexicon.dimension[tail[end - n : end]]


def _ratio(clause: Clause, i: int) -> int:
    """`三次产业比重17:50:33`, also `由20:47:33调整为17:50:33`: one measure a part."""
    first, last = clause.quantities[i], clause.last
    origin = _FROM.search(clause.text, clause.at, first.start)
    begin = clause.opening(clause.at, first.start)
    stop = clause.left.links(clause.text, begin, origin.start() if origin is not None else first.start)
    if begin < stop:
        indicator = clause.text[begin:stop]
    elif last is not None and last.quantity.kind == "part":
        begin, indicator = last.start, last.base
    else:
        return first.parts
    names = clause.lists.parts(indicator, first.parts)
    if names is not None:
        year = _year(origin)
        for name, q in zip(names, clause.quantities[i : i + first.parts], strict=False):
            clause.add(
                "ratio", q, begin, q.end, name, base=indicator, noun=name, dimension="share", unit="%",
                year=year, earlier=origin is not None and year is None,
            )  # fmt: skip
    return first.parts


def _rise(clause: Clause, i: int) -> int:
    """`由A增加到B`: two measures, the first of an earlier year."""
    if i + 1 >= len(clause.quantities):
        return 0
    text, last = clause.text, clause.last
    first, second = clause.quantities[i], clause.quantities[i + 1]
    origin = _FROM.search(text, clause.at, clause.places.get(first.start, first.start))
    if origin is None and first.kind == "rank":
        origin = _FROM.search(text, clause.at, clause.places[first.start] + 1)
    between = text[first.end : second.start]
    if origin is None or second.kind == "part" or len(between) > _BETWEEN or "，" in between:
        return 0
    if second.kind != "rank" and clause.left.links(between, 0, len(between)) == len(between):
        return 0
    begin = clause.opening(clause.at, origin.start())
    if begin < origin.start():
        begin = clause.left.read(text, clause.tokens, begin, origin.start()).start
        indicator = clause.complete(text[begin : origin.start()].rstrip("，、"))
    elif last is not None:
        begin, indicator = origin.start(), last.base
    else:
        return 0
    unit = second.unit or first.unit or clause.implied(indicator, scaled=True) or ""
    year = _year(origin)
    dimension: Dimension = "rank" if second.kind == "rank" else "level"
    clause.add(
        "from", first, begin, first.end, indicator, dimension=dimension, unit=first.unit or unit,
        year=year, earlier=year is None,
    )  # fmt: skip
    clause.add("to", second, begin, second.end, indicator, dimension=dimension, unit=unit)
    return 2


def _year(origin: re.Match[str] | None) -> int | None:
    written = origin["year"] if origin is not None else None
    return int(written.translate(_WIDE)) if written else None
