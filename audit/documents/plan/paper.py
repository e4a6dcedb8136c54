"""What an action plan on paper is made from.

In: the round, its findings and actions, and what was agreed, from whoever gathers them.
Out: one value, which holds every figure that the document prints.

Here too:
- The sentences of a written plan, each made from its figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from audit.documents.phrases import long_day
from audit.domain.english import agree, amount, counted, listed, number, sentence
from audit.domain.findings.finding import Finding, FindingKind, ThemeCount
from audit.domain.frameworks.framework import Key
from audit.domain.identifying.released import as_released, first_sentence, must_be_released, parted
from audit.domain.inspection.published import Inspection
from audit.domain.people.person import RING
from audit.domain.plan.actions import ActionPlan, Status, needs_decision
from audit.domain.plan.closing import notice
from audit.domain.plan.versions import Change
from audit.domain.release.decisions import Clearance
from audit.domain.rounds.audit_round import Round, RoundStatement
from audit.domain.workshop import participation_words
from audit.domain.workshop.moderation import Judgement
from audit.domain.workshop.participation import Participation
from audit.domain.workshop.suppression import Word

PARTNERS = (
    ("Local authority", "Lead safeguarding partner"),
    ("Integrated care board (ICB)", "Lead safeguarding partner"),
    ("Police", "Lead safeguarding partner"),
)  # the three safeguarding partners (Children Act 2004, section 16E)
_ORDER = (FindingKind.PRIORITY_ACTION, FindingKind.NEEDS_TO_IMPROVE, FindingKind.LEARNING, FindingKind.STRENGTH)


@dataclass(frozen=True, kw_only=True)
class PlanPaper:
    """All that a written action plan says, as values."""

    partnership: str
    marking: str
    clearance: Clearance = field(repr=False)  # who will read it, and what was done before it left
    version: str
    today: date
    plan: ActionPlan
    participation: Participation
    words: Mapping[Key, Word]  # the judgement of each statement, in words
    themes: tuple[ThemeCount, ...]
    part_judged: Mapping[Key, str] = field(default_factory=dict)  # said of statements with cases without a grade
    judgements: tuple[Judgement, ...] = ()  # with their words; empty unless case material is wanted
    keeper: str = "Facilitator of the audit group"
    partners: tuple[tuple[str, str], ...] = PARTNERS  # who signs: agency, role
    invented: bool = False  # the partnership is made up, to look round in
    in_danger: str = RING  # whom to ring about a child in danger
    since_version: str = ""  # the version issued last; empty: none was
    changed: tuple[Change, ...] = ()  # what is different from it
    letter: Inspection | None = None  # the inspection letter that the round was made from; None: an audit
    looked_again_in: str = ""  # the ref of the round that looks at this one again; empty: none was opened
    names_cases: bool = False  # True: for the audit group alone, with references to cases

    def __post_init__(self) -> None:
        """Refuse a text that nobody released."""
        must_be_released(self)

    @property
    def audit_round(self) -> Round:
        """Return the round that the plan follows."""
        return self.plan.audit_round

    @property
    def unfinished(self) -> str:
        """Return what is not finished in the round, for the first page; empty where nothing is."""
        return notice(self.audit_round, self.participation, self.plan)

    @property
    def statements(self) -> tuple[RoundStatement, ...]:
        """Return what the cases were judged on."""
        return self.audit_round.statements()

    def findings(self, *kinds: FindingKind) -> tuple[Finding, ...]:
        """Return the findings of some kinds, or of all, what is most pressing first."""
        wanted = [kind for kind in _ORDER if not kinds or kind in kinds]
        return tuple(finding for kind in wanted for finding in self.plan.findings if finding.kind is kind)

    def agency_name(self, named: str) -> str:
        """Return an agency's whole name for its ref; anything else as it is."""
        return next((agency.name for agency in self.audit_round.agencies if agency.ref == named), named)

    def statement_titles(self, keys: Iterable[Key]) -> tuple[str, ...]:
        """Return statements as people call them, such as "QS2 Leadership", in the round's order."""
        keys = set(keys)
        return tuple(title_of(statement) for statement in self.statements if statement.key in keys)


def title_of(statement: RoundStatement) -> str:
    """Return a statement as people call it."""
    return f"{statement.item.ref} {statement.item.title}"


LONGEST_HEADING = 190  # characters
NO_FINDINGS = "No finding has been recorded yet."
_NOUNS = {
    FindingKind.PRIORITY_ACTION: ("area for priority action", "areas for priority action"),
    FindingKind.NEEDS_TO_IMPROVE: ("thing that needs to improve", "things that need to improve"),
    FindingKind.STRENGTH: ("strength", "strengths"),
    FindingKind.LEARNING: ("point of learning", "points of learning"),
}


