from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from audit import seed
from audit.app import App
from audit.domain.findings.finding import by_theme
from audit.domain.people.person import Person, Role, Viewer
from audit.domain.plan.actions import Impact, Progress, Status
from audit.domain.rating.form import Account, Answer, Rating, RatingDraft
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.rounds.cases import Involvement
from audit.domain.workshop.moderation import grades_of, spread
from audit.domain.workshop.own_grades import OwnView, own_against_agreed
from audit.errors import AuditError, Conflict, WrongInput
from audit.library.stories import partnership
from audit.services.plan import actions
from audit.services.rating import form as rating
from audit.services.rounds import setup
from audit.store.queries import drafts
from audit.store.queries import findings as finding_queries
from audit.store.queries import moderation as judgement_queries
from audit.store.queries import people as people_queries
from audit.store.queries import rating as rating_queries
from audit.store.queries import rounds as round_queries

WORDS = {"O": "outstanding", "G": "good", "RI": "requires_improvement", "I": "inadequate"}
AGENCIES = ("CSC", "CAMHS", "HEALTH", "EDUCATION", "POLICE", "YJS", "AMH", "VCS")
OWN = {  # what each agency said overall before the workshop; - was not involved
    "WM25-1": "RI G G G - - - RI",
    "WM25-2": "RI G RI RI - - - -",
    "WM25-3": "I G RI G - - RI I",
    "WM25-4": "RI G RI RI G RI - RI",
    "WM25-5": "G G G G - - - O",
    "WM25-6": "RI G RI - - - RI RI",
    "WM26-1": "G - RI RI - - - RI",
    "WM26-2": "RI RI RI I RI G - -",
    "WM26-3": "RI RI RI G RI RI - I",
    "WM26-4": "G RI RI RI - - G RI",
    "WM26-5": "G G G G - - - O",
    "WM26-6": "G G RI - - - G G",
}
SPLIT_MOST_ON = {
    "WM25-1": {"QS1", "QS7"},
    "WM25-2": {"QS3", "QS5"},
    "WM25-3": {"QS2", "QS7"},
    "WM25-4": {"QS6", "QS7"},
    "WM25-5": {"QS4"},
    "WM25-6": {"QS7"},
    "WM26-1": {"QS5"},
    "WM26-2": {"QS2", "QS5"},
    "WM26-3": {"QS2", "QS5"},
    "WM26-4": {"QS3", "QS6"},
    "WM26-5": {"QS6"},
    "WM26-6": {"QS7"},
}
AGREED = {  # the seven statements in order, then overall
    "WM25-1": "RI RI G G G RI RI RI",
    "WM25-2": "RI RI G RI RI RI RI RI",
    "WM25-3": "RI I G RI G RI I I",
    "WM25-4": "RI RI RI G G RI RI RI",
    "WM25-5": "G G G O G G G G",
    "WM25-6": "RI RI G G G RI I RI",
    "WM26-1": "G G RI G RI G RI RI",
    "WM26-2": "RI RI G RI RI G RI RI",
    "WM26-5": "G G G G G O G G",
}


def test_the_seed_says_that_it_is_invented(seeded: App):
    with seeded.reading() as db:
        there = people_queries.partnership(db)
        assert there is not None
        assert there.invented
        assert "invented" in there.name


def test_a_seed_file_that_does_not_say_so_is_refused(tmp_path):
    (tmp_path / "partnership.yaml").write_text(
        "invented: false\nname: A\nset_up_at: 2025-09-08T08:30:00Z\nagencies: []\npeople: []\n"
    )
    (tmp_path / "notes.yaml").write_text("invented: true\nlines: {}\n")
    with pytest.raises(WrongInput, match=r"partnership.yaml does not say that it is invented"):
        partnership.read_all(tmp_path)


def test_a_database_that_holds_a_round_is_refused(seeded: App):
    with pytest.raises(AuditError, match="There is a round here already"):
        seed.load(seeded)


def test_the_rounds_stand_where_their_story_has_come_to(seeded: App):
    first, second = _round(seeded, "WM25"), _round(seeded, "WM26")
    assert (first.stage, second.stage) == (Stage.CLOSED, Stage.WORKSHOP)
    assert first.period == (date(2025, 4, 1), date(2025, 9, 30))
    assert second.period == (date(2026, 4, 1), date(2026, 9, 30))
    assert (first.dates.workshop, first.seen_by_board) == (date(2025, 11, 12), date(2026, 2, 3))
    revealed = {case.ref for case in second.cases if case.revealed_at_utc is not None}
    assert revealed == {"WM26-1", "WM26-2", "WM26-5"}


