"""The app, opened from the command line, and packed for a computer without internet.

In: an installed package or a checkout.
Out: the app in the browser, listening on this computer only; a folder with all that another computer needs.
"""

from __future__ import annotations

import platform
import runpy
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from audit.errors import AuditError
from audit.library.product_files import product_file
from audit.store import whole_files

app = typer.Typer()
_PROJECT, _LOCK, _WHEELS, _READ_ME = "pyproject.toml", "constraints.txt", "wheels", "README.txt"
_STARTERS = {
    "start.sh": """#!/bin/sh
set -e
cd "$(dirname "$0")"
[ -x .venv/bin/seven-statements ] || {
    python3 -m venv .venv
    .venv/bin/pip install --no-index --find-links wheels seven-statements
}
exec .venv/bin/seven-statements open
""",
    "start.bat": """@echo off\r
cd /d "%~dp0"\r
if exist .venv\\Scripts\\seven-statements.exe goto open\r
py -m venv .venv || goto end\r
.venv\\Scripts\\pip install --no-index --find-links wheels seven-statements || goto end\r
:open\r
.venv\\Scripts\\seven-statements open\r
:end\r
pause\r
""",
}
_WORDS = """Seven Statements, for a computer without internet.

Copy this folder to the other computer. It needs Python {python} for {system} on {machine}, as on the computer on which
the folder was made: on any other, installing says that no package fits, and the folder is to be made on one like it.

Linux and macOS: sh start.sh
Windows: start.bat

The first start installs into this folder (.venv); each start opens the app in the browser. The data is kept in your own
data folder, not here: a new version of this folder finds it again.
"""


@app.command("open")
def open_app(
    port: Annotated[int, typer.Option(metavar="PORT", min=1, max=65535, help="Where the app listens.")] = 8501,
    *,
    browser: Annotated[bool, typer.Option(help="Open a browser window too.")] = True,
) -> None:
    """Open the app; it listens on this computer only, until Ctrl+C."""
    script = product_file("streamlit_app.py")
    options = ["--server.port", str(port), "--server.headless", str(not browser).lower()]
    sys.argv = ["streamlit", "run", str(script), *options]
    runpy.run_module("streamlit", run_name="__main__")  # in this process: whatever ends the command ends the app


@app.command()
def bundle(
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="The folder to write; it must not be there yet.")],
) -> None:
    """Write a folder from which a computer like this one, without internet, can install and start the app."""
    checkout = product_file(_PROJECT).parent
    if not (checkout / _LOCK).exists():
        raise AuditError("A bundle is made in a checkout of the repository; the package alone has no list of versions.")
    if out.exists():
        raise AuditError(f"{out} is there already. Name a folder that is not.")
    out.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=out.parent) as unfinished:
        folder = Path(unfinished) / out.name
        wheels = folder / _WHEELS
        wheels.mkdir(parents=True)
        pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--wheel-dir", str(wheels.resolve()), "-c", _LOCK, "."]
        if subprocess.run(pip, cwd=checkout, check=False).returncode:  # noqa: S603 - our own interpreter
            raise AuditError("The packages could not be fetched: what pip says stands above. Nothing was written.")
        for name, text in _STARTERS.items():
            whole_files.write_new(folder / name, text.encode())
        (folder / "start.sh").chmod(0o755)
        whole_files.write_new(folder / _READ_ME, _words().encode())
        count = len(list(wheels.iterdir()))
        folder.rename(out)
    typer.echo(f"{out} holds {count} packages, and start.sh and start.bat, which install them and open the app.")


def _words() -> str:
    version = ".".join(platform.python_version_tuple()[:2])
    return _WORDS.format(python=version, system=platform.system(), machine=platform.machine())
