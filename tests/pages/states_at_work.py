"""Sentences about a round at work: its card on Home, rating, the workshop and the papers that go out before it.

In: for each sentence a state in which it is true and said, and one in which it would be false.
Out: what the page, paper or rule says in each.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from audit.app import App
from audit.charts import lanes as charts
from audit.documents.rating.workbook import write_audit_workbook
from audit.documents.workshop.pack import write_workshop_pack
from audit.domain.findings.finding import Finding
from audit.domain.home.next_steps import InHand, next_step
from audit.domain.journeys import lanes
from audit.domain.people.person import Role, Viewer
from audit.domain.plan.actions import plan
from audit.domain.rating.form import Answer, RatingDraft
from audit.domain.rounds.audit_round import Dates, Round, Stage
from audit.domain.rounds.cases import Process, ProcessKind
from audit.domain.rounds.concerns import Concern
from audit.domain.workshop.moderation import Judgement
from audit.errors import AuditError
from audit.pages.home.overview import sentence
from audit.services.rounds import setup
from audit.services.safekeeping import erasure
from audit.services.workshop import packs
from audit.store.queries import moderation
from tests.builders import NOON, a_finding, a_judgement, a_person, a_round, who_took_part
from tests.charts.plots import plotted
from tests.documents.accessibility import all_text
from tests.documents.workbooks import a_form, a_full_draft
from tests.half_done import a_half_done_round
from tests.pages.filled import form
from tests.pages.on_screen import drawn, words
from tests.pages.typed import press
from tests.scenes import AGENCIES, ROUND, Said, Scene, a_scene

DUE = Dates(audits_due=date(2026, 11, 27))
CHILD, CHILDREN = "Child A", ("Child A", "Child B", "Child C")


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence that was once false in some state, and what is said in that state now."""

    row: str  # the first words of its row in the list of wording
    was: str = ""  # the false claim, which is in neither state; empty: its words are no claim by themselves
    says: tuple[str, ...]  # what is true where it is said
    true_in: Callable[[App], str]
    instead: str  # what is said where the sentence would be false; the same, where it is true in both
    false_in: Callable[[App], str]


def _card(audit_round: Round, submitted: Collection[tuple[str, str]] | None = None, *, judged: bool = False) -> str:
    judgements = _all_judged(audit_round) if judged else ()
    took_part = who_took_part(audit_round, submitted=submitted, judgements=judgements)
    return sentence(a_person(Role.FACILITATOR), InHand(audit_round=audit_round, participation=took_part))


def _all_judged(audit_round: Round) -> list[Judgement]:
    keys = [statement.key for statement in audit_round.statements()]
    return [a_judgement(case.ref, key) for case in audit_round.cases for key in (*keys, None)]


def _rating_card(*agencies: str, dates: Dates = DUE) -> str:
    submitted = {(child, agency) for child in CHILDREN for agency in agencies}
    return _card(replace(a_round(stage=Stage.RATING), dates=dates), submitted)


def _board_card(seen: date | None) -> str:
    return _card(replace(a_round(stage=Stage.BOARD), seen_by_board=seen), judged=True)


def _step_at_findings(*findings: Finding) -> str:
    audit_round = a_round()
    step = next_step(
        InHand(
            audit_round=audit_round, participation=who_took_part(audit_round), plan=plan(audit_round, findings, (), ())
        )
    )
    assert step is not None
    return step.sentence


def _concern_and_erasure(app: App, *, confirmed: bool) -> str:
    scene = a_scene(app)
    concern = Concern(case=CHILD, told_at_utc=NOON, agency_told="CSC", role_told="Manager", line="Told.")
    with scene.app.unit_of_work() as db:
        setup.tell(db, by=scene.facilitator, round_ref=ROUND, concern=concern, now=NOON)
        if confirmed:
            ((_, noted),) = moderation.concerns(db, viewer=Viewer.of(scene.facilitator), round_ref=ROUND)
            assert noted.id is not None
            setup.confirm(db, by=scene.facilitator, round_ref=ROUND, concern_id=noted.id, now=NOON)
    home = words(drawn(scene.app, "home"))
    try:
        with scene.app.unit_of_work() as db:
            erasure.erase_case(db, by=scene.facilitator, round_ref=ROUND, case_ref=CHILD, confirmed=CHILD, now=NOON)
    except AuditError as error:
        return f"{home}\n{error}"
    return f"{home}\nThe case is erased."


