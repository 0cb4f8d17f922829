"""Puts the present answers into the documentation.

    python scripts/docs/answers.py --graph output/graph.ttl docs/query.md docs/compare.md

Each fenced block `console` that starts with `$ kg …` gets what the command prints now, with that graph. A command may
end in `| head -N`.
"""

from __future__ import annotations

import argparse
import re
import shlex
from pathlib import Path

from click.testing import CliRunner

from kg.cli import main

_BLOCK = re.compile(r"^```console\n\$ kg (?P<command>[^\n]*)\n.*?^```$", re.DOTALL | re.MULTILINE)
_HEAD = re.compile(r"\s*\| head -(?P<lines>\d+)$")


def answer(command: str, graph: Path) -> str:
    """What `kg command` prints; raises SystemExit where it fails."""
    head = _HEAD.search(command)
    arguments = shlex.split(_HEAD.sub("", command))
    result = CliRunner().invoke(main, [*arguments, "--graph", str(graph)])
    if result.exit_code:
        raise SystemExit(f"kg {command}: {result.output}")
    lines = result.stdout.removeprefix("\ufeff").splitlines()
    return "\n".join(lines[: int(head["lines"])] if head else lines).rstrip()


def refreshed(text: str, graph: Path) -> str:
    """A page with all answers as they are now."""
    return _BLOCK.sub(
        lambda found: f"```console\n$ kg {found['command']}\n{answer(found['command'], graph)}\n```", text
    )


def run() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="+", type=Path)
    parser.add_argument("--graph", type=Path, default=Path("output/graph.ttl"))
    arguments = parser.parse_args()
    for page in arguments.pages:
        page.write_text(refreshed(page.read_text(encoding="utf-8"), arguments.graph), encoding="utf-8")


if __name__ == "__main__":
    run()
