"""Two thousand invented notes, half with identifiers in them; `tests.identifiers_at_length` prints how many are marked.

In: a seed.
Out: notes with what stands where; and for each kind how much of it is marked, and how much of what is marked is it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from faker import Faker

from audit.domain.identifying.marking import Identifier, IdentifierKind, Tier, identifiers_in
from audit.domain.identifying.patterned import is_nhs_number
from audit.library.names.lists import names
from tests.note_words import CLEAN, FIRST, LAST, NAMED, ORDINARY_FIRST, PATTERNED, TITLED, WORDED

_LOCALES = (
    "en_GB",
    "en_GB",
    "en_GB",
    "en_IN",
    "pl_PL",
    "en_NG",
    "tr_TR",
    "ro_RO",
    "en_IE",
    "en_PK",
    "pt_PT",
    "vi_VN",
    "sk_SK",
)
_MONTHS = "January February March April May June July August September October November December".split()
Write = Callable[[Random], str]


@dataclass(frozen=True, kw_only=True)
class Note:
    """An invented note, and what stands in it that may identify somebody."""

    text: str
    holds: tuple[Identifier, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Count:
    """How well one kind is marked."""

    kind: IdentifierKind
    there: int
    marked: int
    right: int  # of those marked
    missed: tuple[str, ...]  # the notes in which one is not marked, with the identifier
    wrong: tuple[str, ...]  # the notes in which something else is marked, with what was

    @property
    def recall(self) -> float:
        """Return the share of those there that are marked."""
        return 1 - len(self.missed) / self.there if self.there else 1.0

    @property
    def precision(self) -> float:
        """Return the share of those marked that are there."""
        return self.right / self.marked if self.marked else 1.0


def notes(seed: int = 20261203, many: int = 2000) -> tuple[Note, ...]:
    """Return invented notes; every second one has an identifier in it, or two."""
    rng = Random(seed)
    return tuple(_with_identifiers(rng) if number % 2 else _clean(rng) for number in range(many))


def made_of(sentences: Sequence[str], rng: Random, *, first: Sequence[str] = (), last: Sequence[str] = ()) -> Note:
    """Return a note of sentences whose gaps are filled in; `first` and `last` are names of its own to take from."""
    writers = _WRITERS | (_with_names(first, last) if first and last else {})
    text, holds = "", []
    for sentence in sentences:
        text += " " if text else ""
        for part in re.split(r"(<\w+>)", _filled(sentence, rng)):
            kind, write = writers.get(part, (None, None))
            word = write(rng) if write else part
            if kind:
                holds.append(Identifier(len(text), len(text) + len(word), kind, word))
            text += word
    return Note(text=text, holds=tuple(holds))


def counts(given: Sequence[Note]) -> tuple[Count, ...]:
    """Mark the notes as the product does, and count by kind; an overlap is a hit."""
    there, marked, right = Counter[IdentifierKind](), Counter[IdentifierKind](), Counter[IdentifierKind]()
    missed: dict[IdentifierKind, list[str]] = {kind: [] for kind in IdentifierKind}
    wrong: dict[IdentifierKind, list[str]] = {kind: [] for kind in IdentifierKind}
    for note in given:
        found = _stops(note.text)
        for one in note.holds:
            there[one.kind] += 1
            if not _overlaps(one, found):
                missed[one.kind].append(f"{one.text!r} in {note.text!r}")
        for one in found:
            marked[one.kind] += 1
            right[one.kind] += _overlaps(one, note.holds)
            if not _overlaps(one, note.holds):
                wrong[one.kind].append(f"{one.text!r} in {note.text!r}")
    return tuple(
        Count(kind=k, there=there[k], marked=marked[k], right=right[k], missed=tuple(missed[k]), wrong=tuple(wrong[k]))
        for k in IdentifierKind
    )


def is_marked(note: Note) -> bool:
    """Say whether anything in a note is marked that may identify somebody."""
    return bool(_stops(note.text))


def _stops(text: str) -> list[Identifier]:
    return [identifier for identifier in identifiers_in(text, names()) if identifier.kind.tier is Tier.STOP]


def _overlaps(one: Identifier, others: Sequence[Identifier]) -> bool:
    return any(one.kind is other.kind and one.start < other.end and other.start < one.end for other in others)


def _clean(rng: Random) -> Note:
    return Note(text=" ".join(_filled(rng.choice(CLEAN), rng) for _ in range(rng.randint(1, 3))))


def _with_identifiers(rng: Random) -> Note:
    sentences = [rng.choice(CLEAN)] * rng.randint(0, 1) + [_a_sentence(rng) for _ in range(rng.randint(1, 2))]
    rng.shuffle(sentences)
    return made_of(sentences, rng)


def _a_sentence(rng: Random) -> str:
    return rng.choice(rng.choice((NAMED, NAMED, TITLED, PATTERNED, PATTERNED, PATTERNED, WORDED, WORDED)))


def _filled(sentence: str, rng: Random) -> str:
    """Fill in what is no identifier: days on which something happened, figures, times, money."""
    fills: dict[str, Write] = {
        "{day}": lambda r: _date(r, 2025, 2026),
        "{month}": lambda r: r.choice(_MONTHS),
        "{n}": lambda r: str(r.randint(2, 40)),
        "{year}": lambda r: str(r.randint(2019, 2026)),
        "{time}": lambda r: r.choice(("9am", "14:30", "08.45", "5pm", "16:00 to 17:30")),
        "{money}": lambda r: r.choice(("£1,250", "£40 a week", "£3,400.50", "£215000")),
        "{ref}": lambda r: f"QS{r.randint(1, 7)}" + r.choice(("", f".{r.randint(1, 8)}")),
    }
    return re.sub(r"\{\w+\}", lambda match: fills[match.group()](rng), sentence)


def _date(rng: Random, first: int, last: int) -> str:
    on = date(first, 1, 1) + timedelta(days=rng.randrange(365 * (last - first + 1)))
    day, month, year, name = on.day, on.month, on.year, _MONTHS[on.month - 1]
    end = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return rng.choice(
        (
            f"{day}/{month}/{year}",
            f"{day:02}/{month:02}/{year}",
            f"{day:02}/{month:02}/{year % 100:02}",
            on.isoformat(),
            f"{day}.{month}.{year}",
            f"{day:02}.{month:02}.{year % 100:02}",
            f"{day}-{month}-{year}",
            f"{day} {name} {year}",
            f"{day}{end} {name} {year}",
            f"{day}{end} of {name} {year}",
            f"{day} {name[:3]} {year}",
            f"{day}-{name[:3]}-{year}",
            f"{name} {day}, {year}",
            f"{name} {day}{end} {year}",
            f"{day} {name.lower()} {year}",
            f"{day} / {month} / {year}",
        )
    )


def _nhs_number(rng: Random) -> str:
    while True:
        digits = f"{rng.choice((4, 6, 7, 9))}{rng.randrange(10**9):09}"
        if is_nhs_number(digits):
            gap = rng.choice((" ", "-", "", "\u00a0"))
            return f"{digits[:3]}{gap}{digits[3:6]}{gap}{digits[6:]}"


def _upn(rng: Random) -> str:
    upn = f"{rng.choice('ABCDEFGHJKLMNPQRTUVWXYZ')}{rng.randrange(10**11):011}{rng.choice('0123456789ABX')}"
    return rng.choice((upn, upn, upn.lower(), f"{upn[:4]} {upn[4:8]} {upn[8:]}"))


def _nino(rng: Random) -> str:
    parts = [rng.choice(("AB", "JK", "PW", "SY", "CE", "LX")), *(f"{rng.randrange(100):02}" for _ in range(3))]
    nino = rng.choice((" ", "", "-")).join([*parts, rng.choice("ABCD")])
    return rng.choice((nino, nino, nino.lower()))


def _postcode(rng: Random) -> str:
    outer = rng.choice(("LS12", "M1", "SW1A", "B33", "CR2", "DN55", "EC1A", "W1A", "BD7", "NE4", "TS1", "OL16", "L8"))
    inner = f"{rng.randrange(10)}{''.join(rng.choices('ABDEFGHJLNPQRSTUWXYZ', k=2))}"
    postcode = f"{outer}{rng.choice((' ', ' ', ''))}{inner}"
    return rng.choice((postcode, postcode, postcode.lower()))


def _phone(rng: Random) -> str:
    a, b, c = f"{rng.randrange(1000):03}", f"{rng.randrange(1000):03}", f"{rng.randrange(1000):03}"
    return rng.choice(
        (
            f"07{a}{b}{c}",
            f"07{a} {b}{c}",
            f"07{a} {b} {c}",
            f"07{a}-{b}-{c}",
            f"+44 7{a} {b}{c}",
            f"+447{a}{b}{c}",
            f"+44 (0)7{a} {b}{c}",
            f"0044 7{a} {b} {c}",
            f"0113 {a} 4{b}",
            f"(0113) {a} 4{b}",
            f"020 7{a} 4{b}",
            f"0207 {a} 4{b}",
            f"01924 {a}{b}",
            f"(01924) {a}{b}",
            f"01924-{a}-{b}",
            f"+44 113 {a} 4{b}",
            f"0113 {a} 4{b} ext 21",
            f"0113.{a}.4{b}",
            f"0800 {a} {b}",
            f"0345 {a} 4{b}",
        )
    )


def _email(rng: Random) -> str:
    first, last = _plain(rng.choice(FIRST)), _plain(rng.choice(LAST))
    where = rng.choice(("example.com", "example.nhs.uk", "mail.example.org", "example.gov.uk", "school.example.sch.uk"))
    who = rng.choice((f"{first}.{last}", f"{first[0]}{last}{rng.randint(1, 99)}", f"{first}_{last}", f"{first}+home"))
    return rng.choice((f"{who}@{where}", f"{who}@{where}", f"{who}@{where}".upper()))


def _url(rng: Random) -> str:
    where = rng.choice(("example.org", "www.example.co.uk", "service.example.gov.uk", "example.com", "www.example.net"))
    path = rng.choice(("", "/", "/help", "/photos?id=31&x=2", "/a/b#c"))
    return rng.choice((f"https://{where}{path}", f"http://{where}{path}", f"{where}{path}"))


_BEGINS = "Thorn Marl Hazel Raven Fern Whit Corve Elm Brack Pike Lark Hollow Kestrel Ash Oxen Sedge Willow Tarn".split()
_TOWNS = (
    "Leeds Bradford Harrogate Rotherham Blackpool Stockport Ipswich Plymouth Whitby Oldham Cotterdale Hexby".split()
)


def _made(rng: Random, *ends: str) -> str:
    return (
        f"{rng.choice(_BEGINS)}{rng.choice(('field', 'hurst', 'wick', 'bourne', 'mere', ' Tree', ' Bank'))} "
        f"{rng.choice(ends)}"
    )


def _address(rng: Random) -> str:
    street = _made(rng, "Road", "Street", "Lane", "Close", "Avenue", "Wynd", "Crescent", "Terrace")
    return f"{rng.choice(('', '', 'Flat 2, '))}{rng.randint(1, 180)}{rng.choice(('', '', 'a'))} {street}"


def _case(rng: Random) -> str:
    return rng.choice(
        (
            f"{rng.randrange(10**6, 10**7)}",
            f"CA-2025-0{rng.randrange(10, 99)}7",
            f"{rng.randrange(10, 99)}/{rng.randrange(10**4, 10**5)}/24",
            f"{rng.randrange(10, 99)}TR/{rng.randrange(1000, 9999)}/25",
            f"LL {rng.randrange(100, 999)} {rng.randrange(100, 999)}",
        )
    )


def _car(rng: Random) -> str:
    letters = "".join(rng.choices("BCDFGHJKLMNPRSTVWXYZ", k=3))
    car = f"{rng.choice(('LM', 'YK', 'KX', 'BD', 'PJ'))}{rng.randint(51, 75)}{rng.choice((' ', ''))}{letters}"
    return rng.choice((car, car, car.lower()))


def _handle(rng: Random) -> str:
    return rng.choice(("@lil.jay_07", "ghostie#1190", "darkangel_09", "Kreator88", "xXnightXx", "@its.kez"))


def _count(rng: Random) -> str:
    adjective = rng.choice(("", "", "vulnerable ", "older "))
    return rng.choice(
        (
            f"two {adjective}children",
            f"both {adjective}girls",
            f"{rng.randint(2, 5)} {adjective}pupils",
            f"one {adjective}child",
            f"three of the {rng.choice(('six', '6', 'seven'))}",
            f"{rng.randint(2, 4)} YP",
            "one of the boys",
            "four of our children",
            "a couple of the lads",
            "neither boy",
            "one in three",
            "the other two boys",
        )
    )


def _event(rng: Random) -> str:
    age = rng.randint(11, 17)
    return rng.choice(
        (
            f"arrested at {age} in the park",
            f"she was moved on her {age}th birthday",
            f"a week before he turned {age}",
            f"detained at {age}",
            f"two days after her {age}th birthday",
            f"He turned {age} the week of the move",
            f"when she was {age} her dad died",
        )
    )


@cache
def _fakers() -> tuple[Faker, ...]:
    made = tuple(Faker(locale) for locale in _LOCALES)
    for number, one in enumerate(made):
        one.seed_instance(number)
    return made


def _first(rng: Random) -> str:
    if rng.random() < 0.05:
        return rng.choice(ORDINARY_FIRST)
    return rng.choice(FIRST) if rng.random() < 0.4 else str(rng.choice(_fakers()).first_name())


def _last(rng: Random) -> str:
    return rng.choice(LAST) if rng.random() < 0.4 else str(rng.choice(_fakers()).last_name())


def _titled(rng: Random) -> str:
    return f"{rng.choice(('Mr', 'Mrs', 'Ms', 'Miss', 'Dr', 'Mr.', 'PC', 'Professor'))} {_last(rng)}"


def _with_names(first: Sequence[str], last: Sequence[str]) -> dict[str, tuple[IdentifierKind, Write]]:
    title: Write = lambda rng: rng.choice(("Mr", "Mrs", "Ms", "Dr", "PC", "DC", "Sgt"))  # noqa: E731 - a writer
    return {
        "<first>": (IdentifierKind.NAME, lambda rng: rng.choice(first)),
        "<last>": (IdentifierKind.NAME, lambda rng: rng.choice(last)),
        "<whole>": (IdentifierKind.NAME, lambda rng: f"{rng.choice(first)} {rng.choice(last)}"),
        "<titled>": (IdentifierKind.NAME, lambda rng: f"{title(rng)} {rng.choice(last)}"),
    }


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.casefold()) or "sam"


_WRITERS: dict[str, tuple[IdentifierKind, Write]] = {
    "<nhs>": (IdentifierKind.NHS_NUMBER, _nhs_number),
    "<upn>": (IdentifierKind.UPN, _upn),
    "<nino>": (IdentifierKind.NINO, _nino),
    "<dob>": (IdentifierKind.DATE_OF_BIRTH, lambda rng: _date(rng, 2004, 2021)),
    "<postcode>": (IdentifierKind.POSTCODE, _postcode),
    "<phone>": (IdentifierKind.PHONE, _phone),
    "<place>": (IdentifierKind.PLACE, lambda rng: rng.choice(_TOWNS)),
    "<home>": (
        IdentifierKind.PLACE,
        lambda rng: _made(rng, "House", "Lodge", "View", "Cottage", "unit", "clinic", "Hospital", "ward"),
    ),
    "<school>": (
        IdentifierKind.SCHOOL,
        lambda rng: _made(rng, "Primary School", "Academy", "College", "High School", "Juniors", "UTC", "Nursery"),
    ),
    "<address>": (IdentifierKind.ADDRESS, _address),
    "<case>": (IdentifierKind.CASE_NUMBER, _case),
    "<car>": (IdentifierKind.CAR, _car),
    "<handle>": (IdentifierKind.HANDLE, _handle),
    "<count>": (IdentifierKind.SMALL_COUNT, _count),
    "<event>": (IdentifierKind.EVENT_WITH_AGE, _event),
    "<email>": (IdentifierKind.EMAIL, _email),
    "<url>": (IdentifierKind.URL, _url),
    "<first>": (IdentifierKind.NAME, _first),
    "<whole>": (IdentifierKind.NAME, lambda rng: f"{_first(rng)} {_last(rng)}"),
    "<titled>": (IdentifierKind.NAME, _titled),
}
