"""The last touches to slides: language, properties, what pictures are called; then bytes.

In: slides that are all made.
Out: the bytes of a .pptx.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from pptx.opc.package import XmlPart
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from audit.documents.powerpoint.deck import Deck
from audit.documents.powerpoint.look import Presentation
from audit.documents.typed import one_line
from audit.documents.word.xml import LANGUAGE

_LETTERS = ("a:rPr", "a:defRPr", "a:endParaRPr")
_DROPPED = ("/thumbnail", "/extended-properties", "/custom-properties")


def as_bytes(deck: Deck, *, title: str, author: str, made_on: date) -> bytes:
    """Return the slides as a file; pictures of the template that say nothing are called the author's logo."""
    made = deck.presentation
    _set_properties(made, title=title, author=author, made_on=made_on)
    _know_the_notes(made)
    for part in made.part.package.iter_parts():
        if isinstance(part, XmlPart):
            _speak_english(part._element)
            _name_pictures(part._element, f"{author} logo")
    for number, one in list(made.part.package._rels.items()):
        if one.reltype.endswith(_DROPPED):  # they tell of the template's own slides
            made.part.package._rels.pop(number)
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _set_properties(made: Presentation, *, title: str, author: str, made_on: date) -> None:
    properties = made.core_properties
    properties.title = one_line(title)
    properties.author = properties.last_modified_by = one_line(author)
    properties.language = LANGUAGE
    properties.comments = properties.keywords = properties.subject = properties.category = ""
    properties.revision = 1
    properties.created = properties.modified = datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC)


def _know_the_notes(made: Presentation) -> None:
    """Enter the master of the notes in the presentation, which the library leaves out."""
    root = made.part._element
    if root.find(qn("p:notesMasterIdLst")) is not None:
        return
    number = next(key for key, one in made.part.rels.items() if one.reltype.endswith("/notesMaster"))
    entry = parse_xml(
        f'<p:notesMasterIdLst {nsdecls("p", "r")}><p:notesMasterId r:id="{number}"/></p:notesMasterIdLst>'
    )
    root.find(qn("p:sldMasterIdLst")).addnext(entry)


def _speak_english(root: Any) -> None:  # noqa: ANN401 - lxml
    for run in root.iter(qn("a:r"), qn("a:fld"), qn("a:br")):
        if run.find(qn("a:rPr")) is None:
            run.insert(0, parse_xml(f"<a:rPr {nsdecls('a')}/>"))
    for letters in root.iter(*(qn(one) for one in _LETTERS)):
        if letters.tag != qn("a:defRPr") or letters.get("lang"):
            letters.set("lang", LANGUAGE)
        letters.attrib.pop("altLang", None)


def _name_pictures(root: Any, logo: str) -> None:  # noqa: ANN401 - lxml
    for picture in root.iter(qn("p:pic")):
        properties = picture.find(f"{qn('p:nvPicPr')}/{qn('p:cNvPr')}")
        if not properties.get("descr"):
            properties.set("descr", one_line(logo))
