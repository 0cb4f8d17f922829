"""Numbers that say how much something changed, which share it has, how far it is ahead, which place it takes."""

from __future__ import annotations

import re

from kg.extract.goals.clause import Clause
from kg.extract.goals.quantities import Quantity
from kg.model import Dimension

_THAN = re.compile(
    r"(?:比|较)(?:(?P<year>(?:19|20)\d\d)年(?:末|底|同期)?|“[^”]{2,8}”(?:末|期末|时期|期间)?|上[^，、]{1,6}|[去前]年[^，、]{0,4})$"
    r"|(?:比|较)(?!重)[^，、；比较重]{2,10}$"
)
_ECONOMY = "经济"
#: An aside between an indicator and its rank.
_RUNNING = re.compile(r"、?连续[\d一二三四五六七八九十]{1,3}[年月个季度]+(?:保持|稳居)?$")
_AHEAD_OF = re.compile(r"比[^，、]{2,10}(?<![提增升新最降减])(?:高出?|低|快)$")


def read_change(clause: Clause, quantity: Quantity, start: int) -> bool:
    """`茶叶销售额增长12%`, `同比提高3个百分点`: whether the number is the size of a change."""
    lexicon, text = clause.lexicon, clause.text
    end = lexicon.adverbs.strip_end(text, start, quantity.start)
    n = lexicon.changes.closing(text, start, end)
    if not n:
        return False
    word_start = end - n
    following = text[quantity.end : quantity.end + 1]
    if quantity.kind != "ratio" and "一" <= following <= "鿿" and quantity.end < clause.end:
        return False
    label_start = lexicon.qualifiers.strip_end(text, start, word_start)
    stop = lexicon.reckoning.strip_end(text, start, label_start)
    since = None
    if (than := _THAN.search(text, start, stop)) is not None:
        since = int(than["year"]) if than["year"] else None
        stop = lexicon.reckoning.strip_end(text, start, than.start())
    label = text[label_start:end]
    dimension = lexicon.dimension[text[word_start:end]]
    begin = clause.opening(start, stop)
    if begin >= stop:
        return _change_of_last(clause, quantity, label_start, label, dimension)
    left = clause.left.read(text, clause.tokens, begin, stop)
    indicator = text[left.start : stop].rstrip("、：")
    if not indicator:
        return False
    base = clause.complete(indicator)
    clause.add(
        "change", quantity, left.start, quantity.end, base + label, base=base, verb=left.verb, dimension=dimension,
        since=since,
    )  # fmt: skip
    return True


def _change_of_last(clause: Clause, quantity: Quantity, start: int, label: str, dimension: Dimension) -> bool:
    """`，增长5%`: the change of the statistic that a clause between has named, else of the measure before.

    Where nothing but periods was named (三季度增长4%，全年增长5%), the growth is that of the economy.
    """
    last, base = clause.last, clause.topic()
    noun, verb = base or "", ""
    if base is None and last is not None:
        base, noun, verb = last.base, last.noun, last.verb
        if base in clause.lexicon.periods:
            base = noun = next((m.base for m in clause.levels() if m.base not in clause.lexicon.periods), _ECONOMY)
    if base is None:
        return False
    clause.add(
        "change.over", quantity, start, quantity.end, base + label, base=base, noun=noun, verb=verb, dimension=dimension
    )
    return True


def read_gap(clause: Clause, quantity: Quantity, start: int) -> bool:
    """`高于全省1.2个百分点`: whether the number says how far something is from something else."""
    text, last = clause.text, clause.last
    if quantity.unit not in clause.lexicon.gap_units:
        return False
    match = clause.lexicon.gap.search(text, start, quantity.start) or _AHEAD_OF.search(text, start, quantity.start)
    if match is None:
        return False
    begin = clause.opening(start, match.start())
    stop = clause.lexicon.reckoning.strip_end(text, begin, match.start())
    label = match.group()
    if begin < stop:
        base = clause.complete(text[begin:stop])
        clause.add("gap", quantity, begin, quantity.end, base + label, base=base)
        return True
    if last is None:
        return False
    clause.add(
        "gap.over",
        quantity,
        match.start(),
        quantity.end,
        last.indicator + label,
        base=last.base,
        noun=last.noun,
        verb=last.verb,
    )
    return True


def read_share(clause: Clause, quantity: Quantity, start: int) -> bool:
    """`占全市总量的40%`: whether the number is the share of something in something else."""
    text, last = clause.text, clause.last
    end = clause.left.links(text, start, quantity.start)
    match = clause.lexicon.share.search(text, start, end) if text.find("占", start, end) >= 0 else None
    if match is None:
        return False
    begin = clause.opening(start, match.start())
    share = text[match.start() : end]
    if not share.endswith(clause.lexicon.share_heads):
        share += "比重"
    if begin < match.start():
        base = clause.complete(text[begin : match.start()])
    elif last is not None:
        begin, base = match.start(), last.base
    else:
        return False
    clause.add("share", quantity, begin, quantity.end, base + share, dimension="share")
    return True


def read_times(clause: Clause, quantity: Quantity, start: int) -> bool:
    """`是2005年的3.2倍`: whether the number compares the measure before with something."""
    last = clause.last
    if quantity.unit not in ("倍", "%") or last is None:
        return False
    match = clause.lexicon.times_of.match(clause.text, start, quantity.start)
    if match is None:
        return False
    indicator = f"{last.base}与{match['of']}之比"
    clause.add("times", quantity, start, quantity.end, indicator, base=last.base, noun=last.noun, verb=last.verb)
    return True


def read_rank(clause: Clause, quantity: Quantity, start: int) -> None:
    """`增速居全国第一`, `，居全省首位`: the place that an indicator holds."""
    text, last = clause.text, clause.last
    end = max(start, clause.places[quantity.start])
    begin = clause.opening(start, end)
    stop = clause.left.links(text, begin, clause.lexicon.reckoning.strip_end(text, begin, end))
    if (scope := clause.lexicon.among.search(text, begin, stop)) is not None:
        stop = scope.start()
    if (running := _RUNNING.search(text, begin, stop)) is not None:
        stop = running.start()
    if begin >= stop:
        if last is not None and last.quantity.kind != "rank":
            clause.add(
                "rank.over", quantity, last.start, quantity.end, last.indicator,
                base=last.base, noun=last.noun, dimension="rank",
            )  # fmt: skip
        return
    left = clause.left.read(text, clause.tokens, begin, stop)
    clause.add("rank", quantity, left.start, quantity.end, clause.complete(text[left.start : stop]), dimension="rank")
