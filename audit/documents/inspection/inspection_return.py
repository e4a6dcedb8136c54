"""The multi-agency audit of one child, as a part of the return to inspectors.

In: the round, the child, and what agencies agreed in the workshop.
Out: what was agreed on each statement with its reason, other views that were held, and the difference made.

Here too:
- The return to inspectors as a Word document: the audits of the children they chose, in one bundle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from audit.documents.phrases import long_day
from audit.documents.plan.paper import title_of
from audit.documents.word import finish
from audit.documents.word.sheet import Sheet
from audit.documents.word.tables import Cell, Column, plain, table
from audit.documents.word.xml import Piece
from audit.domain.english import listed, sentence
from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Agency
from audit.domain.rating.form import Account, LineAnswer, Rating, Standing, StatementGrade, sources
from audit.domain.rounds.audit_round import Round, RoundStatement
from audit.domain.rounds.cases import Case, Involvement
from audit.domain.workshop import participation_words
from audit.domain.workshop.moderation import Judgement, Outcome
from audit.domain.workshop.participation import Participation


def write_together(sheet: Sheet, audit_round: Round, case: Case, judgements: Sequence[Judgement]) -> None:
    """Write what agencies agreed about a child; says so where they have agreed nothing yet."""
    sheet.heading(f"{case.ref}: the multi-agency audit", 2)
    agreed = {judgement.statement: judgement for judgement in judgements}
    if not agreed:
        sheet.paragraph("No judgement about this child has been recorded yet.")
        return
    overall = agreed.get(None)
    if overall is not None:
        sheet.paragraph([Piece("Overall: ", bold=True), f"{_grade(audit_round, overall)}. {sentence(overall.reason)}"])
        sheet.paragraph([Piece("What difference it made: ", bold=True), sentence(overall.difference)])
        _dissents(sheet, audit_round, overall)
    title = f"Judgements recorded about {case.ref}"
    sheet.caption("Table", title)
    table(
        sheet,
        (Column("Statement", 45), Column("Judgement", 35), Column("Reason", 90)),
        _rows(sheet, audit_round, agreed),
        title=title,
        says="One statement a row, with the judgement recorded, the reason, and any other view that was held.",
    )


def _rows(sheet: Sheet, audit_round: Round, agreed: Mapping[Key | None, Judgement]) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for statement in audit_round.statements():
        judgement = agreed.get(statement.key)
        grade = "Not judged yet" if judgement is None else _grade(audit_round, judgement)
        why = "" if judgement is None else " ".join([sentence(judgement.reason), *_other_views(audit_round, judgement)])
        rows.append(
            (
                plain(sheet, title_of(statement), "Plan Table Row Head"),
                plain(sheet, grade),
                plain(sheet, why or "Nothing yet"),
            )
        )
    return rows


def _dissents(sheet: Sheet, audit_round: Round, judgement: Judgement) -> None:
    for other_view in _other_views(audit_round, judgement):
        sheet.note(other_view)


def _other_views(audit_round: Round, judgement: Judgement) -> list[str]:
    names = {agency.ref: agency.short_name for agency in audit_round.agencies}
    graded = {step.value: step.label for step in audit_round.scale.steps}
    views = []
    for dissent in judgement.dissents:
        view = f" ({graded.get(dissent.position, dissent.position)})" if dissent.position else ""
        views.append(f"{names.get(dissent.agency, dissent.agency)} held another view{view}: {sentence(dissent.reason)}")
    return views


def _grade(audit_round: Round, judgement: Judgement) -> str:
    if judgement.outcome is Outcome.GRADE and judgement.grade:
        return audit_round.scale.step(judgement.grade).label
    return judgement.outcome.label


TITLE = "Return to inspectors: audits of the children they chose"


@dataclass(frozen=True, kw_only=True)
class ReturnPaper:
    """All that the return says, as values."""

    partnership: str
    marking: str
    today: date
    audit_round: Round
    cases: tuple[Case, ...]  # those that are revealed
    ratings: tuple[Rating, ...]  # of those cases alone
    participation: Participation
    judgements: tuple[Judgement, ...] = ()  # what agencies agreed about those cases, the newest of each
    invented: bool = False  # the partnership is made up, to look round in


def write_inspection_return(paper: ReturnPaper) -> bytes:
    """Return the agencies' audits as a Word document."""
    sheet = finish.begun(marking=paper.marking, line=f"{TITLE}, {long_day(paper.today)}.")
    _front(sheet, paper)
    for place, case in enumerate(paper.cases, start=1):
        sheet.heading(case.in_words, 1, anchor=_anchor(place), new_page=True)
        write_together(
            sheet, paper.audit_round, case, [judgement for judgement in paper.judgements if judgement.case == case.ref]
        )
        for agency in paper.audit_round.agencies:
            _agency(sheet, paper, case, agency)
    return finish.as_bytes(
        sheet, title=f"{TITLE}: {paper.audit_round.title}", author=paper.partnership, made_on=paper.today
    )


def _anchor(place: int) -> str:
    return f"child_{place}"