@pytest.mark.parametrize("case_ref", OWN)
def test_each_agency_mostly_gave_its_own_grade(seeded: App, case_ref: str):
    ratings = {form.agency: form for form in _ratings(seeded, case_ref)}
    given = {agency: _most_given(ratings[agency]) if agency in ratings else "-" for agency in AGENCIES}
    wanted = dict(zip(AGENCIES, OWN[case_ref].split(), strict=True))
    assert given == {agency: WORDS.get(word, "-") for agency, word in wanted.items()}


@pytest.mark.parametrize("case_ref", SPLIT_MOST_ON)
def test_agencies_part_most_where_the_story_says(seeded: App, case_ref: str):
    audit_round, ratings = _round(seeded, case_ref[:4]), _ratings(seeded, case_ref)
    apart = {
        asked.key.ref: spread(grades_of(asked.key, ratings), audit_round.scale) for asked in audit_round.statements()
    }
    assert {ref for ref, steps in apart.items() if steps == max(apart.values())} == SPLIT_MOST_ON[case_ref]


def test_the_agreed_grades_are_those_of_the_story(seeded: App):
    found: dict[str, dict[str, str | None]] = {}
    for ref in ("WM25", "WM26"):
        with seeded.reading() as db:
            judgements = judgement_queries.judgements(
                db, viewer=seeded.viewer(), audit_round=round_queries.by_ref(db, ref)
            )
        for one in judgements:
            assert one.reason
            found.setdefault(one.case, {})[one.statement.ref if one.statement else "overall"] = one.grade
    columns = [*(f"QS{number}" for number in range(1, 8)), "overall"]
    wanted = {case: dict(zip(columns, words.split(), strict=True)) for case, words in AGREED.items()}
    assert found == {case: {ref: WORDS[word] for ref, word in row.items()} for case, row in wanted.items()}


def test_healths_dissent_is_kept_on_the_record(seeded: App):
    with seeded.reading() as db:
        audit_round = round_queries.by_ref(db, "WM25")
        judgements = judgement_queries.judgements(db, viewer=seeded.viewer(), audit_round=audit_round)
    dissents = [(one.case, dissent.agency, dissent.position) for one in judgements for dissent in one.dissents]
    assert dissents == [("WM25-3", "HEALTH", "requires_improvement")]


def test_camhs_was_over_optimistic_once_and_learnt(seeded: App):
    steps = {}
    for ref in ("WM25", "WM26"):
        with seeded.reading() as db:
            audit_round = round_queries.by_ref(db, ref)
            ratings = rating_queries.ratings(db, viewer=seeded.viewer(), audit_round=audit_round)
            judgements = judgement_queries.judgements(db, viewer=seeded.viewer(), audit_round=audit_round)
        steps[ref] = own_against_agreed("CAMHS", ratings, judgements, audit_round.scale)
    assert steps["WM25"].count(OwnView.HIGHER) > steps["WM25"].count(OwnView.LOWER)
    assert (steps["WM26"].count(OwnView.HIGHER), steps["WM26"].count(OwnView.LOWER)) == (0, 0)


def test_every_form_is_in_and_who_was_not_involved_is_said(seeded: App):
    for ref in ("WM25", "WM26"):
        audit_round = _round(seeded, ref)
        with seeded.reading() as db:
            ready = rating_queries.submitted(db, audit_round=audit_round)
        for case in audit_round.cases:
            assert {agency.ref for agency in audit_round.raters_of(case.ref)} == {
                agency for agency, word in zip(AGENCIES, OWN[case.ref].split(), strict=True) if word != "-"
            }
            assert all((case.ref, agency.ref) in ready for agency in audit_round.raters_of(case.ref))
    assert Involvement.NO_INVOLVEMENT in _round(seeded, "WM25").involvement.values()


def test_what_is_written_is_written_once(seeded: App):
    texts: Counter[str] = Counter()
    for case_ref in OWN:
        for form in _ratings(seeded, case_ref):
            texts.update((form.account.synopsis, form.account.difference))
            texts.update(a.note for a in form.answers if a.note and a.answer in (Answer.MET, Answer.NOT_MET))
    assert [text for text, times in texts.items() if times > 1] == []


