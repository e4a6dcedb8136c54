"""Before the reveal no page tells anybody what another agency answered, graded or wrote.

Every page of the menu is drawn for everybody, in worlds that differ only in what the other agencies said of the child
whose case is blind: nothing on the page may differ. A page without an entry in PAGES fails, and so does a command.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element
from typer.testing import CliRunner

from audit.__main__ import app as command_line
from audit.pages import menu
from tests.builders import SEVEN, THEMES
from tests.command_line import commands
from tests.databases import close
from tests.scenes import AGENCIES, ROUND
from tests.worlds import BLIND, OPEN, World, words_of

Address = Mapping[str, str]
_BLIND: Address = {"case": BLIND, "statement": f"{SEVEN}/QS1"}
_NOWHERE: Address = {}

PAGES: Mapping[str, tuple[Address, ...]] = {
    "home": (_NOWHERE,),
    "rate": (_BLIND, _NOWHERE),
    "workshop": (_BLIND, {"case": BLIND}, {**_BLIND, "follow": "1"}, _NOWHERE),
    "findings": (_NOWHERE,),
    "plan": (_NOWHERE,),
    "check-out": ({"paper": "plan"}, {"paper": "board"}, {"paper": "self-evaluation"}, _NOWHERE),
    "papers": (_NOWHERE,),
    "board": (_NOWHERE,),
    "young-people": (_NOWHERE,),
    "letter": (_NOWHERE,),
    "check": (_BLIND,),
    "finding": ({"finding": "F1"},),
    "raise": (_NOWHERE, _BLIND),
    "merge": (_NOWHERE,),
    "theme": ({"theme": f"{THEMES}/L11"},),
    "own-grades": (_NOWHERE,),
    "agreement": (_NOWHERE,),
    "answers": (_BLIND, _NOWHERE),
    "decide": ({"finding": "F1"},),
    "action": ({"action": "A1"},),
    "my-actions": (_NOWHERE,),
    "reminders": (_NOWHERE,),
    "plan-versions": (_NOWHERE,),
    "plan-workbook": (_NOWHERE,),
    "summary": (_BLIND, _NOWHERE),
    "over-time": (_NOWHERE,),
    "last-time": (_NOWHERE,),
    "measured": (_NOWHERE,),
    "programme": (_NOWHERE,),
    "concern": (_BLIND,),
    "journeys": (_NOWHERE, _BLIND),
    "child-journey": (_BLIND, _NOWHERE),
    "journey-events": (_BLIND, _NOWHERE),
    "journey-ties": (_BLIND, _NOWHERE),
    "pack": (_BLIND, _NOWHERE),
    "partnership": (_NOWHERE,),
    "safekeeping": (_NOWHERE,),
    "erase": (_NOWHERE,),
    "trail": (_NOWHERE,),
    "new-round": (_NOWHERE,),
    "round": (_NOWHERE,),
    "round-cases": (_NOWHERE,),
    "round-case": (_BLIND,),
    "new-case": (_NOWHERE,),
    "round-agencies": (_BLIND, _NOWHERE),
    "round-dates": (_NOWHERE,),
    "round-path": (_NOWHERE,),
    "workbooks": (_NOWHERE,),
    "choose-cases": (_NOWHERE,),
    "timescales": (_NOWHERE,),
    "case-dates": (_BLIND, _NOWHERE),
    "council-timescales": (_NOWHERE,),
    "frameworks": (_NOWHERE,),
    "framework": ({"framework": SEVEN}, {"framework": SEVEN, "item": "QS1"}, _NOWHERE),
    "framework-compare": ({"framework": SEVEN},),
    "framework-wording": ({"framework": SEVEN, "item": "QS3"},),
    "framework-workbook": (_NOWHERE,),
    "readiness": (_NOWHERE,),
    "inspection-round": (_NOWHERE,),
    "clock": (_NOWHERE, {"rehearsal": "2026-12-14"}),
    "inspection-days": (_NOWHERE,),
    "questions": (_NOWHERE,),
    "evidence": (_NOWHERE,),
    "evidence-item": (_NOWHERE,),
    "evidence-new": (_NOWHERE,),
    "checklists": (_NOWHERE,),
    "recommendations": ({"list": "ewg-recommendations-2017"},),
    "checklist": ({"item": "ewg-recommendations-2017/R11"},),
    "checklist-meeting": ({"list": THEMES},),
}

# What is asked of each command, or why nothing is. "{out}" stands for a file to write.
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "actions read": (),  # reads a file of its own
    "actions write": ("actions", ROUND, "--out", "{out}"),
    "agreement": (),  # reads a file of its own
    "bundle": (),  # reads no database
    "backup": (),  # the whole database, for this computer's owner, by intention
    "check-out": ("check-out", ROUND, "--paper", "plan"),
    "move": (),  # the whole database, for this computer's owner, by intention
    "check-text": (),  # reads a text of its own
    "evidence read": (),  # reads a file of its own
    "evidence write": ("evidence", "write", "--out", "{out}"),
    "clock": (),  # reads no database
    "feedback": ("feedback", ROUND, "--out", "{out}"),
    "frameworks check": ("frameworks", "check"),
    "frameworks export": ("frameworks", "export", SEVEN, "--out", "{out}"),
    "frameworks generate": (),  # reads no database
    "frameworks read": (),  # reads a file of its own, and frameworks
    "frameworks template": ("frameworks", "template", SEVEN, "--out", "{out}"),
    "letter": (),  # reads a file of its own
    "statement": (),  # refuses an audit round
    "migrate": ("migrate",),
    "open": (),  # the pages are looked at one by one
    "over-time": ("over-time", ROUND, "--json"),
    "programme": ("programme", "--json"),
    "pack": ("pack", ROUND, "--out", "{out}"),
    "plan": ("plan", ROUND, "--out", "{out}"),
    "readiness": ("readiness", "--json"),
    "restore": (),  # puts the whole database back
    "rounds": ("rounds", "--json"),
    "rounds export": ("rounds", "export", ROUND, "{out}"),
    "rounds import": (),  # reads a file of its own
    "rounds schema": (),  # reads no database
    "sample": (),  # reads a return of its own, and no database
    "seed": ("seed",),
    "suppress": (),  # reads files of its own
    "self-evaluation": ("self-evaluation", "--out", "{out}"),
    "themes": ("themes", ROUND, "--json"),
    "report": ("report", ROUND, "--kind", "board", "--out", "{out}"),
    "timescales": (),  # reads a return of its own, and no database
    "workbook read": (),  # reads a file of its own; what it says is looked at in the services' tests
    "workbook write": ("workbook", ROUND, "CSC", "--out", "{out}"),
}

_ENDINGS = {
    "workbook": "xlsx",
    "template": "xlsx",
    "evidence": "xlsx",
    "actions": "xlsx",
    "export": "yaml",
}  # of what a command writes; else .docx
_BY_LOT = re.compile(  # a plan workbook's mark of its own, made of the moment it was written, and its seal
    r"\b[0-9a-f]{16}-\d+|\b[0-9a-f]{64}\b|(?<=<t>)[0-9a-f]{16}(?=</t>)"
)
_CHANCE = re.compile(r'deferred_file_id: "\w+"')  # drawn by lot each time a page offers a file


@pytest.fixture(scope="module", autouse=True)
def as_made(worlds: Mapping[str, World], tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Return a database of each world as it was made: a page that is looked at keeps where its facilitator stands."""
    folder = tmp_path_factory.mktemp("as-made")
    kept = {name: folder / f"{number}.db" for number, name in enumerate(worlds)}
    for name, world in worlds.items():
        close(world.scene.app.engine)
        shutil.copy(str(world.scene.app.engine.url.database), kept[name])
    return kept


