"""Styles: our own look whole, or what a council's file lacks.

In: a document that python-docx opened, and its look.
Out: the id of every style that the parts use, by name.

Here too:
- The bullet of our lists, in files that may have no lists at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart

from audit.documents.look import GREY, INK, RULE, Look
from audit.documents.word.xml import LANGUAGE, Element, parsed, qn, w

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
    return max((int(node.get(qn(f"w:{attribute}"), "0")) for node in root.findall(qn(f"w:{tag}"))), default=-1) + 1


_TIGHT = '<w:spacing w:before="0" w:after="0" w:line="252" w:lineRule="auto"/>'


@dataclass(frozen=True)
class _Style:
    name: str
    paragraph: str = ""  # settings of the paragraph, in the format's order
    letters: str = ""  # settings of the letters, in the format's order
    based_on: str = "Normal"  # empty: on nothing
    kind: Literal["paragraph", "character", "table", "numbering"] = "paragraph"
    ours: bool = True  # False: Word's own name, taken from a template where it is there

    @property
    def id(self) -> str:
        return self.name.title().replace(" ", "") if not self.ours else self.name.replace(" ", "")


def _letters(size: float, colour: str = INK, *, bold: bool = False) -> str:
    half_points = round(size * 2)
    weight = "<w:b/><w:bCs/>" if bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    return f'{weight}<w:color w:val="{colour}"/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _heading(before: int, after: int, level: int) -> str:
    spacing = f'<w:spacing w:before="{before}" w:after="{after}" w:line="240" w:lineRule="auto"/>'
    return f'<w:keepNext/><w:keepLines/>{spacing}<w:outlineLvl w:val="{level}"/>'


_BUILT_IN = (
    _Style("Normal", '<w:spacing w:after="120" w:line="269" w:lineRule="auto"/>', _letters(12), "", ours=False),
    _Style("Default Paragraph Font", based_on="", kind="character", ours=False),
    _Style("Normal Table", based_on="", kind="table", ours=False),
    _Style("No List", based_on="", kind="numbering", ours=False),
    _Style("heading 1", _heading(0, 120, 0), _letters(20, "{heading}", bold=True), ours=False),
    _Style("heading 2", _heading(200, 60, 1), _letters(14, "{heading}", bold=True), ours=False),
    _Style(
        "Title",
        '<w:spacing w:after="60" w:line="240" w:lineRule="auto"/>',
        _letters(30, "{heading}", bold=True),
        ours=False,
    ),
    _Style("Subtitle", '<w:spacing w:after="240"/>', _letters(14, GREY), ours=False),
    _Style("caption", '<w:keepNext/><w:spacing w:before="160" w:after="80"/>', _letters(12, bold=True), ours=False),
    _Style("header", '<w:spacing w:after="0"/>', ours=False),
    _Style("footer", '<w:spacing w:after="0"/>', ours=False),
)
_OURS = (
    _Style("Plan Partnership", '<w:spacing w:after="60"/>', _letters(12.5, GREY, bold=True)),
    _Style("Plan Front Heading", '<w:outlineLvl w:val="0"/>', "", "heading 2"),
    _Style(
        "Plan Message",
        '<w:spacing w:before="60" w:after="160" w:line="252" w:lineRule="auto"/>',
        _letters(16, "{heading}", bold=True),
    ),
    _Style("Plan Finding", '<w:keepLines/><w:spacing w:after="90" w:line="259" w:lineRule="auto"/>'),
    _Style(
        "Plan Brief Heading",
        '<w:keepNext/><w:spacing w:before="110" w:after="20"/><w:outlineLvl w:val="0"/>',
        _letters(12, "{heading}", bold=True),
        "heading 1",
    ),
    _Style("Plan Brief", '<w:spacing w:after="40" w:line="247" w:lineRule="auto"/>', _letters(11)),
    _Style(
        "Plan Brief Bullet",
        '{bullet}<w:spacing w:after="20" w:line="247" w:lineRule="auto"/><w:ind w:left="340" w:hanging="340"/>',
        _letters(11),
    ),
    _Style("Plan Contents", '<w:spacing w:after="50" w:line="252" w:lineRule="auto"/>'),
    _Style(
        "Plan Bullet",
        '{bullet}<w:spacing w:after="40" w:line="259" w:lineRule="auto"/><w:ind w:left="425" w:hanging="425"/>',
    ),
    _Style("Plan Table Text", _TIGHT, _letters(11)),
    _Style("Plan Table Row Head", _TIGHT, _letters(11, bold=True)),
    _Style("Plan Table Head", f"<w:keepNext/>{_TIGHT}", _letters(10.5, bold=True)),
    _Style("Plan Table Number", f'{_TIGHT}<w:jc w:val="right"/>', _letters(11)),
    _Style("Plan Open Cell", _TIGHT, _letters(10.5, GREY)),
    _Style("Plan Action Text", _TIGHT, _letters(10)),
    _Style("Plan Action Strong", _TIGHT, _letters(10, bold=True)),
    _Style("Plan Action Quiet", _TIGHT, _letters(10, GREY)),
    _Style("Plan Strip", f'{_TIGHT}<w:jc w:val="center"/>', _letters(9.5)),
    _Style("Plan Strip Head", f'<w:keepNext/>{_TIGHT}<w:jc w:val="center"/>', _letters(9)),
    _Style("Plan Strip Letter", f'<w:keepNext/>{_TIGHT}<w:jc w:val="center"/>', _letters(14, bold=True)),
    _Style("Plan Note", '<w:spacing w:before="80" w:after="120"/>', _letters(10.5, GREY)),
    _Style("Plan Figure", '<w:keepNext/><w:spacing w:before="0" w:after="60" w:line="240" w:lineRule="auto"/>'),
    _Style("Plan Marking", f'{_TIGHT}<w:jc w:val="center"/>', _letters(10.5, bold=True)),
    _Style("Plan Footer", f'{_TIGHT}<w:jc w:val="center"/>', _letters(9.5, GREY)),
    _Style("Plan Link", "", '<w:color w:val="{heading}"/><w:u w:val="single"/>', "", kind="character"),
    _Style("Plan Table", _TIGHT, "", "Normal Table", kind="table"),
)


def settle(document: Document, look: Look, *, bullet_number: int) -> dict[str, str]:
    """Give the document our styles and return their ids by name; a template keeps its own and gets what it lacks."""
    root = cast("Element", document.styles.element)
    if look.own:
        for style in root.findall(qn("w:style")):
            root.remove(style)
        _set_defaults(root, look)
    for tag in root.iter(qn("w:lang")):
        tag.set(qn("w:val"), LANGUAGE)
    ids = {_name(style): style.get(qn("w:styleId"), "") for style in root.findall(qn("w:style"))}
    bullet = f'<w:numPr><w:numId w:val="{bullet_number}"/></w:numPr>'  # a level here would hide the bullet
    for style in (*_BUILT_IN, *_OURS):
        if style.name.lower() not in ids:
            ids[style.name.lower()] = style.id
            root.append(_element(style, ids, heading=look.heading, bullet=bullet))
    return ids


def _name(style: Element) -> str:
    name = style.find(qn("w:name"))
    return "" if name is None else (name.get(qn("w:val")) or "").lower()


def _element(style: _Style, ids: dict[str, str], **values: str) -> Element:
    based_on = ids.get(style.based_on.lower(), "") if style.based_on else ""
    standard = {"Normal", "Default Paragraph Font", "Normal Table", "No List"}
    element = w("style", type=style.kind, styleId=style.id)
    if style.name in standard:
        element.set(qn("w:default"), "1")
    if style.ours:
        element.set(qn("w:customStyle"), "1")
    element.append(w("name", val=style.name))
    if based_on:
        element.append(w("basedOn", val=based_on))
    element.append(w("qFormat"))
    for tag, settings in (("pPr", style.paragraph), ("rPr", style.letters)):
        if settings:
            text = settings.replace("{heading}", values["heading"]).replace("{bullet}", values["bullet"])
            element.append(parsed(f"<w:{tag}>{text}</w:{tag}>"))
    if style.kind == "table":
        element.append(parsed(_TABLE_OURS if style.ours else _TABLE))
    return element


_MARGINS = (
    '<w:tblCellMar><w:top w:w="{up}" w:type="dxa"/><w:left w:w="{side}" w:type="dxa"/>'
    '<w:bottom w:w="{up}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/></w:tblCellMar>'
)
_TABLE = f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{_MARGINS.format(up=0, side=108)}</w:tblPr>'
_TABLE_OURS = (
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>'
    f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>'
    f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/></w:tblBorders>'
    f"{_MARGINS.format(up=70, side=85)}</w:tblPr>"
)


def _set_defaults(root: Element, look: Look) -> None:
    old = root.find(qn("w:docDefaults"))
    new = parsed(
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{look.font}" w:eastAsia="{look.font}" w:hAnsi="{look.font}" w:cs="{look.font}"/>'
        f'<w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    if old is not None:
        root.replace(old, new)
    else:
        root.insert(0, new)
