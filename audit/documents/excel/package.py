"""A workbook that somebody sent, opened with care: nothing in it is run, and nothing in it can fill the memory.

In: the bytes of a file that says it is an Excel workbook.
Out: its parts as streams of limited size; WrongInput, saying what to do, for anything that is not a plain workbook.

Here too:
- The parts of a workbook as their elements pass: its sheets, links, words, formats and cells.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import join, normpath
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils import column_index_from_string, get_column_letter

from audit.documents.typed import fit
from audit.errors import WrongInput

_MB = 1024 * 1024
MOST_BYTES = 10 * _MB
_MOST_PART, _MOST_TOGETHER, _MOST_PARTS = 24 * _MB, 64 * _MB, 300
_MOST_RATIO, _SMALL = 150, 2 * _MB  # words and numbers shrink 5 to 40 times
_OLD = b"\xd0\xcf\x11\xe0"
_ACTIVE = ("vbaproject", "macrosheets", "dialogsheets", "activex", "ctrlprops")
_OUTSIDE = ("externallinks", "connections.xml", "querytables", "embeddings", "webextensions", "model/")
_DAMAGED = "This file is damaged or was cut short. Ask for it to be sent again."
_NOT_OURS = "This is not an Excel workbook (.xlsx). Save it as one, then choose it again."
_TOO_LARGE = "This file holds far more than a workbook of this tool can. Ask for a fresh copy to be filled in."
Attributes = dict[str, str]
_CHUNK = 64 * 1024


class Handler:
    """What is done with the elements of a part as they pass; names and attributes come without a namespace."""

    def start(self, name: str, attributes: Attributes) -> None:
        """Take note that an element begins."""

    def end(self, name: str) -> None:
        """Take note that an element ends."""

    def text(self, words: str) -> None:
        """Take note of words inside an element."""


class Package:
    """The parts of a workbook, none of them read yet."""

    def __init__(self, data: bytes) -> None:
        """Look at what the file holds; raises WrongInput for anything but a plain workbook of a sensible size."""
        self._file = _opened(data)
        self._names = {info.filename.lstrip("/").lower(): info for info in self._file.infolist()}
        _must_be_plain(self._file.infolist(), self._names)
        self._left = _MOST_TOGETHER

    def has(self, name: str) -> bool:
        """Say whether there is a part of that name."""
        return name.lower() in self._names

    def walk(self, name: str, handler: Handler) -> None:
        """Let a handler see a part from its beginning to its end; raises WrongInput where it cannot be read."""
        info = self._names.get(name.lower())
        if info is None:
            raise WrongInput(_DAMAGED)
        parser = _parser(handler)
        try:
            with self._file.open(info) as part:
                while chunk := part.read(_CHUNK):
                    self._spend(len(chunk))
                    parser.Parse(chunk, False)
                parser.Parse(b"", True)
        except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as fault:
            raise WrongInput(_DAMAGED) from fault
        except (expat.ExpatError, UnicodeError, LookupError, ValueError) as fault:
            raise WrongInput(_DAMAGED) from fault

    def _spend(self, read: int) -> None:
        self._left -= read
        if self._left < 0:
            raise WrongInput(_TOO_LARGE)


def damaged() -> WrongInput:
    """Return what is said of a file whose parts make no sense."""
    return WrongInput(_DAMAGED)


def too_large() -> WrongInput:
    """Return what is said of a file that holds far too much."""
    return WrongInput(_TOO_LARGE)


def _opened(data: bytes) -> ZipFile:
    if len(data) > MOST_BYTES:
        raise WrongInput(_TOO_LARGE)
    if data[:4] == _OLD:
        raise WrongInput(
            "This file has a password or is of the old kind (.xls). Save it as .xlsx without one and try again."
        )
    if data[:2] != b"PK":
        raise WrongInput(_NOT_OURS if data else "This file is empty. Ask for it to be sent again.")
    try:
        return ZipFile(BytesIO(data))
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as fault:
        raise WrongInput(_DAMAGED) from fault
    except (UnicodeError, LookupError, OverflowError) as fault:
        raise WrongInput(_DAMAGED) from fault


def _must_be_plain(infos: list[ZipInfo], names: dict[str, ZipInfo]) -> None:
    if len(names) != len(infos):
        raise WrongInput(_DAMAGED)
    if any(mark in name for name in names for mark in _ACTIVE):
        raise WrongInput(
            "This workbook has macros, so it was not opened. Save it as .xlsx without macros and try again."
        )
    if any(mark in name for name in names for mark in _OUTSIDE):
        raise WrongInput("This workbook has links to other files or data. Fill in a fresh copy without them.")
    if "[content_types].xml" not in names or "xl/workbook.xml" not in names:
        raise WrongInput(_NOT_OURS)
    if any(info.flag_bits & 0x1 for info in infos):
        raise WrongInput("This file has a password. Save it without one, then try again.")
    if any(info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for info in infos):
        raise WrongInput(_NOT_OURS)
    if len(infos) > _MOST_PARTS or sum(info.file_size for info in infos) > _MOST_TOGETHER:
        raise WrongInput(_TOO_LARGE)
    if any(_swells(info) for info in infos):
        raise WrongInput(_TOO_LARGE)


def _swells(info: ZipInfo) -> bool:
    ratio = info.file_size / max(info.compress_size, 1)
    return info.file_size > _MOST_PART or (info.file_size > _SMALL and ratio > _MOST_RATIO)


def _parser(handler: Handler) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: handler.start(
        _local(name), {_local(attribute): text for attribute, text in attributes.items()}
    )
    parser.EndElementHandler = lambda name: handler.end(_local(name))
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = _refuse_declarations
    return parser


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse_declarations(*_declaration: object) -> None:
    raise WrongInput(_DAMAGED)  # no workbook declares a document type; what does may grow without end


_MOST_CELLS, _MOST_ROWS, _MOST_MERGED = 60_000, 60_000, 1_000
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_LONG = 100_000  # characters; longer than a cell can be, and short enough to hold
TRUE = ("1", "true")


def whole(text: str) -> int:
    """Return a whole number; raises WrongInput for anything else."""
    try:
        return int(text)
    except ValueError as fault:
        raise damaged() from fault


def unescaped(text: str) -> str:
    """Return a text with the characters that a workbook writes as _xHHHH_."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return fit(text)


