"""Types are checked strictly in the product, and in the tests too, untyped functions included."""

from __future__ import annotations

import subprocess
import sys

from tests.repository import ROOT


def test_every_type_holds():
    mypy = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-error-summary"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert mypy.returncode == 0, mypy.stdout + mypy.stderr
