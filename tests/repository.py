"""The repository as tests see it: where it is, and which texts it is made of."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
_LEFT_OUT = {".git", ".venv", "build", "dist", ".hypothesis"}


@cache
def texts() -> tuple[Path, ...]:
    """Return every text file that is kept, or is about to be: what git does not ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    kept = [ROOT / name for name in listed.stdout.splitlines()] if listed.returncode == 0 else _walked()
    return tuple(path for path in sorted(kept) if path.is_file() and _is_text(path))


def modules() -> tuple[Path, ...]:
    """Return the product's own Python files."""
    return (ROOT / "streamlit_app.py", *sorted((ROOT / "audit").rglob("*.py")))


def name(path: Path) -> str:
    """Return a path as people write it."""
    return path.relative_to(ROOT).as_posix()


def _walked() -> list[Path]:
    found = (path for path in ROOT.rglob("*") if not _LEFT_OUT & set(path.relative_to(ROOT).parts))
    return [path for path in found if "cache" not in str(path.relative_to(ROOT)) and ".egg-info" not in str(path)]


def _is_text(path: Path) -> bool:
    return b"\0" not in path.read_bytes()[:8000]
