"""Framework files and workbooks on the command line.

In: files, or none for all that are installed; or a framework's name.
Out: what is in them as text or JSON, or every fault on its own line; the texts that are made from them; and workbooks,
out and back in.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from audit.app import open_current
from audit.commands import brought, files
from audit.documents.frameworks.reading import read_framework_workbook
from audit.documents.frameworks.workbook import write_framework_workbook
from audit.domain.english import figure
from audit.domain.frameworks.editions import ChangeKind
from audit.domain.frameworks.framework import Framework, Key, Provenance
from audit.library.frameworks import loading, schema, writing
from audit.services.frameworks import catalogue, changing
from audit.services.frameworks.changing import Preview

app = typer.Typer(
    name="frameworks",
    help="Check framework files, make what is made from them, or work on one in a workbook.",
    no_args_is_help=True,
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
    paths = file or loading.files()
    faults = loading.faults(paths)
    for fault in faults:
        typer.echo(str(fault), err=True)
    if faults:
        raise typer.Exit(1)
    checked = [loading.read(path) for path in paths]
    if as_json:
        typer.echo(json.dumps([summary(framework) for framework in checked], indent=2))
        return
    for framework in checked:
        items = figure(len(framework.items), "item")
        typer.echo(f"{framework.id}: version {framework.version}, {items}, nothing wrong")
        if note := loading.thin(framework):
            typer.echo(f"{framework.id}: {note}")


@app.command()
def generate() -> None:
    """Make schema.json and README.md of the frameworks folder again."""
    for path in schema.generate():
        typer.echo(f"{path.name} is up to date")


@app.command()
def template(
    name: Annotated[str | None, typer.Argument(metavar="[ID]", help="A framework; without one, for a new one.")] = None,
    *,
    out: Annotated[Path, typer.Option("--out", metavar="FILE.xlsx", help="The workbook to write.")],
) -> None:
    """Write a workbook to fill in: for a new framework, or with all that one says now."""
    files.must_end(out, ".xlsx")
    current_app = open_current()
    with current_app.reading() as db:
        framework = catalogue.to_fill_in(db, name)
        beside = tuple(offered for offered in catalogue.offered(db) if offered.edition is None)
    files.write(out, write_framework_workbook(framework, beside=beside, today=current_app.today()))
    typer.echo(f"{out}: {figure(len(framework.items), 'item')} of {framework.name or 'a new framework'}")


@app.command()
def read(
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="The workbook that came back.")],
    *,
    dry_run: brought.DryRun = False,
    without_wrong: brought.WithoutWrong = False,
    leave_missing: brought.LeaveMissing = False,
    take_out_missing: brought.TakeOut = False,
    take: brought.Take = None,
    keep: brought.Keep = None,
    marked: brought.Marked = None,
    as_json: brought.Json = False,
) -> None:
    """Save what a workbook says as a version of the partnership's own; what is wrong or missing is listed first."""
    current_app = open_current()
    data = brought.read_workbook(file)
    returned = read_framework_workbook(data)
    decided = brought.answers(
        take, keep, without_wrong=without_wrong, leave_missing=leave_missing, take_out_missing=take_out_missing
    )
    with current_app.reading() as db:
        preview = changing.preview(db, returned=returned, answers=decided)
    brought.write_marked(marked, data, preview.wrong)
    why = preview.left(decided)
    saved = not (dry_run or why) and preview.difference.any
    if saved:
        with current_app.unit_of_work() as db:
            changing.take_in(db, by=current_app.person, returned=returned, now=current_app.now(), answers=decided)
    summary = as_dict(preview, saved=saved) | (brought.texts_as_json(preview.brings.texts) if dry_run else {})
    typer.echo(
        json.dumps(summary, indent=2, ensure_ascii=False)
        if as_json
        else _as_text(preview, saved=saved, dry_run=dry_run)
    )
    if why:
        typer.echo(why, err=True)
    if why or preview.wrong:
        raise typer.Exit(1)


@app.command()
def export(
    name: Annotated[str, typer.Argument(metavar="ID", help="The framework or edition.")],
    *,
    out: Annotated[Path, typer.Option("--out", metavar="FILE.yaml", help="The file to write.")],
    version: Annotated[int | None, typer.Option("--version", help="Its version; without it, the newest.")] = None,
) -> None:
    """Write a framework or an edition as the file of a framework."""
    files.must_end(out, ".yaml")
    current_app = open_current()
    with current_app.reading() as db:
        framework = catalogue.find(db, name, version).framework
    files.write(out, writing.as_yaml(framework).encode())
    typer.echo(f"{out}: version {framework.version}, {figure(len(framework.items), 'item')}")
    if out.stem != framework.name:
        typer.echo(f"Call it {framework.name}.yaml before it is checked: a file has its framework's name.", err=True)


def as_dict(preview: Preview, *, saved: bool) -> dict[str, Any]:
    """Return what a workbook brings, as JSON holds it."""
    difference, framework = preview.difference, preview.framework
    return {
        "id": framework.id,
        "edition": framework.edition,
        "version": framework.version,
        "before": preview.before.framework.version if preview.before else None,
        "new": [change.ref for change in difference.of(ChangeKind.ADDED)],
        "changed": [
            {
                "ref": change.ref,
                "before": change.before.ref if change.before else None,
                "fields": list(change.fields),
                "what": [kind.value for kind in change.kinds],
            }
            for change in difference.changed()
        ],
        "removed": [change.ref for change in difference.of(ChangeKind.REMOVED)],
        "unchanged": difference.unchanged,
        "whole": list(difference.whole),
        "mappings": {"new": len(difference.mappings_added), "removed": len(difference.mappings_removed)},
        "rows": brought.preview_as_json(preview.brings),
        "wrong": brought.wrong_as_json(preview.wrong),
        "saved": saved,
    }


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


def _as_text(preview: Preview, *, saved: bool, dry_run: bool) -> str:
    difference, framework = preview.difference, preview.framework
    counts = (
        f"{len(difference.of(ChangeKind.ADDED))} new, {len(difference.changed())} changed, "
        f"{difference.unchanged} the same, "
        f"{len(difference.of(ChangeKind.REMOVED))} removed"
    )
    outcome = f"saved as version {framework.version}" if saved else "not saved"
    texts = brought.as_text(preview.brings.texts) if dry_run else []
    return "\n".join([f"{framework.name}: {counts}; {outcome}", *brought.preview_as_text(preview.brings), *texts])
