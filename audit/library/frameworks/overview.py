"""Overview: the list of frameworks that somebody opening their folder reads first.

In: frameworks.
Out: Markdown, the same for the same frameworks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from audit.domain.frameworks.framework import Framework, Provenance

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
wording means something else, give it a new ref and name the old one under `replaces`.

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
