"""One case: what is known of a child, by reference and bands; adding, changing, withdrawing.

Here too:
- The fields of a case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from audit.app import App
from audit.domain.people.form_drafts import FormKind
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.rounds.cases import AGE_BANDS, GENDERS, PLACEMENTS, Case, Population, SpokenTo
from audit.errors import must_be_as_seen
from audit.pages.components import look, place
from audit.pages.forms import form
from audit.pages.forms.form import Form
from audit.pages.forms.form_fields import Entered, Part, RadioField, SelectField, TextField, TickField, yes
from audit.pages.rounds import case_rows, cases, top
from audit.pages.rounds.case_rows import SPOKEN, facts
from audit.services.rounds import setup
from audit.store.queries import rounds as queries
from audit.store.work import Db

_CHANGING = (Stage.SETUP, Stage.RATING, Stage.WORKSHOP, Stage.FINDINGS)
_BLANK = Case(ref="", population=Population.IN_CARE, age_band="", gender="", placement="")


def render_new(app: App) -> None:
    """Let a facilitator add a case."""
    audit_round = top.top(app, "Add a case", step="set-up · cases")
    if audit_round is None:
        return
    st.write("A reference and bands: no name, no date of birth, no address.")

    def write(db: Db, entered: Entered) -> None:
        case = replace(_entered(_BLANK, entered), ref=entered.text("ref"))
        setup.add_case(db, by=app.person, round_ref=audit_round.ref, case=case, now=app.now())

    form.draw(
        Form(
            app=app,
            kind=FormKind.NEW_CASE,
            round_ref=audit_round.ref,
            parts=_parts(app, audit_round, None),
            button="Add this case",
            write=write,
            done=lambda entered: place.go("round-case", round=audit_round.ref, case=entered.text("ref")),
            blames={"reference": "ref"},
        )
    )
    place.link("round-cases", "Back to the cases", round=audit_round.ref)


def render(app: App) -> None:
    """Show a case and let a facilitator change it; what somebody else changed meanwhile is never lost."""
    ref = place.get("case") or ""
    audit_round = top.top(app, ref or "Case", step="set-up · cases")
    if audit_round is None:
        return
    if ref not in {case.ref for case in audit_round.cases}:
        st.write("This round has no such case. Choose one from its cases.")
    else:
        _draw_case(app, audit_round, audit_round.case(ref))
        place.link("child-journey", f"{ref}’s journey: the way to help", round=audit_round.ref, case=ref)
    place.link("round-cases", "Back to the cases", round=audit_round.ref)


def _draw_case(app: App, audit_round: Round, case: Case) -> None:
    if case.withdrawn is not None:
        st.write(f"This case was withdrawn: {case.withdrawn.rstrip('.')}. What was written about it stays readable.")
        cases.draw(app, audit_round, [case])
    if audit_round.stage not in _CHANGING or case.withdrawn is not None:
        if case.withdrawn is None:
            st.write("Judgements can no longer be recorded, so what is known of the case stays as it is.")
        look.html(look.summary([(name, words or "Not noted") for name, words in facts(case)]))
        return
    _change(app, audit_round, case)
    case_rows.draw_rows(app, audit_round, case)
    _withdraw(app, audit_round, case)


def _change(app: App, audit_round: Round, case: Case) -> None:
    def write(db: Db, entered: Entered) -> None:
        stored = queries.by_ref(db, audit_round.ref).case(case.ref)
        must_be_as_seen(_told(stored), entered.seen, f"Somebody else changed {case.ref} while you had it open.")
        changed = _entered(stored, entered)
        setup.change_case(db, by=app.person, round_ref=audit_round.ref, case=changed, now=app.now())

    form.draw(
        Form(
            app=app,
            kind=FormKind.CASE,
            about=case.ref,
            round_ref=audit_round.ref,
            parts=_parts(app, audit_round, case),
            button=f"Save {case.ref}",
            write=write,
            seen=_told(case),
            subject=case.ref,
        )
    )


def _withdraw(app: App, audit_round: Round, case: Case) -> None:
    def write(db: Db, entered: Entered) -> None:
        reason = entered.text("reason")
        setup.withdraw_case(
            db, by=app.person, round_ref=audit_round.ref, case_ref=case.ref, reason=reason, now=app.now()
        )

    question = f"Why does {case.ref} leave the round?"
    missing = f"Say why {case.ref} leaves the round."
    reason = TextField(
        name="reason", label=question, rows=3, most=500, short="The reason", needed=True, missing=missing
    )
    text = "It leaves the round and every count. What was written about it stays readable. It cannot come back."
    form.fold(
        f"Withdraw {case.ref}",
        Form(
            app=app,
            kind=FormKind.WITHDRAWAL,
            about=case.ref,
            round_ref=audit_round.ref,
            parts=(Part(text=text, fields=(reason,)),),
            button=f"Withdraw {case.ref} from the round",
            write=write,
            subject=case.ref,
        ),
    )


def past_cases(app: App, audit_round: Round) -> tuple[str, ...]:
    """Return the cases of the rounds before this one, as "round/case", the newest round first."""
    with app.reading() as db:
        return tuple(
            f"{past_round.ref}/{case.ref}"
            for past_round in queries.every(db)
            if past_round.id < audit_round.id
            for case in past_round.cases
        )


def next_reference(audit_round: Round) -> str:
    """Return the first "Child A", "Child B" … that no case of the round has; empty after the last letter."""
    used_refs = {case.ref for case in audit_round.cases}
    return next((ref for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if (ref := f"Child {letter}") not in used_refs), "")


def _told(case: Case) -> str:
    """Return what the form tells of a case, its processes and figures left out."""
    return "\n".join(words for _, words in facts(replace(case, processes=(), measurements=())))


def _parts(app: App, audit_round: Round, case: Case | None) -> tuple[Part, ...]:
    """Return what is asked about a case; None: a new one, of which nothing is answered for anybody."""
    about = case or _BLANK
    return (
        Part(fields=(*(() if case else (_reference(audit_round),)), *_bands(about, new=case is None))),
        Part(fields=_home(about), heading="Where the child lives"),
        Part(fields=_spoken_to(about, new=case is None), heading="Who was spoken to"),
        Part(fields=_more(about, past_cases(app, audit_round)), heading="More about the child"),
    )


def _reference(audit_round: Round) -> TextField:
    return TextField(
        name="ref",
        label="Reference of the child",
        hint="Such as Child A. Who that is stays in your own secure list.",
        most=20,
        wide=False,
        short="Reference",
        start=next_reference(audit_round),
        needed=True,
    )


def _bands(case: Case, *, new: bool) -> tuple[SelectField, ...]:
    return (
        SelectField(
            name="population",
            label="Which group does the child belong to?",
            options={group.value: group.label for group in Population},
            start="" if new else case.population.value,
            needed=True,
            missing="Choose which group the child belongs to.",
        ),
        SelectField(
            name="age",
            label="Age band",
            options={band: band.replace("-", " to ") for band in AGE_BANDS},
            start=case.age_band,
            needed=True,
            missing="Choose an age band.",
        ),
        SelectField(name="gender", label="Gender", options=_words(GENDERS, case.gender), start=case.gender),
    )


def _home(case: Case) -> tuple[SelectField | TickField, ...]:
    return (
        SelectField(
            name="placement",
            label="Where does the child live?",
            options=_words(PLACEMENTS, case.placement),
            start=case.placement,
            needed=True,
            missing="Choose where the child lives.",
        ),
        TickField(name="out", label="Lives outside the area", start=yes(case.out_of_area)),
        TickField(
            name="same_throughout",
            label="Group, home and area were the same for the whole time looked at",
            hint="Then auditors are not asked what cannot apply to this child.",
            start=yes(case.same_throughout),
        ),
        TickField(
            name="breaks",
            label="In care for a series of short breaks only",
            hint="Some duties then apply in another way.",
            start=yes(case.short_breaks),
        ),
    )


def _spoken_to(case: Case, *, new: bool) -> tuple[RadioField | TextField, ...]:
    options = {spoken.value: words for spoken, words in SPOKEN.items()}
    asked = (
        ("child", "the child", case.child_spoken_to, case.child_spoken_to_by),
        ("carer", "a carer", case.carer_spoken_to, case.carer_spoken_to_by),
    )
    fields: list[RadioField | TextField] = []
    for name, who, spoken, by in asked:
        fields += [
            RadioField(
                name=name,
                label=f"Was {who} spoken to for this audit?",
                options=options,
                start="" if new else spoken.value,
                side_by_side=True,
            ),
            TextField(
                name=f"{name} by",
                label=f"Who spoke to the {name}",
                hint="A role, such as their reviewing officer.",
                most=80,
                short=f"Who spoke to the {name}",
                start=by,
            ),
        ]
    return tuple(fields)


def _more(case: Case, past: Sequence[str]) -> tuple[TextField | SelectField, ...]:
    return (
        _line("ethnic", "Ethnic group", case.ethnic_group, 80, hint="Leave it out where it could point at a child."),
        _line("disability", "Disability", case.disability, 120),
        _line(
            "family",
            "Family group",
            case.family_group,
            40,
            hint="The same word for brothers and sisters, such as Family 1.",
        ),
        SelectField(
            name="same",
            label="Same child as in a past round",
            options={ref: words.replace("/", ": ") for ref, words in _words(past, case.same_child_as).items()},
            start=case.same_child_as,
            placeholder="Not in a past round, or not known",
        ),
        _line("chosen", "How this case was chosen", case.how_chosen, 500),
    )


def _line(name: str, label: str, start: str, most: int, *, hint: str = "") -> TextField:
    return TextField(name=name, label=label, hint=hint, start=start, most=most, short=label)


def _words(options: Sequence[str], current: str) -> Mapping[str, str]:
    """Return choices that are their own words, with what was chosen before the list was as it is."""
    return {option: option for option in (*options, current) if option}


def _entered(case: Case, entered: Entered) -> Case:
    """Return a case as the form tells it; its reference, processes and figures stay as they were."""
    return replace(
        case,
        population=Population(entered.chosen("population")),
        age_band=entered.chosen("age"),
        gender=entered.chosen("gender") or GENDERS[-1],
        placement=entered.chosen("placement"),
        out_of_area=entered.ticked("out"),
        same_throughout=entered.ticked("same_throughout"),
        short_breaks=entered.ticked("breaks"),
        child_spoken_to=SpokenTo(entered.chosen("child") or SpokenTo.NOT_RECORDED),
        child_spoken_to_by=entered.text("child by"),
        carer_spoken_to=SpokenTo(entered.chosen("carer") or SpokenTo.NOT_RECORDED),
        carer_spoken_to_by=entered.text("carer by"),
        ethnic_group=entered.text("ethnic"),
        disability=entered.text("disability"),
        family_group=entered.text("family"),
        same_child_as=entered.chosen("same"),
        how_chosen=entered.text("chosen"),
    )
