"""The server stays on this machine, tells nobody, and does not stop to tidy after every click."""

from __future__ import annotations

import subprocess
import sys
import tomllib

import pytest

from tests.repository import ROOT

WANTED = {
    "global.minCachedMessageSize": 1000,
    "server.address": "127.0.0.1",
    "server.showEmailPrompt": False,
    "server.fileWatcherType": "none",
    "logger.hideWelcomeMessage": True,
    "browser.gatherUsageStats": False,
    "runner.postScriptGC": False,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
}


@pytest.fixture(scope="module")
def taken_up() -> dict[str, str]:
    """Return the settings as Streamlit's own loader takes them up in a fresh process."""
    program = f"from streamlit import config\nfor name in {list(WANTED)!r}: print(name, config.get_option(name))"
    said = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    return dict(line.split(" ", 1) for line in said.stdout.splitlines())


@pytest.mark.parametrize("name", WANTED)
def test_the_setting_is_written_down(name: str):
    section, option = name.split(".")
    written = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))
    assert written[section][option] == WANTED[name]


@pytest.mark.parametrize("name", WANTED)
def test_streamlit_takes_the_setting_up(name: str, taken_up: dict[str, str]):
    assert taken_up[name] == str(WANTED[name])
