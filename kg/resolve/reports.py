"""Which documents are witnesses of which report."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from kg.model import Extraction, Report
from kg.resolve.atlas import Atlas
from kg.resolve.identity import Identity, segment


def in_order(extractions: Iterable[Extraction]) -> tuple[Extraction, ...]:
    """The documents by file name and content; of files with equal content the one with the first name alone."""
    by_content: dict[str, Extraction] = {}
    for extraction in sorted(extractions, key=lambda e: (e.file_name, e.sha256, e.path)):
        by_content.setdefault(extraction.sha256, extraction)
    return tuple(by_content.values())


def group_reports(documents: Sequence[Extraction], atlas: Atlas, identity: Identity) -> tuple[Report, ...]:
    """The reports that `documents` carry, by place and plan year, sorted by id.

    A document that does not tell its place or year is a report of its own: it might be any.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    places = [_place(document, atlas, identity) for document in documents]
    for index, document in enumerate(documents):
        place, year, own = places[index][0], document.subject.plan_year, f"unknown-{document.sha256[:16]}"
        path = place.removeprefix("place/") if place else own
        groups[f"report/{path}/{year or own}"].append(index)
    reports = []
    for report_id, members in sorted(groups.items()):
        subject = documents[members[0]].subject
        place, code, name = places[members[0]]
        chain = atlas.chain(code) if code else ()
        reports.append(
            Report(
                id=report_id,
                place=place,
                place_name=name,
                place_code=code,
                level=chain[0].level if chain else subject.level,
                plan_year=subject.plan_year,
                review_year=_most_frequent(documents[i].subject.review_year for i in members),
                documents=tuple(members),
            )
        )
    return tuple(reports)


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
