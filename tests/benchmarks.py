"""How long things take, measured on this machine: `python -m tests.benchmarks --json`.

In: nothing; databases are made and thrown away.
Out: a line (or a JSON object) for each: name, p50_ms, p95_ms, n. pytest does not collect this.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from statistics import quantiles
from typing import Any

from playwright.sync_api import Locator, Page, sync_playwright
from sqlalchemy import insert
from sqlmodel import select

from audit.app import App, leave_in_peace
from audit.documents.board.papers import PaperKind, write_paper
from audit.documents.frameworks.reading import read_framework_workbook
from audit.documents.frameworks.workbook import write_framework_workbook
from audit.documents.plan.action_plan import write_action_plan
from audit.documents.plan.workbook import read_plan_workbook, write_plan_workbook
from audit.domain.findings.finding import FindingKind
from audit.domain.frameworks.framework import Framework, FrameworkKind, Item, Key
from audit.domain.people.person import Viewer
from audit.domain.plan.actions import Action
from audit.domain.readiness import checklists
from audit.domain.readiness.evidence import EvidenceKind, Way
from audit.domain.rounds.audit_round import Stage
from audit.domain.timescales.rules import check_all
from audit.domain.workshop.grid import grade_grid
from audit.library import bank_holidays
from audit.library.frameworks import loading, writing
from audit.library.returns import return_files, ssda903
from audit.services import board
from audit.services.inspection import letter_files
from audit.services.plan import actions, workbooks
from audit.services.rating import form
from audit.services.readiness import assessment, evidence
from audit.services.release import papers
from audit.store.queries import drafts
from audit.store.queries import moderation as judgement_queries
from audit.store.queries import rating as rating_queries
from audit.store.queries import rounds as round_queries
from audit.store.records import rounds as round_records
from audit.store.tables.moderation import JudgementRow
from audit.store.tables.people import AgencyRow
from audit.store.tables.rating import RatingAnswerRow, RatingGradeRow, RatingRow
from audit.store.tables.rounds import CaseRow, RoundRow
from audit.store.work import open_engine
from tests import benchmarks_board, databases
from tests.builders import NOON, SEVEN, a_case, a_finding, a_framework, statement
from tests.journey.conftest import chromium, running
from tests.journey.window import Site, go, window
from tests.letters import CLOSING, OPENING, a_pdf
from tests.readiness import CRITERIA, a_piece, an_entry
from tests.scenes import AGENCIES, ROUND, Scene, a_scene, an_answer

_BUTTON = """import streamlit as st
st.title("Bare")
st.button("One")
st.session_state.n = st.session_state.get("n", 0) + 1
st.write(st.session_state.n)
"""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """How long one thing took, in milliseconds."""

    name: str
    p50_ms: float
    p95_ms: float
    n: int


def measured(name: str, act: Callable[[], object], *, n: int = 30) -> Measured:
    """Do something once to warm up and then n times, and return how long it took."""
    act()
    took = []
    for _ in range(n):
        began = time.perf_counter()
        act()
        took.append((time.perf_counter() - began) * 1000)
    return from_times(name, took)


def from_times(name: str, took: list[float]) -> Measured:
    """Return what a list of times, in milliseconds, comes to."""
    cuts = quantiles(took, n=20, method="inclusive")
    return Measured(name=name, p50_ms=round(cuts[9], 2), p95_ms=round(cuts[18], 2), n=len(took))


def everything(*, browser: bool) -> Iterator[Measured]:
    """Measure one thing after another."""
    yield from _timescales()
    yield _framework_to_usable()
    yield from _framework_by_workbook()
    yield _letter()
    for cases in (20, 200, 1000):
        with _scene(cases=cases) as scene:
            yield _save(scene, cases)
            if cases == 20:
                yield _open_case(scene)
            if cases == 200:
                yield from _summary(scene)
    with _scene(cases=8) as scene:
        yield _word_plan(scene)
        yield from _board_papers(scene)
    yield from benchmarks_board.measure(measured)
    with _scene(cases=1) as scene:
        yield _readiness(scene)
    with _scene(cases=8) as scene:
        yield from _plan_in_excel(scene)
    if browser:
        yield from _clicks()


def _letter() -> Measured:
    """Measure reading a letter of 14 pages with 84 findings; the limit is three seconds."""
    lines = (*OPENING, "**Strengths", *(f"• Leaders listen, {number}." for number in range(84)), *CLOSING)
    paged = [one for number, line in enumerate(lines) for one in (("~", line) if number % 7 == 6 else (line,))]
    content = a_pdf(paged)
    return measured("an inspection letter of 14 pages read", lambda: letter_files.read(content, "letter.pdf"), n=5)


@cache
def _eight_lines_each() -> Framework:
    """Return the seven statements with eight lines each, asked of every agency: 56 answers, 63 items."""
    whole = a_framework()
    lines = []
    for one in whole.graded():
        there = whole.lines_of(one.ref)
        for number in range(8):
            line = there[number % len(there)]
            lines.append(replace(line, ref=f"{one.ref}.{number + 1}", asked_of=tuple(AGENCIES)))
    return replace(whole, items=(*whole.graded(), *lines), mappings=())


def _framework_to_usable() -> Measured:
    framework = _eight_lines_each()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{framework.name}.yaml"
        path.write_text(writing.as_yaml(framework), encoding="utf-8")
        assert loading.read(path) == framework
        return measured(f"a framework of {len(framework.items)} items to usable", lambda: loading.read(path))


def _framework_by_workbook() -> Iterator[Measured]:
    framework, beside = _eight_lines_each(), loading.shipped()
    data = write_framework_workbook(framework, beside=beside, today=NOON.date())
    out = f"a framework of {len(framework.items)} items to Excel"
    yield measured(out, lambda: write_framework_workbook(framework, beside=beside, today=NOON.date()), n=10)

    def back() -> None:
        loading.checked(read_framework_workbook(data).data, file="workbook", beside=beside)

    yield measured("the same back from Excel, checked", back, n=10)


def _save(scene: Scene, cases: int) -> Measured:
    viewer, asked = scene.viewer("CSC"), scene.round().statements()[0]
    at: dict[str, Any] = {"viewer": viewer, "round_ref": ROUND, "case_ref": "C7", "now": NOON}
    answer = an_answer(asked.lines[0], SEVEN)

    def save() -> None:
        with scene.app.unit_of_work() as db:
            there = drafts.draft(db, viewer=viewer, round_ref=ROUND, case_ref="C7").answer(answer.line)
            form.save_answer(db, answer=replace(answer, saved=there.saved), **at)

    return measured(f"one answer saved, at {cases} cases", save, n=100)


def _open_case(scene: Scene) -> Measured:
    viewer = scene.viewer("CSC")
    with scene.app.unit_of_work() as db:
        for asked in scene.round().statements():
            for line in asked.lines:
                answer = an_answer(line, SEVEN)
                form.save_answer(db, viewer=viewer, round_ref=ROUND, case_ref="C1", answer=answer, now=NOON)
    count = sum(len(asked.lines) for asked in scene.round().statements())

    def open_case() -> None:
        with scene.app.reading() as db:
            round_queries.by_ref(db, ROUND)
            drafts.draft(db, viewer=viewer, round_ref=ROUND, case_ref="C1")

    return measured(f"a case of {count} answers opened", open_case)


def _summary(scene: Scene) -> Iterator[Measured]:
    answers = _submit_everything(scene)
    viewer = Viewer.of(scene.facilitator)
    audit_round = scene.round()

    def summary() -> None:
        with scene.app.reading() as db:
            rating_queries.answer_counts(db, viewer=viewer, round_id=audit_round.id)
            grade_grid(audit_round, judgement_queries.judgements(db, viewer=viewer, audit_round=audit_round))

    def counts() -> None:
        with scene.app.reading() as db:
            rating_queries.answer_counts(db, viewer=viewer, round_id=audit_round.id)

    def grid() -> None:
        with scene.app.reading() as db:
            grade_grid(audit_round, judgement_queries.judgements(db, viewer=viewer, audit_round=audit_round))

    yield measured(f"a round's summary, 200 cases and {answers} answers", summary)
    yield measured("of which the answers counted", counts)
    yield measured("of which the judgements' grid", grid)


def _submit_everything(scene: Scene) -> int:
    """Put one submitted rating and seven judgements on every case, straight into the tables: only reading counts."""
    asked = scene.round().statements()
    with scene.app.unit_of_work() as db:
        agency = db.exec(select(AgencyRow.id)).first() or 0
        cases = db.exec(select(CaseRow)).all()
        by: dict[str, Any] = {"by_id": scene.facilitator.id}
        for case in cases:
            case.revealed_at_utc = NOON
            rated = RatingRow(case_id=case.id or 0, agency_id=agency, submitted_at_utc=NOON, **by)
            db.add(rated)
            db.flush()
            lines = [one.line_key(line) for one in asked for line in one.lines]
            keys = [{"rating_id": rated.id, "framework": key.framework, "ref": key.ref} for key in lines]
            db.execute(insert(RatingAnswerRow), [{**key, "answer": "met"} for key in keys])
            grades = [{"rating_id": rated.id, "framework": one.key.framework, "ref": one.key.ref} for one in asked]
            db.execute(insert(RatingGradeRow), [{**key, "standing": "graded", "grade": "good"} for key in grades])
            agreed = {"case_id": case.id, "outcome": "grade", "grade": "good", "reason": "Seen.", "agreed_at_utc": NOON}
            judged = [{**agreed, **by, "framework": one.key.framework, "ref": one.key.ref} for one in asked]
            db.execute(insert(JudgementRow), judged)
    return len(cases) * sum(len(one.lines) for one in asked)


def _timescales() -> Iterator[Measured]:
    """Check every rule for 5,000 invented children, and read a return of theirs first."""
    rules_, holidays, as_of = loading.timescales(), bank_holidays.england(), date(2026, 3, 31)
    numbers = range(5_000)
    entries = {number: date(2023, 1, 2) + timedelta(days=number % 1_100) for number in numbers}
    reviews = {number: [entries[number] + timedelta(days=25 + 160 * turn) for turn in range(6)] for number in numbers}
    year = return_files.of(
        "2026",
        {
            "header.csv": _csv("CHILD,SEX,DOB,ETHNIC", (f"{n},1,0{1 + n % 9}/05/20{10 + n % 12}," for n in numbers)),
            "episodes.csv": _csv(
                "CHILD,DECOM,RNE,LS,PLACE,DEC,REC", (f"{n},{entries[n]:%d/%m/%Y},S,C2,U4,,X1" for n in numbers)
            ),
            "reviews.csv": _csv("CHILD,REVIEW", (f"{n},{day:%d/%m/%Y}" for n in numbers for day in reviews[n])),
            "oc2.csv": _csv(
                "CHILD,SDQ_SCORE,SDQ_REASON,HEALTH_ASSESSMENT", (f"{n},{n % 41},,{n % 2}" for n in numbers)
            ),
        },
    )
    children = ssda903.children(ssda903.read([year]), as_of)
    yield measured(
        "every timescale of 5,000 children", lambda: check_all(children, rules_, as_of=as_of, holidays=holidays), n=10
    )
    yield measured("a return of 5,000 children read", lambda: ssda903.read([year]), n=5)


def _csv(heading: str, lines: Iterable[str]) -> bytes:
    return "\n".join((heading, *lines)).encode()


def _word_plan(scene: Scene) -> Measured:
    scene.move_to(Stage.WORKSHOP)
    for number in range(1, 9):
        scene.reveal(f"C{number}")
        scene.agree(f"C{number}")
    for number in range(20):
        finding = a_finding(kind=FindingKind.NEEDS_TO_IMPROVE, statements=[statement(1 + number % 7)])
        ref = scene.raise_finding(finding)
        action = Action(
            ref="",
            finding=ref,
            text="Ask every child.",
            success_measure="Nine in ten were asked.",
            lead_agency="CSC",
            owner="Head of service",
            due=NOON.date(),
        )
        with scene.app.unit_of_work() as db:
            actions.decide(db, by=scene.facilitator, round_ref=ROUND, action=action, now=NOON)

    def write() -> None:
        with scene.app.reading() as db:
            paper = papers.plan_paper(
                db, viewer=Viewer.of(scene.facilitator), round_ref=ROUND, today=NOON.date(), now=NOON, with_cases=True
            )
        write_action_plan(paper)

    return measured("a Word plan of 56 agreed grades and 20 actions", write, n=10)


def _board_papers(scene: Scene) -> Iterator[Measured]:
    """Measure the papers of the same round, from the database to the file."""

    def write(kind: PaperKind) -> None:
        with scene.app.reading() as db:
            view = board.view(db, viewer=Viewer.of(scene.facilitator), round_ref=ROUND, today=NOON.date())
        write_paper(kind, view)

    scene.move_to(Stage.FINDINGS)
    for kind in PaperKind:
        yield measured(f"the {kind.label.lower()}, from the database to the file", partial(write, kind), n=10)


def _readiness(scene: Scene) -> Measured:
    """Measure readiness over forty criteria, twenty rounds, 400 pieces of evidence and every recommendation."""
    installed = loading.read_all()
    whole = next(one for one in installed if one.id == CRITERIA)
    first = whole.graded()[0]
    criteria = tuple(replace(first, ref=f"X{number}") for number in range(1, 41))
    lines = tuple(
        replace(line, part_of=one.ref, ref=f"{one.ref}.1") for one in criteria for line in whole.lines_of(first.ref)[:1]
    )
    forty = replace(whole, items=(*criteria, *lines), mappings=())
    read = (forty, *(one for one in installed if one.kind is not FrameworkKind.CRITERIA))
    viewer = Viewer.of(scene.facilitator)
    _twenty_rounds(scene, criteria)
    _four_hundred_pieces(scene, read, criteria)

    def assess() -> None:
        with scene.app.reading() as db:
            assert len(assessment.assess(db, viewer=viewer, frameworks=read, today=NOON.date())) == 47

    return measured("readiness over 40 criteria and 20 rounds", assess)


def _twenty_rounds(scene: Scene, criteria: Sequence[Item]) -> None:
    """Put six agreed cases with every criterion in each of twenty rounds, straight into the tables."""
    with scene.app.unit_of_work() as db:
        whole = round_queries.row_of(db, ROUND).model_dump(exclude={"id", "ref"})
        for number in range(20):
            row = RoundRow(ref=f"R{number}", **whole)
            db.add(row)
            db.flush()
            for place in range(1, 7):
                round_records.add_case(db, row, a_case(f"C{place}", revealed=False))
            for case in db.exec(select(CaseRow).where(CaseRow.round_id == row.id)).all():
                case.revealed_at_utc = NOON
                agreed = {
                    "case_id": case.id,
                    "outcome": "grade",
                    "grade": "good",
                    "reason": "Seen.",
                    "agreed_at_utc": NOON,
                    "by_id": scene.facilitator.id,
                }
                keys = [{"framework": CRITERIA, "ref": one.ref} for one in criteria]
                keys += [{"framework": SEVEN, "ref": one.ref} for one in a_framework().graded()]
                db.execute(insert(JudgementRow), [{**agreed, **key} for key in keys])


def _four_hundred_pieces(scene: Scene, read: Sequence[Framework], criteria: Sequence[Item]) -> None:
    kinds, ways = tuple(EvidenceKind), tuple(Way)
    with scene.app.unit_of_work() as db:
        for number in range(400):
            about = (Key(CRITERIA, criteria[number % 40].ref),)
            dated = NOON.date() - timedelta(days=number * 2)
            piece = a_piece("", ways[number % 3], kinds[number % 6], about=about, dated=dated)
            evidence.add(db, by=scene.facilitator, frameworks=read, evidence=piece, now=NOON)
        for line in (line for one in checklists.checklists(read, {}) for line in one.scored):
            entry = replace(an_entry(line.key, version=0), why="")
            assessment.say(db, by=scene.facilitator, frameworks=read, entry=entry, now=NOON)


def _plan_in_excel(scene: Scene) -> Iterator[Measured]:
    scene.move_to(Stage.WORKSHOP)
    ref = scene.raise_finding(a_finding(kind=FindingKind.NEEDS_TO_IMPROVE, statements=[statement(1)]))
    with scene.app.unit_of_work() as db:
        for number in range(500):
            action = Action(
                ref="",
                finding=ref,
                text=f"Ask every child what helps, {number}.",
                lead_agency="CSC",
                success_measure="Nine in ten say so.",
                owner=f"Head of service {number}",
                due=NOON.date(),
            )
            actions.decide(db, by=scene.facilitator, round_ref=ROUND, action=action, now=NOON)
    eyes = Viewer.of(scene.facilitator)

    def out() -> bytes:
        with scene.app.reading() as db:
            return write_plan_workbook(workbooks.form_for(db, viewer=eyes, round_ref=ROUND, now=NOON))

    data = out()

    def back() -> None:
        with scene.app.reading() as db:
            returned = read_plan_workbook(data, workbooks.plan_for(db, viewer=eyes, round_ref=ROUND))
            workbooks.preview(db, viewer=eyes, returned=returned, today=NOON.date())

    yield measured("500 actions to Excel", out, n=10)
    yield measured("500 actions back from Excel, looked at", back, n=10)


def _clicks() -> Iterator[Measured]:
    with _scene(cases=20) as scene, sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        scene.owner_rates_for("CSC")
        databases.close(scene.app.engine)
        bare = Path(folder) / "bare.py"
        bare.write_text(_BUTTON, encoding="utf-8")
        found = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        path = Path(str(scene.app.engine.url.database))
        with running(path) as site, running(Path(folder) / "none.db", bare) as other, window(found) as page:
            yield from_times("click to saved, on the rating page", list(_answers(page, site)))
            go(page, other.url())
            button = page.get_by_role("button", name="One")
            counted = [_click(page, button, "[data-testid=stMarkdown] p", str(number)) for number in range(2, 42)]
            yield from_times("click to drawn, on a bare page", counted)
        found.close()


def _answers(page: Page, site: Site) -> Iterator[float]:
    """Answer 40 questions that had no answer, so that no "Saved at" is there before the click."""
    for number in range(1, 6):
        go(page, site.url("rate", round=ROUND, case="C1", statement=f"{SEVEN}/QS{number}"))
        for place in range(8):
            answer = page.locator("[data-testid=stRadioGroup]").nth(place).locator("label").first
            yield _click(page, answer, f"[id='saved-QS{number}.{place + 1}']", "saved at")


def _click(page: Page, control: Locator, where: str, said: str) -> float:
    page.evaluate(_WATCH, [where, said])
    control.click()
    return float(page.evaluate("() => window.drawn"))


_WATCH = """([where, said]) => {
    const there = () => [...document.querySelectorAll(where)].some(one => one.textContent.includes(said));
    if (there()) throw new Error("there before the click: " + said);
    window.drawn = new Promise(done => {
        document.addEventListener('pointerdown', () => {
            const began = performance.now();
            const watch = new MutationObserver(() => {
                if (there()) { watch.disconnect(); done(performance.now() - began); }
            });
            watch.observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true});
        }, {once: true, capture: true});
    });
}"""  # from the click until the page says what was waited for


@contextmanager
def _scene(*, cases: int) -> Iterator[Scene]:
    with tempfile.TemporaryDirectory() as folder:
        databases.migrated(Path(folder) / "bench.db")
        engine = open_engine(f"sqlite:///{Path(folder) / 'bench.db'}")
        scene = a_scene(
            App(engine=engine, clock=lambda: NOON), framework=_eight_lines_each(), cases=(), stage=Stage.SETUP
        )
        with scene.app.unit_of_work() as db:
            for number in range(1, cases + 1):
                case = a_case(f"C{number}", revealed=False)
                round_records.add_case(db, round_queries.row_of(db, ROUND), case)
        scene.move_to(Stage.RATING)
        yield scene
        engine.dispose()


def main() -> None:
    """Measure, and print what was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON and nothing else")
    parser.add_argument("--no-browser", action="store_true", help="leave out what needs a browser")
    chosen = parser.parse_args()
    leave_in_peace()  # as a server does when it starts
    found = list(everything(browser=not chosen.no_browser))
    if chosen.json:
        sys.stdout.write(json.dumps([asdict(one) for one in found], indent=2) + "\n")
        return
    for one in found:
        sys.stdout.write(f"{one.name:60} p50 {one.p50_ms:9.2f} ms   p95 {one.p95_ms:9.2f} ms   n {one.n}\n")


if __name__ == "__main__":
    main()