@dataclass(kw_only=True)
class Raw:
    """A cell as it is written."""

    type: str
    style: str
    value: str = ""
    words: str = ""
    formula: bool = False


class Contents(Handler):
    """The sheets that the workbook lists."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self.sheets: list[Attributes] = []
        self.since_1904 = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Take note of an element."""
        if name == "sheet":
            self.sheets.append(attributes)
        elif name == "workbookPr":
            self.since_1904 = attributes.get("date1904", "") in TRUE


class Links(Handler):
    """Where the parts are."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self.targets: dict[str, str] = {}
        self._types: dict[str, str] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        """Take note of an element."""
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = attributes.get("Target", "")
        part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        self.targets[attributes.get("Id", "")] = part
        self._types[attributes.get("Type", "").rpartition("/")[2]] = part

    def of_type(self, name: str) -> str | None:
        """Return the part of a type; None where there is none."""
        return self._types.get(name)


class Strings(Handler):
    """The words that cells share."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self.found: list[str] = []
        self._parts: list[str] = []
        self._open = self._aside = False

    def start(self, name: str, attributes: Attributes) -> None:  # noqa: ARG002 - no element here needs them
        """Take note of an element."""
        if name == "si":
            self._parts = []
        elif name == "rPh":  # how a word is read aloud, in some languages; not part of it
            self._aside = True
        elif name == "t":
            self._open = not self._aside

    def end(self, name: str) -> None:
        """Close an element."""
        if name == "si":
            self.found.append(unescaped("".join(self._parts)))
        elif name == "rPh":
            self._aside = False
        elif name == "t":
            self._open = False

    def text(self, words: str) -> None:
        """Keep words where they belong."""
        if self._open:
            self._parts.append(words)


