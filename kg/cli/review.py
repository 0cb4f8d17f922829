"""`kg review`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.curate.questions import Question, Side

_RULES: Mapping[str, str] = {
    "form": "写法不同 · written differently",
    "home": "省去本地地名 · without its own place",
    "route": "线路起讫简称 · a line by its ends",
    "owner": "省去企业名 · without its company",
    "initials": "简称 · initials",
    "more": "一名多出通名 · one says more",
    "reading": "两个文本读法不同 · two witnesses read differently",
}
_STATES: Mapping[bool, str] = {True: "已合并 · taken for one", False: "未合并 · left apart"}


@click.command()
@click.option(
    "--build",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("output"),
    show_default=True,
    help="Folder of the build that is reviewed.",
)
@click.option(
    "--curation",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File that takes the verdicts; by default curation.toml of the ontology.",
)
@click.option("--format", "form", type=click.Choice(["table", "json"]), help="List the questions and ask nothing.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="So many questions at most.")
@click.option("--accept", multiple=True, metavar="ID", help="Yes to this question: one thing. May be repeated.")
@click.option("--reject", multiple=True, metavar="ID", help="No to this question: two things. May be repeated.")
def command(
    *,
    folder: Path,
    curation: Path | None,
    form: str | None,
    limit: int,
    accept: Sequence[str],
    reject: Sequence[str],
) -> None:
    """Asks a person about the names of which it is least sure whether they mean one thing, the most valuable first.

    On a terminal it shows two names, with a sentence each, and asks: y (one thing), n (two things), s (skip), q (quit).
    Of two readings of one name it asks whether the first one is right.
    Each verdict is written into the curation file at once; the next kg build applies it. Elsewhere, or with --format,
    the questions are listed.

    \b
    kg review --build output --curation curation.toml
    kg review --format json --limit 5
    kg review --accept 3f2a9c01 --reject 77d0e4b2
    """
    from kg.curate.entries import NOTHING
    from kg.curate.questions import read_questions, undecided
    from kg.curate.read import read_curation
    from kg.ontology import CURATION, default_folder

    found, base = read_questions(folder)
    file = curation or default_folder() / CURATION
    open_ = undecided(found, read_curation(file, base=base) if file.exists() else NOTHING)
    if accept or reject:
        if both := sorted(set(accept) & set(reject)):
            raise click.UsageError(f"{both[0]}: accepted and rejected")
        verdicts = [(_by_id(open_, id_), same) for ids, same in ((accept, True), (reject, False)) for id_ in ids]
        _write(file, verdicts, base)
    elif form == "json":
        _print_json(open_[:limit])
    elif form == "table" or not _is_terminal():
        _print_table(open_[:limit], len(open_))
    else:
        _ask(open_[:limit], len(open_), file, base)


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _by_id(found: Iterable[Question], id_: str) -> Question:
    question = next((question for question in found if question.id == id_), None)
    if question is None:
        raise click.UsageError(f"{id_}: no open question has this id; kg review --format table lists them")
    return question


def _write(file: Path, verdicts: Iterable[tuple[Question, bool]], base: str) -> None:
    from kg.curate.write import record

    for question, same in verdicts:
        record(file, question, same=same, base=base)
        click.echo(f"{file}: {_verdict(question, same=same)}")


def _verdict(question: Question, *, same: bool) -> str:
    from kg.curate.questions import READING

    left, right = question.left.name, question.right.name
    if question.rule == READING:
        return f"{left} ({right})" if same else f"{right} ({left})"
    return f"{left} {'=' if same else '≠'} {right}"


def _print_json(found: Sequence[Question]) -> None:
    from dataclasses import asdict

    import orjson

    click.echo(orjson.dumps([asdict(question) for question in found], option=orjson.OPT_INDENT_2).decode())


def _print_table(found: Sequence[Question], total: int) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("id", "value", "facts", "names", "state · rule", box=None, pad_edge=False)
    for question in found:
        things = dict.fromkeys((question.left.thing, question.right.thing))
        names = f"{question.left.name} = {question.right.name}?\n{'  '.join(things)}"
        state = f"{_STATES[question.merged]}\n{_RULES.get(question.rule, question.rule)}"
        table.add_row(question.id, f"{question.value:g}", str(question.facts), names, state)
    Console(width=None if sys.stdout.isatty() else 160, highlight=False, markup=False).print(table)
    click.echo(f"{len(found)} / {total}", err=True)


def _ask(found: Sequence[Question], total: int, file: Path, base: str) -> None:
    written = 0
    try:
        for number, question in enumerate(found, 1):
            click.echo(f"\n{number} / {total}  {_STATES[question.merged]}: {_RULES.get(question.rule, question.rule)}")
            for side in (question.left, question.right):
                click.echo("\n".join(_side(side)))
            answer = click.prompt(_asked(question), type=click.Choice(["y", "n", "s", "q"]), default="s")
            if answer == "q":
                break
            if answer in "yn":
                _write(file, [(question, answer == "y")], base)
                written += 1
    except click.Abort:
        click.echo(f"\n{_summary(written, file)}")
        sys.exit(1)
    click.echo(_summary(written, file))


def _asked(question: Question) -> str:
    from kg.curate.questions import READING

    asked = "前者读得对? Is the first right?" if question.rule == READING else "一事? One thing?"
    return f"{asked} (y/n/s/q)"


def _side(side: Side) -> Iterable[str]:
    yield f"  {click.style(side.name, bold=True)}  {side.thing}"
    if side.sentence:
        marked = side.sentence.replace(side.name, click.style(side.name, fg="yellow", bold=True))
        yield f"    {marked}"
        yield click.style(f"    {side.file}:{side.start}-{side.end}", dim=True)


def _summary(written: int, file: Path) -> str:
    if not written:
        return "无判定 · no verdicts"
    return f"{file}: {written} 条判定，下次 kg build 生效 · verdicts, which the next kg build applies"
