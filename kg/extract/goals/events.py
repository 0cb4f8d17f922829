"""Numbers of things to which something happened: 5个项目入选名录, 30个项目竣工, 对200个项目进行评审."""

from __future__ import annotations

from kg.extract.goals.clause import Clause
from kg.extract.goals.left import Left
from kg.extract.goals.quantities import Quantity
from kg.extract.goals.scan import Role

_TOWARDS = frozenset("为对向给")


def read_event(clause: Clause, quantity: Quantity, left: Left, *, noun_end: int, stop: int, joined: bool) -> None:
    """A number whose noun, up to `noun_end`, is followed by an event (without a noun: 3万人享受补贴).

    A `joined` event runs on to `stop`, another one as far as its words.
    """
    text, last = clause.text, clause.last
    noun = text[quantity.end : noun_end]
    if noun:
        clause.add("event", quantity, quantity.start, stop, text[noun_end:stop] + noun, noun=noun)
        return
    end = stop if joined else clause.event_end(quantity.end, stop)
    happening = text[quantity.end : end].removeprefix("了")
    spent = text[left.start : left.end]
    if quantity.kind == "money" and spent in clause.lexicon.spending:
        thing = text[clause.verb_end(quantity.end, stop) : stop]
        clause.add("event", quantity, left.start, quantity.end, thing + spent, noun=thing)
    elif left.thing < left.end:
        clause.add("event", quantity, left.start, stop, text[left.start : left.end] + happening)
    elif last is not None and last.unit == quantity.unit and "其中" in text[clause.at : quantity.start]:
        clause.add("event", quantity, quantity.start, stop, happening + last.noun, noun=last.noun)
    else:
        clause.add("event", quantity, quantity.start, stop, happening.replace("了", "", 1))


def acted_on(clause: Clause, quantity: Quantity, stop: int) -> bool:
    """`对200个项目进行评审`: what is done to the things counted; whether the number is of that kind."""
    text, tokens = clause.text, clause.tokens
    if text[quantity.start - 1] not in _TOWARDS:
        return False
    index = tokens.first(quantity.end + 1)
    at = -1
    while index < len(tokens.starts) and tokens.ends[index] <= stop and at < 0:
        if tokens.roles[index] & (Role.KEEP | Role.DROP):
            at = tokens.starts[index]
        index += 1
    light = min((p for w in clause.lexicon.light if (p := text.find(w, quantity.end + 1, stop)) >= 0), default=-1)
    if at < 0 or 0 <= light < at:
        at = light
    if at < 0:
        return False
    if text[at - 1] == "新":
        at -= 1
    deed = text[at:stop]
    deed = deed[clause.lexicon.light_verbs.opening(deed, 0, len(deed)) :].replace("了", "", 1)
    noun = text[quantity.end : at]
    clause.add("event", quantity, quantity.start - 1, stop, deed + noun, noun=noun)
    return True


def state_name(clause: Clause, noun: str, state: str) -> str:
    """项目 and 在建 as one name, adverbs taken off (项目已开工): 在建项目, 开工项目."""
    state = state[clause.lexicon.links.strip_start(state, 0, len(state)) :] or state
    head = next((noun[-n:] for n in (4, 3, 2, 1) if noun[-n:] in clause.lexicon.general), noun)
    return noun[: len(noun) - len(head)] + state + head


def without_state(clause: Clause, start: int, end: int) -> str:
    """The thing before a closing state (项目 of 项目在建); empty where there is none."""
    tokens = clause.tokens
    index = tokens.first(start)
    while index < len(tokens.starts) and tokens.ends[index] <= end:
        if tokens.ends[index] == end and tokens.starts[index] > start and tokens.roles[index] & Role.STATE:
            return clause.text[start : clause.left.links(clause.text, start, tokens.starts[index])]
        index += 1
    return ""
