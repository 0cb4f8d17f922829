"""The command line: one module a command, each with a click command called `command`."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from typing import Any

import click

from kg.errors import KgError


class Commands(click.Group):
    """The commands are the modules of this package; a new one appears by being there."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands, in the order of the alphabet."""
        return sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, loaded now."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(f"{__name__}.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command; an error of ours becomes one line on stderr and exit code 2."""
        try:
            return super().invoke(ctx)
        except KgError as error:
            click.echo(f"kg: {error}", err=True)
            sys.exit(2)


@click.command(cls=Commands, name="kg", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kg-report", prog_name="kg", message="%(prog)s %(version)s")
def main() -> None:
    """Turns Chinese government work reports into a knowledge graph with a source for every fact.

    \b
    kg build seeds/ -o output     the graph, the page and the tables
    kg COMMAND --help             what a command does, with an example
    """
