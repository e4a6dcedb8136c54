"""Two windows on one thing: the second writer is told what the first wrote, whatever the thing is."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from audit.app import App
from audit.domain.rounds.audit_round import Stage
from audit.errors import Conflict
from audit.services import __path__ as services_path
from audit.services.people import partnership
from audit.store.queries import people
from tests.builders import NOON
from tests.repository import ROOT
from tests.scenes import Scene, a_scene
from tests.services.two_windows import ELSEWHERE, FIRST, NO_CONFLICT, SECOND, STAGES, TRIED, Two

_SERVICES = Path(next(iter(services_path)))
_SCENARIOS = [scenario for scenarios in TRIED.values() for scenario in scenarios]


def public_functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield every public function of the services by its name, such as "rounds.advance"."""
    for path in sorted(_SERVICES.rglob("*.py")):
        module = ".".join(path.relative_to(_SERVICES).with_suffix("").parts)
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield f"{module}.{node.name}", node


def arguments(node: ast.FunctionDef) -> set[str]:
    """Return the names of a function's arguments."""
    return {one.arg for one in (*node.args.args, *node.args.kwonlyargs)}


def commands() -> set[str]:
    """Return the functions that write: somebody does it, now, or it says so in the trail."""
    found = set()
    for name, node in public_functions():
        given = arguments(node)
        used = [ast.unparse(one) for one in ast.walk(node) if isinstance(one, ast.Attribute)]
        writes = any(one == "trail.note" or one.startswith("records.") for one in used)
        if writes or {"by", "now"} <= given:
            found.add(name)
    return found - READS


READS = {  # they take the person or the moment, and write nothing but that something was looked at or taken out
    "inspection.notified.inspection_return",
    "workshop.packs.workshop_pack",
    "workshop.packs.feedback",
    "release.papers.plan_paper",
    "plan.workbooks.form_for",
}


def test_every_command_says_what_becomes_of_two_windows():
    said = {**TRIED, **ELSEWHERE, **NO_CONFLICT}
    assert len(said) == len(TRIED) + len(ELSEWHERE) + len(NO_CONFLICT), "a command is there twice"
    assert commands() - set(said) == set(), "give each an entry in tests/services/two_windows.py"
    assert set(said) - {name for name, _ in public_functions()} == set(), "there is no such command any more"


@pytest.mark.parametrize("name", sorted(ELSEWHERE))
def test_what_is_tried_elsewhere_is_tried_there(name: str):
    module, _, function = ELSEWHERE[name].partition(":")
    text = next(Path(__file__).parent.rglob(f"{module}.py")).read_text("utf-8")
    if function:
        body = next(n for n in ast.parse(text).body if isinstance(n, ast.FunctionDef) and n.name == function)
        text = ast.unparse(body)
    assert "pytest.raises(Conflict" in text


@pytest.mark.parametrize("scenario", _SCENARIOS, ids=lambda one: one.__name__)
def test_the_second_window_is_told_what_the_first_wrote(scenario: Callable[[Scene], Two], app: App):
    scene = a_scene(app, stage=STAGES.get(scenario, Stage.RATING))
    two = scenario(scene)
    with scene.app.unit_of_work() as db:
        two.write(db, FIRST)
    with pytest.raises(Conflict) as told, scene.app.unit_of_work() as db:
        two.write(db, SECOND)
    assert two.theirs in f"{told.value} {told.value.stored!r}"


def test_of_two_windows_that_press_in_the_same_moment_one_is_told(any_app: App):
    """On PostgreSQL too nobody writes between another's looking and writing."""
    scene = a_scene(any_app)
    with scene.app.reading() as db:
        seen = people.partnership(db)
    ready = Barrier(4)

    def press(name: str) -> str:
        ready.wait()
        try:
            with scene.app.unit_of_work() as db:
                partnership.change(db, by=scene.facilitator, name=name, marking="M", seen=seen, now=NOON)
        except Conflict as conflict:
            return str(getattr(conflict.stored, "name", ""))
        return ""

    with ThreadPoolExecutor(4) as pool:
        told = sorted(pool.map(press, ("one", "two", "three", "four")))
    assert told[0] == ""
    assert len({*told[1:]}) == 1
    assert told[1] in ("one", "two", "three", "four")


def seen_arguments() -> dict[str, set[str]]:
    """Return the commands that are given what a window showed, each with the names of those arguments."""
    return {
        name: given
        for name, node in public_functions()
        if (given := {one for one in arguments(node) if one.startswith("seen")})
    }


def test_every_page_hands_over_what_its_window_showed():
    wanted, silent = seen_arguments(), []
    for path in sorted((ROOT / "audit" / "pages").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        modules = {
            one.asname or one.name: f"{node.module}.{one.name}".removeprefix("audit.services.")
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("audit.services")
            for one in node.names
        }
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            module, _, function = ast.unparse(call.func).rpartition(".")
            handed = [ast.unparse(one).rpartition(".") for one in call.args if isinstance(one, ast.Attribute)]
            given = {one.arg for one in call.keywords}
            for of, _, called in ((module, ".", function), *handed):  # a command may be handed on, to be called there
                name = f"{modules.get(of, '?')}.{called}"
                if name in wanted and None not in given and not wanted[name] <= given:
                    silent.append(f"{path.name}: {name} without {', '.join(sorted(wanted[name] - given))}")
    assert [one for one in silent if one not in AT_ONCE] == []


AT_ONCE = {"inspection_round.py: rounds.setup.advance without seen"}  # a round that was opened in the same unit of work