class Styles(Handler):
    """Which formats show a figure as a day."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self._formats: dict[str, str] = {}
        self._cells: list[str] = []
        self._inside = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Take note of an element."""
        if name == "numFmt":
            self._formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self._cells.append(attributes.get("numFmtId", "0"))

    def end(self, name: str) -> None:
        """Close an element."""
        if name == "cellXfs":
            self._inside = False

    def dates(self) -> frozenset[int]:
        """Return the styles that show a figure as a day."""
        return frozenset(place for place, number in enumerate(self._cells) if self._is_date(number))

    def _is_date(self, number: str) -> bool:
        builtin = BUILTIN_FORMATS.get(whole(number), "General")
        return bool(is_date_format(self._formats.get(number, builtin)[:200]))


@dataclass
class Cells(Handler):
    """The cells of a sheet that hold something."""

    raw_cells: dict[str, Raw] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    _row: int = 0
    _column: int = 0
    _cells: int = 0
    _rows: int = 0
    _raw: Raw | None = None
    _inside: str = ""

    def start(self, name: str, attributes: Attributes) -> None:
        """Take note of an element."""
        if name == "c":
            self._begin_cell(attributes)
        elif name == "row":
            self._begin_row(attributes)
        elif name == "mergeCell":
            self._note_merge(attributes.get("ref", ""))
        elif name == "col" and attributes.get("hidden", "") in TRUE:
            first, last = whole(attributes.get("min", "1")), whole(attributes.get("max", "1"))
            self.hidden_columns.update(range(first, min(last, first + 100) + 1))
        elif name in ("v", "t", "f"):
            self._inside = name
            if name == "f" and self._raw is not None:
                self._raw.formula = True

    def end(self, name: str) -> None:
        """Close an element."""
        if name == "c" and self._raw is not None:
            raw, self._raw = self._raw, None
            if raw.value or raw.words or raw.formula:
                self.raw_cells[f"{get_column_letter(self._column)}{self._row}"] = raw
        elif name in ("v", "t", "f"):
            self._inside = ""

    def text(self, words: str) -> None:
        """Keep words where they belong."""
        if self._raw is None:
            return
        if self._inside == "v" and len(self._raw.value) < _LONG:
            self._raw.value += words
        elif self._inside == "t" and len(self._raw.words) < _LONG:
            self._raw.words += words

    def _begin_row(self, attributes: Attributes) -> None:
        self._rows += 1
        self._row, self._column = whole(attributes.get("r", str(self._row + 1))), 0
        if self._rows > _MOST_ROWS:
            raise too_large()
        if attributes.get("hidden", "") in TRUE:
            self.hidden_rows.add(self._row)

    def _begin_cell(self, attributes: Attributes) -> None:
        self._cells += 1
        if self._cells > _MOST_CELLS:
            raise too_large()
        place = attributes.get("r")
        if place is None:
            self._column += 1
        else:
            self._row, self._column = _position(place)
        if not (1 <= self._column <= 16_384 and 1 <= self._row <= 1_048_576):
            raise damaged()
        self._raw = Raw(type=attributes.get("t", "n"), style=attributes.get("s", "0"))

    def _note_merge(self, ref: str) -> None:
        for end in ref.split(":"):
            _position(end)
        if len(self.merged) < _MOST_MERGED:
            self.merged.append(ref.replace("$", "").upper())


def _position(place: str) -> tuple[int, int]:
    match = _PLACE.fullmatch(place)
    if match is None:
        raise damaged()
    return int(match[2]), column_index_from_string(match[1].upper())
