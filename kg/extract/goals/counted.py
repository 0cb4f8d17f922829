"""One number and the thing it counts or sizes, which stands before it (改造小区34个) or behind it (打通9条道路)."""

from __future__ import annotations

import re

from kg.extract.goals.changes import read_change, read_gap, read_rank, read_share, read_times
from kg.extract.goals.clause import SEPARATORS, Clause
from kg.extract.goals.events import acted_on, read_event, state_name, without_state
from kg.extract.goals.left import Left
from kg.extract.goals.measure import Measure
from kg.extract.goals.quantities import Quantity
from kg.extract.goals.scan import Role
from kg.extract.goals.units import SIZES

_NO_NOUN = frozenset("等、，；。：！？（）()”的,;!?\n")
_LIST = frozenset("、和及与")
_PLACES = re.compile(r"(?:[一-鿿]{1,6}[市县区旗州盟][、和])+[一-鿿]{1,6}?[市县区旗州盟](?=.{3,})")
_DATED = re.compile(r"(?<=..)(?:\d{1,2}月|20\d\d年|年底前|年内)")


def read_number(clause: Clause, i: int) -> None:
    """Read quantity `i` of a clause, which shares its opening with no other."""
    text, quantity = clause.text, clause.quantities[i]
    start, listed = _start(clause, quantity)
    if quantity.kind == "rank":
        read_rank(clause, quantity, start)
        return
    if quantity.unit and (read_gap(clause, quantity, start) or read_change(clause, quantity, start)):
        return
    if quantity.kind == "ratio" and (read_share(clause, quantity, start) or read_times(clause, quantity, start)):
        return
    end = clause.left.links(text, start, quantity.start)
    stop = clause.right_edge(i)
    following = text[quantity.end] if quantity.end < stop else "，"
    ahead = _noun_follows(clause, i, following, stop)
    left = clause.left.read(text, clause.tokens, start, end, ahead=ahead)
    if quantity.kind == "time":
        _duration(clause, quantity, left, following, stop)
    elif ahead:
        _after(clause, i, left, stop, listed=listed)
    elif (noun := _noun_of_next(clause, i, left)) is not None:
        thing = text[left.thing : left.end] + noun
        clause.add("borrowed", quantity, left.start, quantity.end, left.verb + thing, noun=thing, verb=left.verb)
        clause.verb = left.verb
    elif following == "的" and quantity.kind == "ratio" and left.start >= left.end:
        clause.add("event", quantity, quantity.start, stop, text[quantity.end + 1 : stop], dimension="share")
    elif following == "的" and not left.verb and quantity.kind == "money":
        _possessed(clause, i, left, stop)
    else:
        _before(clause, quantity, left, listed=listed, linked=end < quantity.start)


def _start(clause: Clause, quantity: Quantity) -> tuple[int, bool]:
    """Where the words before a number begin, and whether it is a later member of a list."""
    text, start = clause.text, clause.at
    later = start > clause.start
    listed = later and start < quantity.start and (text[start] in _LIST or text[start - 1] in _LIST)
    if later and text[start] in "）)":
        start += 1 + clause.lexicon.after.opening(text, start + 1, quantity.start)
    separators = SEPARATORS + "的" if later else "，、"
    while start < quantity.start and text[start] in separators:
        start += 1
    bracket = max(text.rfind("（", start, quantity.start), text.rfind("(", start, quantity.start))
    if bracket >= 0 and not any(c in text[bracket : quantity.start] for c in "）)"):
        start = bracket + 1
    return start, listed


def _noun_follows(clause: Clause, i: int, following: str, stop: int) -> bool:
    """Whether the thing counted stands behind the number."""
    quantity = clause.quantities[i]
    if following in _NO_NOUN or quantity.kind in ("none", "time"):
        return False
    if i + 1 == len(clause.quantities):
        return True
    if following in _LIST:
        return False
    n = clause.lexicon.links.opening(clause.text, quantity.end, stop)
    return n < 2 or clause.quantities[i + 1].start - quantity.end - n > 2


def _duration(clause: Clause, quantity: Quantity, left: Left, following: str, stop: int) -> None:
    """`仅用2个月就贯通了道路`, `办理时间压缩至5个工作日`."""
    if following in "就便即":
        deed = clause.text[quantity.end + 1 : stop].replace("了", "", 1)
        clause.add("lasts", quantity, quantity.start, stop, deed + "用时", noun=deed)
    elif left.start < left.end:
        _before(clause, quantity, left, listed=False, linked=True)


