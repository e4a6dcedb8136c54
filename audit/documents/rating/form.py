"""What an agency's audit workbook asks: the round, the agency, its children, and every answer it has room for.

In: a round as one agency sees it.
Out: the form that a workbook is written from and read against, and the spots in it that can be filled in.

Here too:
- The words of an agency's audit workbook, in plain English.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from audit.domain.frameworks.framework import Key, LineOfEnquiry, Scale
from audit.domain.people.person import RING, Agency
from audit.domain.rating.form import FROM_AUDITORS, Answer, RatingDraft, SeenIn, Standing
from audit.domain.rounds import provenance
from audit.domain.rounds.audit_round import Round, RoundStatement, Stage
from audit.domain.rounds.cases import Case, Involvement


class Field(StrEnum):
    """What a cell that can be filled in is for."""

    AUDITOR = "auditor"
    INVOLVEMENT = "involvement"
    SYNOPSIS = "synopsis"
    ANSWER = "answer"
    SEEN_IN = "seen_in"
    NOTE = "note"
    DIFFERENCE = "difference"
    GRADE = "grade"
    REASON = "reason"
    EVIDENCE = "evidence"
    GOOD_PRACTICE = "good_practice"
    TO_DEVELOP = "to_develop"
    CORRECTION = "correction"


@dataclass(frozen=True, kw_only=True)
class Spot:
    """One thing that can be filled in."""

    field: Field
    case: str = ""  # empty: about the whole workbook
    key: Key | None = None  # of the line or the statement; None: about the child or the workbook
    source: SeenIn | None = None  # None unless the field is "seen in"

    @property
    def code(self) -> str:
        """Return the spot as the workbook's own map names it."""
        parts = (self.case, self.field, self.key or "", self.source or "")
        return "|".join(str(part) for part in parts)


@dataclass(frozen=True, kw_only=True)
class CaseForm:
    """A child that the agency is asked about, and what the workbook says of them to begin with."""

    case: Case
    draft: RatingDraft
    no_involvement: bool = False


@dataclass(frozen=True, kw_only=True)
class WorkbookForm:
    """One agency's workbook for one round."""

    audit_round: Round
    agency: Agency
    cases: tuple[CaseForm, ...]
    made_on: date
    marking: str = ""  # of the partnership, such as OFFICIAL-SENSITIVE
    in_danger: str = RING  # whom to ring about a child in danger

    @property
    def statements(self) -> tuple[RoundStatement, ...]:
        """Return the statements and lines that the agency answers."""
        return self.audit_round.statements_for(self.agency.ref)

    def about(self, case: str) -> tuple[RoundStatement, ...]:
        """Return the same, with the lines that are known not to apply to a child."""
        return self.audit_round.statements_for(self.agency.ref, case)

    def case(self, ref: str) -> CaseForm | None:
        """Return a child of the workbook; None where the agency is not asked about that child."""
        return next((case_form for case_form in self.cases if case_form.case.ref == ref), None)


def choices(form: WorkbookForm, field: Field) -> Mapping[str, str]:
    """Return the words to choose from by what they stand for; empty for a field in the auditor's own words."""
    return words_of(form.audit_round.scale, field)


def words_of(scale: Scale, field: Field) -> Mapping[str, str]:
    """Return the words of a field's choices by what they stand for, on a scale."""
    if field is Field.ANSWER:
        return {answer.value: answer.label for answer in FROM_AUDITORS}
    if field is Field.SEEN_IN:
        return {"yes": "Yes", "no": "No"}
    if field is Field.GRADE:
        ungraded = {
            standing.value: Answer(standing.value).label
            for standing in (Standing.NOT_EVIDENCED, Standing.NOT_APPLICABLE)
        }
        return {step.value: step.label for step in scale.steps} | ungraded
    if field is Field.INVOLVEMENT:
        return {Involvement.INVOLVED.value: "Involved", Involvement.NO_INVOLVEMENT.value: "No involvement found"}
    return {}


