"""A round as one file, and erasure to the last byte."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from sqlalchemy import update

from audit.domain.frameworks.framework import Key
from audit.domain.people.form_drafts import FormKind
from audit.domain.readiness.evidence import Evidence, EvidenceKind, Way
from audit.errors import AuditError, WrongInput
from audit.library.frameworks import loading
from audit.services.people import form_drafts
from audit.services.readiness import evidence
from audit.services.rounds import setup
from audit.services.safekeeping import erasure
from audit.store.queries import moderation, rounds, trail
from audit.store.queries import people as people_queries
from audit.store.round_file import belonging, body
from audit.store.tables.people import AgencyRow
from tests.builders import SEVEN

SAID = "I just wanted one of them to say yes"


def files_with(text, folder):
    return sorted(
        file.name for file in Path(folder).rglob("*") if file.is_file() and text.encode() in file.read_bytes()
    )


def exported(app, ref):
    with app.reading() as db:
        return body.export(db, rounds.by_ref(db, ref).id)


def erase(app, ref):
    with app.unit_of_work() as db:
        erasure.erase_round(db, by=app.person, round_ref=ref, confirmed=ref, now=app.now())
    app.scrub()


def test_a_round_comes_back_from_its_file_as_it_was(seeded):
    before = exported(seeded, "WM25")
    erase(seeded, "WM25")
    with seeded.unit_of_work() as db:
        assert body.import_(db, before) == "WM25"
    assert exported(seeded, "WM25") == before


def test_a_round_moves_to_an_installation_that_never_knew_it(seeded, app):
    moved = exported(seeded, "WM26")
    with app.unit_of_work() as db:
        body.import_(db, moved)
    with app.reading() as db:
        there = rounds.by_ref(db, "WM26")
        assert len(there.cases) == 6
        assert not any(person.active for person in people_queries.people(db))
    with seeded.reading() as db:
        here = rounds.by_ref(db, "WM26")
    assert [case.ref for case in there.cases] == [case.ref for case in here.cases]
    assert [copy.digest for copy in there.copies] == [copy.digest for copy in here.copies]


def _renamed(app, ref, name):
    with app.unit_of_work() as db:
        db.execute(update(AgencyRow).where(AgencyRow.ref == ref).values(name=name))


@pytest.mark.parametrize("same", [False, True])
def test_an_agency_of_another_name_is_the_same_only_where_somebody_says_so(seeded, same):
    text = exported(seeded, "WM25")
    erase(seeded, "WM25")
    _renamed(seeded, "CSC", "Community Safety Centre")
    with seeded.unit_of_work() as db:
        if same:
            assert body.import_(db, text, same_agencies=True) == "WM25"
            return
        with pytest.raises(WrongInput, match=r"CSC is “.*” in the file and “Community Safety Centre” here"):
            body.import_(db, text)
        assert "WM25" not in rounds.refs(db)


def test_the_same_name_written_otherwise_is_no_other_agency(seeded):
    text = exported(seeded, "WM25")
    name = next(row["name"] for row in json.loads(text)["references"]["agency"] if row["ref"] == "CSC")
    erase(seeded, "WM25")
    _renamed(seeded, "CSC", f" {name.upper()} ")
    with seeded.unit_of_work() as db:
        assert body.import_(db, text) == "WM25"


def test_a_round_file_fits_its_schema(seeded):
    jsonschema.validate(json.loads(exported(seeded, "WM26")), body.schema())


def test_a_round_file_carries_no_address_that_somebody_signs_in_with(seeded):
    assert "@" not in "".join(
        row["email"] or "" for row in json.loads(exported(seeded, "WM25"))["references"]["person"]
    )


def test_a_changed_round_file_is_refused(seeded, app):
    changed = exported(seeded, "WM25").replace(SAID, "I wanted nothing")
    with app.unit_of_work() as db, pytest.raises(WrongInput, match="changed after it was made"):
        body.import_(db, changed)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 1', '{"format": 9, "sha256": "x"}'])
def test_a_file_that_is_no_round_is_refused(app, text):
    with app.unit_of_work() as db, pytest.raises(WrongInput):
        body.import_(db, text)


def test_a_round_that_is_here_is_not_imported_over(seeded):
    with seeded.unit_of_work() as db, pytest.raises(WrongInput, match="WM25 is here already"):
        body.import_(db, exported(seeded, "WM25"))


def test_an_erased_round_is_in_no_byte_of_the_folder(seeded):
    folder = Path(seeded.engine.url.database).parent
    assert files_with(SAID, folder)
    erase(seeded, "WM25")
    assert files_with(SAID, folder) == []


def test_an_erased_round_leaves_the_other_rounds_and_says_in_the_trail_that_it_went(seeded):
    other = exported(seeded, "WM26")
    erase(seeded, "WM25")
    assert exported(seeded, "WM26") == other
    with seeded.reading() as db:
        assert [line.event for line in trail.lines(db, about="WM25", most=1)] == ["round erased"]


def test_an_erased_case_is_in_no_byte_of_the_folder(seeded):
    folder = Path(seeded.engine.url.database).parent
    with seeded.unit_of_work() as db:
        erasure.erase_case(
            db, by=seeded.person, round_ref="WM25", case_ref="WM25-1", confirmed="WM25-1", now=seeded.now()
        )
    seeded.scrub()
    assert files_with(SAID, folder) == []
    with seeded.reading() as db:
        assert len(rounds.by_ref(db, "WM25").cases) == 5


@pytest.mark.parametrize("whole", [True, False])
def test_a_form_about_no_round_that_was_begun_and_names_an_erased_child_goes_too(seeded, whole):
    begun: dict[str, Any] = {"round_ref": "", "kind": FormKind.EVIDENCE}
    with seeded.unit_of_work() as db:
        for about, text in (("new", "Seen with wm25-1 in May."), ("E1", "Seen in May.")):
            form_drafts.keep(db, by=seeded.person, about=about, fields={"shows": text}, now=seeded.now(), **begun)
    if whole:
        erase(seeded, "WM25")
    else:
        with seeded.unit_of_work() as db:
            confirmed = {"case_ref": "WM25-1", "confirmed": "WM25-1"}
            erasure.erase_case(db, by=seeded.person, round_ref="WM25", now=seeded.now(), **confirmed)
    with seeded.reading() as db:
        left = [form_drafts.draft(db, viewer=seeded.viewer(), about=about, **begun).fields for about in ("new", "E1")]
    assert left == [{}, {"shows": "Seen in May."}]


def test_what_a_re_audit_has_begun_to_say_of_an_erased_child_goes_too(seeded):
    begun: dict[str, Any] = {"round_ref": "WM26", "kind": FormKind.SETTLEMENT, "about": "F1"}
    with seeded.unit_of_work() as db:
        form_drafts.keep(db, by=seeded.person, fields={"text": "Seen with WM25-1."}, now=seeded.now(), **begun)
    with seeded.unit_of_work() as db:
        confirmed = {"case_ref": "WM25-1", "confirmed": "WM25-1"}
        erasure.erase_case(db, by=seeded.person, round_ref="WM25", now=seeded.now(), **confirmed)
    with seeded.reading() as db:
        assert form_drafts.draft(db, viewer=seeded.viewer(), **begun).fields == {}


def test_what_names_an_erased_child_elsewhere_is_listed_and_goes_where_somebody_chose_it(seeded):
    folder = Path(seeded.engine.url.database).parent
    words = "QXZ-said-of-a-child"
    with seeded.unit_of_work() as db:
        for what in (f"The plan of wm25-1, {words}", "The plan of WM25-12"):
            new = Evidence(
                ref="",
                title=what,
                kind=EvidenceKind.DOCUMENT,
                shows="It was kept.",
                way=Way.STRENGTH,
                about=(Key(SEVEN, "QS1"),),
                owner="Head of service",
                kept_at="Shared drive",
                dated=date(2026, 1, 5),
            )
            evidence.add(db, by=seeded.person, frameworks=loading.read_all(), evidence=new, now=seeded.now())
    with seeded.reading() as db:
        (found,) = erasure.mentions_of(db, by=seeded.person, round_ref="WM25", case_ref="WM25-1")
    assert words in found.says
    with seeded.unit_of_work() as db:
        at = {"round_ref": "WM25", "case_ref": "WM25-1", "confirmed": "WM25-1"}
        erasure.erase_case(db, by=seeded.person, now=seeded.now(), also=[found.key], **at)
    seeded.scrub()
    assert files_with(words, folder) == []
    with seeded.reading() as db:
        assert [one.event for one in trail.lines(db, about=found.key, most=1)] == ["evidence erased with a child"]


def test_an_unconfirmed_immediate_concern_blocks_erasure_until_it_is_confirmed(seeded):
    with pytest.raises(AuditError, match="not confirmed yet"):
        erase(seeded, "WM26")
    with seeded.reading() as db:
        ((_, concern),) = moderation.concerns(db, viewer=seeded.viewer(), round_ref="WM26")
    assert concern.id is not None
    with seeded.unit_of_work() as db:
        setup.confirm(db, by=seeded.person, round_ref="WM26", concern_id=concern.id, now=seeded.now())
    erase(seeded, "WM26")
    with seeded.reading() as db:
        assert [one.ref for one in rounds.every(db)] == ["WM25"]


def test_nothing_is_erased_without_its_reference_typed(seeded):
    with seeded.unit_of_work() as db, pytest.raises(AuditError, match="type WM25"):
        erasure.erase_round(db, by=seeded.person, round_ref="WM25", confirmed="yes", now=seeded.now())


def test_rounds_are_due_once_their_day_has_come(seeded):
    with seeded.unit_of_work() as db:
        erasure.keep_until(db, by=seeded.person, round_ref="WM25", on=date(2031, 3, 31), now=seeded.now())
    with seeded.reading() as db:
        every = rounds.every(db)
    assert erasure.due(every, date(2031, 3, 30)) == ()
    assert [one.ref for one in erasure.due(every, date(2031, 3, 31))] == ["WM25"]


def test_a_table_that_points_at_a_round_belongs_to_it_without_being_named():
    owned = {table.name for table in belonging.owned_tables("audit_round")}
    assert {"sampled_case", "rating_answer", "dissent", "action_update", "finding_words"} <= owned
    assert not owned & {"person", "agency", "framework", "trail", "partnership"}
