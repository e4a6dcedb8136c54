"""One theme: everything that a round holds about it, brought together.

In: the theme in the address.
Out: its findings, answers, processes, figures and the child's words, for the audit group.

Here too:
- Links to the pages that gather a round's results.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit.app import App
from audit.charts import agreed as answer_charts
from audit.charts import children as children_charts
from audit.charts import findings as finding_charts
from audit.domain.findings.finding import ChildWords, Finding, FindingKind, ThemeCount
from audit.domain.findings.themes import Heard, ThemePicture, picture
from audit.domain.frameworks.framework import Key
from audit.domain.people.person import Act
from audit.domain.rounds.audit_round import Round, Stage
from audit.domain.rounds.cases import SpokenTo
from audit.domain.workshop.moderation import Judgement
from audit.errors import AuditError
from audit.pages.components import chart, finding_card, look, place, plan_reading, strip
from audit.pages.components.look import escape_html, plain
from audit.store.queries import rating

AUDIT_GROUP_ONLY = (
    "This page shows what was found about single children, so it is for the people of the audit group: facilitators, "
    "auditors and the independent scrutineer."
)


def render(app: App) -> None:
    """Show one theme."""
    audit_round = place.current_round(app)
    if audit_round is None or not app.person.may(Act.READ_CASES):
        look.title("Theme")
        st.write(AUDIT_GROUP_ONLY if audit_round is not None else "There is no round yet. Home says how to begin.")
        place.link("findings", "Findings")
        return
    with look.page():
        _page(app, audit_round)


def _page(app: App, audit_round: Round) -> None:
    try:
        shown = _picture(app, audit_round)
    except AuditError as error:
        look.title("No such theme")
        st.write(plain(str(error)))
        place.link("findings", "Findings", round=audit_round.ref)
        return
    look.line_above(
        audit_round.title, place.step(audit_round, Stage.FINDINGS), f"findings by theme: {shown.theme.title}"
    )
    about = f"{audit_round.ref}-{shown.key.ref}"
    drawn = chart.made(
        app, f"theme findings {about}", lambda ink: finding_charts.theme_findings(audit_round, shown, ink=ink)
    )
    look.title(plain(drawn.title))
    st.write(plain(shown.theme.text))
    for words in shown.words:
        look.quote(words.text, _who(audit_round, words))
    if not shown.words:
        st.caption("No child's or carer's words stand under this theme yet. They come in with a finding.")
    _two_sides(audit_round, shown)
    st.header("The children this is about", anchor=False)
    look.html(_children(audit_round, shown, plan_reading.judgements(app, audit_round)))
    place.link("journeys", "Journeys: waits, people, processes", round=audit_round.ref)
    if shown.findings:
        st.header("Findings, statement by statement", anchor=False)
        chart.show(drawn, name="Findings by statement", key=f"findings-{about}", heading=False)
    _charts(app, audit_round, shown, about)
    _other_themes(audit_round, shown)


def _picture(app: App, audit_round: Round) -> ThemePicture:
    key_text = place.get("theme")
    first = in_order(audit_round)
    if key_text is None and not first:
        raise AuditError(f"{audit_round.title} was opened without themes.")
    key = Key.parse(key_text) if key_text is not None else first[0][0]
    round_findings = plan_reading.readable_findings(app, audit_round)
    with app.reading() as db:
        counts = rating.answer_counts(db, viewer=app.viewer(), round_id=audit_round.id)
    return picture(audit_round, key, round_findings, counts)


def _who(audit_round: Round, words: ChildWords) -> str:
    case = next((case for case in audit_round.active_cases() if case.ref == words.case), None)
    aged = f" (aged {case.age_band.replace('-', ' to ')})" if case is not None else ""
    speaker = finding_card.attribution(words)
    return speaker.replace(words.case, f"{words.case}{aged}", 1) if aged else speaker


def _two_sides(audit_round: Round, shown: ThemePicture) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        st.header("Strong", anchor=False)
        _listed(audit_round, shown.of_kind(FindingKind.STRENGTH), "No strength stands under this theme yet.")
    with right:
        st.header("Needs to improve", anchor=False)
        _listed(
            audit_round,
            [*shown.of_kind(FindingKind.PRIORITY_ACTION), *shown.of_kind(FindingKind.NEEDS_TO_IMPROVE)],
            "Nothing to improve stands under this theme yet.",
        )
    learnt = shown.of_kind(FindingKind.LEARNING)
    if learnt:
        st.header("Learnt", anchor=False)
        _listed(audit_round, learnt, "")


def _listed(audit_round: Round, findings: Sequence[Finding], nothing: str) -> None:
    if not findings:
        st.write(nothing)
    for finding in findings:
        cases = f" ({', '.join(finding.cases)})" if finding.cases else ""
        first = "**Priority.** " if finding.kind is FindingKind.PRIORITY_ACTION else ""
        st.write(f"{first}{plain(finding.text)}{plain(cases)}")
        place.link("finding", f"Open {finding.ref}", round=audit_round.ref, finding=finding.ref)


def _charts(app: App, audit_round: Round, shown: ThemePicture, about: str) -> None:
    if shown.lines:
        drawn = chart.made(
            app, f"theme answers {about}", lambda ink: answer_charts.answers_by_line(audit_round, shown.lines, ink=ink)
        )
        chart.show(drawn, name="Answers by question", key=f"answers-{about}")
    if shown.theme.processes:
        drawn = chart.made(
            app, f"theme processes {about}", lambda ink: children_charts.processes(audit_round, shown, ink=ink)
        )
        chart.show(drawn, name="Processes in play", key=f"processes-{about}", beside=False)
    if shown.theme.measurements:
        drawn = chart.made(
            app, f"theme figures {about}", lambda ink: children_charts.measurements(audit_round, shown, ink=ink)
        )
        chart.show(drawn, name="What was measured", key=f"figures-{about}")


_SPOKEN = {
    SpokenTo.YES: "Yes",
    SpokenTo.NO: "No",
    SpokenTo.DECLINED: "Asked, and declined",
    SpokenTo.NOT_RECORDED: "Not recorded",
}


def _children(audit_round: Round, shown: ThemePicture, judgements: Sequence[Judgement]) -> str:
    rows = "".join(_child(audit_round, heard, judgements) for heard in shown.heard)
    return (
        '<div class="ss-scroll" tabindex="0" role="region" aria-label="Who was spoken to"><table class="ss-tb">'
        "<caption>What was agreed for each child, and who was spoken to for this audit</caption><thead><tr>"
        '<th scope="col">Child</th><th scope="col">Agreed, statement by statement</th>'
        '<th scope="col">Spoken to the child</th><th scope="col">Spoken to a carer</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _child(audit_round: Round, heard: Heard, judgements: Sequence[Judgement]) -> str:
    case_judgements = [judgement for judgement in judgements if judgement.case == heard.case]
    cells = strip.agreed_cells(audit_round.statements(), case_judgements, audit_round.scale)
    agreed = strip.strip(cells, size="s", about=heard.case)
    return (
        f'<tr><th scope="row" class="ss-nw">{escape_html(heard.case)}</th><td>{agreed}</td>'
        f"<td>{_spoken(heard.child, heard.child_by)}</td><td>{_spoken(heard.carer, heard.carer_by)}</td></tr>"
    )


def _spoken(to: SpokenTo, by: str) -> str:
    return escape_html(_SPOKEN[to] + (f", by {by}" if by else ""))


def _other_themes(audit_round: Round, shown: ThemePicture) -> None:
    with st.expander("Other themes"):
        for key, title in in_order(audit_round):
            if key != shown.key:
                place.link("theme", title, round=audit_round.ref, theme=str(key))
    place.link("findings", "All findings", round=audit_round.ref, icon=":material/arrow_back:")


RESULTS = {
    "summary": "What was agreed, child by child",
    "own-grades": "Own grades and agreed grades",
    "answers": "Answers by question",
    "journeys": "Journeys: waits, people, processes",
}
_FIRST = tuple(Key("leeds-jtai-2020", ref) for ref in ("L10", "L11", "L5"))  # stability, voice, competing processes


def in_order(audit_round: Round) -> list[tuple[Key, str]]:
    """Return the round's themes with their titles, those that every round looks at first."""
    titles = {key: theme.title for key, theme in audit_round.themes()}
    return [(key, titles[key]) for key in dict.fromkeys([*_FIRST, *titles]) if key in titles]


def show(audit_round: Round, counts: Sequence[ThemeCount]) -> None:
    """Draw a link to each theme's page: three at once, the others on request."""
    total = {count.theme: count.total for count in counts}
    themes = in_order(audit_round)
    if not themes:
        return
    st.header("Theme by theme", anchor=False)
    st.write("Each page brings together what bears on one theme: findings, answers, processes, figures, words.")
    for key, title in themes[:3]:
        _link(audit_round, key, title, total.get(key, 0))
    with st.expander("All other themes"):
        for key, title in themes[3:]:
            _link(audit_round, key, title, total.get(key, 0))


def _link(audit_round: Round, key: Key, title: str, count: int) -> None:
    label = f"{title} ({count})" if count else title
    place.link("theme", label, round=audit_round.ref, theme=str(key), icon=":material/label:")