HEADINGS = ("No.", "Question", "Answer or grade", *(source.label for source in SeenIn), "In your words", "At hand")
AUDITOR = "Your name, as the auditor"
INVOLVEMENT = "Does your agency know this child?"
INVOLVEMENT_HELP = (
    "Leave this empty if it does. Choose “No involvement found” only after a real search; "
    "then leave the rest of this sheet empty. It counts as your answer."
)
SYNOPSIS = "What happened? Say it in a few lines."
SYNOPSIS_HELP = "What your agency did, when, and what the child and carers said of it. Dates help; no names, please."
SEEN_IN = "Where did you see the evidence?"
SEEN_IN_HELP = "Say it once here. It counts for every question that says nothing else."
DIFFERENCE = "What difference did it make for the child?"
DIFFERENCE_HELP = (
    "What is better, worse or the same in the child’s life. Not what was done: what it changed. "
    "Write this before you grade."
)
NOT_ASKED = "Leave this empty unless you know better. It does not apply:"
CORRECTION = "Why is this changed?"
CORRECTION_HELP = (
    "Your agency may have submitted this child before. Then say here why you change it; else leave it empty."
)
GRADES_HELP = (
    "Grade what you saw, not what was planned. Beside the grade: say why, if it is not evidenced or not applicable."
)
EVIDENCE = "what did you see that decided the grade?"
EVIDENCE_HELP = "Needed for every grade. Leave it empty if the statement is not evidenced or not applicable."
GOOD_PRACTICE = "good practice to share (if any)"
TO_DEVELOP = "what to develop (if anything)"
_ON_A_STATEMENT = {
    Field.REASON: "the reason for the grade",
    Field.EVIDENCE: "what decided the grade",
    Field.GOOD_PRACTICE: "good practice",
    Field.TO_DEVELOP: "what to develop",
}
_ON_A_CHILD = {
    Field.AUDITOR: AUDITOR,
    Field.SYNOPSIS: "What happened",
    Field.DIFFERENCE: "The difference for the child",
    Field.CORRECTION: "Why it is changed",
}
_ANSWERS = (
    ("Met", "You saw that this happened for this child."),
    ("Partly met", "Some of it happened, or it happened late."),
    ("Not met", "You saw that it did not happen."),
    ("Not evidenced", "You looked, and the record does not show it. Say where you looked. Not a low mark."),
    ("Not applicable", "The question cannot apply to this child. Say in your words why. Not a low mark."),
    ("Not looked at", "You did not look. Not a low mark, and in no figure; the workshop sees it."),
)
_FILLING_IN = (
    ("1. Your name", "Write it in the cell above. What you send back is your agency’s own rating, entered by you."),
    ("2. A sheet for each child", "Each child has a sheet, named below. Answer from your own agency’s records."),
    ("3. Pale blue cells", "Only these can be filled in. Choose from the list where there is one; else write."),
    ("4. Answers, then grades", "Answer the questions, say what difference it made for the child, and grade last."),
    ("5. An empty cell", "It changes nothing: what was saved before stays. You can send a part now and more later."),
    ("6. Send it back", "Save it as an Excel workbook (.xlsx), without macros, and send it the secure way agreed."),
)
_CARE = (
    ("No names", "Write “the child”, “the carer”, “the social worker”. No dates of birth, addresses or numbers."),
    (
        "Work separately",
        "Do not discuss this with other agencies. They cannot see it in the tool until the case is revealed. Send it "
        "back in the secure way agreed.",
    ),
    ("Working file", "For your agency’s auditors and the audit group. It holds texts as they are written."),
)


def day(on: date | None) -> str:
    """Return a day as people write it, or that it is not set."""
    return f"{on.day} {on:%B %Y}" if on else "not set yet"


def workbook_title(form: WorkbookForm) -> str:
    """Return the workbook's title."""
    return f"Audit workbook: {form.audit_round.title}"


def workbook_line(form: WorkbookForm) -> str:
    """Return the line beneath the title: whose workbook it is, and when it is due."""
    due = day(form.audit_round.dates.audits_due)
    return f"For {form.agency.name} · round {form.audit_round.ref} · due back: {due}"


def case_top(form: WorkbookForm, case: Case) -> tuple[str, str, str]:
    """Return the three lines above a child's questions."""
    away = ", outside our area" if case.out_of_area else ""
    return (
        f"{case.in_words}{away} ({case.population.label.lower()})",
        workbook_line(form),
        "Fill in the pale blue cells; the rest is fixed. Write “the child”, never a name.",
    )


def statement_text(statement: RoundStatement) -> str:
    """Return what a statement says, and where its words come from."""
    return f"{statement.item.text} {provenance.of(statement.item)}".strip()