def _noun_of_next(clause: Clause, i: int, left: Left) -> str | None:
    """The noun that the next number of a list brings for this one too (省定8件、市定6件实事)."""
    if i + 1 >= len(clause.quantities) or left.end - left.thing > 3:
        return None
    quantity, following = clause.quantities[i], clause.quantities[i + 1]
    between = clause.text[quantity.end : following.start]
    if quantity.unit != following.unit or not 1 <= len(between) <= 4 or between[0] not in "、和":
        return None
    if clause.continues(quantity.end + 1) or following.end >= clause.end or clause.text[following.end] in _NO_NOUN:
        return None
    end, event = clause.noun_end(following.end, clause.right_edge(i + 1))
    noun = clause.text[following.end : end]
    return noun if noun and event != "join" else None


# ---------------------------------------------------------------- the thing before


def _before(clause: Clause, quantity: Quantity, left: Left, *, listed: bool, linked: bool) -> None:
    """`新增学位3万个`, `改造管网34公里`."""
    text, last = clause.text, clause.last
    indicator, thing = text[left.start : left.end], text[left.thing : left.end]
    unit = quantity.unit
    if quantity.kind == "none":
        implied = clause.implied(indicator, scaled=quantity.scaled)
        if implied is None:
            return
        unit = implied
    if last is not None and indicator in clause.lexicon.periods:
        base = next((last.base[len(p) :] for p in clause.lexicon.periods if last.base.startswith(p)), last.base)
        clause.add("period", quantity, left.start, quantity.end, indicator + base, base=base, unit=unit)
        return
    if not thing and _taken_over(clause, quantity, left, indicator, unit, listed=listed):
        return
    if not indicator:
        return
    if linked and (made := _made_by(clause, quantity, left)) is not None:
        clause.add("again", quantity, quantity.start, quantity.end, made.base, noun=made.noun, unit=unit)
        return
    begin, verb = left.start, left.verb
    listing = indicator.rfind("等")
    if 0 < indicator.find("、") < listing and len(indicator) - listing > 3:
        begin, thing = begin + listing + 1, indicator[listing + 1 :]
        indicator = thing if thing.startswith(verb) else verb + thing
    elif ("、" in indicator or "和" in indicator) and (places := _PLACES.match(indicator)) is not None:
        begin, indicator = begin + places.end(), indicator[places.end() :]
    if listed and not left.verbal and not linked and clause.verb and left.start == left.thing:
        indicator, verb = clause.verb + thing, clause.verb
    elif not listed:
        clause.verb = left.verb
    noun = without_state(clause, left.thing, left.end)
    if noun:
        indicator = state_name(clause, noun, text[left.thing + len(noun) : left.end])
    indicator = clause.complete(indicator)
    if last is not None and indicator.endswith(clause.lexicon.proportions) and "其中" in text[clause.at : begin]:
        indicator = f"{last.base}中{indicator}"  # 装机200万千瓦，其中风电占比60%
    clause.add(
        "before", quantity, begin, quantity.end, indicator, noun=noun or thing or indicator, verb=verb, unit=unit
    )


def _made_by(clause: Clause, quantity: Quantity, left: Left) -> Measure | None:
    """What was measured before, where only a firm stands before an amount of it (货运量80万吨，甲集团完成30万吨)."""
    thing = clause.text[left.thing : left.end]
    if left.verb or quantity.kind not in SIZES or not thing.endswith(clause.lexicon.owners):
        return None
    levels = (m for m in reversed(clause.measures) if m.dimension == "level" and m.unit == quantity.unit)
    return next(levels, None)


def _taken_over(clause: Clause, quantity: Quantity, left: Left, indicator: str, unit: str, *, listed: bool) -> bool:
    """A number with a verb or nothing before it takes the thing over from the last measure; whether it did."""
    last = clause.last
    if not indicator and not left.verbal and (topic := clause.topic()) is not None:
        clause.add("again", quantity, quantity.start, quantity.end, topic, unit=unit)
        return True
    if last is None:
        return False
    if indicator:
        if last.unit != unit or not left.verb or len(left.verb) > 4 or clause.tokens.at(left.start)[0] & Role.INDICATOR:
            return False
        begin, word = left.start, left.verb
    elif left.verbal and last.unit == unit and left.end > clause.at:
        begin = clause.opening(clause.at, left.end)
        word = clause.text[begin : left.end]
    else:
        begin = last.start if listed or quantity.start - clause.at < 2 else quantity.start
        clause.add("again", quantity, begin, quantity.end, last.base, noun=last.noun, verb=last.verb, unit=unit)
        return True
    name = state_name(clause, last.noun, word)
    clause.add("verb", quantity, begin, quantity.end, name, noun=last.noun, verb=left.verb, unit=unit)
    return True