def test_a_form_filled_in_elsewhere_does_not_write_over_one_that_was_begun(seeded: App):
    with seeded.unit_of_work() as db:
        case = replace(round_queries.by_ref(db, "WM26").case("WM26-1"), ref="WM26-7", revealed_at_utc=None)
        setup.add_case(db, by=seeded.person, round_ref="WM26", case=case, now=seeded.now())
    viewer = seeded.viewer("VCS")
    begun = Account(synopsis="Begun in the app.")
    with seeded.unit_of_work() as db:
        rating.save_account(db, viewer=viewer, round_ref="WM26", case_ref="WM26-7", account=begun, now=seeded.now())
    draft = RatingDraft(case="WM26-7", agency="VCS", account=Account(synopsis="Filled in elsewhere."))
    with pytest.raises(Conflict), seeded.unit_of_work() as db:
        rating.save_form(db, viewer=viewer, round_ref="WM26", draft=draft, now=seeded.now())
    with seeded.reading() as db:
        kept = drafts.draft(db, viewer=viewer, round_ref="WM26", case_ref="WM26-7")
    assert kept.account.synopsis == "Begun in the app."


def test_every_theme_is_lived_by_a_finding(seeded: App):
    lived = set()
    for ref in ("WM25", "WM26"):
        with seeded.reading() as db:
            audit_round = round_queries.by_ref(db, ref)
            found = finding_queries.findings(db, viewer=seeded.viewer(), audit_round=audit_round)
        lived |= {count.theme.ref for count in by_theme(found, audit_round.themes()) if count.total}
    assert lived == {f"L{number}" for number in range(1, 13)}


def test_no_finding_or_action_names_a_case(seeded: App):
    for ref in ("WM25", "WM26"):
        with seeded.reading() as db:
            plan = actions.plan(db, viewer=seeded.viewer(), round_ref=ref)
        said = [text for one in plan.findings for text in (one.text, one.evidence)]
        said += [text for one in plan.actions for text in (one.text, one.success_measure, one.recommendation)]
        said += [
            text for one in plan.actions for update in one.updates for text in (update.text, update.evidence_of_impact)
        ]
        assert not [text for text in said if re.search(r"WM2[56]-\d", text)]
        assert plan.undecided() == ()


def test_done_and_making_a_difference_are_two_things(seeded: App):
    with seeded.reading() as db:
        plans = [actions.plan(db, viewer=seeded.viewer(), round_ref=ref) for ref in ("WM25", "WM26")]
    every = {action.ref: action for plan in plans for action in plan.actions}
    assert list(every) == [f"A{number}" for number in range(1, 11)]
    today = date(2026, 11, 21)
    assert {ref for ref, one in every.items() if one.progress is Progress.DONE} == {"A1", "A2", "A4", "A5", "A7"}
    assert {ref for ref, one in every.items() if one.impact is Impact.SHOWN} == {"A1", "A4"}
    assert {ref for ref, one in every.items() if one.is_late(today)} == {"A3", "A6", "A8"}
    assert every["A5"].impact is Impact.NONE_FOUND
    assert every["A7"].impact is Impact.PARTLY
    assert every["A3"].due_now == date(2026, 12, 18)
    assert every["A1"].status(today) is Status.BLUE


def test_the_immediate_concern_still_waits_to_be_confirmed(seeded: App):
    with seeded.reading() as db:
        (found,) = judgement_queries.concerns(db, viewer=seeded.viewer())
    assert (found[0], found[1].case, found[1].open) == ("WM26", "WM26-3", True)


def _round(app: App, ref: str) -> Round:
    with app.reading() as db:
        return round_queries.by_ref(db, ref)


def _ratings(app: App, case_ref: str) -> list[Rating]:
    """Return a case's ratings, each read with its own agency's eyes, since half of the second round is still blind."""
    with app.reading() as db:
        audit_round = round_queries.by_ref(db, case_ref[:4])
        return [
            form
            for agency in AGENCIES
            for form in rating_queries.ratings(
                db, viewer=Viewer.of(_auditor(agency)), audit_round=audit_round, case_ref=case_ref
            )
            if form.agency == agency
        ]


def _auditor(agency: str) -> Person:
    return Person(id=0, name=agency, roles=frozenset({Role.AUDITOR}), agency=agency)


def _most_given(form: Rating) -> str:
    ((grade, times), *others) = Counter(one.grade for one in form.grades if one.grade).most_common()
    assert all(times > other for _, other in others), form.agency
    return str(grade)
