"""The last touches: language, properties, numbers of drawings; then bytes.

In: a document whose parts are all written.
Out: the bytes of a .docx.

Here too:
- A document begun: page, styles and marking are set, and nothing is written yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import count
from typing import cast

from docx.document import Document
from docx.opc.part import XmlPart

from audit.documents.typed import single_line
from audit.documents.word import layout, styles
from audit.documents.word import template as templates
from audit.documents.word.sheet import Sheet
from audit.documents.word.xml import LANGUAGE, Element, qn, w


def begun(*, marking: str, line: str, template: bytes | None = None) -> Sheet:
    """Return an empty sheet, marked above and below; the line stands beneath with the page's number.

    Raises WrongInput, saying what to do, for a template that is not a .docx.
    """
    document, look = templates.own() if template is None else templates.of(template)
    layout.set_page(document, look)
    ids = styles.settle(document, look, bullet_number=styles.add_bullet(document))
    sheet = Sheet(document=document, look=look, styles=ids, width=look.text_width)
    layout.mark(sheet, marking=marking.upper(), line=line)
    return sheet


_WORD = "http://schemas.microsoft.com/office/word"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_DROPPED = ("/stylesWithEffects", "/thumbnail", "/attachedTemplate")
_AFTER_COMPAT = (
    "docVars",
    "rsids",
    "mathPr",
    "attachedSchema",
    "themeFontLang",
    "clrSchemeMapping",
    "doNotIncludeSubdocsInStats",
    "doNotAutoCompressPictures",
    "forceUpgrade",
    "captions",
    "readModeInkLockDown",
    "smartTagType",
    "shapeDefaults",
    "doNotEmbedSmartTags",
    "decimalSymbol",
    "listSeparator",
)  # what the format wants after the settings of compatibility, in its order


def as_bytes(sheet: Sheet, *, title: str, author: str, made_on: date) -> bytes:
    """Put what was written into the document, and return it; pictures that say nothing are called the author's logo."""
    document = sheet.document
    body = cast("Element", document.element.body)
    for place, element in enumerate(sheet.elements):
        body.insert(place, element)
    _set_settings(document)
    _set_properties(document, title=title, author=author, made_on=made_on)
    for holder in (document.part, document.part.package):
        for number, relationship in list(holder.rels.items()):
            if relationship.reltype.endswith(_DROPPED):
                del holder.rels[number]
    _number_drawings(document, f"{author} logo")
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _set_settings(document: Document) -> None:
    root = cast("Element", document.settings.element)
    _put(root, w("zoom", percent=100), after=("writeProtection", "view"))
    compat = root.find(qn("w:compat"))
    compat = w("compat") if compat is None else compat
    for old in list(compat):
        if old.tag == qn("w:useFELayout") or old.get(qn("w:name")) == "compatibilityMode":
            compat.remove(old)
    compat.append(w("compatSetting", name="compatibilityMode", uri=_WORD, val=15))
    _put(root, compat, before=_AFTER_COMPAT)
    language = _AFTER_COMPAT.index("themeFontLang")
    _put(root, w("themeFontLang", val=LANGUAGE), before=_AFTER_COMPAT[language + 1 :])


def _put(root: Element, child: Element, *, after: Sequence[str] = (), before: Sequence[str] = ()) -> None:
    """Put a setting in its place: after the last of some, or before the first of others."""
    for old in root.findall(child.tag):
        root.remove(old)
    names = [node.tag.rpartition("}")[2] for node in root]
    if after:
        place = max((at + 1 for at, name in enumerate(names) if name in after), default=0)
    else:
        ours = qn("w:x").removesuffix("x")
        foreign = [not node.tag.startswith(ours) and name != "mathPr" for node, name in zip(root, names, strict=True)]
        ends = (at for at, name in enumerate(names) if name in before or foreign[at])
        place = next(ends, len(names))
    root.insert(place, child)


def _set_properties(document: Document, *, title: str, author: str, made_on: date) -> None:
    properties = document.core_properties
    properties.title = single_line(title)
    properties.author = properties.last_modified_by = single_line(author)
    properties.language = LANGUAGE
    properties.comments = properties.keywords = properties.subject = properties.category = ""
    properties.revision = 1
    properties.created = properties.modified = datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC)


def _number_drawings(document: Document, logo: str) -> None:
    numbers = count(1)
    parts = [
        document.part,
        *(relationship.target_part for relationship in document.part.rels.values() if not relationship.is_external),
    ]
    for part in parts:
        if not isinstance(part, XmlPart):
            continue
        for drawing in part.element.iter(_DRAWING):
            number = next(numbers)
            drawing.set("id", str(number))
            drawing.set("name", f"Picture {number}")
            if not drawing.get("descr"):
                drawing.set("descr", single_line(logo))