def headline(finding: Finding) -> str:
    """Return a finding's first sentence, without its full stop."""
    return first_sentence(finding.text)


def heading(finding: Finding) -> str:
    """Return what stands over a finding: its ref and its first sentence, cut between words where that is long."""
    text = headline(finding)
    if len(text) > LONGEST_HEADING:
        text = text[: text.rfind(" ", 0, LONGEST_HEADING)].rstrip(",;: ") + "…"
    return f"{finding.ref} {text}"


def text_after_heading(finding: Finding) -> str:
    """Return what a finding says beyond its heading; the whole of it where the heading is cut."""
    if heading(finding).endswith("…"):
        return sentence(finding.text)
    return parted(finding.text)[1]


def cases_and_period(paper: PlanPaper) -> str:
    """Return how many children have been judged, how they were chosen and over which months."""
    audit_round = paper.audit_round
    sentences = [sentence(participation_words.children_judged(paper.participation))]
    if audit_round.chosen_how:
        sentences.append(sentence(audit_round.chosen_how))
    if audit_round.period:
        first, last = audit_round.period
        sentences.append(f"Records from {long_day(first)} to {long_day(last)}.")
    if audit_round.in_short:
        sentences.append(audit_round.in_short)
    return " ".join(sentences)


def source(paper: PlanPaper, basis: str) -> str:
    """Return the line beneath a table or figure: source, how many of its children were judged, and the period."""
    if paper.letter:
        return f"Source: {basis} about the inspection letter of {long_day(paper.letter.published)}."
    audit_round = paper.audit_round
    period = ""
    if audit_round.period:
        period = f"; records from {long_day(audit_round.period[0])} to {long_day(audit_round.period[1])}"
    title = as_released(audit_round.title).named(audit_round.ref)
    return f"Source: {basis} of {title}; {participation_words.children_judged(paper.participation)}{period}."


def looks_again(paper: PlanPaper) -> str:
    """Return when the round is looked at again, or which round does."""
    return participation_words.looks_again(paper.audit_round.dates.reaudit, paper.looked_again_in, paper.today)


def looked_at(paper: PlanPaper) -> str:
    """Return the first paragraph of the summary: who looked at what, how far it came, and what is strong."""
    first = participation_words.looked(paper.participation)
    strong = _named(paper, Word.STRENGTH)
    if not strong:
        judged = any(word is not Word.NOT_ENOUGH for word in paper.words.values())
        return f"{first} No statement is a strength in the cases looked at." if judged else first
    are = agree(len(strong), "is a strength", "are strengths")
    return f"{first} {_list(paper, strong)} {are} in the cases looked at."


def not_yet(paper: PlanPaper) -> str:
    """Return the second paragraph of the summary: what is not a strength."""
    weak, mixed, unsaid = (_named(paper, word) for word in (Word.NEEDS_TO_IMPROVE, Word.MIXED, Word.NOT_ENOUGH))
    sentences = []
    if weak:
        sentences.append(f"{_list(paper, weak)} {agree(len(weak), 'needs', 'need')} to improve.")
    if mixed:
        sentences.append(f"{_list(paper, mixed)} {agree(len(mixed), 'is', 'are')} mixed.")
    if len(unsaid) == len(paper.statements):
        sentences.append("There is not enough to say about any statement.")
    elif unsaid:
        sentences.append(f"There is not enough to say about {_list(paper, unsaid)}.")
    return " ".join(sentences if paper.plan.findings else [*sentences, raised(paper)])


def raised(paper: PlanPaper) -> str:
    """Return how many findings of each kind were raised."""
    return raised_of([finding.kind for finding in paper.plan.findings])


def raised_of(kinds: Sequence[FindingKind]) -> str:
    """Return how many findings of each kind there are, for the plan and the board alike."""
    if not kinds:
        return NO_FINDINGS
    if len(kinds) == 1:
        return (
            f"There is one finding: {'an' if kinds[0] is FindingKind.PRIORITY_ACTION else 'a'} {_NOUNS[kinds[0]][0]}."
        )
    parts = [counted(kinds.count(kind), *nouns) for kind, nouns in _NOUNS.items() if kind in kinds]
    return f"There are {counted(len(kinds), 'finding')}: {listed(parts)}."


