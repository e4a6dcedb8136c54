"""Two versions of a framework side by side: added, removed, replaced, reworded, newly sourced."""

from __future__ import annotations

import streamlit as st

from audit.app import App
from audit.domain.frameworks import editions
from audit.domain.frameworks.framework import Framework
from audit.pages.components import look, place
from audit.pages.frameworks import changes, words
from audit.services.frameworks import shelf


def render(app: App) -> None:
    """Let two versions be chosen, and show what differs."""
    look.line_above("Frameworks", "versions compared")
    look.title("Compare two versions")
    with app.reading() as db:
        known = {one.framework.id: one.framework for one in reversed(editions.newest(shelf.shelf(db)))}
        named = st.query_params.get("framework", "")
        versions = {each: shelf.versions_of(db, each) for each in known}
    several = [each for each in known if len(versions[each]) > 1]
    if not several:
        st.write("Every framework here has one version so far, so there is nothing to compare.")
        place.link("frameworks", "All frameworks")
        return
    here = next((each for each in several if named == each or named.startswith(f"{each}-")), several[0])
    if named and not named.startswith(here):
        st.write("That framework has one version so far. Here is one with several.")
    chosen = st.selectbox(
        "Framework", several, index=several.index(here), format_func=lambda each: known[each].title, key="compare which"
    )
    _two(versions[chosen], chosen)
    place.link("frameworks", "All frameworks")


def _two(versions: tuple[tuple[str, Framework], ...], chosen: str) -> None:
    names = list(range(len(versions)))

    def called(number: int) -> str:
        return versions[number][0]

    first = st.selectbox("From", names, index=0, format_func=called, key=f"from {chosen}")
    last = st.selectbox("To", names, index=len(names) - 1, format_func=called, key=f"to {chosen}")
    if first == last:
        st.write("Choose two different versions.")
        return
    before, after = versions[first][1], versions[last][1]
    found = editions.difference(before, after)
    if not found.any:
        st.write("These two say the same.")
        return
    st.write(changes.counts(found))
    changes.draw(found, _short(before), _short(after))


def _short(framework: Framework) -> str:
    return words.label(f"Version {framework.version}", framework.edition or "")
