"""A card as text for a terminal; styles vanish where the output is no terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import click

from kg.query.names import Hit
from kg.query.quotes import Quoted
from kg.query.source import Source
from kg.show.card import MEASURED, Card, Fact, by_relation
from kg.viz.vocabulary import Label, Vocabulary

_WORDS: Mapping[str, Label] = {
    "aliases": ("又称", "also called"),
    "because": ("合并理由", "taken for one because"),
    "city": ("所属地区", "in the area of"),
    "above": ("隶属", "part of"),
    "stage": ("阶段", "stage"),
    "amount": ("数值", "amount"),
    "reports": ("见于", "reported in"),
    "namings": ("原文", "named in"),
    "promised": ("承诺", "promised"),
    "source": ("补充依据", "added from"),
}
#: What joined two names, as the graph writes it at the end of a reason.
_RULES: Mapping[str, Label] = {
    "curation": ("人工判定", "a person's decision"),
    "gazetteer": ("地名与机构名录", "gazetteer"),
    "form": ("写法不同", "written differently"),
    "home": ("省去本地地名", "without its own place"),
    "route": ("线路起讫简称", "a line by its ends"),
    "owner": ("省去企业名", "without its company"),
    "initials": ("简称", "initials"),
}
_ATTRIBUTES: Mapping[str, Label] = {
    "adminCode": ("行政区划代码", "administrative code"),
    "year": ("年份", "year"),
    "yearFrom": ("起始年份", "from"),
    "deadline": ("期限", "deadline"),
    "status": ("状态", "status"),
    "dimension": ("维度", "dimension"),
    "wording": ("措辞", "wording"),
    "relativeTo": ("参照", "relative to"),
    "planYear": ("计划年份", "plan year"),
    "reviewYear": ("回顾年份", "review year"),
    "indicator": ("指标", "indicator"),
    "subjectPlace": ("报告地区", "subject place"),
    "files": ("文件", "files"),
}
_SPELLING: Label = ("仅标点、通名有别", "but for marks and endings")
# What the vocabulary of the page has no label for.
_TYPES: Mapping[str, Label] = {
    "Goal": ("目标", "Goal"),
    "Indicator": ("指标", "Indicator"),
    "Report": ("报告", "Report"),
}
_MEASURED: Label = ("目标与结果", "Goals and results")


def card_lines(card: Card, source: Source, vocabulary: Vocabulary) -> Iterator[str]:
    """The lines of a card: head, facts by relation, each with its sentences and where they stand."""
    kind = _type(card.type, vocabulary)
    subtypes = vocabulary.tables.get("subtypes", {})
    below = f" ({_word(subtypes, card.subtype)})" if card.subtype else ""
    yield f"{click.style(card.name, bold=True)}  {_both(kind)}{below}"
    yield f"  {source.shorten(card.iri)}"
    yield from _head(card, vocabulary)
    yield from _namings(card)
    for (predicate, forward), facts in by_relation(card.facts).items():
        labels = (_MEASURED, _MEASURED) if predicate == MEASURED else vocabulary.predicate(predicate)
        yield ""
        yield click.style(f"{_both(labels[0 if forward else 1])} ({len(facts)})", bold=True)
        for fact in facts:
            yield f"  {_statement(fact, vocabulary)}"
            yield from (f"    {line}" for quote in fact.quotes for line in _quote(quote))
            if fact.source:
                yield f"  {_line('source', fact.source)}"


def hit_lines(hits: Iterable[Hit], source: Source, vocabulary: Vocabulary) -> Iterator[str]:
    """Things with one name, each on a line, with the IRI that tells them apart."""
    for hit in hits:
        city = source.describe(hit.iri).text("inCity")
        where = f"  {source.describe(city).name}" if city and city != hit.iri else ""
        called = f"  ({hit.label})" if hit.label != hit.name else ""
        kind = _both(_type(hit.type, vocabulary))
        yield f"{click.style(hit.name, bold=True)}{called}  {kind}{where}  {source.shorten(hit.iri)}"


def _head(card: Card, vocabulary: Vocabulary) -> Iterator[str]:
    stages, bases = vocabulary.tables.get("stages", {}), vocabulary.tables.get("location_bases", {})
    if card.aliases:
        yield _line("aliases", "、".join(card.aliases))
    for reason in _reasons(card):
        yield _line("because", reason)
    if card.above:
        yield _line("above", " < ".join(card.above))
    elif card.city and card.city != card.name:
        basis = f" ({_word(bases, card.city_basis)})" if card.city_basis else ""
        yield _line("city", f"{card.city}{basis}")
    if card.stage:
        since = f" ({card.stage_year})" if card.stage_year else ""
        yield _line("stage", f"{_word(stages, card.stage)}{since}")
    if card.amount:
        yield _line("amount", card.amount)
    for name, value in card.attributes.items():
        yield f"  {_both(_ATTRIBUTES[name])}: {value}"
    if card.reports:
        yield _line("reports", "、".join(card.reports))


def _reasons(card: Card) -> Iterator[str]:
    """Why its names are one: for what the graph says nothing of, that they are one but for marks and endings."""
    told = set()
    for reason in card.reasons:
        names, _, rule = reason.rpartition(" (")
        told.update(names.split(" = "))
        yield f"{names} ({_both(_RULES[word])})" if (word := rule.rstrip(")")) in _RULES else reason
    same = [alias for alias in card.aliases if alias not in told]
    if same and card.type != "Place":
        yield f"{card.name} = {' = '.join(same)} ({_both(_SPELLING)})"


def _namings(card: Card) -> Iterator[str]:
    if card.namings:
        number = f" ({len(card.namings)} / {card.named})" if card.named > len(card.namings) else f" ({card.named})"
        yield ""
        yield click.style(_both(_WORDS["namings"]) + number, bold=True)
        yield from (f"  {line}" for quote in card.namings for line in _quote(quote))


def _statement(fact: Fact, vocabulary: Vocabulary) -> str:
    """What a fact says, on one line: the other end, then year, status, basis and how sure it is."""
    stages, bases = vocabulary.tables.get("stages", {}), vocabulary.tables.get("bases", {})
    goal = fact.other_type == "Goal"
    statuses = vocabulary.tables.get("statuses" if goal else "relation_statuses", {})
    if fact.predicate == "stage":
        what = _word(stages, fact.other)
        if fact.promised:
            what += f" ({_both(_WORDS['promised'])}: {_word(stages, fact.promised)})"
    else:
        what = click.style(fact.other, bold=True)
        if fact.amount:
            what += f"  {fact.amount}"
        elif not goal:
            what += f"  {_type(fact.other_type, vocabulary)[0]}"
    details = [
        str(fact.year) if fact.year else "",
        _word(statuses, fact.status) if fact.status else "",
        _word(bases, fact.basis) if fact.basis and not goal else "",
        fact.report,
        " ".join([*fact.rules, fact.confidence]),
    ]
    return f"{what}  {click.style(' | '.join(detail for detail in details if detail), dim=True)}"


def _quote(quote: Quoted) -> Iterator[str]:
    pieces, at = [], 0
    for start, end in quote.marks:
        pieces += [quote.text[at:start], click.style(quote.text[start:end], fg="yellow", bold=True)]
        at = end
    pieces.append(quote.text[at:])
    section = f"  {quote.section}" if quote.section else ""
    yield "".join(pieces)
    yield click.style(f"{quote.file}:{quote.start}-{quote.end}{section}", dim=True)


def _line(word: str, value: str) -> str:
    return f"  {_both(_WORDS[word])}: {value}"


def _type(kind: str, vocabulary: Vocabulary) -> Label:
    return _TYPES.get(kind) or vocabulary.look(kind).label


def _word(table: Mapping[str, Label], key: str) -> str:
    """What a value is called; one that the table does not know is called by itself."""
    return _both(table.get(key, (key, key)))


def _both(label: Label) -> str:
    zh, en = label
    return f"{zh} · {en}" if zh and zh != en else en
