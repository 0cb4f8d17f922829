"""Collecting: the mentions, relations and stages of all documents, put under the things they are about."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from kg.collate.collation import Place
from kg.curate.entries import Curation, fits
from kg.model import MENTION_TYPES, Evidence, Extraction, Mention, Report
from kg.resolve.atlas import Atlas
from kg.resolve.drafts import Assertions, EntityDraft
from kg.resolve.goals import goal_id
from kg.resolve.identity import Identity
from kg.resolve.merging import Merging
from kg.resolve.names import Named
from kg.resolve.stages import ORDER, furthest
from kg.resolve.stages import PREDICATE as STAGE

SYMMETRIC = "cooperatesWith"
REPORTING_PLACE = "reporting-place"
_TYPES = {kind.lower(): kind for kind in MENTION_TYPES}


class Collection:
    """Drafts of all entities by id, and the grounds of all assertions.

    `hidden` has the names that mentions were misread with. `facts` counts, and `first` shows, where the names that were
    merged stand, by the id that each gives by itself; `dropped` are the ids of what a person took out.
    """

    def __init__(
        self, atlas: Atlas, identity: Identity, merging: Merging, curation: Curation, hidden: Mapping[Place, str]
    ) -> None:
        self.atlas = atlas
        self.identity = identity
        self.drafts: dict[str, EntityDraft] = {}
        self.assertions = Assertions()
        self.facts: Counter[str] = Counter()
        self.first: dict[str, Evidence] = {}
        self.dropped: set[str] = set()
        self._merging = merging
        self._hidden = hidden
        self._drop = frozenset(merging.of(id_) for id_ in curation.dropped)
        pairs = ([id_.partition("/")[0] for id_ in pair] for pair in curation.same)
        self._retyped = bool(curation.types) or any(one != other for one, other in pairs)

    def add_report(
        self, report: Report, documents: Sequence[Extraction], named: Mapping[int, Sequence[Named | None]]
    ) -> None:
        """Takes in a report: its place, and what each of its documents says; `named` has the names of each."""
        if report.place and report.place_name:
            place = self._draft(report.place, "Place", report.place_code)
            place.reports.add(report.id)
            if not report.place_code:
                place.names.setdefault(report.place_name, 1)
        for index in report.documents:
            self._add_document(report, documents[index], index, named[index])

    def _add_document(self, report: Report, document: Extraction, index: int, named: Sequence[Named | None]) -> None:
        ids = self._add_names(report, document, index, named)
        subjects = _goal_subjects(document, ids)
        for position, mention in enumerate(document.mentions):
            if mention.type == "Goal":
                ids[position] = self._add_goal(mention, subjects.get(position, ()), report, index)
        self._add_relations(report, document, index, ids)
        self._add_stages(report, document, index, ids)

    def _add_names(self, report: Report, document: Extraction, index: int, named: Sequence[Named | None]) -> list[str]:
        """The ids of what the mentions name; none for goals and for what is left out."""
        ids: list[str] = []
        for mention, name in zip(document.mentions, named, strict=True):
            id_ = self._merging.of(name.id) if name else ""
            if id_ in self._drop:
                self.dropped.update((id_, *((name.id,) if name else ())))
                id_ = ""
            ids.append(id_)
            if name and id_:
                draft = self._draft(id_, _TYPES[id_.partition("/")[0]], name.code)
                draft.add(mention, index, report.id)
                misread = self._hidden.get((index, len(ids) - 1))
                if misread:
                    draft.hidden.add(misread)
                draft.replaces.update(old for old in (name.id, name.replaces) if old and old != id_)
                self._count(name.id, mention, index)
        self._count_facts(document, named)
        return ids

    def _count(self, id_: str, mention: Mention, index: int) -> None:
        self.facts[id_] += 1
        if id_ not in self.first and mention.pieces:
            self.first[id_] = Evidence(document=index, pieces=mention.pieces, sentence=mention.sentence)

    def _count_facts(self, document: Extraction, named: Sequence[Named | None]) -> None:
        ends = [end for relation in document.relations for end in (relation.subject, relation.object)]
        for position in (*ends, *(reading.project for reading in document.stages)):
            name = named[position]
            if name:
                self.facts[name.id] += 1

    def _add_goal(self, mention: Mention, stated: Sequence[str], report: Report, index: int) -> str:
        """The id of a goal, which hangs on the report's place where no subject is stated; none if it is left out."""
        if mention.goal is None:
            raise ValueError(f"a Goal mention without its goal: {mention.text}")
        subjects = stated or ([report.place] if report.place else [])
        id_ = goal_id(mention, mention.goal, subjects, report, self.identity)
        if id_ in self._drop:
            self.dropped.add(id_)
            return ""
        draft = self._draft(id_, "Goal")
        draft.subjects.update(subjects)
        draft.add(mention, index, report.id)
        if not stated and report.place:
            self.assertions.at(report.place, "hasGoal", id_, report.id, mention.goal.year).add(
                rule=REPORTING_PLACE,
                confidence=mention.confidence,
                status=mention.goal.status,
                basis="heading",
                document=index,
                pieces=mention.pieces,
                sentence=mention.sentence,
            )
        return id_

    def _add_relations(self, report: Report, document: Extraction, index: int, ids: Sequence[str]) -> None:
        for relation in document.relations:
            subject, object_ = ids[relation.subject], ids[relation.object]
            if subject == object_ or not subject or not object_:
                continue
            if self._is_part_of(subject, relation.predicate, object_):
                continue
            if self._retyped and not self._fit(subject, relation.predicate, object_):
                continue
            at = self.assertions.at
            at(subject, relation.predicate, object_, report.id, relation.year).add_reading(relation, index)
            if relation.predicate == SYMMETRIC:
                at(object_, relation.predicate, subject, report.id, relation.year).add_reading(relation, index)

    def _add_stages(self, report: Report, document: Extraction, index: int, ids: Sequence[str]) -> None:
        for reading in document.stages:
            if not ids[reading.project].startswith("project/"):
                continue
            # A promise is not reached: what the text promises is kept beside the stage that it shows.
            promise = reading.status == "target"
            stage = ORDER[0] if promise else reading.stage
            draft = self.assertions.at(ids[reading.project], STAGE, stage, report.id, reading.year)
            draft.add_reading(reading, index)
            if promise:
                draft.promised = furthest([reading.stage, draft.promised or ORDER[0]])

    def _is_part_of(self, subject: str, predicate: str, object_: str) -> bool:
        """Divisions lie in each other by the gazetteer, not by what a text says."""
        return predicate == "locatedIn" and bool(self.drafts[subject].code and self.drafts[object_].code)

    def _fit(self, subject: str, predicate: str, object_: str) -> bool:
        """What was said of a thing may not hold of one of the type that a person gave it."""
        return fits(predicate, self.drafts[subject].type, self.drafts[object_].type)

    def _draft(self, id_: str, kind: str, code: str | None = None) -> EntityDraft:
        draft = self.drafts.get(id_)
        if draft is None:
            draft = self.drafts[id_] = EntityDraft(id=id_, type=kind)
        if code and draft.code is None:
            draft.code = code
            for above in self.atlas.chain(code)[1:2]:
                self._draft(f"place/{self.atlas.path(above.code)}", "Place", above.code)
        return draft


def _goal_subjects(document: Extraction, ids: Sequence[str]) -> Mapping[int, list[str]]:
    """For each goal that has stated subjects, their ids, sorted."""
    subjects: dict[int, set[str]] = defaultdict(set)
    for relation in document.relations:
        if relation.predicate == "hasGoal" and ids[relation.subject]:
            subjects[relation.object].add(ids[relation.subject])
    return {goal: sorted(found) for goal, found in subjects.items()}
