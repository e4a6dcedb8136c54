"""Schema: what an editor needs to help somebody write a framework file, and the list of what is installed.

In: the classes that framework files are read into, and the files of a folder.
Out: schema.json and README.md of that folder, and whether they still say what they were made from.

Here too:
- Overview: the list of frameworks that somebody opening their folder reads first.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args, get_type_hints

from pydantic import TypeAdapter

from audit.domain.frameworks.framework import AnyItem, Framework, Provenance
from audit.library.frameworks import loading
from audit.library.frameworks.building import ADAPTERS, ITEM_CLASSES, WrittenMapping

_OPENING = """\
# Frameworks

<!-- Made by `python -m audit frameworks generate`; change the framework files, not this one. -->

One YAML file a framework. Each item says how far it rests on its source:

- **published**: the source says this, and it was seen; the words are ours.
- **derived**: our reading of what the source implies; the locator says what it was read from.
- **unverified**: known second-hand only; check it before relying on it.

"""
_HEADINGS = (
    "Framework",
    "Title",
    "Kind",
    "Version",
    "Items",
    *(each.value.capitalize() for each in Provenance),
    "Held",
)
_CLOSING = """\

## What was seen of each source

{seen}

## Writing a framework, or a local edition of one

Put this line at the top of the file, and editors that know YAML offer its keys and mark what is wrong:

    # yaml-language-server: $schema=schema.json

A file has the name of its `id`. A local edition keeps the `id`, adds a suffix to the file's name
(`nice-qs31.our-area.yaml`) and raises `version`; the newest version is the one in use. Refs are stable: where a new
wording means something else, give it a new ref and name the old one under `replaces`. Its first lines say under which
licence the source is.

    python -m audit frameworks check my-file.yaml
    python -m audit frameworks generate
"""


def readme(frameworks: Iterable[Framework]) -> str:
    """Return the text of the frameworks folder's README.md."""
    listed = list(frameworks)
    rows = [_HEADINGS, tuple("---" for _ in _HEADINGS), *(_row(framework) for framework in listed)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return _OPENING + table + "\n" + _CLOSING.format(seen="\n".join(_seen(framework) for framework in listed))


def _row(framework: Framework) -> tuple[str, ...]:
    counts = Counter(item.provenance for item in framework.items)
    return (
        f"`{framework.id}`",
        _cell(framework.title),
        framework.kind.value,
        str(framework.version),
        str(len(framework.items)),
        *(str(counts[provenance]) for provenance in Provenance),
        _held(framework),
    )


def _held(framework: Framework) -> str:
    if framework.held is None:
        return "all"
    return f"{framework.held} of {framework.held_of or 'a number not known'}"


def _seen(framework: Framework) -> str:
    source = framework.source
    return f"- `{framework.id}`: *{source.title}* ({source.publisher}, {source.published}). {source.seen.strip()}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_AT = "#/$defs/{model}"


def schema() -> dict[str, Any]:
    """Return the JSON schema of a framework file; each item is checked by the class of its kind."""
    adapters = [(cls, "validation", adapter) for cls, adapter in ADAPTERS.items()]
    refs, shared = TypeAdapter.json_schemas(adapters, ref_template=_AT)  # type: ignore[arg-type]
    defs: dict[str, Any] = shared["$defs"]
    whole = defs.pop("Framework")
    defs.pop("ItemMapping", None)
    defs.pop("Key", None)
    defs["Item"] = _item()
    for cls in get_args(AnyItem):
        _needs_kind(defs[cls.__name__], cls)
    whole["properties"]["items"] = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/Item"}}
    whole["properties"]["mappings"] = {"type": "array", "items": refs[WrittenMapping, "validation"]}
    whole["properties"]["version"]["minimum"] = 1
    return {"$schema": _DIALECT, **_untitled(whole), "$defs": _untitled(defs)}


def texts(folder: Path | None = None) -> dict[Path, str]:
    """Return what is made from a folder's frameworks (None: the installed ones), by path.

    Raises WrongInput where a framework file is wrong.
    """
    place = folder or loading.installed()
    return {
        place / "schema.json": json.dumps(schema(), indent=2, ensure_ascii=False) + "\n",
        place / "README.md": readme(loading.read_all(place)),
    }


def stale(folder: Path | None = None) -> list[Path]:
    """Return the made files that are missing or no longer say what they are made from."""
    made = texts(folder)
    return [path for path, text in made.items() if not path.exists() or path.read_text("utf-8") != text]


def generate(folder: Path | None = None) -> list[Path]:
    """Write the made files of a folder, and return their paths."""
    made = texts(folder)
    for path, text in made.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return list(made)


def _item() -> dict[str, Any]:
    """Return the union of items: an editor reads `kind` first and offers the keys of that kind only."""
    return {
        "type": "object",
        "required": ["kind", "ref"],
        "properties": {"kind": {"enum": list(ITEM_CLASSES)}},
        "allOf": [
            {
                "if": {"properties": {"kind": {"enum": _kinds(cls)}}, "required": ["kind"]},
                "then": {"$ref": _AT.format(model=cls.__name__)},
            }
            for cls in get_args(AnyItem)
        ],
    }


def _needs_kind(definition: dict[str, Any], cls: type) -> None:
    definition["properties"]["kind"] = {"enum": _kinds(cls)}
    definition["required"] = ["kind", *(key for key in definition["required"] if key != "kind")]


def _kinds(cls: type) -> list[str]:
    return list(get_args(get_type_hints(cls)["kind"]))


def _untitled(value: Any) -> Any:  # noqa: ANN401
    """Leave out the titles that only repeat a key's name."""
    if isinstance(value, list):
        return [_untitled(part) for part in value]
    if not isinstance(value, dict):
        return value
    return {key: _untitled(part) for key, part in value.items() if key != "title" or not isinstance(part, str)}
