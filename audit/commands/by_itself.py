"""A group of commands that writes by itself unless it is told to read; a round may even be called “read”."""

from __future__ import annotations

import typer
from typer.core import TyperGroup

WRITE, READ = "write", "read"


class WritesByItself(TyperGroup):
    """A group that writes a file unless it is told to read one."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Put “write” before arguments that name no command of the group."""
        reads = args[:1] == [READ] and not any(arg.partition("=")[0] in ("--out", "--ics") for arg in args)
        if args and not reads and args[0] not in (WRITE, "--help"):
            args = [WRITE, *args]
        return super().parse_args(ctx, args)
