"""The charts that board papers show, with the message of each: counts of findings and actions, never of children.

In: the board's view of a round.
Out: bars for Word and for slides, and the words that say the same.
"""

from __future__ import annotations

from audit.documents.board.wording import theme_counts
from audit.documents.look import INK
from audit.documents.phrases import amount, counted, sentence
from audit.documents.plan import by_theme, wording
from audit.documents.word.charts import Bars, Series
from audit.domain.board.view import BoardView
from audit.domain.plan.actions import Group


def themes(view: BoardView) -> Bars:
    """Return how many findings of each kind stand under each theme that has any."""
    return by_theme.bars(theme_counts(view))


def themes_message(view: BoardView) -> str:
    """Return the message of the chart of themes."""
    return wording.themes_message(theme_counts(view))


def actions(view: BoardView) -> Bars:
    """Return how many actions stand at each place of the plan's order."""
    counts = {group: sum(one.group is group for one in view.actions) for group in Group}
    shown = {group: count for group, count in counts.items() if count or group in (Group.DONE, Group.DIFFERENCE)}
    stand = sentence("; ".join(f"{group.value.lower()}: {amount(count)}" for group, count in shown.items()))
    return Bars(
        names=tuple(group.value for group in shown),
        series=(Series("Actions", tuple(shown.values()), "6BACE6", INK),),
        axis="Number of actions",
        alt_text=f"Bar chart of {counted(len(view.actions), 'action')} by where they stand. {stand}",
        title="Where the actions stand",
        height=24.0 + 9.0 * len(shown),
    )


def actions_message(view: BoardView) -> str:
    """Return the message of the chart of actions: done and making a difference are two things."""
    done = sum(one.group in (Group.DONE, Group.DIFFERENCE) for one in view.actions)
    shown = sum(one.group is Group.DIFFERENCE for one in view.actions)
    if len(view.actions) == 1:
        return (
            f"The one action is {'done' if done else 'not done'}; its difference is {'' if shown else 'not '}verified"
        )
    one = f"{amount(done)} of the {counted(len(view.actions), 'action')} {'are' if done > 1 else 'is'} done"
    two = f"{amount(shown)} {'are' if shown > 1 else 'is'} verified to make a difference"
    return sentence(f"{one}; {two}")[:-1]
