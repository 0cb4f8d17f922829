from __future__ import annotations

import json
import os
import pty
import select
import signal
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main, review
from kg.curate.questions import Question, questions, read_questions, undecided, write_questions
from kg.curate.read import read_curation
from kg.curate.write import record
from kg.divisions import Divisions
from kg.errors import CurationError
from kg.export.vocabulary import BASE
from kg.ontology import default_folder
from kg.resolve import Identity, resolve
from tests.resolve.factory import Known, document, project

#: Seconds after which a terminal that says nothing more has failed.
_PATIENCE = 60
COMMENT = "# 我的备注 my own note\n"


@pytest.fixture(scope="session")
def found() -> tuple[Question, ...]:
    """Two names that were joined, and two that were not although one says more."""
    gazetteer = Known(divisions=Divisions.load(default_folder() / "gazetteer"))
    knowledge = resolve(
        [
            document(
                "太绥高速铁路开工。太绥高铁开通。丹霞水库竣工。丹霞水库续建配套开工。丹霞水库续建配套再开工。",
                [project("太绥高速铁路"), project("太绥高铁"), project("丹霞水库"), project("丹霞水库续建配套")],
                stages=[("丹霞水库", "completed", "achieved"), ("丹霞水库续建配套", "started", "achieved")],
            )
        ],
        gazetteer=gazetteer,
        identity=Identity.load(default_folder()),
    )
    return questions(knowledge)


@pytest.fixture
def built(tmp_path: Path, found: tuple[Question, ...]) -> Path:
    write_questions(tmp_path / "review.json", found, BASE)
    return tmp_path


@pytest.fixture
def run(built: Path) -> Callable[..., tuple[int, str, str]]:
    def call(*arguments: str, answers: str = "") -> tuple[int, str, str]:
        common = ["review", "--build", str(built), "--curation", str(built / "mine.toml")]
        result = CliRunner().invoke(main, [*common, *arguments], input=answers)
        return result.exit_code, result.stdout, result.stderr

    return call


def test_questions_come_by_value(found: tuple[Question, ...]) -> None:
    assert [(question.left.name, question.right.name, question.merged) for question in found] == [
        ("丹霞水库", "丹霞水库续建配套", False),
        ("太绥高速铁路", "太绥高铁", True),
    ]
    assert found[0].value > found[1].value > 0
    assert found[0].left.sentence == "丹霞水库竣工。"


def test_questions_survive_the_file(built: Path, found: tuple[Question, ...]) -> None:
    assert read_questions(built) == (found, BASE)


