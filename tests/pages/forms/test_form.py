"""Every form: kept from the first key, checked as a whole, handed in at once, and never written over another's."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, time

import pytest
from streamlit.testing.v1 import AppTest

from audit.app import App
from audit.domain.people.form_drafts import FormKind
from audit.errors import AuditError, Conflict
from audit.pages.forms import form as forms
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import (
    DateField,
    Entered,
    NumberField,
    Part,
    RadioField,
    SecretField,
    SelectField,
    TextField,
    TickField,
    TicksField,
    TimeField,
    joined,
)
from audit.services.people import form_drafts
from audit.store.work import Db
from tests.pages.filled import FormOnScreen, form
from tests.pages.on_screen import words
from tests.scenes import a_scene

COLOURS = {"red": "Red", "blue": "Blue"}


@dataclass
class Record:
    """Something that people change, with its version."""

    name: str = "As it was"
    version: int = 1
    written: list[Entered] = field(default_factory=list)
    refuses: str = ""
    compares: bool = True
    done: list[Entered] = field(default_factory=list)
    after: list[Entered] = field(default_factory=list)
    gone: bool = False  # nobody can change it any more, so its form is not drawn

    def write(self, db: Db, entered: Entered) -> str:
        """Write what was entered, where the record is as the writer saw it."""
        del db
        if self.refuses:
            raise AuditError(self.refuses)
        if int(entered.seen) != self.version:
            raise Conflict("Somebody changed it at 14:28.", stored=self, version=self.version)
        self.written.append(entered)
        self.name, self.version = entered.text("name"), self.version + 1
        return f"version {self.version}"


def the_form(app: App, record: Record) -> Form:
    return Form(
        app=app,
        kind=FormKind.PERSON,
        seen=str(record.version),
        parts=(
            Part(
                heading="About it",
                fields=(
                    TextField(name="name", label="Name of it", hint="A short one.", needed=True, start=record.name),
                    TextField(name="note", label="Note", rows=3, most=40, short="Note"),
                ),
            ),
            Part(
                fields=(
                    NumberField(name="months", label="How many months?", least=1, most=36),
                    DateField(name="day", label="Day", least=date(2026, 1, 1), most=date(2026, 12, 31)),
                    TimeField(name="at", label="Time"),
                    RadioField(name="colour", label="Colour", options=COLOURS),
                    SelectField(name="other", label="Another colour", options=COLOURS, remark="You wrote <red>."),
                    TicksField(name="both", label="Colours", options=COLOURS),
                    TickField(name="sure", label="I am sure"),
                    SecretField(name="secret", label="Passphrase"),
                )
            ),
        ),
        button="Save it",
        others={"copy": "Save a copy"},
        write=record.write,
        done=record.done.append,
        after=record.after.append,
        subject="the record",
        compares=record.compares,
        blames={"a name": "name"},
    )


def on_screen(app: App, record: Record, *, kept: bool = True) -> AppTest:
    def script(app, record, kept):
        from tests.pages.forms.test_form import drawn

        drawn(app, record, kept=kept)

    page = AppTest.from_function(script, default_timeout=20, kwargs={"app": app, "record": record, "kept": kept})
    page.run()
    assert not page.exception, page.exception
    return page


def drawn(app: App, record: Record, *, kept: bool) -> None:
    if not record.gone:
        forms.draw(replace(the_form(app, record), kept=kept))
    forms.tell_untold()


@pytest.fixture
def writer(app: App) -> App:
    return a_scene(app).app


def opened(app: App, record: Record) -> FormOnScreen:
    return form(on_screen(app, record))


def test_what_is_typed_is_still_there_in_another_window(writer: App):
    record = Record()
    opened(writer, record).type(name="Half a na", note="Half a note")
    again = opened(writer, record)
    assert (again.values["name"], again.values["note"]) == ("Half a na", "Half a note")
    assert "Kept as your draft" in again.data["kept"]
    assert not record.written


def test_the_button_carries_what_was_typed_last(writer: App):
    record = Record()
    page = opened(writer, record).send(name="Another name", months="12", day="2026-03-05", at="9.05", sure="yes")
    (entered,) = record.written
    assert entered.text("name") == "Another name"
    assert (entered.number("months"), entered.day("day"), entered.time("at")) == (12, date(2026, 3, 5), time(9, 5))
    assert entered.ticked("sure")
    assert page.values["name"] == "Another name"
    assert page.data["kept"] == ""
    assert page.data["reset"] == 1


def test_choices_come_back_as_what_they_stand_for(writer: App):
    record = Record()
    opened(writer, record).send(colour="blue", other="red", both=joined(("red", "blue")))
    (entered,) = record.written
    assert (entered.chosen("colour"), entered.chosen("other")) == ("blue", "red")
    assert entered.several("both") == ("red", "blue")
    assert entered.several("nothing") == ()


def test_what_is_missing_or_wrong_is_said_all_at_once_and_nothing_is_written_or_lost(writer: App):
    record = Record()
    page = opened(writer, record).send(
        name=" ", note="x" * 41, months="no", day="2027-01-01", at="25:00", colour="green", both="green"
    )
    assert not record.written
    assert [name for name, _ in page.data["problems"]] == ["name", "note", "months", "day", "at", "colour", "both"]
    assert page.problems[:2] == ["Enter “Name of it”.", "Shorten “Note” by 1 character: it holds 40 at most."]
    assert page.problems[3] == "Enter “Day”: 31 December 2026 or earlier."
    assert opened(writer, record).values["note"] == "x" * 41


def test_a_day_that_stood_there_already_may_stay(writer: App):
    day = DateField(name="day", label="Day", least=date(2026, 1, 1), start="2025-05-05")
    assert day.fault("2025-05-05") == ""
    assert day.fault("2025-05-06") == "Enter “Day”: 1 January 2026 or later."
    assert day.fault("5 May") == "Enter “Day” as a day, month and year, such as 18/12/2026."


def test_a_number_is_whole_unless_its_field_takes_others():
    whole, any_number = (
        NumberField(name="value", label="Value", most=100, decimal=decimal) for decimal in (False, True)
    )
    assert whole.fault("92.5") == "Enter “Value” as a whole number from 0 to 100."
    assert any_number.fault("92.5") == ""
    assert any_number.fault("1e2") == "Enter “Value” as a number from 0 to 100."
    assert Entered(values={"value": "92.5"}).decimal("value") == 92.5


def test_a_refusal_stands_at_its_field_and_what_was_typed_stays(writer: App):
    record = Record(refuses="It has a name already.")
    page = opened(writer, record).send(name="Taken")
    assert page.data["problems"] == [["name", "It has a name already."]]
    assert page.values["name"] == "Taken"
    assert opened(writer, record).values["name"] == "Taken"


def test_a_passphrase_is_never_kept(writer: App):
    record = Record()
    opened(writer, record).type(secret="correct horse", note="A note")  # noqa: S106 - invented
    with writer.reading() as db:
        draft = form_drafts.draft(db, viewer=writer.viewer(), round_ref="", kind=FormKind.PERSON, about="")
    assert "correct horse" not in draft.fields.values()
    assert draft.fields["note"] == "A note"


def test_before_anybody_is_known_nothing_is_kept_and_the_browser_holds_what_is_typed(writer: App):
    record = Record()
    page = form(on_screen(writer, record, kept=False))
    assert not page.data["keeps"]
    page.type(name="Half a na")
    assert form(on_screen(writer, record, kept=False)).data["kept"] == ""
    page.send(name="Another name")
    assert record.name == "Another name"


def test_another_writer_s_words_are_shown_beside_one_s_own_and_the_person_chooses(writer: App):
    record = Record()
    page = opened(writer, record)
    page.type(name="Mine")
    record.name, record.version = "Theirs", 2
    page.send(name="Mine")
    assert not record.written
    said = words(page.page)
    assert "Somebody else changed the record too" in said
    assert "Mine" in said
    assert "Theirs" in said
    next(button for button in page.page.button if button.label == "Keep mine").click().run()
    assert record.name == "Mine"
    assert "Somebody else" not in words(page.page)


def test_what_is_kept_of_mine_is_written_as_its_button_would(writer: App):
    record = Record()
    page = opened(writer, record)
    record.version = 2
    page.send("Save a copy", note="Mine")
    next(button for button in page.page.button if button.label == "Keep mine").click().run()
    (entered,) = record.written
    assert (entered.pressed, entered.text("note")) == ("copy", "Mine")


def test_a_form_that_adds_something_tells_what_the_other_did_and_compares_nothing(writer: App):
    record = Record(compares=False)
    page = opened(writer, record)
    record.version = 2
    page.send(note="Mine")
    assert "Somebody else changed the record too" in words(page.page)
    assert "Where they differ" not in words(page.page)


def test_what_was_written_is_told_once_the_page_is_drawn_next(writer: App):
    record = Record()
    opened(writer, record).send(name="Another name")
    (entered,) = record.done
    assert (entered.result, entered.text("name")) == ("version 2", "Another name")


def test_what_follows_at_once_is_done_whether_or_not_the_form_is_drawn_again(writer: App):
    record = Record()
    page = opened(writer, record)
    record.gone = True
    page.send(name="Another name")
    assert [entered.result for entered in record.after] == ["version 2"]
    assert record.done == []


def test_a_refusal_of_a_form_that_is_gone_is_told_all_the_same(writer: App):
    record = Record(refuses="It was erased meanwhile.")
    page = opened(writer, record)
    assert "It was erased meanwhile." not in words(page.send(name="Mine").page)  # the form itself says it
    record.gone = True
    assert "It was erased meanwhile." in words(page.send(name="Mine").page)


def test_a_remark_stands_beneath_its_field_letter_by_letter(writer: App):
    assert "You wrote &lt;red&gt;." in opened(writer, Record()).marks


def test_what_was_entered_so_far_can_be_asked_for(writer: App):
    opened(writer, Record()).type(note="Half a note")
    assert forms.entered_so_far(writer, FormKind.PERSON)["note"] == "Half a note"
    assert not forms.entered_so_far(writer, FormKind.PERSON, about="another")


def test_theirs_can_be_taken_instead(writer: App):
    record = Record()
    page = opened(writer, record)
    page.type(name="Mine")
    record.name, record.version = "Theirs", 2
    page.send(name="Mine")
    next(button for button in page.page.button if button.label == "Take theirs").click().run()
    assert (record.name, record.written) == ("Theirs", [])
    assert form(page.page).values["name"] == "Theirs"


def test_another_window_of_one_s_own_is_told_before_anything_is_written(writer: App):
    record = Record()
    first, second = opened(writer, record), opened(writer, record)
    second.type(name="In the second")
    refused = first.send(name="In the first")
    assert not record.written
    assert "another window of yours" in refused.problems[0]
    assert "In the second" in refused.problems[0]
    refused.send(name="In the first")
    assert record.name == "In the first"


def test_a_form_that_was_handed_in_elsewhere_is_not_handed_in_twice_unseen(writer: App):
    record = Record()
    opened(writer, record).type(name="Once")
    first, second = opened(writer, record), opened(writer, record)
    first.send()
    record.name, record.version = "", 1  # as a form that makes a new record begins again
    refused = second.send()
    assert len(record.written) == 1
    assert "another window of yours" in refused.problems[0]


def test_what_may_identify_somebody_is_marked_under_its_field_and_keeping_it_is_noted(writer: App):
    page = opened(writer, Record()).type(note="Karen Hughes saw her")
    assert "<mark>Karen Hughes</mark>" in page.marks
    kept = page.keep("note", "name")
    assert "<mark>" not in kept.marks
    assert kept.fields["note"]["marks"]["choices"][0][3]


def test_beginning_afresh_lets_go_of_what_was_typed(writer: App):
    page = opened(writer, Record()).type(name="Never mind").afresh()
    assert page.values["name"] == "As it was"
    assert page.data["kept"] == ""


def test_what_is_not_needed_says_so_before_anything_is_pressed(writer: App):
    fields = opened(writer, Record()).fields
    assert not fields["name"]["optional"]
    assert all(fields[name]["optional"] for name in ("note", "months", "day", "at", "other"))


def test_labels_and_hints_hold_no_markup(writer: App):
    for field_ in opened(writer, Record()).fields.values():
        assert ":" not in field_["label"]
        assert field_["hint"] in ("", "A short one.")


def test_another_window_s_draft_is_not_written_over_by_typing_before_one_is_told(writer: App):
    record = Record()
    first, second = opened(writer, record), opened(writer, record)
    second.type(note="Typed in the second")
    first = first.type(note="Typed in the first", name="A name")
    assert opened(writer, record).values["note"] == "Typed in the second"
    assert opened(writer, record).values["name"] == "A name"
    refused = first.send(note="Typed in the first")
    assert "Typed in the second" in refused.problems[0]
    assert not record.written
    refused.send(note="Typed in the first")
    assert record.written[0].text("note") == "Typed in the first"
