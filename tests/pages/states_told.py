"""Sentences about what a round found: findings, the plan, the board's and young people's pages, papers and the data.

In: for each sentence a state in which it is true and said, and one in which it would be false.
Out: what the page, paper or rule says in each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from streamlit.testing.v1 import AppTest

from audit.app import App
from audit.documents.board.papers import PaperKind, write_paper
from audit.documents.plan.action_plan import write_action_plan
from audit.domain.board.view import means
from audit.domain.findings.finding import Finding
from audit.domain.over_time.change import SIDE_BY_SIDE, compare, without_tallies
from audit.domain.over_time.change import sentence as change_sentence
from audit.domain.plan import action_words
from audit.domain.plan.actions import Action, Impact, Progress
from audit.domain.rounds.audit_round import Drawn, Round, Stage
from audit.domain.workshop.moderation import Judgement, Outcome
from audit.domain.workshop.participation_words import for_children, looked
from audit.domain.workshop.suppression import part_judged, words_by_statement
from audit.pages.components.board_texts import BOARD, YOUNG
from tests.builders import a_case, a_judgement, a_round, statement, who_took_part
from tests.documents import builders
from tests.documents.accessibility import all_text
from tests.documents.board_builders import a_view, said
from tests.domain.plan.test_action_words import an_action
from tests.pages.on_screen import drawn, words
from tests.pages.states_at_work import CHILDREN, Sentence
from tests.reaudits import FIRST, SECOND, a_last_round, a_reaudit
from tests.scenes import ROUND, a_scene

TODAY, SAID = date(2026, 11, 20), datetime(2026, 11, 1, 9, tzinfo=UTC)
APRIL, DECEMBER, TOMORROW = date(2026, 4, 30), date(2026, 12, 18), date(2026, 11, 21)
GOOD, WEAK, AWAY = "good", "inadequate", Outcome.NOT_APPLICABLE


def _findings(app: App, *, filtered: bool = False, found: bool = True) -> str:
    scene = a_scene(app, stage=Stage.FINDINGS)
    if found:
        scene.raise_finding()
    page = drawn(scene.app, "findings", round=ROUND)
    if filtered:
        page.selectbox[1].select_index(2).run()
    return f"{page.title[0].value}\n{words(page)}"


def _plan(action: Action) -> str:
    return all_text(write_action_plan(builders.a_paper(actions=(action,)))).replace("\u00a0", " ")


def _meaning(*grades: str | Outcome | None) -> str:
    """Return what the board reads of the first statement, where the cases were judged so; None: not judged."""
    audit_round = a_round(cases=[a_case(f"Child {number}") for number in range(len(grades))])
    first, judgements = audit_round.statements()[0], []
    for case, grade in zip(audit_round.cases, grades, strict=True):
        if isinstance(grade, Outcome):
            judgements.append(a_judgement(case.ref, outcome=grade))
        elif grade is not None:
            judgements.append(a_judgement(case.ref, grade=grade))
    missing = part_judged(audit_round, judgements).get(first.key, "")
    return means(first, words_by_statement(audit_round, judgements)[first.key], missing=missing)


def _who(*agencies: str) -> str:
    return looked(who_took_part(a_round(), submitted=[(child, agency) for child in CHILDREN for agency in agencies]))


def _board(app: App, *, cases: int = 4) -> str:
    return words(drawn(a_last_round(app, cases=cases).app, "board", round=FIRST))


def _board_without_findings(app: App) -> str:
    return words(drawn(a_scene(app, stage=Stage.FINDINGS).app, "board", round=ROUND))


def _board_of_a_reaudit(app: App) -> str:
    return words(drawn(a_reaudit(app).app, "board", round=SECOND))


def _quotations(findings: Sequence[Finding]) -> str:
    def quotations(view):
        import streamlit

        from audit.pages.board import parts

        streamlit.write(view.findings[0].headline)
        for quotation in view.quoted:
            parts.quoted(quotation)

    page = AppTest.from_function(quotations, kwargs={"view": a_view(findings=tuple(findings))}).run()
    assert not page.exception, page.exception
    return words(page)


def _words_not_marked() -> tuple[Finding, ...]:
    return tuple(
        replace(finding, words=tuple(replace(quotation, for_papers=False) for quotation in finding.words))
        for finding in builders.some_findings()
    )


def _words_of_a_child_who_left() -> tuple[Finding, ...]:
    return tuple(
        replace(finding, words=tuple(replace(quotation, case="Child Z") for quotation in finding.words))
        for finding in builders.some_findings()
    )


def _healthwatch(findings: Sequence[Finding]) -> str:
    return said(PaperKind.HEALTHWATCH, write_paper(PaperKind.HEALTHWATCH, a_view(findings=tuple(findings))))


def _changed(drawn_how: Drawn) -> str:
    rounds: list[Round] = []
    judgements: list[list[Judgement]] = []
    for ref, grade in (("R1", WEAK), ("R2", GOOD)):
        cases = [a_case(f"{ref}-{number}") for number in range(20)]
        rounds.append(replace(a_round(cases=cases), ref=ref, drawn=drawn_how))
        judgements.append([a_judgement(case.ref, statement(1), grade) for case in cases])
    return change_sentence(without_tallies(compare(rounds[0], rounds[1], judgements[0], judgements[1])))


def _told_to_children(*judged_children: str, stage: Stage = Stage.FINDINGS) -> str:
    audit_round = a_round(stage=stage)
    judgements = [a_judgement(child, asked.key) for child in judged_children for asked in audit_round.statements()]
    return for_children(who_took_part(audit_round, judgements=judgements))


def _young(app: App, stage: Stage) -> str:
    return words(drawn(a_scene(app, stage=stage).app, "young-people", round=ROUND))


def _young_of_a_reaudit(app: App, ref: str) -> str:
    return words(drawn(a_reaudit(app).app, "young-people", round=ref))


def _where(app: App, mode: int) -> str:
    scene = a_scene(app)
    Path(str(app.engine.url.database)).parent.chmod(mode)
    return words(drawn(scene.app, "safekeeping"))


_DONE, _ON, _RISK = Progress.DONE, Progress.ON_TRACK, Progress.AT_RISK
_NOT_QUOTED = "No quotations are used in this document."
_FINDINGS = (
    Sentence(
        row="No finding is about both. Choose another theme or statement.",
        was="No finding is about both",
        says=("No findings match. Change the theme or statement.",),
        true_in=lambda app: _findings(app, filtered=True),
        instead="First assessments quote the child.",
        false_in=_findings,
    ),
    Sentence(
        row="Nothing has been found yet",
        was="Nothing has been found",
        says=("No findings recorded yet",),
        true_in=lambda app: _findings(app, found=False),
        instead="One strength and no things to improve",
        false_in=_findings,
    ),
)
_PLAN = (
    Sentence(
        row="Green: done, waiting for impact",
        was="waiting for impact",
        says=("Green: done, impact not yet shown",),
        true_in=lambda _: action_words.standing(an_action(APRIL, _DONE), TODAY),
        instead="Green: done, impact looked for and none found",
        false_in=lambda _: action_words.standing(an_action(APRIL, _DONE, Impact.NONE_FOUND), TODAY),
    ),
    Sentence(
        row="{refs} is / are at risk of being late.",
        was="at risk of",
        says=("A1 is at risk.",),
        true_in=lambda _: _plan(an_action(DECEMBER, _RISK)),
        instead="A1 is late: was due 30 Apr 2026.",
        false_in=lambda _: _plan(an_action(APRIL, _RISK)),
    ),
    Sentence(
        row="Late (with a due date in the future …)",
        says=("late: first due 30 Apr 2026, moved to 18 Dec 2026",),
        true_in=lambda _: action_words.in_brief(an_action(APRIL, _ON, moved=DECEMBER), TODAY),
        instead="first due 21 Nov 2026, moved to 18 Dec 2026, on track",
        false_in=lambda _: action_words.in_brief(an_action(TOMORROW, _ON, moved=DECEMBER), TODAY),
    ),
    Sentence(
        row="{n} are done, and for none of them can we show the difference to children yet.",
        was="not yet shown and verified",
        says=("One action is done. Impact on children has not been fully shown and verified for it.",),
        true_in=lambda _: _plan(an_action(APRIL, _DONE, Impact.PARTLY, looks=(True,))),
        instead="Blue: impact shown and verified",
        false_in=lambda _: _plan(an_action(APRIL, _DONE, Impact.SHOWN, looks=(True,))),
    ),
    Sentence(
        row="Too early to say (for an action five months overdue)",
        was="Too early",
        says=("Not yet known",),
        true_in=lambda _: action_words.difference(an_action(APRIL, _ON)),
        instead="Partly shown and verified",
        false_in=lambda _: action_words.difference(an_action(APRIL, _ON, Impact.PARTLY, looks=(True,))),
    ),
)
_BOARD = (
    Sentence(
        row="Not enough to say: We looked at too few children to know.",
        was="looked at too few",
        says=("Too few cases were judged to say",),
        true_in=lambda _: _meaning(GOOD, GOOD, GOOD, AWAY, AWAY),
        instead="In the cases where it applied, this was mostly so",
        false_in=lambda _: _meaning(GOOD, GOOD, GOOD, GOOD, AWAY),
    ),
    Sentence(
        row="{n} agencies each looked alone at their records of {n} children …",
        was="looked alone",
        says=("Both agencies submitted every audit asked for, about all 3 children.",),
        true_in=lambda _: _who("CSC", "CAMHS"),
        instead="One of the 2 agencies submitted audits, about all 3 children: 3 of 6 audits were submitted",
        false_in=lambda _: _who("CSC"),
    ),
    Sentence(
        row="This is the first time that we looked …",
        was="first time that we looked",
        says=(BOARD["first"],),
        true_in=_board,
        instead="Last time’s findings, one by one",
        false_in=_board_of_a_reaudit,
    ),
    Sentence(
        row="{said_by}, who agreed that we may use these words.",
        was="agreed that we may",
        says=("A carer. Marked by the audit group for use in documents.",),
        true_in=lambda _: _quotations(builders.some_findings()),
        instead="Children wait for a first CAMHS appointment without a lead",
        false_in=lambda _: _quotations(_words_not_marked()),
    ),
    Sentence(
        row="Nobody's words are marked for papers in this round.",
        was="marked for papers",
        says=(_NOT_QUOTED,),
        true_in=lambda _: _healthwatch(_words_of_a_child_who_left()),
        instead="Nobody rang to tell us.",
        false_in=lambda _: _healthwatch(builders.some_findings()),
    ),
    Sentence(
        row="We never show a number of children from one to five.",
        was="We never show",
        says=(BOARD["no table"],),
        true_in=_board,
        instead="Children by age",
        false_in=lambda app: _board(app, cases=7),
    ),
    Sentence(
        row="It depends on the child whether they can say / Children cannot yet count on this",
        was="hildren can",
        says=("In the cases that were judged, this was partly so",),
        true_in=lambda _: _meaning(GOOD, GOOD, WEAK, WEAK, None),
        instead="In the cases that were judged, this was mostly not so yet",
        false_in=lambda _: _meaning(GOOD, WEAK, WEAK, WEAK, None),
    ),
    Sentence(
        row="Children can mostly count on this",
        was="count on this",
        says=("In the cases where it applied, this was mostly so",),
        true_in=lambda _: _meaning(GOOD, GOOD, GOOD, GOOD, *[AWAY] * 6),
        instead="Too few cases were judged to say",
        false_in=lambda _: _meaning(GOOD, GOOD, GOOD, GOOD, *[None] * 4),
    ),
    Sentence(
        row="Inspectors and children ask the same of us",
        was="ask the same of us",
        says=("Impact on children has not been fully shown and verified for any action yet.",),
        true_in=_board,
        instead="No action is planned yet.",
        false_in=_board_without_findings,
    ),
    Sentence(
        row="We found nothing here that must improve. / We found no strength that we can name.",
        was="We found n",
        says=("No strengths recorded.", "No areas to improve recorded."),
        true_in=_board_without_findings,
        instead="Carers were backed.",
        false_in=_board,
    ),
    Sentence(
        row="{statement} is better / worse than last time.",
        was="is better than",
        says=("was judged better than last time.",),
        true_in=lambda _: _changed(Drawn.AT_RANDOM),
        instead=SIDE_BY_SIDE,
        false_in=lambda _: _changed(Drawn.ON_PURPOSE),
    ),
)
_YOUNG = (
    Sentence(
        row="We read what was written down. Where we could, we asked you.",
        was="told each other the truth",
        says=("Then we said how good the help was. We did not get as far as every child.",),
        true_in=lambda _: _told_to_children("Child A", stage=Stage.CLOSED),
        instead="We did not say how good the help was.",
        false_in=lambda _: _told_to_children(stage=Stage.CLOSED),
    ),
    Sentence(
        row="We will tell you when we have looked.",
        was="We will tell you",
        says=("There is nothing to read here yet. Come back later.",),
        true_in=lambda app: _young(app, Stage.WORKSHOP),
        instead=YOUNG["who"],
        false_in=lambda app: _young(app, Stage.FINDINGS),
    ),
    Sentence(
        row="We left out all that could tell others who you are.",
        was="We left out all",
        says=("We have tried to leave out anything that could show who you are.",),
        true_in=lambda app: _young(app, Stage.FINDINGS),
        instead="There is nothing to read here yet.",
        false_in=lambda app: _young(app, Stage.WORKSHOP),
    ),
    Sentence(
        row="Most of the time we do this well.",
        was="Most of the time",
        says=("In the cases where it applied, this was mostly so.",),
        true_in=lambda app: _young_of_a_reaudit(app, SECOND),
        instead="In the cases that were judged, this was mostly not so yet.",
        false_in=lambda app: _young_of_a_reaudit(app, FIRST),
    ),
)
_DATA = (
    Sentence(
        row="in one folder that only the person who runs this app can open.",
        was="only the person who runs",
        says=("only the account running this app, and the computer’s administrators, can open it",),
        true_in=lambda app: _where(app, 0o700),
        instead="We cannot tell who can open that folder: check its permissions.",
        false_in=lambda app: _where(app, 0o755),
    ),
)
TOLD = (*_FINDINGS, *_PLAN, *_BOARD, *_YOUNG, *_DATA)
