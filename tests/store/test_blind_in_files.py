"""What is still blind is in no byte of a round file that somebody can read, and comes back only with the passphrase."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from sqlmodel import SQLModel
from typer.testing import CliRunner

from audit.__main__ import app as commands
from audit.app import App
from audit.domain.people.person import Viewer
from audit.domain.rounds.audit_round import Stage
from audit.domain.rounds.cases import Involvement
from audit.domain.workshop import participation_words
from audit.errors import AuditError, WrongInput
from audit.pages.rounds import agencies
from audit.services.rating import form as rating
from audit.services.rounds import setup
from audit.services.safekeeping import erasure
from audit.services.workshop import moderation
from audit.store import copies
from audit.store.queries import drafts, people
from audit.store.queries import rating as rating_queries
from audit.store.queries.moderation import participation
from audit.store.round_file import belonging, seal
from audit.store.round_file import body as round_file
from audit.store.tables.rating import DraftEntryRow
from tests.builders import NOON
from tests.pages.filled import form
from tests.pages.on_screen import drawn, words
from tests.scenes import ROUND, Said, Scene, a_scene

BLIND, OPEN = "QXZ-blind", "QXZ-open"
PASSPHRASE = "teapot Løvfall gravel eleven"  # noqa: S105 - it opens nothing but this test's file
NOT_OF_A_FORM = {  # tables of a case that say nothing an agency said blind, each with who fills it
    "case_process",
    "case_measurement",
    "case_meeting",
    "case_dates",
    "case_tie",
    "pathway_event",  # the facilitator
    "involvement",
    "left_out_form",  # whether an agency is asked
    "judgement",
    "workshop_draft",
    "showing",  # the workshop, after the reveal
    "concern",  # everybody in the audit group sees it at once: a child may be unsafe
}


@pytest.fixture
def scene(any_app: App) -> Scene:
    """Return a round with a case that is revealed, and one that is blind: submitted, begun, and opened again."""
    scene = a_scene(any_app, cases=("Child A", "Child B"))
    for agency in ("CSC", "CAMHS", "HEALTH"):
        scene.fill_in(scene.viewer(agency), "Child A", Said(words=OPEN))
    for agency in ("CSC", "CAMHS"):
        scene.fill_in(scene.viewer(agency), "Child B", Said(words=f"{BLIND} {agency}"))
    scene.fill_in(scene.viewer("HEALTH"), "Child B", Said(words=f"{BLIND} begun"), submit=False)
    with scene.app.unit_of_work() as db:
        rating.correct(
            db, viewer=scene.viewer("CSC"), round_ref=ROUND, case_ref="Child B", reason=f"{BLIND} reason", now=NOON
        )
    scene.move_to(Stage.WORKSHOP)
    scene.reveal("Child A")
    return scene


def written(scene: Scene, passphrase: str = "") -> str:
    with scene.app.unit_of_work() as db:
        return erasure.hand_over(db, by=scene.facilitator, round_ref=ROUND, now=NOON, passphrase=passphrase)


def taken_in(scene: Scene, text: str, **how: Any) -> None:
    with scene.app.unit_of_work() as db:
        erasure.erase_round(db, by=scene.facilitator, round_ref=ROUND, confirmed=ROUND, now=NOON)
        erasure.take_in(db, by=scene.facilitator, text=text, now=NOON, **how)


def rows(scene: Scene) -> object:
    """Return everything the round holds, blind or not, with the ids of a file."""
    with scene.app.reading() as db:
        every = belonging.rows_of_round(db, scene.round().id)
        return round_file._body(db, every, sealed=0)["rows"]


def decoded(text: str) -> str:
    """Return a file's text with each run that might be base64 as the text it stands for, too."""
    runs = re.findall(r"[A-Za-z0-9+/=]{24,}", text)
    return text + "".join(base64.b64decode(run + "==", validate=False).decode("latin-1") for run in runs)


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE])
def test_no_blind_word_is_in_a_file_from_a_page_a_command_or_a_service(
    scene: Scene, passphrase: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DATABASE_URL", scene.app.engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("SEVEN_STATEMENTS_PASSPHRASE", PASSPHRASE)
    command = ["rounds", "export", ROUND, str(tmp_path / "out.json"), *(["--seal"] if passphrase else [])]
    said = CliRunner().invoke(commands, command)
    assert said.exit_code == 0, said.output
    assert "3 agency forms about children not revealed" in said.output
    page = drawn(scene.app, "safekeeping")
    if passphrase:
        form(page, f"Write {ROUND} to a file, sealed").send(passphrase=passphrase, again=passphrase)
    else:
        form(page, f"Write {ROUND} to a file").send()
    assert "3 agency forms about children not revealed" in words(page)
    from_page = page.session_state[f"{ROUND} round file"].decode()
    for text in (written(scene, passphrase), (tmp_path / "out.json").read_text("utf-8"), from_page):
        assert BLIND not in decoded(text)
        assert OPEN in text
        assert round_file.contents(text).left_out == 3
        assert round_file.contents(text).sealed == (3 if passphrase else 0)
        jsonschema.validate(json.loads(text), round_file.schema())


def test_what_was_left_out_is_neither_submitted_nor_awaited_and_can_be_asked_for_again(scene: Scene):
    taken_in(scene, written(scene))
    audit_round = scene.round()
    assert {audit_round.involvement_of("Child B", ref) for ref in ("CSC", "CAMHS", "HEALTH")} == {Involvement.LEFT_OUT}
    with scene.app.reading() as db:
        ready = rating_queries.submitted(db, audit_round=audit_round)
        assert moderation.waiting_for(db, audit_round=audit_round, case_ref="Child B") == ()
        with pytest.raises(AuditError, match="left out of the file"):
            drafts.open_form(
                db, viewer=Viewer(person=scene.facilitator, agency="CSC"), round_ref=ROUND, case_ref="Child B"
            )
    assert {case for case, _ in ready} == {"Child A"}
    assert agencies.standing(audit_round, "Child B", "CSC", ready) == "left out of the file"
    with scene.app.reading() as db:
        found = participation(db, audit_round=audit_round)
    assert "Left out of the file" in participation_words.ready(found, "Child B")
    with scene.app.unit_of_work() as db, pytest.raises(AuditError, match="Left out of the file that brought"):
        moderation.reveal(db, by=scene.facilitator, round_ref=ROUND, case_ref="Child B", now=NOON)
    with scene.app.unit_of_work() as db:
        setup.ask(
            db,
            by=scene.facilitator,
            round_ref=ROUND,
            case_ref="Child B",
            agency_ref="CSC",
            involvement=Involvement.INVOLVED,
            now=NOON,
        )
    scene.fill_in(scene.at_desk_of("CSC"), "Child B", Said(words="again"))
    with scene.app.reading() as db:
        assert ("Child B", "CSC") in rating_queries.submitted(db, audit_round=scene.round())


def test_a_file_left_out_once_gives_the_same_file_again(scene: Scene):
    text = written(scene)
    taken_in(scene, text)
    assert written(scene) == text


def test_with_the_passphrase_all_comes_back_as_it_was(scene: Scene):
    before = rows(scene)
    taken_in(scene, written(scene, PASSPHRASE), passphrase=PASSPHRASE)
    assert rows(scene) == before


def test_once_all_is_revealed_export_and_import_are_the_identity(scene: Scene):
    scene.reveal("Child B")
    before, text = rows(scene), written(scene, PASSPHRASE)
    assert BLIND in text
    assert round_file.contents(text).left_out == 0
    taken_in(scene, text)
    assert rows(scene) == before
    assert written(scene) == text


def changed(text: str, part: str, value: str) -> str:
    body = json.loads(text)
    body["seal"][part] = value
    return json.dumps(body)


def without_seal(text: str) -> str:
    return json.dumps({name: value for name, value in json.loads(text).items() if name != "seal"})


WRONG: dict[str, tuple[Callable[[str], str], dict[str, Any], str]] = {  # damage, how it is taken in, what is said
    "another passphrase": (lambda text: text, {"passphrase": "teapot Lovfall gravel eleven"}, "does not open"),
    "no passphrase": (lambda text: text, {}, "Give its passphrase"),
    "a changed seal": (lambda text: changed(text, "sealed", "AAAA"), {"passphrase": PASSPHRASE}, "damaged"),
    "another salt": (lambda text: changed(text, "salt", "AAAA"), {"passphrase": PASSPHRASE}, "damaged"),
    "no seal": (without_seal, {"passphrase": PASSPHRASE}, "missing"),
}


def everything(app: App) -> dict[str, list[object]]:
    with app.reading() as db:
        return {name: list(db.execute(table.select())) for name, table in SQLModel.metadata.tables.items()}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_passphrase_or_a_damaged_seal_is_refused_before_anything_is_written(scene: Scene, name: str):
    damage, how, said = WRONG[name]
    text = damage(written(scene, PASSPHRASE))
    with scene.app.unit_of_work() as db:
        erasure.erase_round(db, by=scene.facilitator, round_ref=ROUND, confirmed=ROUND, now=NOON)
    before = everything(scene.app)
    with pytest.raises(WrongInput, match=said), scene.app.unit_of_work() as db:
        erasure.take_in(db, by=scene.facilitator, text=text, now=NOON, **how)
    assert everything(scene.app) == before


def test_a_seal_belongs_to_its_own_file(scene: Scene):
    one, other = json.loads(written(scene, PASSPHRASE)), seal.seal("{}", passphrase=PASSPHRASE, beside="another")
    with pytest.raises(WrongInput, match="does not open"):
        taken_in(scene, json.dumps({**one, "seal": other}), passphrase=PASSPHRASE)


def test_without_the_passphrase_the_rest_can_be_taken_in(scene: Scene):
    taken_in(scene, written(scene, PASSPHRASE), without_sealed=True)
    assert scene.round().left_out_of("Child B")


def test_a_file_of_the_first_format_is_still_read_with_all_that_it_holds(scene: Scene):
    before = rows(scene)
    with scene.app.reading() as db:
        body = round_file._body(db, belonging.rows_of_round(db, scene.round().id), sealed=0)
    del body["left_out"], body["rows"]["left_out_form"]
    body["format"] = 1
    text = json.dumps({**body, "sha256": copies.digest_of(round_file._canonical(body))})
    taken_in(scene, text)
    assert rows(scene) == before


@pytest.mark.parametrize("passphrase", ["", "short", " " * 20, "fourteen chars"])
def test_a_passphrase_that_is_too_short_is_refused(passphrase: str):
    with pytest.raises(WrongInput, match="at least 15"):
        erasure.must_be_a_passphrase(passphrase, again=passphrase)


def test_a_passphrase_is_typed_twice_alike():
    with pytest.raises(WrongInput, match="not the same"):
        erasure.must_be_a_passphrase(PASSPHRASE, again=f"{PASSPHRASE} ")


def test_every_table_of_a_case_is_either_blind_or_said_not_to_be():
    of_a_case = {table.name for table in belonging.owned_tables("sampled_case")} - {"sampled_case"}
    below = {"rating_entry", "rating_answer", "rating_grade", "dissent"}
    assert of_a_case - below == belonging.of_forms() | NOT_OF_A_FORM


def test_who_entered_for_two_agencies_is_not_forgotten_with_a_blind_form(scene: Scene):
    with scene.app.unit_of_work() as db:
        at = drafts.open_form(db, viewer=scene.viewer("CSC"), round_ref=ROUND, case_ref="Child B")
        other = drafts.open_form(db, viewer=scene.viewer("CAMHS"), round_ref=ROUND, case_ref="Child B")
        for form in (at, other):
            entry = {"case_id": form.case_id, "agency_id": form.agency_id, "person_id": scene.facilitator.id}
            db.add(DraftEntryRow(**entry, on_behalf=True))
    held = json.loads(written(scene))
    names = {row["id"]: row["name"] for row in held["references"]["person"]}
    assert [names[row["person_id"]] for row in held["rows"]["draft_entry"]].count(scene.facilitator.name) == 2


def first(body: dict[str, Any], table: str) -> dict[str, Any]:
    row: dict[str, Any] = body["rows"][table][0]
    return row


ODD: dict[str, Callable[[dict[str, Any]], object]] = {  # files that somebody made, with a hash that fits
    "a list for a title": lambda body: first(body, "audit_round").update(title=["x"]),
    "a number that is too large": lambda body: first(body, "audit_round").update(look_back_months=10**30),
    "a moment without its zone": lambda body: first(body, "stage_move").update(at_utc="2026-01-01T00:00:00"),
    "a stage that there is not": lambda body: first(body, "audit_round").update(stage="nonsense"),
    "a scale that is none": lambda body: first(body, "audit_round").update(scale="{}"),
    "another round": lambda body: body.update(round="OTHER"),
    "two rounds": lambda body: body["rows"]["audit_round"].append({**first(body, "audit_round"), "ref": "X", "id": 2}),
    "the same case twice": lambda body: body["rows"]["sampled_case"].append(first(body, "sampled_case")),
    "no agencies": lambda body: body["references"].update(agency=[]),
    "odd counts": lambda body: body.update(left_out={"forms": -1, "sealed": "x"}),
    "no counts": lambda body: body.update(left_out=[1]),
}


@pytest.mark.parametrize("name", ODD)
def test_a_file_whose_rows_are_none_of_ours_is_refused_and_nothing_is_taken(scene: Scene, name: str):
    body = json.loads(written(scene))
    del body["sha256"]
    ODD[name](body)
    text = json.dumps({**body, "sha256": copies.digest_of(round_file._canonical(body))})
    with scene.app.unit_of_work() as db:
        erasure.erase_round(db, by=scene.facilitator, round_ref=ROUND, confirmed=ROUND, now=NOON)
    before = everything(scene.app)
    with pytest.raises(WrongInput, match="does not hold a whole round"), scene.app.unit_of_work() as db:
        erasure.take_in(db, by=scene.facilitator, text=text, now=NOON)
    assert everything(scene.app) == before


def test_a_file_opens_no_door(scene: Scene):
    body = json.loads(written(scene))
    del body["sha256"]
    body["references"]["person"][0].update(name="Somebody new", active=True, email="new@example.org")
    taken_in(scene, json.dumps({**body, "sha256": copies.digest_of(round_file._canonical(body))}))
    with scene.app.reading() as db:
        new = next(one for one in people.people(db) if one.name == "Somebody new")
        assert (new.active, people.person_by_email(db, "new@example.org")) == (False, None)
