"""Action words: where an action stands on a day, said the same on every page, paper, slide, file and command.

In: an action and the day.
Out: whether it is late and since when, how the work goes, what is known of the difference, and who else looked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from audit.domain.english import agree, capital, counted, number, short_day
from audit.domain.plan.actions import Action, Impact, Progress, Verification, Verified


def due(action: Action, today: date) -> str:
    """Return when an action is due; a date that was moved never hides the first one."""
    if action.is_late(today):
        return late(action)
    if action.due_now != action.due:
        return _moved(action)
    ended = action.progress in (Progress.DONE, Progress.STOPPED)
    return f"{'was due' if ended else 'due'} {short_day(action.due)}"


def dates(action: Action, today: date) -> str:
    """Return the due date for a column of dates, with the first one where it was moved; `late` says that of its own."""
    moved = action.due_now != action.due and not action.is_late(today)
    return _moved(action) if moved else short_day(action.due_now)


def late(action: Action) -> str:
    """Return what is said of a late action: "late: first due 30 Apr 2026, moved to 18 Dec 2026"."""
    return f"late: {_moved(action) if action.due_now != action.due else f'was due {short_day(action.due)}'}"


def status(action: Action, today: date) -> str:
    """Return where an action stands on a day, in words that begin small; the one answer for every outlet."""
    if action.is_late(today):
        return late(action)
    if action.progress is Progress.DONE:
        return _done(action)
    return action.progress.label.lower()


def standing(action: Action, today: date) -> str:
    """Return where an action stands with the plan's colour: "Red: late: first due …", "Green: on track"."""
    return f"{action.status(today).value.capitalize()}: {status(action, today)}"


def in_brief(action: Action, today: date) -> str:
    """Return date and status together, for a line about an action: "due 18 Dec 2026, at risk"."""
    ended = action.progress in (Progress.DONE, Progress.STOPPED)
    words = status(action, today)
    return words if ended or action.is_late(today) else f"{due(action, today)}, {words}"


def outcome(action: Action, today: date) -> str:
    """Return where an action stands in a sentence, and apart from that what is known of the difference."""
    words = status(action, today)
    sentence = f"{capital(words)}."
    if action.progress is Progress.DONE or action.impact is Impact.NOT_KNOWN:
        return sentence
    return f"{sentence} Difference to children: {difference(action)[:1].lower()}{difference(action)[1:]}."


def work(action: Action, today: date) -> str:
    """Return how far the work has come; of a late action nothing is said that would make it seem to be in time."""
    if action.is_late(today) and action.progress is not Progress.NOT_STARTED:
        return "Under way"
    if action.progress is Progress.DONE and action.verified is Verified.DOES_NOT_HOLD and not _claims(action):
        return "Reported done, not confirmed"
    return action.progress.label


def difference(action: Action) -> str:
    """Return what is known of the difference to children; what nobody verified is the owner's report."""
    if not _claims(action):
        return action.impact.label
    if action.verified is Verified.HOLDS:
        return f"{action.impact.label} and verified"
    part = "in part" if action.impact is Impact.PARTLY else ""
    return " ".join(filter(None, ["Reported by the owner", part])) + f", {_NOT_HELD[action.verified]}"


def verification(action: Action) -> str:
    """Return whether somebody other than the owner looked; empty where nothing is claimed and nobody has."""
    look = last_look(action)
    if action.verified is Verified.WAITS or (look is None and action.verified is not Verified.NO_CLAIM):
        return "Not verified yet"
    if look is None:
        return ""
    return f"Verified on {short_day(look.on)}" if look.holds else f"Checked on {short_day(look.on)}, not confirmed"


def last_look(action: Action) -> Verification | None:
    """Return the newest verification; None where nobody has looked."""
    return action.verifications[-1] if action.verifications else None


def differences(actions: Sequence[Action]) -> str:
    """Return for how many actions a difference can be shown: the verified ones; the others are owners' reports."""
    shown = sum(action.makes_a_difference for action in actions)
    reported = sum(is_report(action) for action in actions)
    first = (
        f"For {_counted(shown)} we can show that children are better off."
        if shown
        else "Impact on children has not been fully shown and verified for any action yet."
    )
    if not reported:
        return first
    more, owners = ("more" if shown else ""), (agree(reported, "the owner reports", "their owners report"))
    many = " ".join(filter(None, [number(reported), more or (agree(reported, "action", "actions"))]))
    return f"{first} For {many}, {owners} that children are better off; that is not verified."


def is_report(action: Action) -> bool:
    """Say whether a difference is shown by the owner's word alone."""
    return action.impact is Impact.SHOWN and not action.makes_a_difference


_NOT_HELD = {
    Verified.NO_CLAIM: "not verified yet",
    Verified.WAITS: "not verified yet",
    Verified.DOES_NOT_HOLD: "checked and not confirmed",
}


def _done(action: Action) -> str:
    if action.makes_a_difference:
        return "impact shown and verified"
    if _claims(action):
        part = "part of the impact" if action.impact is Impact.PARTLY else "impact"
        if action.verified is Verified.HOLDS:
            return "done, impact partly shown and verified"
        return f"done, owner reports {part}, {_NOT_HELD[action.verified]}"
    if action.verified is Verified.DOES_NOT_HOLD:
        return "reported done, checked and not confirmed"
    return (
        "done, impact looked for and none found" if action.impact is Impact.NONE_FOUND else "done, impact not yet shown"
    )


def _claims(action: Action) -> bool:
    return action.impact in (Impact.PARTLY, Impact.SHOWN)


def first_due(action: Action) -> str:
    """Return the first date of an action that was moved: "first due 30 Apr 2026"; empty where it was not."""
    return f"first due {short_day(action.due)}" if action.due_now != action.due else ""


def _moved(action: Action) -> str:
    return f"{first_due(action)}, moved to {short_day(action.due_now)}"


def _counted(count: int) -> str:
    return counted(count, "action")