# ---------------------------------------------------------------- the thing behind


def _after(clause: Clause, i: int, left: Left, stop: int, *, listed: bool) -> None:
    """`打通9条断头路`, `5个项目入选名录`."""
    text, quantity = clause.text, clause.quantities[i]
    noun_end, event = clause.noun_end(quantity.end, stop, alone=i + 1 == len(clause.quantities))
    stop = quantity.end + len(text[quantity.end : stop].rstrip("的和及与、"))
    if acted_on(clause, quantity, noun_end):
        return
    noun_end = quantity.end + len(text[quantity.end : noun_end].rstrip("的和及与、"))
    if (dated := _DATED.search(text, quantity.end, noun_end)) is not None:
        noun_end, event = dated.start(), ""
    noun = text[quantity.end : noun_end]
    modifier = text[left.thing : left.end]
    produced = quantity.unit in clause.lexicon.products and noun.endswith(clause.lexicon.produced)
    if produced or noun.endswith(clause.lexicon.milestones):
        return
    if not noun and (not event or (modifier and event == "state")):
        _before(clause, quantity, left, listed=listed, linked=False)
        return
    if not noun or event == "join":
        read_event(clause, quantity, left, noun_end=noun_end, stop=stop, joined=event == "join")
        return
    verb = left.verb
    if listed and not left.verbal and not modifier and clause.verb:
        verb = clause.verb
    elif not listed:
        clause.verb = left.verb
    modifier = _modifier(modifier, noun)
    if event == "state" and not verb and (not modifier or modifier.endswith("等")) and noun in clause.lexicon.general:
        end = clause.event_end(noun_end, stop)
        clause.add("state", quantity, left.start, end, text[noun_end:end] + noun, noun=noun)
        return
    if not event and not left.verbal and not modifier and (shared := _event_of_list(clause, i, noun_end)):
        clause.add("event", quantity, quantity.start, noun_end, shared + noun, noun=noun)
        return
    if noun.endswith("建设") and len(noun) > 4 and not event:
        noun = noun[:-2]
    thing = modifier + noun + _noun_of_level(clause, i, noun)
    clause.add("after", quantity, left.start, noun_end, verb + thing, noun=thing, verb=verb)


def _event_of_list(clause: Clause, i: int, noun_end: int) -> str:
    """The event said of all members of a list behind its last one (13个集体和15名个人荣获表彰); empty for none."""
    text, quantities = clause.text, clause.quantities
    while i + 1 < len(quantities) and text[noun_end : quantities[i + 1].start] in _LIST:
        i += 1
        stop = clause.right_edge(i)
        noun_end, event = clause.noun_end(quantities[i].end, stop, alone=i + 1 == len(quantities))
        if event == "join":
            return text[noun_end:stop] if noun_end > quantities[i].end else ""
        noun_end = quantities[i].end + len(text[quantities[i].end : noun_end].rstrip("的和及与、"))
    return ""


def _modifier(modifier: str, noun: str) -> str:
    """What of the words between verb and number goes into the indicator; a list only before a bare noun."""
    if modifier.endswith("等"):
        return modifier if len(noun) <= 3 else ""
    return "" if "、" in modifier else modifier


def _noun_of_level(clause: Clause, i: int, noun: str) -> str:
    """The noun that the next number brings for a bare level (2个省级、10个市级专科)."""
    levels = clause.lexicon.levels
    if levels.closing(noun, 0, len(noun)) != len(noun) or i + 1 >= len(clause.quantities):
        return ""
    following = clause.quantities[i + 1]
    if following.unit != clause.quantities[i].unit or following.end >= clause.end:
        return ""
    end, _ = clause.noun_end(following.end, clause.right_edge(i + 1))
    whole = clause.text[following.end : end]
    return whole[levels.opening(whole, 0, len(whole)) :]


def _possessed(clause: Clause, i: int, left: Left, stop: int) -> None:
    """`总投资50亿元的三个项目`: the amount of the thing that follows."""
    text, quantity = clause.text, clause.quantities[i]
    begin = quantity.end + 1
    end, _ = clause.noun_end(begin, stop)
    if begin >= end and i + 1 < len(clause.quantities):
        begin = clause.quantities[i + 1].end
        end, _ = clause.noun_end(begin, clause.end)
    owner, measure = text[begin:end], text[left.thing : left.end]
    clause.add("of", quantity, left.thing, quantity.end, owner + measure[measure.rfind("等") + 1 :])