def _process(owner: str) -> str:
    process = Process(kind=ProcessKind.EHC_PLAN, owner=owner, started_on=date(2026, 4, 1), last_on=date(2026, 5, 4))
    child = lanes.side_by_side(CHILD, [process], (date(2026, 4, 1), date(2026, 9, 30)), {})
    chart = charts.side_by_side(a_round(), [child])
    labels = str(plotted(chart).to_dict()).replace("<br>", " ")
    return f"{chart.sentence}\n{chart.table.rows}\n{labels}"


def _rating_for_camhs(app: App, *written: str) -> str:
    scene = a_scene(app)
    for agency in written:
        scene.fill_in(scene.at_desk_of(agency), submit=False)
    page = drawn(scene.app, "rate", round=ROUND)
    press(page, "Enter for CAMHS")
    press(page, "Enter for CAMHS")
    return words(page)


def _choosing(app: App, stage: Stage) -> str:
    scene = a_scene(app)
    scene.fill_in(scene.viewer("CAMHS"), submit=False)
    scene.move_to(stage)
    return words(drawn(scene.app, "rate", round=ROUND))


def _invitation(app: App, *, one_person: bool) -> str:
    scene = a_half_done_round(app, Stage.WORKSHOP) if one_person else a_scene(app)
    with scene.app.unit_of_work() as db:
        viewer = Viewer.of(scene.facilitator)
        paper = packs.workshop_pack(db, viewer=viewer, round_ref=ROUND, today=NOON.date(), now=NOON)
    return all_text(write_workshop_pack(paper))


def _workshop(app: App, *, missing: str = "", answers: Mapping[str, Answer] | None = None) -> Scene:
    scene = a_scene(app)
    for agency in AGENCIES:
        said = Said(answer=(answers or {}).get(agency, Answer.MET))
        scene.fill_in(scene.viewer(agency), CHILD, said, submit=agency != missing)
    scene.move_to(Stage.WORKSHOP)
    return scene


def _without_health(app: App) -> str:
    scene = _workshop(app, missing="HEALTH")
    page = drawn(scene.app, "workshop", round=ROUND, case=CHILD)
    next(button for button in page.button if "Reveal the grades" in button.label).click().run()
    hint = next(iter(form(page).fields.values()))["hint"]
    scene.reveal()
    health = scene.app.as_person(scene.people["HEALTH"])
    return f"{hint}\n{words(drawn(health, 'rate', round=ROUND, case=CHILD))}"


def _with_everybody(app: App) -> str:
    page = drawn(_workshop(app).app, "workshop", round=ROUND, case=CHILD)
    next(button for button in page.button if "Reveal the grades" in button.label).click().run()
    return words(page)


def _wall(app: App, answer: Answer) -> str:
    scene = _workshop(app, answers={"CAMHS": answer})
    scene.reveal()
    return words(drawn(scene.app, "workshop", round=ROUND, case=CHILD))


def _hidden(app: App, stage: Stage) -> str:
    scene = _workshop(app)
    scene.move_to(stage)
    return words(drawn(scene.app, "workshop", round=ROUND, case=CHILD))


def _workbook(*drafts: RatingDraft) -> str:
    return all_text(write_audit_workbook(a_form(*drafts)))


