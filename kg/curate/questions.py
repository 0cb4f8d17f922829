"""What a person might decide, the most valuable first: where much hangs on what is least sure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg.curate.entries import Curation
from kg.errors import CurationError
from kg.model import Doubt, Evidence, Knowledge, Reading

#: The file of a build that holds its questions.
QUESTIONS = "review.json"
#: The rule of questions about what witnesses of a report read.
READING = "reading"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the names that a question is about: the id it gives, and a sentence that has it, where there is one."""

    thing: str
    name: str
    sentence: str = ""
    file: str = ""
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Are two names one thing? By the rule `READING`: is the left one of two readings of one name the right one?

    `merged`: the build took them for one, by `rule`. `confidence` is how likely they are one, or the left reading is
    right; `facts` how many mentions and facts change hands, or bear the name; `value` how much an answer is worth
    (facts × uncertainty, which is 1 for a confidence of one half and 0 for a certain one).
    """

    id: str
    merged: bool
    rule: str
    confidence: float
    facts: int
    value: float
    left: Side
    right: Side


def questions(knowledge: Knowledge) -> tuple[Question, ...]:
    """The questions that a collection leaves open, by falling value."""
    found = [_question(doubt, knowledge) for doubt in knowledge.doubts if doubt.facts]
    found += {question.id: question for question in _readings(knowledge)}.values()
    return tuple(sorted(found, key=lambda question: (-question.value, question.id)))


def undecided(found: Iterable[Question], curation: Curation) -> tuple[Question, ...]:
    """Those of the questions that a person has not yet answered."""
    settled = {*curation.same, *curation.apart}
    return tuple(
        question
        for question in found
        if (question.left.thing not in curation.names if question.rule == READING else pair(question) not in settled)
    )


def pair(question: Question) -> tuple[str, str]:
    """The two ids of a question in the order of the alphabet."""
    one, other = sorted((question.left.thing, question.right.thing))
    return one, other


def write_questions(path: Path, found: Iterable[Question], base: str) -> None:
    """Writes the questions as JSON, with the namespace of their things."""
    import orjson

    rows = [asdict(question) for question in found]
    path.write_bytes(orjson.dumps({"base": base, "questions": rows}, option=orjson.OPT_INDENT_2) + b"\n")


def read_questions(folder: Path) -> tuple[tuple[Question, ...], str]:
    """The questions of the build in `folder`, and the namespace of its things. Raises CurationError."""
    import orjson

    path = folder / QUESTIONS
    try:
        data = orjson.loads(path.read_bytes())
        return tuple(_read(row) for row in data["questions"]), str(data["base"])
    except FileNotFoundError:
        raise CurationError(f"{path}: does not exist; kg build makes it") from None
    except OSError as error:
        raise CurationError(f"{path}: {error.strerror or error}") from None
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise CurationError(f"{path}: not as kg build writes it ({error!r})") from None


def _read(row: dict[str, Any]) -> Question:
    return Question(**{**row, "left": Side(**row["left"]), "right": Side(**row["right"])})


def _question(doubt: Doubt, knowledge: Knowledge) -> Question:
    key = "\n".join(sorted((doubt.left, doubt.right)))
    return Question(
        id=hashlib.sha256(key.encode()).hexdigest()[:8],
        merged=doubt.merged,
        rule=doubt.rule,
        confidence=doubt.confidence,
        facts=doubt.facts,
        value=round(doubt.facts * _uncertainty(doubt.confidence), 3),
        left=_side(doubt.left, doubt.left_name, doubt.left_evidence, knowledge),
        right=_side(doubt.right, doubt.right_name, doubt.right_evidence, knowledge),
    )


def _readings(knowledge: Knowledge) -> Iterator[Question]:
    """Whether the reading that was chosen is right, for each name that was read otherwise."""
    bearers = {(entity.type, name): entity for entity in knowledge.entities for name in entity.hidden}
    for variant in knowledge.variants:
        chosen = next((reading for reading in variant.readings if reading.name == variant.chosen), None)
        for reading in variant.readings:
            entity = bearers.get((variant.type, reading.name))
            if chosen is None or entity is None or entity.name != variant.chosen:
                continue
            facts = len(entity.evidence)
            yield Question(
                id=hashlib.sha256(f"{entity.id}\n{reading.name}".encode()).hexdigest()[:8],
                merged=True,
                rule=READING,
                confidence=variant.confidence,
                facts=facts,
                value=round(facts * _uncertainty(variant.confidence), 3),
                left=_side(entity.id, chosen.name, _where(chosen, knowledge), knowledge),
                right=_side(entity.id, reading.name, _where(reading, knowledge), knowledge),
            )


def _where(reading: Reading, knowledge: Knowledge) -> Evidence:
    mentions = knowledge.extractions[reading.document].mentions
    sentence = next((mention.sentence for mention in mentions if mention.pieces == reading.pieces), -1)
    return Evidence(document=reading.document, pieces=reading.pieces, sentence=sentence)


def _uncertainty(confidence: float) -> float:
    return 1 - abs(2 * confidence - 1)


def _side(thing: str, name: str, evidence: Evidence | None, knowledge: Knowledge) -> Side:
    if evidence is None:
        return Side(thing=thing, name=name)
    document = knowledge.extractions[evidence.document]
    start, end = evidence.pieces[0][0], evidence.pieces[-1][1]
    sentence = document.quotes[evidence.sentence].text if evidence.sentence >= 0 else document.raw[start:end]
    return Side(thing=thing, name=name, sentence=sentence, file=document.file_name, start=start, end=end)
