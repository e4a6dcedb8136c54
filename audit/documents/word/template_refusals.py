"""Files that cannot lend their look: macros, templates, shows, locked and damaged files, each refused in words.

In: the bytes of a file somebody chose, and what one kind of document says of each fault.
Out: nothing where it can be opened; else what it is and what to do.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from audit.errors import WrongInput

_OLD_FILE = b"\xd0\xcf\x11\xe0"  # how files of the old kinds begin, and those with a password


@dataclass(frozen=True, kw_only=True)
class Refusals:
    """What is looked for in files of one kind, and what is said of each fault."""

    maker: str  # the program's name in types of its own, such as "ms-word"
    markup: str  # the name of the open markup, such as "wordprocessingml"
    macros: str  # the part that holds them
    most_bytes: int  # unpacked
    not_one: str
    locked: str
    too_large: str
    kinds: Mapping[str, str]  # a mark in the type of the main part, and what is said of it


def must_be_office(template: bytes, refusals: Refusals) -> None:
    """Raise WrongInput, saying what to do, for a file that is not of the kind or may not be opened."""
    if template.startswith(_OLD_FILE):
        raise WrongInput(refusals.locked)
    try:
        with zipfile.ZipFile(BytesIO(template)) as parts:
            if sum(one.file_size for one in parts.infolist()) > refusals.most_bytes:
                raise WrongInput(refusals.too_large)
            types = parts.read("[Content_Types].xml").decode("utf-8", "replace")
            names = parts.namelist()
    except (zipfile.BadZipFile, KeyError) as fault:
        raise WrongInput(refusals.not_one) from fault
    named = rf"{refusals.maker}|openxmlformats[\w.-]*{refusals.markup}"
    main = re.findall(rf"application/vnd\.(?:{named})\.[\w.]*main\+xml", types)
    if not main:
        raise WrongInput(refusals.not_one)
    for mark, says in refusals.kinds.items():
        if any(mark in kind for kind in main) or (mark == "macroEnabled" and refusals.macros in names):
            raise WrongInput(says)
