"""What help says at the top, without importing what the commands need, is what the commands say of themselves."""

from __future__ import annotations

import subprocess
import sys
from pkgutil import walk_packages

import pytest
import typer
from typer.testing import CliRunner

from audit import commands
from audit.__main__ import COMMANDS, app

_HELP = [(name, words) for names in COMMANDS.values() for name, words in names.items()]


@pytest.mark.parametrize(("name", "words"), _HELP)
def test_help_says_of_a_command_what_it_says_of_itself(name: str, words: str):
    command = typer.main.get_command(app).get_command(None, name)  # type: ignore[attr-defined]
    assert command.name == name
    assert " ".join((command.help or "").split()).startswith(words)
    assert f"  {name} " in CliRunner().invoke(app, ["--help"]).output


def test_every_module_with_commands_is_in_the_table_with_all_of_them():
    found = {
        module.name.removeprefix("audit.commands."): sys.modules[module.name]
        for module in walk_packages(commands.__path__, "audit.commands.")
        if hasattr(__import__(module.name, fromlist=["app"]), "app")
    }
    assert found.keys() == COMMANDS.keys()
    for module, names in COMMANDS.items():
        own = found[module].app
        inner = [own.info.name] if isinstance(own.info.name, str) else _names(own)
        assert sorted(inner) == sorted(names), module


def _names(own: typer.Typer) -> list[str]:
    made = typer.main.get_command(own)
    return list(getattr(made, "commands", {})) or [str(made.name)]


def test_help_imports_nothing_that_the_commands_need():
    code = "import sys; from audit.__main__ import app; app(['--help'], standalone_mode=False); print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    modules = said.splitlines()[-1].split()
    assert not {"sqlalchemy", "openpyxl", "pandas", "streamlit", "docx", "plotly"} & set(modules)
    assert {module for module in modules if module.startswith("audit.")} == {"audit.__main__", "audit.errors"}
