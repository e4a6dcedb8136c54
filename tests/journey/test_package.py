"""The package, installed where there is no checkout: what it carries, its command, and the app that it opens."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from typer.testing import CliRunner

from audit.__main__ import app
from tests.journey.conftest import running
from tests.journey.window import go, sound, window
from tests.repository import ROOT

PIP = (sys.executable, "-m", "pip")
CARRIED = (".streamlit/config.toml", "streamlit_app.py", "frameworks/**/*", "seed_data/**/*")
PRIMARY = "rgb(18, 67, 109)"  # as .streamlit/config.toml says


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the package as it is built."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(*PIP, "wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "-w", folder, ROOT)
    return next(folder.glob("seven_statements-*.whl"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the commands of an installation that has the package and, of the tests', its libraries."""
    place = tmp_path_factory.mktemp("elsewhere") / "venv"
    _run(sys.executable, "-m", "venv", "--without-pip", place)
    programs = next(path for path in (place / "bin", place / "Scripts") if path.is_dir())
    packages = _run(programs / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    ours = next(path for path in map(Path, sys.path) if path.name == "site-packages")
    (Path(packages) / "libraries.pth").write_text(f"{ours}\n", "utf-8")
    _run(*PIP, f"--python={programs / 'python'}", "install", "--quiet", "--no-deps", "--no-index", wheel)
    return programs


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that is stood in, with nothing of the checkout in it or on the way to it."""
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("SEVEN_STATEMENTS_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_package_carries_every_file_that_the_product_reads(wheel: Path):
    files = {path.relative_to(ROOT) for pattern in CARRIED for path in ROOT.glob(pattern) if path.is_file()}
    files -= {path for path in files if "__pycache__" in path.parts}
    carried = set(zipfile.ZipFile(wheel).namelist())
    assert [str(path) for path in sorted(files) if f"audit/shipped/{path.as_posix()}" not in carried] == []


def test_its_command_says_what_the_checkout_says(installed: Path, empty_folder: Path):
    assert (
        _run(installed / "seven-statements", "frameworks", "check")
        == CliRunner().invoke(app, ["frameworks", "check"]).stdout
    )
    _run(installed / "seven-statements", "migrate")
    assert "12 cases" in _run(installed / "seven-statements", "seed")


def test_it_opens_the_app_as_it_looks_in_a_checkout(browser: Browser, installed: Path, empty_folder: Path):
    _run(installed / "seven-statements", "migrate")
    database = next((empty_folder / "data").glob("*.db"))
    command = (installed / "seven-statements", "open", "--no-browser")
    with running(database, command=command) as site, window(browser) as page:
        go(page, site.url())
        sound(page)
        main = page.get_by_test_id("stBaseButton-primary").first
        expect(main).to_have_css("background-color", PRIMARY)


def _run(*command: str | Path) -> str:
    """Return what a command prints; fails with what it complains of."""
    ended = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout
