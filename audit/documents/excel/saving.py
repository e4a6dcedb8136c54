"""Saving a workbook as Excel writes one itself, so that nothing has to be repaired or written anew.

In: a workbook of openpyxl.
Out: the bytes of the file. openpyxl puts words into each cell, and the parts of a font into an order of its own; here
words are kept once for the whole file, and a font says bold, size, colour and name in the format's order.
"""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

_FONT = (
    b"b",
    b"i",
    b"strike",
    b"condense",
    b"extend",
    b"outline",
    b"shadow",
    b"u",
    b"vertAlign",
    b"sz",
    b"color",
    b"name",
    b"family",
    b"charset",
    b"scheme",
)
_FONTS, _PART = re.compile(rb"<font>(.*?)</font>", re.DOTALL), re.compile(rb"<(\w+)[^>]*?(?:/>|>.*?</\1>)", re.DOTALL)
_CELL = re.compile(rb'(<c [^>]*?)t="inlineStr"([^>]*>)<is>(.*?)</is>', re.DOTALL)
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_SPACE = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_NAMED = {
    "[Content_Types].xml": b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
    b'officedocument.spreadsheetml.sharedStrings+xml"/>',
    "xl/_rels/workbook.xml.rels": b'<Relationship Id="rIdWords" Type="http://schemas.openxmlformats.org/officeDocument/'
    b'2006/relationships/sharedStrings" Target="/xl/sharedStrings.xml"/>',
}  # where the format asks that the words be named


def as_bytes(book: Workbook) -> bytes:
    """Return the workbook as a file."""
    written, finished = BytesIO(), BytesIO()
    book.save(written)
    words: dict[bytes, int] = {}
    with ZipFile(written) as old, ZipFile(finished, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = old.read(info)
            if _SHEET.fullmatch(info.filename):
                part = _CELL.sub(lambda cell: _kept_once(cell, words), part)
            elif info.filename == "xl/styles.xml":
                part = _FONTS.sub(_in_order, part)
            elif info.filename in _NAMED:
                inside, end, name = part.rpartition(b"</")
                part = inside + _NAMED[info.filename] + end + name
            new.writestr(info, part)
        new.writestr("xl/sharedStrings.xml", _strings(words))
    return finished.getvalue()


def _kept_once(cell: re.Match[bytes], words: dict[bytes, int]) -> bytes:
    start, rest, said = cell.groups()
    return b'%bt="s"%b<v>%d</v>' % (start, rest, words.setdefault(said, len(words)))


def _in_order(font: re.Match[bytes]) -> bytes:
    parts = sorted(_PART.finditer(font[1]), key=lambda one: _FONT.index(one[1]))
    return b"<font>%b</font>" % b"".join(one[0] for one in parts)


def _strings(words: dict[bytes, int]) -> bytes:
    said = b"".join(b"<si>%b</si>" % one for one in words)
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="%b" uniqueCount="%d">%b</sst>' % (
        _SPACE,
        len(words),
        said,
    )
