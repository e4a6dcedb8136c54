"""What tests share: real databases, a clock that stands still, and no skipping in CI."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner

from audit import seed
from audit.app import App
from tests import databases, given
from tests.builders import NOON
from tests.databases import Postgres
from tests.scenes import AGENCIES
from tests.worlds import World

settings.register_profile("tests", deadline=None, max_examples=50)
settings.load_profile("tests")
Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)
_IN_CI = os.environ.get("CI", "").lower() in ("1", "true")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skipped test is a failure: nothing is left unlooked-at there."""
    report = yield
    return _skips_fail(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """In CI a skipped file is a failure too."""
    report = yield
    return _skips_fail(report)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what looks at files that are not here."""
    given.leave_out(config, items)


def _skips_fail(report: Report) -> Report:
    if _IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome, report.longrepr = "failed", f"Skipped, which in CI is a failure: {report.longrepr}"
    return report


@pytest.fixture(scope="session", autouse=True)
def _packages_are_read_once() -> Iterator[None]:
    """Let Streamlit look through the installed packages once in a run, as a server does, not for every page drawn."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session", autouse=True)
def _data_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what tests read and write away from the data folder of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SEVEN_STATEMENTS_DATA", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture(scope="session")
def _empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return databases.migrated(tmp_path_factory.mktemp("empty") / "empty.db")


@pytest.fixture
def app(_empty: Path, tmp_path: Path) -> Iterator[App]:
    """Yield an app on an empty, up-to-date SQLite database; its clock stands at noon."""
    engine = databases.copied(_empty, tmp_path / "app.db")
    yield App(engine=engine, clock=lambda: NOON)
    engine.dispose()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Yield a PostgreSQL server."""
    with databases.postgres_server() as server:
        yield server


@pytest.fixture
def postgres_app(postgres: Postgres) -> Iterator[App]:
    """Yield an app on an empty, up-to-date PostgreSQL database; its clock stands at noon."""
    with postgres.database() as engine:
        yield App(engine=engine, clock=lambda: NOON)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.xdist_group("postgres"))])
def any_app(request: pytest.FixtureRequest) -> App:
    """Return an app on each kind of database in turn."""
    found: App = request.getfixturevalue("app" if request.param == "sqlite" else "postgres_app")
    return found


@pytest.fixture(scope="session")
def seeded_file(_empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a database that holds the invented partnership; copy it, never open it."""
    path = tmp_path_factory.mktemp("seeded") / "seeded.db"
    engine = databases.copied(_empty, path)
    seed.load(App(engine=engine))
    databases.close(engine)
    return path


@pytest.fixture
def seeded(seeded_file: Path, tmp_path: Path) -> Iterator[App]:
    """Yield an app on a database of its own that holds the invented partnership, with its owner at the screen."""
    engine = databases.copied(seeded_file, tmp_path / "seeded.db")
    yield App(engine=engine).as_owner()
    engine.dispose()


@pytest.fixture(scope="module")
def worlds(_empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, World]]:
    """Yield worlds that differ in what agencies said of a case that is still blind; only look at them."""
    folder = tmp_path_factory.mktemp("worlds")
    alike: dict[str, int] = dict.fromkeys(AGENCIES, 0)
    variants = {"as it is": alike, "everybody differs": dict.fromkeys(AGENCIES, 1)}
    for agency in AGENCIES:
        variants[f"others than {agency} differ"] = {other: int(other != agency) for other in AGENCIES}
    engines = {name: databases.copied(_empty, folder / f"{number}.db") for number, name in enumerate(variants)}
    yield {name: World.made(App(engine=engines[name], clock=lambda: NOON), variants[name]) for name in variants}
    for engine in engines.values():
        engine.dispose()