class Eyes(NamedTuple):
    """Somebody who looks: who, at which agency's desk, and the world that differs in all they may not see."""

    who: str
    desk: str | None  # None: at no agency's desk
    other: str


EYES = (  # the last two name, in the address, an agency that is not theirs
    *(Eyes(agency, None, f"others than {agency} differ") for agency in AGENCIES),
    *(Eyes(who, None, "everybody differs") for who in ("facilitator", "scrutineer", "board_member")),
    Eyes("facilitator", "HEALTH", "everybody differs"),
    Eyes("CSC", "HEALTH", "others than CSC differ"),
)


def shown(world: World, page: str, eyes: Eyes, address: Address) -> str:
    """Return all that a page sends to the screen of somebody, as text."""

    def script(app, page: str) -> None:
        from audit.pages.menu import ENTRIES

        next(entry for entry in ENTRIES if entry.name == page).render(app)

    app = world.scene.app.as_person(world.scene.people[eyes.who])
    test = AppTest.from_function(script, default_timeout=20, kwargs={"app": app, "page": page})
    for name, value in {"round": ROUND, **address, **({"agency": eyes.desk} if eyes.desk else {})}.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception, f"{page} for {eyes.who}: {test.exception}"
    return "\n".join(_protos(test.main)) + "\n".join(_protos(test.sidebar))


