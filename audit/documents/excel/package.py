"""A workbook that somebody sent, opened with care: nothing in it is run, and nothing in it can fill the memory.

In: the bytes of a file that says it is an Excel workbook.
Out: its parts as streams of limited size; WrongInput, saying what to do, for anything that is not a plain workbook.
"""

from __future__ import annotations

import zlib
from io import BytesIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

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
        _local(name), {_local(one): said for one, said in attributes.items()}
    )
    parser.EndElementHandler = lambda name: handler.end(_local(name))
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = _refuse_declarations
    return parser


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse_declarations(*_said: object) -> None:
    raise WrongInput(_DAMAGED)  # no workbook declares a document type; what does may grow without end
