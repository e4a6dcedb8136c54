"""The written action plan: sound, readable by everybody, and silent about cases unless asked."""

from __future__ import annotations

import re
import time
import zipfile
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from audit.documents.plan.action_plan import write_action_plan
from audit.documents.plan.table import COLUMNS
from audit.domain.findings.finding import FindingKind
from audit.domain.plan.actions import Status
from audit.domain.plan.versions import Change, Kind, Step
from audit.domain.workshop.suppression import RULE
from audit.errors import WrongInput
from tests.builders import SEVEN
from tests.documents import builders
from tests.documents.accessibility import Opened, all_text, problems

COUNCIL, NUMBERED = builders.a_council_file(), builders.a_council_file(numbered=True)
KINDS = pytest.mark.parametrize(
    ("template", "with_cases"),
    [(None, False), (None, True), (COUNCIL, False), (NUMBERED, True)],
    ids=["own look", "own look with cases", "council's look", "council's numbered look with cases"],
)


def headings(written: bytes) -> list[str]:
    paragraphs = docx.Document(BytesIO(written)).paragraphs
    return [p.text for p in paragraphs if p.style is not None and (p.style.name or "").startswith("Heading")]


def words(written: bytes) -> str:
    body = docx.Document(BytesIO(written)).element.body
    return " ".join("".join(t.itertext()) for t in body.iter() if t.tag.endswith("}t"))


@KINDS
def test_every_check_finds_the_plan_sound(template: bytes | None, with_cases: bool, tmp_path):
    written = write_action_plan(builders.a_paper(with_cases=with_cases), template=template)
    assert problems(written) == []
    assert builders.faults(written, tmp_path) == []


@KINDS
def test_odd_characters_break_nothing(template: bytes | None, with_cases: bool, tmp_path):
    findings = [replace(one, text=builders.ODD + one.text) for one in builders.some_findings()]
    actions = [replace(one, text=builders.ODD, owner=builders.ODD) for one in builders.some_actions()]
    paper = builders.a_paper(
        with_cases=with_cases, findings=tuple(findings), actions=tuple(actions), partnership="A & B <c> “d”"
    )
    written = write_action_plan(paper, template=template)
    assert problems(written) == []
    assert builders.faults(written, tmp_path) == []
    assert "Smith & “Sons” <b> 'x' 日本" in words(written)


def test_sixty_actions_fit_and_are_quick(tmp_path):
    paper = builders.a_paper(actions=tuple(builders.an_action(n, f"F{n % 4 + 1}") for n in range(1, 61)))
    start = time.perf_counter()
    written = write_action_plan(paper)
    assert time.perf_counter() - start < 2  # 0.2 s where nothing else runs
    assert problems(written) == []
    assert builders.faults(written, tmp_path) == []
    assert all(f"A{number}" in words(written) for number in range(1, 61))


def test_without_cases_nothing_in_the_file_names_one():
    written = write_action_plan(builders.a_paper())
    assert re.findall(r"Child [A-Z]\b", all_text(written)) == []
    assert "Judgements by case" not in words(written)


def test_with_cases_each_case_has_its_heading_but_a_withdrawn_one_has_none():
    found = headings(write_action_plan(builders.a_paper(with_cases=True)))
    assert [h for h in found if h.startswith("Child")] == [f"Child {x}, 13 to 15, foster care" for x in "ABCDEF"]


def test_a_quotation_that_is_not_for_papers_is_in_no_paper():
    quiet, asked_for = write_action_plan(builders.a_paper()), write_action_plan(builders.a_paper(with_cases=True))
    assert "letters under my bed" not in all_text(quiet)
    assert "Nobody rang to tell us." in words(quiet)
    assert "letters under my bed" not in all_text(asked_for)


def test_evidence_and_the_difference_for_a_child_need_the_cases():
    quiet = all_text(write_action_plan(builders.a_paper()))
    assert "page 4" not in quiet
    assert "sleeps again" not in quiet


def test_the_number_of_cases_is_always_shown():
    assert "6 children." in words(write_action_plan(builders.a_paper()))


