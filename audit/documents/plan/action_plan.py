"""The action plan as a Word document.

In: the paper, and perhaps a council's own Word file to take the look from.
Out: the bytes of a .docx that reads well on paper, on a screen and aloud.
"""

from __future__ import annotations

from audit.documents.phrases import long_day
from audit.documents.plan.acronyms import write_acronyms
from audit.documents.plan.by_theme import write_themes
from audit.documents.plan.cases import write_cases
from audit.documents.plan.front import TITLE, Part, write_front, write_summary
from audit.documents.plan.paper import PlanPaper
from audit.documents.plan.statements import glance_title, write_glance, write_sources
from audit.documents.plan.table import write_plan
from audit.documents.word import acronyms, blank, finish, layout
from audit.documents.word.sheet import Sheet

_SUMMARY, _THEMES, _PLAN, _ACRONYMS = "Summary", "Findings by theme", "Action plan", "Acronyms"
_SOURCES, _CASES = "Where the statements come from", "Judgements by case"


def write_action_plan(paper: PlanPaper, *, template: bytes | None = None) -> bytes:
    """Return the action plan as a Word document.

    Raises WrongInput, saying what to do, for a template that is not a .docx.
    """
    line = f"Action plan {paper.audit_round.ref}, version {paper.version}, {long_day(paper.today)}."
    sheet = blank.begun(marking=paper.clearance.marked(paper.marking), line=line, template=template)
    _write(sheet, paper)
    title = f"{TITLE}: {paper.audit_round.title}"
    return finish.as_bytes(sheet, title=title, author=paper.partnership, made_on=paper.today)


def _write(sheet: Sheet, paper: PlanPaper) -> None:
    titles = _titles(paper)
    parts = {title: Part(number, title) for number, title in enumerate(titles, start=1)}
    write_front(sheet, paper, list(parts.values()))
    write_summary(sheet, paper, parts[_SUMMARY])
    if paper.letter is None:
        write_glance(sheet, paper, parts[glance_title(paper)])
    if _THEMES in parts:
        write_themes(sheet, paper, parts[_THEMES])
    layout.turn(sheet, landscape=True)
    write_plan(sheet, paper, parts[_PLAN])
    layout.turn(sheet, landscape=False)
    place = len(sheet.elements)
    if paper.letter is None:
        write_sources(sheet, paper, parts[_SOURCES])
    if _CASES in parts:
        write_cases(sheet, paper, parts[_CASES])
    later = sheet.elements[place:]
    found = acronyms.used(sheet.text(), paper.audit_round.agencies)
    del sheet.elements[place:]
    write_acronyms(sheet, parts[_ACRONYMS], found, document="plan")
    sheet.elements += later


def _titles(paper: PlanPaper) -> list[str]:
    """Return the titles of the parts that this plan has; a plan that answers a letter has no statements and cases."""
    if paper.letter is not None:
        themes = [_THEMES] if any(count.total for count in paper.themes) else []
        return [_SUMMARY, *themes, _PLAN, _ACRONYMS]
    cases = [_CASES] if paper.names_cases else []
    return [_SUMMARY, glance_title(paper), _THEMES, _PLAN, _ACRONYMS, _SOURCES, *cases]
