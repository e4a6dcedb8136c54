"""What must not be there, and kinder words, under the boxes people write in."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from audit.app import App
from audit.domain.identifying.marking import IdentifierKind
from audit.library.own_files.local_lists import kinder_words
from audit.pages.forms import marks
from audit.services.release import decisions
from audit.store.queries import trail
from tests.builders import NOON
from tests.pages.on_screen import words
from tests.scenes import a_scene

RECORD = "AU26/Child A CSC QS1.1 note"


def under(app: App, text: str, *, kinder: bool = True) -> AppTest:
    def script(app, text, kinder):
        from audit.pages.forms import marks

        marks.under(app, text, key="k", label="Question 1", about="AU26/Child A CSC QS1.1 note", kinder=kinder)

    page = AppTest.from_function(script, default_timeout=20, kwargs={"app": app, "text": text, "kinder": kinder})
    page.run()
    assert not page.exception, page.exception
    return page


def test_a_text_with_nothing_in_it_shows_nothing(app: App):
    page = under(app, "She sleeps now and goes to school.")
    assert words(page) == ""
    assert not page.checkbox


def test_each_piece_is_marked_with_what_to_write_instead(app: App):
    said = words(under(app, "Her social worker Karen Hughes, 07700 900123, saw her."))
    assert "<mark>Karen Hughes</mark>" in said
    assert "the role or the tie" in said
    assert "phone number" in said


def test_a_kinder_word_comes_with_its_reason_and_once(app: App):
    said = words(under(app, "She failed to engage. Again she failed to engage."))
    assert said.count("<mark>failed to engage</mark>") == 1
    assert "It puts the fault on the child" in said


def test_what_a_child_said_is_not_put_in_other_words(app: App):
    assert words(under(app, "I liked contact with my siblings.", kinder=False)) == ""


def test_keeping_is_noted_without_the_text_and_is_remembered(app: App):
    app = a_scene(app).app
    page = under(app, "Karen Hughes saw her.")
    page.checkbox[0].check().run()
    assert not page.exception
    with app.reading() as db:
        (line,) = trail.lines(db, about=RECORD)
    assert (line.event, line.by) == ("kept in a text: name", app.person.name)
    again = under(app, "Karen Hughes saw her.")
    assert again.checkbox[0].value
    assert "may identify" not in words(again)
    again.checkbox[0].uncheck().run()
    assert "may identify" in words(again)


def test_another_name_asks_again(app: App):
    scene = a_scene(app)
    with scene.app.unit_of_work() as db:
        by = scene.facilitator
        decisions.choose(db, by=by, kind=IdentifierKind.NAME, count=1, keep=True, about=RECORD, now=NOON)
    assert not under(scene.app, "Karen Hughes and Mr Patel saw her.").checkbox[0].value


def test_what_somebody_typed_is_not_taken_for_markup(app: App):
    said = words(under(app, "See http://x.org/<script>alert(1)</script> and <b>Karen Hughes</b>"))
    assert "<script>" not in said
    assert "<b>Karen" not in said


def test_several_of_a_kind_are_said_as_people_say_them():
    kinds = (IdentifierKind.NAME, IdentifierKind.EMAIL, IdentifierKind.DATE_OF_BIRTH)
    assert [marks._several(kind) for kind in kinds] == ["names", "e-mail addresses", "dates of birth"]


def test_the_same_text_is_looked_through_once():
    text, list_ = "Karen Hughes was placed there.", kinder_words()
    assert marks.marked(text, list_) is marks.marked(text, list_)