def test_judgements_are_words_with_the_rule_beneath_and_never_shares():
    said = words(write_action_plan(builders.a_paper()))
    assert RULE in said
    assert "%" not in said
    assert "Outstanding" not in said


def test_shares_by_grade_come_only_with_cases():
    said = words(write_action_plan(builders.a_paper(with_cases=True)))
    assert "Requires improvement" in said
    assert " most " in said


def test_the_summary_takes_the_order_of_an_inspection_letter():
    found = headings(write_action_plan(builders.a_paper()))
    start = found.index("1 Summary")
    assert found[start + 1 : start + 6] == [
        "Headline findings",
        "Area for priority action",
        "What needs to improve",
        "Strengths and learning",
        "Next steps",
    ]


def test_two_areas_for_priority_action_are_areas():
    findings = (*builders.some_findings(), builders.a_finding("F7", FindingKind.PRIORITY_ACTION, "Nobody leads."))
    assert "Areas for priority action" in headings(write_action_plan(builders.a_paper(findings=findings)))


def test_every_point_of_the_summary_leads_to_its_finding():
    opened = Opened(write_action_plan(builders.a_paper()))
    wanted = {link.get(qn("w:anchor")) for link in opened.body.iter(qn("w:hyperlink"))}
    assert {f"finding_F{number}" for number in range(1, 7)} <= wanted


def test_an_undecided_finding_says_so_and_no_action_gives_its_reason():
    said = words(write_action_plan(builders.a_paper()))
    assert "Decision: Not decided yet." in said
    assert "Decision: No action.  A child has a new therapist." in said


def test_the_table_of_actions_has_the_columns_of_the_practice():
    document = docx.Document(BytesIO(write_action_plan(builders.a_paper())))
    table = next(one for one in document.tables if len(one.columns) == len(COLUMNS))
    assert [cell.text for cell in table.rows[0].cells] == [column.title for column in COLUMNS]
    said = words(write_action_plan(builders.a_paper()))
    assert "Recommendation: " in said
    assert "Re-audit 1\u00a0Jun 2027" in said
    assert "Board due 9\u00a0Dec 2026" in said


def test_a_due_date_that_moved_shows_both_days_and_stays_late():
    said = words(write_action_plan(builders.a_paper()))
    assert "5\u00a0Jan 2027 First due 2\u00a0Nov 2026" in said
    assert "Red: late: first due 2 Nov 2026, moved to 5 Jan 2027" in said


def test_the_status_key_counts_what_the_plan_counts():
    paper = builders.a_paper()
    document = docx.Document(BytesIO(write_action_plan(paper)))
    key = next(one for one in document.tables if one.rows[0].cells[0].text == "Status")
    shown = [int(row.cells[2].text) for row in key.rows[1:]]
    assert shown == [paper.plan.count(status, paper.today) for status in Status]


def test_only_acronyms_that_occur_are_explained():
    document = docx.Document(BytesIO(write_action_plan(builders.a_paper())))
    table = next(one for one in document.tables if one.rows[0].cells[0].text == "Acronym")
    found = [row.cells[0].text for row in table.rows[1:]]
    assert {"CAMHS", "SDQ", "QS"} <= set(found)
    assert "UASC" not in found


def test_derived_statements_say_that_they_are():
    document = docx.Document(BytesIO(write_action_plan(builders.a_paper())))
    table = next(one for one in document.tables if one.rows[0].cells[0].text == "Statement or theme")
    assert [row.cells[0].text.split()[0] for row in table.rows[1:]][:5] == ["QS3", "QS4", "QS5", "QS6", "QS7"]


def test_a_council_s_look_is_kept_and_its_words_are_not():
    written = write_action_plan(builders.a_paper(), template=COUNCIL)
    document = docx.Document(BytesIO(written))
    assert "not to be kept" not in words(written)
    assert "County Hall" in document.sections[0].footer._element.xpath("string(.)")
    assert str(document.styles["Heading 1"].font.color.rgb) == "5B2C83"
    parts = zipfile.ZipFile(BytesIO(written))
    assert b'<a:latin typeface="Calibri"' in parts.read("word/theme/theme1.xml")
    assert b'<a:latin typeface="Calibri"' in parts.read("word/charts/chart1.xml")


