"""Every command by its name, those in groups too; each is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import typer

from audit.__main__ import app


@cache
def commands() -> dict[str, Any]:
    """Return every command that can be called, by its whole name, such as "rounds export"."""
    return dict(_within(typer.main.get_command(app), ""))


def inner(group: Any) -> dict[str, Any]:
    """Return the commands of a group by their names; of what is no group, none."""
    if not hasattr(group, "list_commands"):
        return {}
    context = group.context_class(group)
    return {name: group.get_command(context, name) for name in sorted(group.list_commands(context))}


def _within(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    found = inner(command)
    if not found or getattr(command, "invoke_without_command", False):
        yield name, command
    for own, each in found.items():
        yield from _within(each, f"{name} {own}".strip())