def glance_message(paper: PlanPaper) -> str:
    """Return the message of the table of statements."""
    strong, weak = (_named(paper, word, short=True) for word in (Word.STRENGTH, Word.NEEDS_TO_IMPROVE))
    if not strong and not weak:
        return "Each statement in a word"
    if max(len(strong), len(weak)) > 3:
        all_of = f"of the {number(len(paper.statements))} statements"
        ends = [f"{number(len(strong))} {all_of} {agree(len(strong), 'is a strength', 'are strengths')}"]
        ends.append(f"{counted(len(weak), 'needs', 'need')} to improve")
        return sentence("; ".join(ends))[:-1]
    clauses = [f"{listed(strong)} {agree(len(strong), 'is a strength', 'are strengths')}"] if strong else []
    clauses += [f"{listed(weak)} {agree(len(weak), 'needs', 'need')} to improve"] if weak else []
    return "; ".join(clauses)


def themes_message(counts: Sequence[ThemeCount]) -> str:
    """Return the message of the chart of themes."""
    if len(counts) == 1:
        return f"{counts[0].title} is the only theme with findings"
    change = _top(counts, [theme_count.to_do for theme_count in counts])
    strong = _top(counts, [theme_count.strengths for theme_count in counts])
    clauses = [f"most to improve: {listed(change)}"] if change else []
    clauses += [f"most strengths: {listed(strong)}"] if strong else []
    return sentence("; ".join(clauses) or "Where the findings stand")[:-1]


def themes_in_words(counts: Sequence[ThemeCount]) -> str:
    """Return the chart of themes as sentences."""
    sentences = []
    for theme_count in counts:
        parts = [
            counted(theme_count.strengths, "strength") if theme_count.strengths else "",
            f"{number(theme_count.improvements)} to improve" if theme_count.improvements else "",
            f"{number(theme_count.priority)} for priority action" if theme_count.priority else "",
            f"{number(theme_count.learning)} of learning" if theme_count.learning else "",
        ]
        sentences.append(f"{theme_count.title}: {listed([part for part in parts if part])}.")
    return "Bar chart of findings under each theme, by kind. " + " ".join(sentences)


def statuses_in_words(paper: PlanPaper) -> str:
    """Return where the actions stand, as a sentence."""
    parts = [f"{status.value}: {amount(paper.plan.count(status, paper.today))}" for status in Status]
    return f"{sentence(counted(len(paper.plan.actions), 'action'))} {sentence('; '.join(parts))}"


def statuses_message(paper: PlanPaper) -> str:
    """Return the message of the chart of actions."""
    late = paper.plan.count(Status.RED, paper.today)
    shown = paper.plan.count(Status.BLUE, paper.today)
    late_clause = (
        f"{counted(late, 'action')} {agree(late, 'is', 'are')} late or stopped" if late else "No action is late"
    )
    two = f"{counted(shown, 'has', 'have')} an impact that was verified" if shown else "no impact is verified yet"
    return sentence(f"{late_clause}; {two}")[:-1]


def plan_opening(paper: PlanPaper) -> str:
    """Return the sentence under the heading of the action plan."""
    plan = paper.plan
    wanting = [finding for finding in plan.findings if needs_decision(finding)]
    none, open_ = len(plan.no_actions), len(plan.undecided())
    sentences = [_answered(plan)]
    if none:
        sentences.append(f"For {counted(none, 'finding')} the decision is to take no action, with the reason.")
    if open_:
        sentences.append(f"For {counted(open_, 'finding')} nothing is decided yet.")
    elif wanting:
        sentences.append("Every finding that asks for change is decided.")
    if plan.actions:
        sentences.append(f"Status is as it stood on {long_day(paper.today)}. Owners are named by role.")
    return " ".join(sentences)


def _answered(plan: ActionPlan) -> str:
    if not plan.actions:
        return "No action is planned yet."
    verb = agree(len(plan.actions), "answers", "answer")
    answered = len({action.finding for action in plan.actions})
    return f"{sentence(counted(len(plan.actions), 'action'))[:-1]} {verb} {counted(answered, 'finding')}."


def _top(counts: Sequence[ThemeCount], figures: Sequence[int]) -> list[str]:
    """Return the themes with the largest figure; none where more than two share it."""
    most = max(figures, default=0)
    titles = [theme_count.title for theme_count, figure in zip(counts, figures, strict=True) if figure == most > 0]
    return titles if len(titles) <= 2 else []


def _list(paper: PlanPaper, names: Sequence[str], *, most: int = 7) -> str:
    """Return statements by name, or, where they are many, how many they are of all."""
    if len(names) <= most:
        return listed(names)
    return f"{sentence(number(len(names)))[:-1]} of the {number(len(paper.statements))} statements"


def _named(paper: PlanPaper, word: Word, *, short: bool = False) -> list[str]:
    return [a.short_title if short else title_of(a) for a in paper.statements if paper.words.get(a.key) is word]
