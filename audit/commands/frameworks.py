"""Framework files on the command line.

In: files, or none for all that are installed.
Out: what is in them as text or JSON, or every fault on its own line; and the texts that are made from them.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from audit.domain.framework import Framework, Key, Provenance
from audit.library import frameworks, schema

app = typer.Typer(
    name="frameworks", help="Check framework files, and make what is made from them.", no_args_is_help=True
)
_Files = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[FILE]...", help="Framework files; without one, all that are installed.", show_default=False
    ),
]
_Json = Annotated[bool, typer.Option("--json", help="Print what is in the files as JSON.")]


@app.command()
def check(file: _Files = None, as_json: _Json = False) -> None:
    """Check framework files, and how they fit the installed others."""
    paths = file or frameworks.files()
    found = frameworks.faults(paths)
    for fault in found:
        typer.echo(str(fault), err=True)
    if found:
        raise typer.Exit(1)
    checked = [frameworks.read(path) for path in paths]
    if as_json:
        typer.echo(json.dumps([summary(framework) for framework in checked], indent=2))
        return
    for framework in checked:
        typer.echo(f"{framework.id}: version {framework.version}, {len(framework.items)} items, nothing wrong")


@app.command()
def generate() -> None:
    """Make schema.json and README.md of the frameworks folder again."""
    for path in schema.generate():
        typer.echo(f"{path.name} is up to date")


def summary(framework: Framework) -> dict[str, Any]:
    """Return what a framework holds, with refs as its file writes them."""
    counts = Counter(item.provenance for item in framework.items)
    return {
        "id": framework.id,
        "version": framework.version,
        "kind": framework.kind.value,
        "items": [
            {"ref": item.ref, "kind": item.kind, "title": item.title, "provenance": item.provenance.value}
            for item in framework.items
        ],
        "lines": [
            {"ref": line.ref, "agencies": list(line.asked_of), "themes": list(line.themes)}
            for line in framework.lines()
        ],
        "mappings": [
            {
                "from": mapping.from_.ref,
                "to": _written(mapping.to, framework),
                "type": mapping.type.value,
                "provenance": mapping.provenance.value,
            }
            for mapping in framework.mappings
        ],
        "provenance": {provenance.value: counts[provenance] for provenance in Provenance},
    }


def _written(key: Key, framework: Framework) -> str:
    return key.ref if key.framework == framework.id else str(key)