def _front(sheet: Sheet, paper: ReturnPaper) -> None:
    sheet.paragraph(paper.partnership, "Plan Partnership")
    sheet.paragraph(TITLE, "Title")
    sheet.paragraph(paper.audit_round.title, "Subtitle")
    sheet.paragraph(
        "This document holds, for each child, the judgements recorded so far, and then the audits that agencies "
        "submitted. Where an audit was not blind, or was entered on an agency’s behalf or after the reveal, that is "
        "stated. It is about children who can be told apart by those who know them: it goes to the inspectors and to "
        "nobody else."
    )
    sheet.paragraph(f"{participation_words.looked(paper.participation)} {paper.audit_round.in_short}".rstrip())
    sheet.bullets([[Piece(case.in_words, link=_anchor(place))] for place, case in enumerate(paper.cases, start=1)])
    if paper.invented:
        sheet.paragraph("This partnership and its children are invented.")
    waiting = [case.ref for case in paper.audit_round.active_cases() if case not in paper.cases]
    if waiting:
        sheet.note(f"Not in this return, because not revealed yet: {listed(waiting)}.")


_NO_AUDIT = {
    Involvement.NO_INVOLVEMENT: "This agency does not know the child.",
    Involvement.LEFT_OUT: "This agency’s audit was left out of the file that brought the round here.",
}


def _agency(sheet: Sheet, paper: ReturnPaper, case: Case, agency: Agency) -> None:
    involvement = paper.audit_round.involvement_of(case.ref, agency.ref)
    if involvement is Involvement.NOT_ASKED:
        return
    sheet.heading(f"{case.ref}: {agency.name}", 2)
    rating = next((rating for rating in paper.ratings if (rating.case, rating.agency) == (case.ref, agency.ref)), None)
    if rating is None:
        sheet.paragraph(_NO_AUDIT.get(involvement, "No audit was submitted."))
        return
    if rating.on_behalf or rating.after_reveal or not rating.blind:
        sheet.note(_standing(rating))
    sheet.paragraph([Piece("What happened: ", bold=True), sentence(rating.account.synopsis)])
    sheet.paragraph([Piece("What difference it made: ", bold=True), sentence(rating.account.difference)])
    statements = paper.audit_round.statements_for(agency.ref)
    _grades(sheet, paper, statements, rating, f"{agency.short_name} on {case.ref}")
    _answers(sheet, statements, rating, f"{agency.short_name} on {case.ref}")


def _standing(rating: Rating) -> str:
    remarks = ["entered on the agency’s behalf"] if rating.on_behalf else []
    remarks += [] if rating.blind else ["not blind: someone who entered it entered for another agency too"]
    if rating.after_reveal:
        act = "corrected" if rating.version > 1 else "submitted"
        remarks.append(f"{act} after the reveal{f': {rating.reason}' if rating.reason else ''}")
    return sentence("; ".join(remarks))


def _grades(sheet: Sheet, paper: ReturnPaper, statements: Sequence[RoundStatement], rating: Rating, about: str) -> None:
    rows = []
    for statement in statements:
        grade = rating.grade(statement.key)
        rows.append(
            (
                plain(sheet, title_of(statement), "Plan Table Row Head"),
                plain(sheet, _graded(paper, grade)),
                plain(sheet, _or_nothing(grade.evidence if grade else "")),
                plain(sheet, _or_nothing(grade.good_practice if grade else "")),
                plain(sheet, _or_nothing(grade.to_develop if grade else "")),
            )
        )
    sheet.caption("Table", f"Grades by {about}")
    table(
        sheet,
        (
            Column("Statement", 35),
            Column("Grade", 27),
            Column("What decided it", 38),
            Column("Good practice", 35),
            Column("To develop", 35),
        ),
        rows,
        title=f"Grades by {about}",
        says="One statement a row, with the agency’s own grade, what decided it, and what to share and to develop.",
    )


def _answers(sheet: Sheet, statements: Sequence[RoundStatement], rating: Rating, about: str) -> None:
    rows = []
    for statement in statements:
        for line in statement.lines:
            answer = rating.answer(statement.line_key(line))
            rows.append(
                (
                    plain(sheet, [Piece(line.ref, bold=True), f" {line.text}"], "Plan Table Row Head"),
                    plain(sheet, _answered(answer, rating.account)),
                    plain(sheet, _or_nothing(answer.note if answer else "")),
                )
            )
    sheet.caption("Table", f"Answers by {about}")
    table(
        sheet,
        (Column("Question", 75), Column("Answer, and where it was seen", 40), Column("Note", 55)),
        rows,
        title=f"Answers by {about}",
        says="One question a row, with the agency’s answer, where it was seen, and its note.",
    )


def _graded(paper: ReturnPaper, grade: StatementGrade | None) -> str:
    if grade is None or grade.standing is None:
        return "Not asked"
    if grade.standing is Standing.GRADED and grade.grade:
        return paper.audit_round.scale.step(grade.grade).label
    return f"{grade.standing.value.replace('_', ' ').capitalize()}: {grade.reason}"


def _answered(answer: LineAnswer | None, account: Account) -> str:
    if answer is None or answer.answer is None:
        return "Not asked"
    seen = "; ".join(sorted(source.label for source in sources(answer, account)))
    return f"{answer.answer.label}{f' ({seen})' if seen else ''}"


def _or_nothing(text: str) -> str:
    return sentence(text) if text.strip() else "Nothing written"