_SEPARATELY = "They cannot see it in the tool until the case is revealed."
_INVITED = "Other agencies cannot see your answers in the tool until the case is revealed"
AT_WORK = (
    Sentence(
        row="No agency has submitted everything yet; they have until {date}.",
        was="they have until",
        says=("No agency has submitted all its cases. Still to submit: Social care and CAMHS.", "Audits due Friday 27"),
        true_in=lambda _: _rating_card(),
        instead="Every agency asked has submitted all its cases.",
        false_in=lambda _: _rating_card("CSC", "CAMHS"),
    ),
    Sentence(
        row="The judgements are agreed, and what was found is being written down.",
        was="judgements are agreed",
        says=("Findings are being recorded. All 3 children have been judged on every statement.",),
        true_in=lambda _: _card(a_round(), judged=True),
        instead="Findings are being recorded. No child has been judged yet.",
        false_in=lambda _: _card(a_round()),
    ),
    Sentence(
        row="{n} agencies have submitted everything; {names} have until {date}.",
        was="until",
        says=("One of the 2 agencies has submitted all its cases. Still to submit: CAMHS. Audits due Friday 27",),
        true_in=lambda _: _rating_card("CSC"),
        instead="One of the 2 agencies has submitted all its cases. Still to submit: CAMHS.",
        false_in=lambda _: _rating_card("CSC", dates=Dates()),
    ),
    Sentence(
        row="The plan is made, and the board is next.",
        was="the board is next",
        says=("The plan is at the board stage. The board has not seen it yet.",),
        true_in=lambda _: _board_card(None),
        instead="The plan is at the board stage. The board has seen it.",
        false_in=lambda _: _board_card(date(2026, 12, 1)),
    ),
    Sentence(
        row="The judgements are agreed. No finding is recorded yet.",
        was="judgements are agreed",
        says=("No findings recorded yet. No child has been judged yet.",),
        true_in=lambda _: _step_at_findings(),
        instead="One finding recorded.",
        false_in=lambda _: _step_at_findings(a_finding()),
    ),
    Sentence(
        row="It stops nothing and is in no chart.",
        was="stops nothing",
        says=("Confirm the concern about Child A", "An immediate concern about Child A is not confirmed yet."),
        true_in=lambda app: _concern_and_erasure(app, confirmed=False),
        instead="The case is erased.",
        false_in=lambda app: _concern_and_erasure(app, confirmed=True),
    ),
    Sentence(
        row="Nobody leads {process}.",
        was="Nobody",
        says=("Lead not recorded for education", "'Not recorded'", "(lead not recorded)"),
        true_in=lambda _: _process(""),
        instead="(CAMHS)",
        false_in=lambda _: _process("CAMHS"),
    ),
    Sentence(
        row="If you write for {new} too, the ratings of all of them …",
        was="every figure made from them",
        says=("If you also enter for CAMHS, everything you entered will be marked “not blind”.",),
        true_in=lambda app: _rating_for_camhs(app, "CSC"),
        instead="You have entered for Social care and CAMHS. What you entered is marked “not blind”.",
        false_in=lambda app: _rating_for_camhs(app, "CSC", "CAMHS"),
    ),
    Sentence(
        row="You see no other agency's answers before the reveal.",
        was="You see no other",
        says=("You cannot open a form that an agency’s own auditor has started until the case is revealed.",),
        true_in=lambda app: _choosing(app, Stage.RATING),
        instead="audits can be read here, and no longer entered or changed",
        false_in=lambda app: _choosing(app, Stage.FINDINGS),
    ),
    Sentence(
        row="nobody outside your agency sees what you said …",
        was="nobody outside your agency",
        says=(_INVITED, "those audits are marked “not blind”"),
        true_in=lambda app: _invitation(app, one_person=False),
        instead=_INVITED,
        false_in=lambda app: _invitation(app, one_person=True),
    ),
    Sentence(
        row="Who has not submitted can still do so; it will be marked.",
        was="can still do so",
        says=("cannot use the online form after the reveal", "was revealed before this form was submitted"),
        true_in=_without_health,
        instead="All the answers, and what each agency saw",
        false_in=_with_everybody,
    ),
    Sentence(
        row="No question parts you here: the answers are the same.",
        was="the answers are the same",
        says=("No difference between “met”, “partly met” and “not met” answers on this statement.",),
        true_in=lambda app: _wall(app, Answer.NOT_EVIDENCED),
        instead="Where you part most",
        false_in=lambda app: _wall(app, Answer.NOT_MET),
    ),
    Sentence(
        row="Nobody has seen another agency's grade yet.",
        was="Nobody has seen",
        says=("Grades stay hidden here until the case is revealed.", "Before you reveal, ask:"),
        true_in=lambda app: _hidden(app, Stage.WORKSHOP),
        instead="This case was not revealed in the workshop, so its grades stay hidden.",
        false_in=lambda app: _hidden(app, Stage.FINDINGS),
    ),
    Sentence(
        row="Alone. Fill this in without asking other agencies.",
        was="nobody else sees",
        says=("Work separately", _SEPARATELY),
        true_in=lambda _: _workbook(),
        instead=_SEPARATELY,
        false_in=lambda _: _workbook(a_full_draft()),
    ),
)
