"""A real browser and a running app, for what only they can show."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

from tests import databases
from tests.journey.window import Site
from tests.repository import ROOT

_USUAL = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
_SECONDS = 60  # to start
_STREAMLIT = (sys.executable, "-m", "streamlit", "run", "--server.headless=true")


def chromium() -> str | None:
    """Return the browser that CHROMIUM names, else one at the usual places; None: Playwright's own, if there is one."""
    return os.environ.get("CHROMIUM") or next((found for name in _USUAL if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield a browser; skips, with the reason, where there is none."""
    with sync_playwright() as playwright:
        try:
            found = playwright.chromium.launch(executable_path=chromium(), args=list(_FLAGS))
        except Error as error:
            pytest.skip(f"no Chromium here: set CHROMIUM to one ({str(error).splitlines()[0]})")
        yield found
        found.close()


@pytest.fixture(scope="session")
def seeded_site(seeded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Yield the app as it runs on the invented partnership; tests on it only look."""
    folder = tmp_path_factory.mktemp("seeded-site")
    shutil.copy(seeded_file, folder / "seeded.db")
    with running(folder / "seeded.db") as site:
        yield site


@pytest.fixture
def empty_site(tmp_path: Path) -> Iterator[Site]:
    """Yield the app as it runs on an empty installation, for a test that does everything itself."""
    databases.migrated(tmp_path / "empty.db")
    with running(tmp_path / "empty.db") as site:
        yield site


@contextmanager
def running(
    database: Path,
    script: Path = ROOT / "streamlit_app.py",
    *,
    command: Sequence[str | Path] = (),
    port: int | None = None,
    arguments: Sequence[str] = (),
    settings: Mapping[str, str] | None = None,
) -> Iterator[Site]:
    """Yield the app as it runs on a database, by a command of Streamlit's or another that opens it."""
    port = port or free_port()
    started: list[str | Path] = [*_STREAMLIT, script, f"--server.port={port}", *arguments]
    if command:
        started = [*command, f"--port={port}"]
    ours = {} if command else {"PYTHONPATH": str(ROOT)}
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{database}", **ours, **(settings or {})}
    with Path(f"{database}.log").open("wb") as log:
        server = subprocess.Popen(
            started, cwd=database.parent if command else ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            site = Site(address=f"http://127.0.0.1:{port}", database=database)
            _wait_for(site, server)
            yield site
        finally:
            server.terminate()
            server.wait(20)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(site: Site, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{site.address}/_stcore/health", timeout=2):  # noqa: S310 - our own server
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    pytest.fail("the app did not start: " + Path(f"{site.database}.log").read_text("utf-8", errors="replace")[-2000:])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Walk a journey a second time before calling it broken: a busy machine can be too slow for a real browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents and "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.flaky(reruns=2))
