"""Check before it leaves: who will read a paper, what is held back in it, and what somebody decides.

In: the paper and the round in the address.
Out: decisions on one text or one list at a time; and the paper, in which what nobody decided on is held back.

Here too:
- Papers: what leaves the audit group about a round, each with what it is for and who should get it.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from audit import check_out
from audit.app import App
from audit.check_out import Paper, Prepared
from audit.documents.board.papers import PaperKind, check_template, kinds_for
from audit.domain.board.view import BoardView
from audit.domain.english import agree
from audit.domain.identifying.passages import Audience
from audit.domain.people.person import Act
from audit.domain.release.deciding import reads_as
from audit.domain.rounds.audit_round import Round, Stage
from audit.pages.board import reading
from audit.pages.components import chart, errors, look, place
from audit.pages.components.look import plain
from audit.pages.release import check_out_text as texts
from audit.services.release import decisions, papers
from audit.services.release.decisions import Listed

_AUDIENCE = "audience"
# Files that will be refused may be chosen, because the refusal says what to do and a greyed-out file does not.
_ENDINGS = {"docx": ["docx", "dotx", "docm", "dotm", "doc"], "pptx": ["pptx", "potx", "pptm", "potm", "ppsx", "ppt"]}


def render(app: App) -> None:
    """Show what a paper carries that asks for somebody, and let it be decided and downloaded."""
    paper, audit_round = _paper(), place.current_round(app)
    if paper is None or audit_round is None or not app.person.may(Act.READ_FINDINGS):
        look.title("Check before it leaves")
        st.write("Choose a paper first: the plan, the board's papers or the self-evaluation.")
        place.link("papers", "Papers of a round")
        return
    look.line_above("Every round" if paper is Paper.SELF_EVALUATION else audit_round.title, paper.label)
    look.title("Check before it leaves")
    with errors.shown():
        _check(app, paper, audit_round)
    _back(paper, audit_round)


def link(paper: Paper, label: str, *, round_ref: str) -> None:
    """Draw a link to the check of a paper, from where it is offered."""
    place.link("check-out", label, icon=":material/fact_check:", round=round_ref, paper=paper.value)


def _check(app: App, paper: Paper, audit_round: Round) -> None:
    audience = _audience(app, paper)
    with app.reading() as db:
        prepared = check_out.prepared(app, db, paper, round_ref=audit_round.ref, audience=audience)
        decides = app.person.may(Act.CHECK)
        listed = decisions.listed(db, viewer=app.viewer(), clearance=prepared.clearance) if decides else ()
    _summary(prepared)
    if decides:
        _texts(app, audit_round, prepared, listed)
    _download(app, audit_round, prepared)


def _paper() -> Paper | None:
    name = place.get("paper")
    return Paper(name) if name in set(Paper) else None


def _audience(app: App, paper: Paper) -> Audience:
    """Ask who will read the paper; the answer stands in the address.

    What is only for the audit group and its partners is offered to nobody else.
    """
    own, named = reads_as(app.person), st.query_params.get(_AUDIENCE, "")
    offered = [audience for audience in Audience if own is Audience.GROUP or audience is not Audience.GROUP]
    chosen = next(
        (audience for audience in offered if audience == named), paper.usual if paper.usual in offered else own
    )
    key = f"audience of {paper}"
    if st.session_state.get(key) != chosen:
        st.session_state[key] = chosen
    st.radio(
        "Who will read it?",
        offered,
        format_func=lambda audience: audience.label,
        key=key,
        horizontal=True,
        on_change=_choose_audience,
        args=(key,),
    )
    return chosen


def _choose_audience(key: str) -> None:
    st.query_params[_AUDIENCE] = st.session_state[key].value


def _summary(prepared: Prepared) -> None:
    clearance = prepared.clearance
    stops = sum(checked.is_open for checked in clearance.stops)
    once = sum(checked.is_open for checked in clearance.confirmed_together)
    if not stops and not once:
        st.success("Nothing is held back.", icon=":material/check_circle:")
        return
    every = clearance.held_back
    places = agree(every, "One place is", f"{every} places are")
    each = {0: "", 1: "one needs a decision"}.get(stops, f"{stops} need a decision each")
    listed = {0: "", 1: "one is about one child: read it once"}.get(once, f"{once} are about one child: read them once")
    st.write(f"**{places} held back.** {'; '.join(part for part in (each, listed) if part).capitalize()}.")


def _texts(app: App, audit_round: Round, prepared: Prepared, listed: Sequence[Listed]) -> None:
    clearance = prepared.clearance
    stops = [text for text in listed if text.checked in clearance.stops and text.checked.is_open]
    once = [text for text in listed if text.checked in clearance.confirmed_together and text.checked.is_open]
    if stops or once:
        left, right = st.columns([7, 5]) if stops and once else (st.container(), st.container())
        with left:
            texts.stops(app, audit_round, stops, clearance.audience)
        with right:
            texts.read_once(app, audit_round, once, clearance)
    texts.decided(app, audit_round, [text for text in listed if not text.checked.is_open], clearance.audience)


def _download(app: App, audit_round: Round, prepared: Prepared) -> None:
    paper, held = prepared.paper, prepared.clearance.held_back
    template = _template(paper, audit_round)
    places = "" if not held else agree(held, " with 1 place held back", f" with {held} places held back")
    chart.offer(
        f"Download {paper.label.lower()}{places} ({'PowerPoint' if paper is Paper.SLIDES else 'Word'})",
        lambda: _written(app, audit_round, prepared, template),
        file_name=paper.file_name(audit_round.ref),
        mime=paper.mime,
        key=f"{audit_round.ref} {paper} {prepared.clearance.audience}",
        type_="secondary" if held else "primary",
    )
    st.caption(plain(f"The paper is marked “{prepared.clearance.audience.label}”. {prepared.clearance.sentence()}"))


def _written(app: App, audit_round: Round, prepared: Prepared, template: bytes | None) -> bytes:
    made = prepared.write(template)
    with app.unit_of_work() as db:
        papers.take_out(db, by=app.person, round_ref=audit_round.ref, paper=prepared.paper.label, now=app.now())
    return made


def _template(paper: Paper, audit_round: Round) -> bytes | None:
    """Ask for the council's own file, and return it where it can be used."""
    kind = "PowerPoint presentation (.pptx)" if paper is Paper.SLIDES else "Word document (.docx)"
    with st.expander("Use our council's own style", icon=":material/palette:"):
        st.write("Its fonts, colours, headers and footers are used. What is written in it is left out. It is not kept.")
        label = f"Your council's own {kind}"
        file = st.file_uploader(label, type=_ENDINGS[paper.suffix], key=f"{audit_round.ref} {paper} style")
        if file is None:
            return None
        with errors.reported_to(lambda why: _not_used(file.name, why)):  # the paper can be had without it
            check_template(paper.suffix, file.getvalue())
            st.success(f"The paper will use the style of {plain(file.name)}.", icon=":material/check:")
            return file.getvalue()
        return None


