"""A letter that is being checked keeps every correction at once, for its checker alone, until it is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from audit.app import App
from audit.domain.inspection.letter_drafts import LetterDraft
from audit.domain.inspection.letter_reading import FoundKind
from audit.domain.inspection.published import Inspection
from audit.domain.people.person import Viewer
from audit.errors import AuditError, NotAllowed
from audit.library.own_files import local_lists
from audit.services.inspection import letter_drafts, letter_files, published
from audit.store.queries import inspection as queries
from tests.builders import NOON
from tests.letters import CLOSING, OPENING, a_pdf
from tests.scenes import Scene, a_scene

LINES = (
    *OPENING,
    "**What needs to improve",
    "• The time children wait.",
    "• The sharing of plans.",
    "**Strengths",
    "~",
    "• Leaders listen.",
    *CLOSING,
)
CONTENT = a_pdf(LINES)
MARK = letter_drafts.mark_of(CONTENT)


@pytest.fixture
def scene(any_app: App) -> Scene:
    """Return a partnership whose facilitator has begun to check a letter."""
    made = a_scene(any_app)
    _begin(made)
    return made


def test_what_was_read_is_there_again_line_by_line(scene: Scene):
    draft = _draft(scene)
    letter, lines = letter_files.read(CONTENT, "letter.pdf")
    assert [(one.text, one.page) for one in draft.lines] == [(one.text, one.page) for one in lines]
    assert [(one.kind, one.text, one.page, one.lines) for one in draft.findings] == [
        (one.kind, one.text, one.page, one.lines) for one in letter.findings
    ]
    assert (draft.inspection.area, draft.inspection.published, draft.inspection.due) == (
        "Wrenmere",
        letter.published,
        letter.due,
    )
    assert draft.looked_at() == 0


def test_a_letter_begun_again_keeps_what_was_put_right(scene: Scene):
    _do(scene, letter_drafts.change, finding_id=_ids(scene)[0], text="The time that children wait.")
    _begin(scene)
    assert _texts(scene)[0] == "The time that children wait."
    assert _draft(scene).looked_at() == 1


def test_nobody_else_sees_a_letter_that_is_being_checked(scene: Scene):
    with scene.app.reading() as db:
        for person in scene.people.values():
            seen = queries.begun(db, viewer=Viewer.of(person))
            assert bool(seen) is (person == scene.facilitator)
    with pytest.raises(NotAllowed), scene.app.unit_of_work() as db:
        letter_drafts.look_at(db, by=scene.people["CSC"], mark=MARK, page=1, now=NOON)


def test_what_the_letter_says_of_the_inspection_is_put_right_field_by_field(scene: Scene):
    _do(scene, letter_drafts.say, field="area", value="Wrenmere and Fen")
    _do(scene, letter_drafts.say, field="due", value=None)
    _do(scene, letter_drafts.say, field="published", value=date(2024, 7, 15))
    said = _draft(scene).inspection
    assert (said.area, said.due, said.published, said.theme) == (
        "Wrenmere and Fen",
        None,
        date(2024, 7, 15),
        "serious harm",
    )
    with pytest.raises(AuditError, match="longer than 160 characters"):
        _do(scene, letter_drafts.say, field="area", value="W" * 161)
    with pytest.raises(AuditError, match="no such field"):
        _do(scene, letter_drafts.say, field="person_id", value="2")


def test_a_finding_that_was_missed_stands_on_its_page(scene: Scene):
    _do(scene, letter_drafts.add, kind=FoundKind.NEEDS_TO_IMPROVE, page=1, text="Records are late.")
    _do(scene, letter_drafts.add, kind=FoundKind.STRENGTH, page=2)
    found = [(one.text, one.page) for one in _draft(scene).findings]
    assert found == [
        ("The time children wait.", 1),
        ("The sharing of plans.", 1),
        ("Records are late.", 1),
        ("Leaders listen.", 2),
        ("", 2),
    ]
    with pytest.raises(AuditError, match="The letter has 2 pages"):
        _do(scene, letter_drafts.add, kind=FoundKind.STRENGTH, page=3)


def test_a_finding_added_before_all_others_comes_first(scene: Scene):
    for one in _ids(scene)[:2]:
        _do(scene, letter_drafts.change, finding_id=one, left_out=True)
    content = a_pdf((*OPENING, "~", "**Strengths", "• Leaders listen.", *CLOSING))
    _begin(scene, content)
    mark = letter_drafts.mark_of(content)
    with scene.app.unit_of_work() as db:
        letter_drafts.add(
            db, by=scene.facilitator, mark=mark, kind=FoundKind.STRENGTH, page=1, text="Nurses listen.", now=NOON
        )
    assert [one.text for one in _draft(scene, mark).findings] == ["Nurses listen.", "Leaders listen."]


def test_two_that_were_split_are_joined_and_one_is_split(scene: Scene):
    first, second, third = _ids(scene)
    _do(scene, letter_drafts.join, finding_id=first)
    assert _texts(scene) == ["The time children wait. The sharing of plans.", "Leaders listen."]
    assert len(_draft(scene).findings[0].lines) == 2
    with pytest.raises(AuditError, match="was joined to another"):
        _do(scene, letter_drafts.change, finding_id=second, text="The sharing of every plan.")
    with pytest.raises(AuditError, match="Press Enter"):
        _do(scene, letter_drafts.split, finding_id=first)
    _do(scene, letter_drafts.change, finding_id=first, text="The time children wait.\n The sharing of plans. ")
    _do(scene, letter_drafts.split, finding_id=first)
    assert _texts(scene) == ["The time children wait.", "The sharing of plans.", "Leaders listen."]
    with pytest.raises(AuditError, match="No finding follows"):
        _do(scene, letter_drafts.join, finding_id=third)


def test_a_text_that_is_no_text_is_refused_and_the_old_one_stays(scene: Scene):
    for wrong, says in (("  ", "leave the finding out"), ("w" * 8001, "Split it in two")):
        with pytest.raises(AuditError, match=says):
            _do(scene, letter_drafts.change, finding_id=_ids(scene)[0], text=wrong)
    assert _texts(scene)[0] == "The time children wait."


def test_everything_is_looked_at_before_it_is_kept(scene: Scene):
    assert _draft(scene).next_page(1) == 2
    _do(scene, letter_drafts.look_at, page=1)
    with pytest.raises(AuditError, match="Look at page 2"):
        _draft(scene).must_be_whole()
    assert _draft(scene).next_page(2) == 2, "from the start again"
    _do(scene, letter_drafts.look_at, page=2)
    assert _draft(scene).next_page(0) is None
    _draft(scene).must_be_whole()
    _do(scene, letter_drafts.add, kind=FoundKind.STRENGTH, page=2)
    with pytest.raises(AuditError, match="Finding 4 has no text"):
        _draft(scene).must_be_whole()
    _do(scene, letter_drafts.change, finding_id=_ids(scene)[3], left_out=True)
    _draft(scene).must_be_whole()


def test_what_is_left_out_is_not_kept_and_the_draft_is_gone(scene: Scene):
    _do(scene, letter_drafts.change, finding_id=_ids(scene)[1], left_out=True)
    draft = _draft(scene)
    said = Inspection(area="Wrenmere", published=date(2024, 7, 12), mark=MARK)
    with scene.app.unit_of_work() as db:
        ref = published.keep(
            db,
            by=scene.facilitator,
            inspection=said,
            letter_findings=draft.findings_to_keep(),
            steps=local_lists.inspection_clock(),
            now=NOON,
        )
        letter_drafts.drop(db, by=scene.facilitator, mark=MARK)
    with scene.app.reading() as db:
        assert queries.begun(db, viewer=Viewer.of(scene.facilitator)) == ()
        assert letter_drafts.round_ref_of(db, mark=MARK) == ref
    assert [one.text for one in draft.findings_to_keep()] == ["The time children wait.", "Leaders listen."]
    with pytest.raises(AuditError, match=f"kept already, as {ref}"):
        _begin(scene)
    with pytest.raises(AuditError, match="no longer being checked"):
        _do(scene, letter_drafts.look_at, page=1)


def test_a_letter_thrown_away_can_be_read_again(scene: Scene):
    _do(scene, letter_drafts.change, finding_id=_ids(scene)[0], text="Something else.")
    _do(scene, letter_drafts.throw_away)
    _do(scene, letter_drafts.throw_away)
    with scene.app.reading() as db:
        assert queries.draft(db, viewer=Viewer.of(scene.facilitator), mark=MARK) is None
    _begin(scene)
    assert _texts(scene)[0] == "The time children wait."


def test_more_findings_than_a_letter_has_are_refused(scene: Scene):
    letter, lines = letter_files.read(CONTENT, "letter.pdf")
    many = replace(letter, findings=letter.findings * 200)
    with pytest.raises(AuditError, match="600 findings were read"), scene.app.unit_of_work() as db:
        letter_drafts.begin(
            db, by=scene.facilitator, mark="many", name="letter.pdf", letter=many, lines=lines, now=NOON
        )


def _begin(scene: Scene, content: bytes = CONTENT) -> None:
    letter, lines = letter_files.read(content, "letter.pdf")
    with scene.app.unit_of_work() as db:
        letter_drafts.begin(
            db,
            by=scene.facilitator,
            mark=letter_drafts.mark_of(content),
            name="letter.pdf",
            letter=letter,
            lines=lines,
            now=NOON,
        )


def _do(scene: Scene, act, **given: object) -> None:
    with scene.app.unit_of_work() as db:
        act(db, by=scene.facilitator, mark=MARK, now=NOON, **given)


def _draft(scene: Scene, mark: str = MARK) -> LetterDraft:
    with scene.app.reading() as db:
        found = queries.draft(db, viewer=Viewer.of(scene.facilitator), mark=mark)
    assert found is not None
    return found


def _ids(scene: Scene) -> list[int]:
    return [one.id for one in _draft(scene).findings]


def _texts(scene: Scene) -> list[str]:
    return [one.text for one in _draft(scene).findings]