def statement_title(statement: RoundStatement) -> str:
    """Return a statement's title with its number."""
    return f"Statement {statement.number}. {statement.item.title}"


def grade_label(statement: RoundStatement) -> str:
    """Return what asks for the grade of a statement."""
    return f"Statement {statement.number}, {statement.item.title}: taken together, how good was the help?"


def called(spot: Spot, statements: Sequence[RoundStatement]) -> str:
    """Return what people call a cell in the auditor's own words, with the number of its statement or question."""
    for statement in statements:
        if spot.key == statement.key:
            return f"Statement {statement.number}: {_ON_A_STATEMENT[spot.field]}"
        for number, line in enumerate(statement.lines, start=1):
            if spot.key == statement.line_key(line):
                return f"Question {statement.number}.{number}"
    return _ON_A_CHILD[spot.field]


def question(line: LineOfEnquiry, why_away: str) -> str:
    """Return a question as it is asked; where it is known not to apply, that nothing needs to be filled in, and why."""
    return f"{line.text}\n{NOT_ASKED} {why_away}." if why_away else line.text


def at_hand(line: LineOfEnquiry) -> str:
    """Return what helps to answer a question."""
    parts = [f"Good looks like: {line.good_looks_like}", f"Look for: {'; '.join(line.look_for)}."]
    if line.not_applicable_if:
        parts.append(f"“Not applicable” only if {line.not_applicable_if}.")
    return "\n".join(parts)


def descriptors(form: WorkbookForm, statement: RoundStatement) -> str:
    """Return what each grade of a statement looks like, or what it means where the statement does not say."""
    by_grade = statement.item.descriptors or {}
    steps = form.audit_round.scale.steps
    known = [(step.label, by_grade.get(step.value, step.caption)) for step in steps]
    return "\n".join(f"{label}: {text}" for label, text in known if text)


def instructions(form: WorkbookForm) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Return the parts of the instructions, each with its lines."""
    yield "Where the round stands", _stands(form)
    yield "How to fill this in", _FILLING_IN
    yield "With care", (*_CARE, ("If a child may be unsafe", f"Do not report it here. {form.in_danger}"))
    yield "The answers", _ANSWERS
    yield (
        "Where you saw it",
        (
            ("Yes or no for each", f"{', '.join(source.label for source in SeenIn)}. More than one is fine."),
            ("Once for a child", f"{SEEN_IN_HELP} Beside a question, say only what was different there."),
        ),
    )
    yield "The grades", _grades(form)
    for statement in form.statements:
        if statement.item.descriptors:
            yield f"Statement {statement.number}: what it looks like", _looks_like(form, statement)


def _stands(form: WorkbookForm) -> tuple[tuple[str, str], ...]:
    audit_round = form.audit_round
    now = {Stage.SETUP: "being set up", Stage.RATING: "open for agencies’ own audits"}.get(
        audit_round.stage, f"at “{audit_round.stage.label}”"
    )
    period = (
        f"{day(audit_round.period[0])} to {day(audit_round.period[1])}"
        if audit_round.period
        else f"the last {audit_round.look_back_months} months"
    )
    children = ", ".join(case.case.ref for case in form.cases) or "none yet"
    return (
        ("Now", f"On {day(form.made_on)} the round was {now}."),
        ("Due back", day(audit_round.dates.audits_due)),
        ("Workshop planned", day(audit_round.dates.workshop)),
        ("Look at", f"{period}. {audit_round.in_short}" if audit_round.in_short else period),
        ("Children", children),
    )


def _grades(form: WorkbookForm) -> tuple[tuple[str, str], ...]:
    steps = tuple((step.label, step.caption) for step in form.audit_round.scale.steps)
    return (
        *steps,
        ("Not evidenced", "You looked, and the record does not show it; say why. Not a low grade."),
        ("Not applicable", "The statement cannot apply to this child; say why. Not a low grade."),
    )


def _looks_like(form: WorkbookForm, statement: RoundStatement) -> tuple[tuple[str, str], ...]:
    by_grade = statement.item.descriptors or {}
    steps, child_words = form.audit_round.scale.steps, statement.item.for_the_child
    return (
        (statement.item.title, f"“{child_words}”" if child_words else statement.item.text),
        *((step.label, by_grade[step.value]) for step in steps if step.value in by_grade),
    )