def test_review_lists_where_there_is_no_terminal(run: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = run()
    assert code == 0
    assert out.index("丹霞水库") < out.index("太绥高速铁路")


def test_review_lists_json(run: Callable[..., tuple[int, str, str]], found: tuple[Question, ...]) -> None:
    code, out, _ = run("--format", "json", "--limit", "1")
    assert code == 0
    assert [row["id"] for row in json.loads(out)] == [found[0].id]


def test_verdicts_are_written_and_not_asked_again(
    run: Callable[..., tuple[int, str, str]], built: Path, found: tuple[Question, ...]
) -> None:
    mine = built / "mine.toml"
    mine.write_text(f'{COMMENT}[[drop]]  # weg\nthing = "project/x"\n', encoding="utf-8")
    code, out, _ = run("--accept", found[1].id, "--reject", found[0].id)
    assert (code, out.count("\n")) == (0, 2)
    text = mine.read_text(encoding="utf-8")
    assert text.startswith(COMMENT)
    assert "# weg" in text
    curation = read_curation(mine)
    assert (len(curation.same), len(curation.apart)) == (1, 1)
    assert undecided(found, curation) == ()
    assert json.loads(run("--format", "json")[1]) == []


@pytest.mark.parametrize("arguments", [("--accept", "00000000"), ("--accept", "ID", "--reject", "ID")])
def test_a_wrong_id_is_misuse(
    arguments: tuple[str, ...], run: Callable[..., tuple[int, str, str]], built: Path, found: tuple[Question, ...]
) -> None:
    code, _, err = run(*(argument.replace("ID", found[0].id) for argument in arguments))
    assert code == 2
    assert ("no open question" in err) or ("accepted and rejected" in err)
    assert not (built / "mine.toml").exists()


def test_review_asks_on_a_terminal(
    run: Callable[..., tuple[int, str, str]], built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review, "_is_terminal", lambda: True)
    code, out, _ = run(answers="n\nq\n")
    assert code == 0
    assert "丹霞水库竣工。" in out
    curation = read_curation(built / "mine.toml")
    assert (curation.same, len(curation.apart)) == ((), 1)
    code, out, _ = run(answers="s\n")
    assert (code, "no verdicts" in out) == (0, True)


def test_ctrl_c_keeps_what_was_written(built: Path, found: tuple[Question, ...]) -> None:
    """A terminal of its own: one verdict, then the interrupt key."""
    mine = built / "mine.toml"
    child, terminal = pty.fork()
    if not child:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell that runs the tests in its background ignores it
        os.execv(
            sys.executable,
            [sys.executable, "-m", "kg", "review", "--build", str(built), "--curation", str(mine)],
        )
    seen = _until(terminal, "One thing?")
    os.write(terminal, b"y\n")
    seen += _until(terminal, "One thing?")
    seen += _interrupted(terminal)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 1
    assert "Traceback" not in seen
    assert len(read_curation(mine).same) == 1


def _interrupted(terminal: int) -> str:
    """What a terminal shows until it closes, while someone presses the interrupt key as often as it needs.

    A key that comes just before the program begins to wait is noticed only with the next one.
    """
    seen = b""
    for _ in range(_PATIENCE):
        os.write(terminal, b"\x03")
        while select.select([terminal], [], [], 1)[0]:
            try:
                piece = os.read(terminal, 4096)
            except OSError:
                piece = b""
            if not piece:
                return seen.decode(errors="replace")
            seen += piece
    pytest.fail(f"still running after {seen!r}")


def _until(terminal: int, wanted: str) -> str:
    """What a terminal shows until it shows `wanted`."""
    seen = b""
    while wanted not in seen.decode(errors="replace"):
        assert select.select([terminal], [], [], _PATIENCE)[0], f"nothing more after {seen!r}"
        seen += os.read(terminal, 4096)
    return seen.decode(errors="replace")


def test_a_write_that_fails_leaves_the_file_as_it_was(
    built: Path, found: tuple[Question, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = built / "mine.toml"
    mine.write_text(COMMENT, encoding="utf-8")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(CurationError, match=r"mine\.toml: cannot be written \(No space left on device\)"):
        record(mine, found[0], same=True, base=BASE)
    assert mine.read_text(encoding="utf-8") == COMMENT
    assert sorted(path.name for path in built.iterdir()) == ["mine.toml", "review.json"]


def test_a_write_error_is_one_line(
    run: Callable[..., tuple[int, str, str]], built: Path, found: tuple[Question, ...]
) -> None:
    (built / "mine.toml").mkdir()
    code, _, err = run("--accept", found[0].id)
    assert code == 2
    assert "Traceback" not in err


def test_a_contradiction_is_refused(built: Path, found: tuple[Question, ...]) -> None:
    mine = built / "mine.toml"
    record(mine, found[0], same=True, base=BASE)
    before = mine.read_bytes()
    with pytest.raises(CurationError, match="are the same"):
        record(mine, found[0], same=False, base=BASE)
    assert mine.read_bytes() == before


def test_the_file_keeps_its_permissions_and_its_link(built: Path, found: tuple[Question, ...]) -> None:
    real, link = built / "real.toml", built / "link.toml"
    real.write_text(COMMENT, encoding="utf-8")
    real.chmod(0o600)
    link.symlink_to(real)
    record(link, found[0], same=True, base=BASE)
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o600
    assert "[[same]]" in real.read_text(encoding="utf-8")


def test_no_build_is_one_line(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["review", "--build", str(tmp_path)])
    assert result.exit_code == 2
    assert "kg build makes it" in result.stderr


@pytest.fixture(scope="module")
def misread() -> tuple[Question, ...]:
    """Two witnesses of one report that read a name differently, and nothing to tell which is right."""
    gazetteer = Known(divisions=Divisions.load(default_folder() / "gazetteer"))
    around = (
        "今年要统筹推进重点领域改革，着力抓好几项工作，加快建设",
        "，完善城市功能，提升治理水平，让群众有更多获得感。",
    )
    documents = [
        document(around[0] + name + around[1], [project(name)], name=file)
        for file, name in (("a.txt", "甲乙桥"), ("b.txt", "甲已桥"))
    ]
    knowledge = resolve(documents, gazetteer=gazetteer, identity=Identity.load(default_folder()))
    return questions(knowledge)


@pytest.mark.parametrize(("answer", "name"), [("--accept", 0), ("--reject", 1)])
def test_a_verdict_on_readings_names_the_thing(
    tmp_path: Path, misread: tuple[Question, ...], answer: str, name: int
) -> None:
    (question,) = misread
    assert question.rule == "reading"
    assert question.left.thing == question.right.thing
    assert question.right.name in question.right.sentence
    write_questions(tmp_path / "review.json", misread, BASE)
    file = tmp_path / "mine.toml"
    common = ["review", "--build", str(tmp_path), "--curation", str(file)]
    assert CliRunner().invoke(main, [*common, answer, question.id]).exit_code == 0
    curation = read_curation(file, base=BASE)
    assert curation.names == {question.left.thing: (question.left.name, question.right.name)[name]}
    assert undecided(misread, curation) == ()
    listed = CliRunner().invoke(main, [*common, "--format", "json"])
    assert json.loads(listed.stdout) == []
