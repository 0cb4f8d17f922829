"""Which documents are witnesses of which report."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.collate.letters import Letters
from kg.collate.likeness import alike, sample
from kg.model import Extraction, Level, Report
from kg.resolve.atlas import Atlas
from kg.resolve.identity import Identity, segment

#: A document with so much of another's text (or another with so much of its) is a witness of the same report.
_WITNESS = 0.3


def in_order(extractions: Iterable[Extraction]) -> tuple[Extraction, ...]:
    """The documents by file name and content; of files with equal content the one with the first name alone."""
    by_content: dict[str, Extraction] = {}
    for extraction in sorted(extractions, key=lambda e: (e.file_name, e.sha256, e.path)):
        by_content.setdefault(extraction.sha256, extraction)
    return tuple(by_content.values())


def group_reports(documents: Sequence[Extraction], atlas: Atlas, identity: Identity) -> tuple[Report, ...]:
    """The reports that `documents` carry, sorted by id.

    Documents of one place and plan year are witnesses of one report. A document that does not tell its place or year
    belongs to the report of which its text is a part or a copy, unless what it tells says otherwise; else it is a
    report of its own: it might be any.
    """
    known = [_known(document, atlas, identity) for document in documents]
    reports = []
    for members in _grouped(documents, known):
        told = [known[index] for index in members]
        place, code, name = next((each.place for each in told if each.place[0]), (None, None, None))
        year = next((each.year for each in told if each.year), None)
        own = f"unknown-{documents[members[0]].sha256[:16]}"
        chain = atlas.chain(code) if code else ()
        reports.append(
            Report(
                id=f"report/{place.removeprefix('place/') if place else own}/{year or own}",
                place=place,
                place_name=name,
                place_code=code,
                level=chain[0].level if chain else next((each.level for each in told if each.level), None),
                plan_year=year,
                review_year=_most_frequent(documents[i].subject.review_year for i in members),
                documents=tuple(members),
            )
        )
    return tuple(sorted(reports, key=lambda report: report.id))


@dataclass(frozen=True, slots=True)
class _Known:
    """What a document tells of its report: place (id, code, name), plan year, level."""

    place: tuple[str | None, str | None, str | None]
    year: int | None
    level: Level | None

    @property
    def key(self) -> tuple[str, int] | None:
        """What is the same for all witnesses of one report, if the document tells it."""
        return (self.place[0], self.year) if self.place[0] and self.year else None

    def fits(self, other: _Known) -> bool:
        """Whether both may be of one report."""
        mine, theirs = ((each.place[0], each.year, each.level) for each in (self, other))
        return all(a is None or b is None or a == b for a, b in zip(mine, theirs, strict=True))


def _known(document: Extraction, atlas: Atlas, identity: Identity) -> _Known:
    place = _place(document, atlas, identity)
    return _Known(place, document.subject.plan_year, document.subject.level)


def _grouped(documents: Sequence[Extraction], known: Sequence[_Known]) -> list[list[int]]:
    """Indices of the documents of each report, in order."""
    by_key: dict[tuple[str, int] | int, int] = {}
    group = [by_key.setdefault(each.key or index, index) for index, each in enumerate(known)]
    if any(each.key is None for each in known):
        samples = [sample(Letters.of(document.raw)) for document in documents]
        for _, one, other in alike(samples, _WITNESS):
            mine, theirs = ([i for i, own in enumerate(group) if own == group[at]] for at in (one, other))
            if group[one] != group[other] and all(known[a].fits(known[b]) for a in mine for b in theirs):
                kept, gone = sorted((group[one], group[other]))
                group = [kept if own == gone else own for own in group]
    found: dict[int, list[int]] = defaultdict(list)
    for index, own in enumerate(group):
        found[own].append(index)
    return list(found.values())


def _place(document: Extraction, atlas: Atlas, identity: Identity) -> tuple[str | None, str | None, str | None]:
    """Entity id, code and name of the place a document reports on, as far as it tells."""
    subject = document.subject
    code = subject.code or (atlas.code_of(subject.place, None) if subject.place else None)
    chain = atlas.chain(code) if code else ()
    if code and chain:
        return f"place/{atlas.path(code)}", code, chain[0].name
    if subject.place:
        return f"place/{segment(identity.normal('Place', subject.place))}", None, subject.place
    return None, None, None


def _most_frequent(years: Iterable[int | None]) -> int | None:
    counts = Counter(year for year in years if year is not None)
    return min(counts, key=lambda year: (-counts[year], year)) if counts else None
