"""The bullet of our lists, in files that may have no lists at all.

In: a document that python-docx opened.
Out: the number that a paragraph style names to have bullets.
"""

from __future__ import annotations

from typing import cast

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import qn

from audit.documents.word.xml import Element, parsed, w

_BULLET = (
    '<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="hybridMultilevel"/><w:lvl w:ilvl="0">'
    '<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="425" w:hanging="425"/></w:pPr></w:lvl></w:abstractNum>'
)


def add_bullet(document: Document) -> int:
    """Add a list of bullets to the document and return its number."""
    root = _root(document)
    abstract = _next(root, "abstractNum", "abstractNumId")
    number = max(1, _next(root, "num", "numId"))
    first = root.find(qn("w:num"))
    made = parsed(_BULLET.format(number=abstract))
    if first is None:
        root.append(made)
    else:
        first.addprevious(made)
    last = root.findall(qn("w:num"))
    listed = w("num", w("abstractNumId", val=abstract), numId=number)
    if last:
        last[-1].addnext(listed)
    else:
        made.addnext(listed)
    return number


def _root(document: Document) -> Element:
    for relationship in document.part.rels.values():
        if relationship.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return cast("Element", cast("XmlPart", relationship.target_part).element)
    name = PackURI("/word/numbering.xml")
    part = XmlPart(name, CONTENT_TYPE.WML_NUMBERING, w("numbering"), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return cast("Element", part.element)


def _next(root: Element, tag: str, attribute: str) -> int:
    return max((int(one.get(qn(f"w:{attribute}"), "0")) for one in root.findall(qn(f"w:{tag}"))), default=-1) + 1
