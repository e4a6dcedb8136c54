"""The pages about findings: what was found, what waits for a finding, and who sees which part of it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from audit.app import App
from audit.domain.findings.finding import Finding, FindingKind
from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Role
from audit.pages.components import plan_reading
from audit.pages.components.look import plain
from audit.pages.findings import listed as findings_waiting
from audit.pages.forms.form_fields import joined
from audit.services import findings
from audit.services.people import partnership
from audit.services.workshop import moderation
from audit.store.queries import findings as queries
from audit.store.queries import people, rounds
from tests.pages.filled import form
from tests.pages.on_screen import drawn, somebody, words

A_FINDING = {"kind": FindingKind.NEEDS_TO_IMPROVE.value, "text": "Nobody asked the child"}
STATEMENT = "ewg-quality-statements-2017/QS6"
PAGES = ("findings", "theme", "own-grades", "answers", "plan")


def test_the_findings_page_says_what_was_found_and_what_waits(seeded: App):
    page = drawn(seeded, "findings", round="WM26")
    assert page.title[0].value == "2 strengths and 2 things to improve"
    assert "judgements wait for a finding" in words(page)
    assert "Nobody planned the move to secondary school" in words(page)


def test_a_finding_begins_with_the_judgement_that_it_comes_from(seeded: App):
    waiting = _waiting(seeded)[0]
    page = drawn(seeded, "raise", round="WM26", from_case=waiting.case, from_statement=str(waiting.statement))
    assert not form(page).send().problems
    assert _found(seeded, "WM26")[-1].text in (waiting.to_develop, waiting.good_practice)
    assert waiting not in _waiting(seeded)


def test_a_finding_without_a_statement_is_refused_and_what_was_typed_stays(seeded: App):
    page = form(drawn(seeded, "raise", round="WM26")).send(**A_FINDING)
    assert page.problems == ["Choose at least one statement that the finding is about."]
    again = form(drawn(seeded, "raise", round="WM26"))  # another window, or the same one reloaded
    assert again.values["text"] == A_FINDING["text"]
    assert not again.send(statements=STATEMENT).problems
    assert _found(seeded, "WM26")[-1].text == A_FINDING["text"]


def test_nobody_sees_what_another_person_has_begun(seeded: App):
    form(drawn(seeded, "raise", round="WM26")).type(**A_FINDING)
    with seeded.unit_of_work() as db:
        new = partnership.add_person(
            db,
            by=seeded.person,
            name="Second",
            roles=frozenset({Role.FACILITATOR}),
            agency=None,
            email=None,
            now=seeded.now(),
        )
        second = seeded.as_person(people.person(db, new))
    page = form(drawn(second, "raise", round="WM26")).send()
    assert "Enter an answer to “What was found?”." in page.problems


def test_a_theme_is_suggested_with_the_word_that_caused_it_and_never_chosen_by_itself(seeded: App):
    page = form(drawn(seeded, "raise", round="WM26"))
    page = page.type(text="She said it in her own words and nobody wrote it down")
    assert "“Voice and influence” (you wrote “own words”)" in page.marks
    assert page.values["themes"] == ""
    theme = next(value for value, words, _ in page.fields["themes"]["options"] if words == "Voice and influence")
    assert "Voice and influence" not in page.type(themes=theme).marks


def test_words_go_into_papers_only_with_how_they_were_asked(seeded: App):
    page = form(drawn(seeded, "raise", round="WM26"))
    page = page.type(**A_FINDING, statements=STATEMENT, words__0__text="I was good at being fine.")
    assert "words 1 text" in page.fields  # the next one, once one is filled in
    page = page.send(words__0__who="child", words__0__papers="yes")
    assert "say whether they were asked" in page.problems[0]
    assert not page.send(words__0__asked="Her social worker asked, and she agreed.").problems
    (said,) = _found(seeded, "WM26")[-1].words
    assert (said.text, said.said_by, said.for_papers) == ("I was good at being fine.", "child", True)


def test_a_judgement_opened_again_is_shown_on_the_finding_and_on_the_list(seeded: App):
    finding = _found(seeded, "WM26")[0]
    _agree_again(seeded, finding)
    before = words(drawn(seeded, "findings", round="WM26")).count("Judgement changed since")
    assert before
    page = drawn(seeded, "finding", round="WM26", finding=finding.ref)
    assert "opened again and agreed anew" in words(page)
    assert not form(page).send(again="yes").problems
    assert words(drawn(seeded, "findings", round="WM26")).count("Judgement changed since") < before


@pytest.mark.parametrize("choice", ["Keep mine", "Take theirs"])
def test_two_windows_on_one_finding_see_both_texts_and_choose(seeded: App, choice: str):
    finding = _found(seeded, "WM26")[0]
    page = drawn(seeded, "finding", round="WM26", finding=finding.ref)
    form(page).type(text="What this window says")
    with seeded.unit_of_work() as db:
        theirs = replace(finding, text="What the other says")
        findings.change(db, by=seeded.person, round_ref="WM26", finding=theirs, now=seeded.now())
    form(page).send()
    assert "Somebody else changed this too" in words(page)
    assert {"What this window says", "What the other says"} <= set(re.findall(r"What \w+ \w+ says", words(page)))
    assert _found(seeded, "WM26")[0].text == "What the other says"
    next(one for one in page.button if one.label == choice).click().run()
    assert _found(seeded, "WM26")[0].text == ("What this window says" if choice == "Keep mine" else theirs.text)
    assert "Somebody else changed this too" not in words(page)


def test_a_form_that_another_window_of_the_same_person_changed_is_not_handed_in_unseen(seeded: App):
    page = form(drawn(seeded, "raise", round="WM26")).type(**A_FINDING, statements=STATEMENT)
    before = len(_found(seeded, "WM26"))
    form(drawn(seeded, "raise", round="WM26")).type(text="Somebody asked the child")
    refused = page.send()
    assert "changed in another window of yours" in refused.problems[0]
    assert len(_found(seeded, "WM26")) == before
    refused.send()
    assert _found(seeded, "WM26")[-1].text == "Somebody asked the child"


def test_merged_findings_stay_readable_with_who_said_them(seeded: App):
    refs = [one.ref for one in _found(seeded, "WM26") if one.kind is FindingKind.NEEDS_TO_IMPROVE]
    page = drawn(seeded, "merge", round="WM26")
    both = {"refs": joined(refs), "text": "Plans wait for one another"}
    assert not form(page, "Merge them").send(**both).problems
    new = _found(seeded, "WM26")[-1]
    assert new.came_from == tuple(refs)
    assert f"{refs[0]}, recorded by" in words(drawn(seeded, "finding", round="WM26", finding=new.ref))


def test_findings_of_two_kinds_are_not_merged_and_one_is_split_into_several(seeded: App):
    page, found = drawn(seeded, "merge", round="WM26"), _found(seeded, "WM26")
    refused = form(page, "Merge them").send(refs=joined([one.ref for one in found]), text="All of it")
    assert "Only findings of the same kind" in refused.problems[0]
    assert not form(page, "Split it").send(ref=found[0].ref, part__1="One part", part__2="The other").problems
    assert [one.text for one in _found(seeded, "WM26")[-2:]] == ["One part", "The other"]


@pytest.mark.parametrize("button", ["Merge them", "Split it"])
def test_a_finding_that_changed_since_is_merged_or_split_by_choice(seeded: App, button: str):
    refs = [one.ref for one in _found(seeded, "WM26") if one.kind is FindingKind.NEEDS_TO_IMPROVE]
    page, old = drawn(seeded, "merge", round="WM26"), _found(seeded, "WM26")
    with seeded.unit_of_work() as db:
        theirs = replace(next(one for one in old if one.ref == refs[0]), text="What the other says")
        findings.change(db, by=seeded.person, round_ref="WM26", finding=theirs, now=seeded.now())
    merge = {"refs": joined(refs), "text": "Plans wait for one another"}
    split = {"ref": refs[0], "part__1": "One part", "part__2": "The other"}
    form(page, button).send(**(merge if button == "Merge them" else split))
    assert "It says now: “What the other says”" in words(page)
    assert len(_found(seeded, "WM26")) == len(old)
    next(one for one in page.button if one.label == "Keep mine").click().run()
    assert refs[0] in _found(seeded, "WM26")[-1].came_from


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.MANAGER])
def test_who_may_not_read_case_material_sees_no_reference_and_no_words_kept_back(seeded: App, role: Role):
    them = somebody(seeded, role)
    for round_ref in ("WM25", "WM26"):
        kept_back = [w.text for one in _found(seeded, round_ref) for w in one.words if not w.for_papers]
        for page in PAGES:
            shown = words(drawn(them, page, round=round_ref))
            assert f"{round_ref}-" not in shown
            assert not [text for text in kept_back if text in shown]


@pytest.mark.parametrize("page", ["theme", "own-grades", "answers"])
def test_pages_about_single_children_say_whom_they_are_for(seeded: App, page: str):
    shown = words(drawn(somebody(seeded, Role.BOARD_MEMBER), page, round="WM25"))
    assert "for the people of the audit group" in shown


@pytest.mark.parametrize("ref", ["L10", "L11", "L5", "L1"])
def test_every_theme_has_its_page_with_the_children_it_is_about(seeded: App, ref: str):
    shown = words(drawn(seeded, "theme", round="WM25", theme=f"leeds-jtai-2020/{ref}"))
    assert "The children this is about" in shown
    assert "WM25-6" in shown


def test_what_people_type_is_no_formatting():
    assert plain("cost $5 *now*\n[see](x)") == "cost \\$5 \\*now\\*  \n\\[see\\](x)"


def _found(app: App, round_ref: str) -> tuple[Finding, ...]:
    with app.reading() as db:
        return queries.findings(db, viewer=app.viewer(), audit_round=rounds.by_ref(db, round_ref))


def _waiting(app: App):
    with app.reading() as db:
        audit_round = rounds.by_ref(db, "WM26")
    return findings_waiting.waiting(plan_reading.judgements(app, audit_round), _found(app, "WM26"))


def _agree_again(app: App, finding: Finding) -> None:
    used = finding.rests_on[0]
    with app.reading() as db:
        agreed = plan_reading.judgements(app, rounds.by_ref(db, "WM26"))
    old = next(one for one in agreed if (one.case, one.statement) == (used.case, used.statement))
    assert isinstance(old.statement, Key)
    with app.unit_of_work() as db:
        moderation.agree(db, by=app.person, round_ref="WM26", judgement=old, seen_version=old.version, now=app.now())