def _not_used(name: str, why: str) -> None:
    st.error(f"{plain(name)} was not used. {why}", icon=":material/error:")


def _back(paper: Paper, audit_round: Round) -> None:
    name, label = {
        Paper.PLAN: ("plan", "Back to the plan"),
        Paper.STATEMENT: ("letter", "Back to the letters"),
        Paper.SELF_EVALUATION: ("readiness", "Back to readiness"),
    }.get(paper, ("papers", "Back to the papers"))
    place.link(name, label, icon=":material/arrow_back:", round=audit_round.ref)


def render_papers(app: App) -> None:
    """Offer the papers of the round that is shown."""
    audit_round = place.current_round(app)
    if audit_round is None or not app.person.may(Act.READ_FINDINGS):
        look.title("Papers")
        st.write("Papers are made from a round's findings. Open a round first; Home says how.")
        return
    view = reading.view(app, audit_round.ref)
    look.line_above(
        audit_round.title, "Inspection letter" if view.letter else place.step(audit_round, Stage.BOARD), "board"
    )
    look.title("Papers")
    _opening(view)
    for kind in kinds_for(view.letter):
        with st.container(border=True):
            look.card_title(kind.label)
            st.write(kind.purpose)
            st.write(f"**For:** {kind.readers}")
            program = "PowerPoint" if kind is PaperKind.SLIDES else "Word"
            link(Paper(kind.value), f"{kind.label} in {program}", round_ref=audit_round.ref)
    place.link("board", "The round on the board's page", icon=":material/arrow_back:", round=audit_round.ref)
    place.link("plan", "Back to the plan", icon=":material/arrow_back:", round=audit_round.ref)


def _opening(view: BoardView) -> None:
    if view.letter:
        st.write("For people who were not in the room: what inspectors found, and what is being done about it.")
        return
    st.write(
        "For people who were not in the room. Judgements are in words, case references are taken out, and a text that "
        "may point to a child is held back until someone has checked it. Each download is recorded."
    )
    if not view.workshop_over:
        st.info(
            "This round has not come to its findings yet. A paper made now says who has taken part so far, and nothing "
            "of what was found.",
            icon=":material/hourglass_empty:",
        )