def test_headings_that_number_themselves_are_not_numbered_twice():
    assert "Summary" in headings(write_action_plan(builders.a_paper(), template=NUMBERED))


def test_a_council_s_pale_captions_are_made_readable():
    assert problems(write_action_plan(builders.a_paper(), template=builders.a_pale_file())) == []


def test_what_has_changed_stands_after_the_actions_with_a_way_to_it_before_them():
    changed = (
        Change(ref="A1", kind=Kind.CHANGED, title="Act", steps=(Step(label="Owner", before="Them", after="Us"),)),
    )
    written = write_action_plan(builders.a_paper(since_version="2", changed=changed))
    text = " ".join(words(written).split())
    told, action, table = (
        text.index(said) for said in ("Since version 2: 1 changed.", "Changed since version 2", "Them Us")
    )
    assert told < action < table
    assert "What has changed since version 2" in headings(written)
    assert problems(written) == []


def test_a_reference_to_a_case_has_a_line_of_its_own_where_the_column_is_narrow():
    one = Opened(write_action_plan(builders.a_paper(with_cases=True)))
    table = next(
        t for t in one.document.tables if t.rows[0].cells[0].text == "Ref" and "Kind" in t.rows[0].cells[1].text
    )
    assert [cell.text for cell in table.rows[0].cells][-1] == "Cases"
    cells = [row.cells[-1].text for row in table.rows[1:]]
    assert all(line == "None named" or line.startswith("Child ") for cell in cells for line in cell.split("\n"))


def test_a_round_without_findings_can_be_written(tmp_path):
    paper = builders.a_paper(findings=(), actions=())
    paper = replace(paper, plan=replace(paper.plan, no_actions=()))
    written = write_action_plan(paper)
    assert problems(written) == []
    assert builders.faults(written, tmp_path) == []
    assert "No finding has been recorded yet." in words(written)


def _as_kind(kind: str) -> bytes:
    """Return the council's file with another content type, as Word gives to its other kinds of file."""
    old, made = zipfile.ZipFile(BytesIO(COUNCIL)), BytesIO()
    with zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "[Content_Types].xml":
                main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
                content = content.replace(main, kind.encode())
            new.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("template", "says"),
    [
        (_as_kind("application/vnd.ms-word.document.macroEnabled.main+xml"), "save it as a Word document (.docx)"),
        (_as_kind("application/vnd.ms-word.template.macroEnabledTemplate.main+xml"), "macros"),
        (_as_kind("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"), "(.dotx)"),
        (_as_kind("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"), "not a Word"),
        (b"\xd0\xcf\x11\xe0 old", "old Word file"),
        (b"%PDF-1.7", "not a Word document"),
        (b"", "not a Word document"),
    ],
    ids=["docm", "dotm", "dotx", "pptx", "doc", "pdf", "nothing"],
)
def test_a_template_that_cannot_be_used_is_refused_with_what_to_do(template: bytes, says: str):
    with pytest.raises(WrongInput, match=re.escape(says)):
        write_action_plan(builders.a_paper(), template=template)


def test_many_criteria_need_no_strip(tmp_path):
    criteria = builders.a_plan_round()
    framework = criteria.copies[0].framework
    items = [
        replace(item, ref=f"{item.ref}-{n}", part_of=item.part_of and f"{item.part_of}-{n}")
        for n in range(8)
        for item in framework.items
    ]
    many = replace(framework, items=tuple(items))
    audit_round = replace(criteria, copies=(replace(criteria.copies[0], framework=many), criteria.copies[1]))
    assert len(audit_round.statements()) == 56
    actions = tuple(builders.an_action(n, "F1") for n in range(20))
    paper = builders.a_paper(with_cases=True, audit_round=audit_round, actions=actions)
    start = time.perf_counter()
    written = write_action_plan(paper)
    assert time.perf_counter() - start < 3  # 0.5 s where nothing else runs
    assert problems(written) == []
    assert framework.id == SEVEN
