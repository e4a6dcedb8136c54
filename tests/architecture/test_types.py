"""Types are checked strictly, everywhere."""

from __future__ import annotations

import subprocess
import sys

from tests.repository import ROOT


def test_every_type_holds():
    said = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-error-summary"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stdout + said.stderr
