"""Builders for documents: a whole paper, with cases that must not come out without being asked for."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, RGBColor
from openxml_audit import OpenXmlValidator

from audit.documents.plan.paper import PlanPaper
from audit.domain.findings.finding import ChildWords, Finding, FindingKind, by_theme
from audit.domain.people.person import Agency
from audit.domain.plan import actions
from audit.domain.plan.actions import Action, Impact, NoAction, Progress, Update
from audit.domain.release import leaving
from audit.domain.release.decisions import Release
from audit.domain.rounds.audit_round import Dates, Round, Stage
from audit.domain.rounds.references import references_of
from audit.domain.workshop.moderation import Judgement, Outcome
from audit.domain.workshop.suppression import words_by_statement
from tests.builders import a_case, a_round, statement, theme, who_took_part
from tests.releasing import let_through

TODAY = date(2026, 11, 20)
ODD = "Smith & “Sons” <b> 'x' 日本 \u200f\x0b\x00 \U0001f9d2 é\u0301 ]]> " + "long" * 40
DOT = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0"
    b"\5\0\1\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82"
)
_GRADES = ("good", "requires_improvement", "outstanding", "inadequate", "good", "good")
_AGENCIES = ("Children's social care", "CAMHS", "Police", "Virtual school")


def a_plan_round(children: int = 6) -> Round:
    """Return a round with dates, four agencies and its children, the last of them withdrawn."""
    cases = [a_case(f"Child {chr(65 + place)}") for place in range(children)]
    cases.append(a_case("Child Z", withdrawn="Moved away"))
    dates = Dates(workshop=date(2026, 10, 14), board=date(2026, 12, 9), reaudit=date(2027, 6, 1))
    agencies = [Agency(ref=name[:5].upper(), name=name, short_name=name, sector="CSC") for name in _AGENCIES]
    made = a_round(cases=cases, agencies=agencies, stage=Stage.PLAN)
    return replace(made, dates=dates, chosen_how="Chosen at random, with Child A added")


def a_finding(ref: str, kind: FindingKind, text: str, **more: Any) -> Finding:
    """Return a finding about one statement and two themes."""
    number = int(ref[1:]) % 7 + 1
    given = {"statements": (statement(number),), "themes": (theme(number), theme(4)), "cases": ("Child B", "Child C")}
    return Finding(ref=ref, kind=kind, text=text, evidence="Child B's record, page 4.", **(given | more))


def some_findings() -> tuple[Finding, ...]:
    """Return a finding of each kind, one not decided and one without an action."""
    said = ChildWords(
        text="Nobody rang to tell us.", case="Child B", said_by="carer", for_papers=True, how_asked="Asked"
    )
    kept = ChildWords(text="I hid the letters under my bed.", case="Child C", said_by="child")
    late = "Children wait for a first CAMHS appointment without a lead. Child B and Child C waited longest."
    return (
        a_finding("F1", FindingKind.PRIORITY_ACTION, late, words=(said, kept)),
        a_finding("F2", FindingKind.NEEDS_TO_IMPROVE, "Plans for the same child are made in separate meetings."),
        a_finding("F3", FindingKind.NEEDS_TO_IMPROVE, "Child D moved home and lost her therapist."),
        a_finding("F4", FindingKind.NEEDS_TO_IMPROVE, "The SDQ is filled in and not read."),
        a_finding("F5", FindingKind.STRENGTH, "Carers are trained and listened to, as Child A's carer shows."),
        a_finding("F6", FindingKind.LEARNING, "A handover in person works better than a letter."),
    )


def an_action(number: int, finding: str, **more: Any) -> Action:
    """Return an action due at Christmas."""
    given: dict[str, Any] = {
        "text": f"Name a lead for every waiting child, beginning with Child {'BC'[number % 2]}",
        "success_measure": "Every child who waits can name the person who looks out for them",
        "lead_agency": _AGENCIES[number % 4],
        "owner": "Head of service",
        "due": date(2026, 12, 18),
        "recommendation": "Name one agency for every waiting child.",
    }
    return Action(ref=f"A{number}", finding=finding, **(given | more))


def some_actions() -> tuple[Action, ...]:
    """Return an action at each status."""
    shown = Update(
        on=date(2026, 11, 10),
        by="Head",
        progress=Progress.DONE,
        text="Done for Child B.",
        impact=Impact.SHOWN,
        evidence_of_impact="Four carers say so",
    )
    risk = Update(on=date(2026, 11, 11), by="Head", progress=Progress.AT_RISK, text="Money is not agreed.")
    moved = Update(
        on=date(2026, 11, 12), by="Head", progress=Progress.ON_TRACK, text="More time.", new_due=date(2027, 1, 5)
    )
    return (
        an_action(1, "F1", updates=(shown,)),
        an_action(2, "F1"),
        an_action(3, "F2", updates=(risk,)),
        an_action(4, "F2", due=date(2026, 11, 2), updates=(moved,)),
    )


def some_judgements(audit_round: Round) -> tuple[Judgement, ...]:
    """Return a judgement on every statement of every case, and an overall one."""
    agreed = []
    for place, case in enumerate(audit_round.active_cases()):
        for number, asked in enumerate(audit_round.statements()):
            grade = _GRADES[(place * (number + 1)) % 6]
            agreed.append(Judgement(case=case.ref, statement=asked.key, outcome=Outcome.GRADE, grade=grade, reason="R"))
        agreed.append(
            Judgement(
                case=case.ref,
                statement=None,
                outcome=Outcome.GRADE,
                grade="good",
                reason="Help held.",
                difference=f"{case.ref} sleeps again.",
            )
        )
    return tuple(agreed)


def a_paper(*, with_cases: bool = False, **more: Any) -> PlanPaper:
    """Return a paper with a finding of each kind and an action at each status, every text of it let through."""
    audit_round = more.pop("audit_round", None) or a_plan_round()
    findings = more.pop("findings", some_findings())
    doing = more.pop("actions", some_actions())
    judged = some_judgements(audit_round)
    nothing = (NoAction(finding="F3", reason="Child D has a new therapist."),)
    given: dict[str, Any] = {
        "partnership": "Northmoor Safeguarding Children Partnership",
        "marking": "OFFICIAL-SENSITIVE",
        "version": "0.12",
        "today": TODAY,
        "participation": who_took_part(audit_round, judgements=judged),
        "words": words_by_statement(audit_round, judged),
        "names_cases": with_cases,
    }
    plan = actions.plan(audit_round, findings, doing, nothing)

    def make(release: Release) -> PlanPaper:
        told = leaving.plan(release, plan)
        made: dict[str, Any] = {
            "plan": told,
            "themes": by_theme(findings if with_cases else told.findings, audit_round.themes()),
            "judgements": tuple(leaving.judgement(release, "AU26", one) for one in judged) if with_cases else (),
            "changed": leaving.changes(release, audit_round.ref, more.get("changed", ())),
        }
        return PlanPaper(**(given | more | made), clearance=release.clearance())

    return let_through(make, references=references_of(audit_round), names_cases=with_cases)


@cache
def a_council_file(*, numbered: bool = False) -> bytes:
    """Return a council's own file: Calibri, purple headings, a logo, and styles that Word never saved.

    The numbered one also numbers its headings and has another first page.
    """
    document = docx.Document()
    for name in (
        "Title",
        "Subtitle",
        "Caption",
        "List Bullet",
        "Heading 3",
        "Title Char",
        "Subtitle Char",
        "Heading 3 Char",
    ):
        document.styles[name].element.getparent().remove(document.styles[name].element)
    for level in (1, 2):
        document.styles[f"Heading {level}"].font.color.rgb = RGBColor(0x5B, 0x2C, 0x83)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25.4)
    section.top_margin, section.bottom_margin = Mm(38), Mm(25)
    _with_logo(section.header.paragraphs[0])
    section.footer.paragraphs[0].text = "Northmoor Council, County Hall"
    if numbered:
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = "Northmoor Council"
        _number_headings(document)
    _with_theme_font(document, b"Calibri")
    document.add_heading("A letter of ours", 1)
    document.add_paragraph("Words that are not to be kept.")
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def a_pale_file() -> bytes:
    """Return a council's file with Word's own blue captions and subtitle, which are too pale on paper."""
    document = docx.Document()
    document.styles["Normal"].font.color.rgb = RGBColor(0x80, 0x80, 0x80)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def faults(written: bytes, tmp_path: Any) -> list[str]:
    """Return what an independent validator finds wrong with a document."""
    place = tmp_path / "checked.docx"
    place.write_bytes(written)
    return [str(error) for error in OpenXmlValidator().validate(place).errors]


def _with_theme_font(document: Any, font: bytes) -> None:
    theme = next(one.target_part for one in document.part.rels.values() if one.reltype.endswith("/theme"))
    theme._blob = re.sub(rb'<a:latin typeface="[^"]+"', b'<a:latin typeface="' + font + b'"', theme.blob)


def _with_logo(paragraph: Any) -> None:
    picture = paragraph.add_run().add_picture(BytesIO(DOT), width=Mm(40), height=Mm(12))
    picture._inline.docPr.set("id", "1")


def _number_headings(document: Any) -> None:
    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/><w:lvl w:ilvl="0">'
        '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl>'
        "</w:abstractNum>"
    )
    numbering.insert(0, abstract)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    settings = document.styles["Heading 1"].element.get_or_add_pPr()
    number = parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>')
    settings.find(qn("w:spacing")).addprevious(number)