def _protos(node: Block | Element) -> Iterator[str]:
    yield _CHANCE.sub("", str(getattr(node, "proto", "")))
    if isinstance(node, Block):
        for child in node.children.values():
            yield from _protos(child)


def test_every_page_is_looked_at():
    assert {entry.name for entry in menu.ENTRIES} == set(PAGES), (
        "add the page to PAGES, so that it is shown to be blind"
    )


@pytest.mark.parametrize("page", PAGES)
def test_what_others_said_changes_nothing_on_a_page(page: str, worlds: Mapping[str, World]):
    for eyes in EYES:
        for address in PAGES[page]:
            on_screen = shown(worlds["as it is"], page, eyes, address)
            for agency in (agency for agency in AGENCIES if agency != eyes.who):
                assert words_of(agency, BLIND) not in on_screen, f"{page} shows {eyes.who} what {agency} wrote"
            differs = _first_difference(on_screen, shown(worlds[eyes.other], page, eyes, address))
            assert differs is None, f"{page} tells {eyes} something of another agency's form: {differs}"


def test_an_own_word_and_a_revealed_one_are_shown_so_that_these_tests_can_fail(worlds: Mapping[str, World]):
    own = shown(worlds["as it is"], "rate", Eyes("HEALTH", None, ""), _BLIND)
    assert words_of("HEALTH", BLIND) in own
    revealed = shown(worlds["as it is"], "workshop", EYES[3], {**_BLIND, "case": OPEN})
    assert words_of("CSC", OPEN) in revealed


def test_every_command_is_looked_at():
    assert set(commands()) == set(COMMANDS), "add the command to COMMANDS, so that it is shown to be blind"


@pytest.mark.parametrize("command", [name for name, arguments in COMMANDS.items() if arguments])
def test_what_agencies_said_changes_nothing_that_a_command_prints(
    command: str, as_made: Mapping[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    printed = [
        _printed(as_made[name], COMMANDS[command], tmp_path / str(number), monkeypatch)
        for number, name in enumerate(("as it is", "everybody differs"))
    ]
    assert printed[0] == printed[1]
    assert not any(words_of(agency, BLIND) in printed[0] for agency in AGENCIES)


def _printed(database: Path, arguments: tuple[str, ...], folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    folder.mkdir()
    shutil.copy(database, folder / "copy.db")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{folder / 'copy.db'}")
    out = folder / f"out.{next((ending for word, ending in _ENDINGS.items() if word in arguments), 'docx')}"
    result = CliRunner().invoke(command_line, [one.format(out=out) for one in arguments])
    assert result.exit_code in (0, 1), result.output
    told = result.output.replace(str(folder), "")
    return told + (_inside(out) if out.exists() else "")


def _inside(path: Path) -> str:
    if not zipfile.is_zipfile(path):
        return path.read_text("utf-8")
    with zipfile.ZipFile(path) as package:
        dated = ("core.xml", ".xlsx")  # these hold the time they were written
        return _BY_LOT.sub(
            "", "\n".join(str(package.read(one)) for one in sorted(package.namelist()) if not one.endswith(dated))
        )


def _first_difference(one: str, other: str) -> str | None:
    pairs = zip(one.splitlines(), other.splitlines(), strict=False)
    found = next(((a, b) for a, b in pairs if a != b), None)
    if found is None:
        return None if len(one) == len(other) else "one page is longer"
    return f"{found[0][:300]!r} and {found[1][:300]!r}"
