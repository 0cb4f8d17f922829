"""What a person might decide, the most valuable first: where much hangs on what is least sure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg.curate.entries import Curation
from kg.errors import CurationError
from kg.model import Doubt, Evidence, Knowledge

#: The file of a build that holds its questions.
QUESTIONS = "review.json"


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
    """Are two names one thing?

    `merged`: the build took them for one, by `rule`. `confidence` is how likely they are one, `facts` how many
    mentions and facts change hands if the answer is another, `value` how much an answer is worth (facts ×
    uncertainty, which is 1 for a confidence of one half and 0 for a certain one).
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
    return tuple(sorted(found, key=lambda question: (-question.value, question.id)))


def undecided(found: Iterable[Question], curation: Curation) -> tuple[Question, ...]:
    """Those of the questions that a person has not yet answered."""
    settled = {*curation.same, *curation.apart}
    return tuple(question for question in found if pair(question) not in settled)


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
    uncertainty = 1 - abs(2 * doubt.confidence - 1)
    key = "\n".join(sorted((doubt.left, doubt.right)))
    return Question(
        id=hashlib.sha256(key.encode()).hexdigest()[:8],
        merged=doubt.merged,
        rule=doubt.rule,
        confidence=doubt.confidence,
        facts=doubt.facts,
        value=round(doubt.facts * uncertainty, 3),
        left=_side(doubt.left, doubt.left_name, doubt.left_evidence, knowledge),
        right=_side(doubt.right, doubt.right_name, doubt.right_evidence, knowledge),
    )


def _side(thing: str, name: str, evidence: Evidence | None, knowledge: Knowledge) -> Side:
    if evidence is None:
        return Side(thing=thing, name=name)
    document = knowledge.extractions[evidence.document]
    start, end = evidence.pieces[0][0], evidence.pieces[-1][1]
    sentence = document.quotes[evidence.sentence].text if evidence.sentence >= 0 else document.raw[start:end]
    return Side(thing=thing, name=name, sentence=sentence, file=document.file_name, start=start, end=end)
