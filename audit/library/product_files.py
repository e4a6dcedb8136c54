"""What came with the product beside its code: frameworks, the invented partnership, the script that Streamlit runs.

In: a name at the top of the repository.
Out: where it is, in a checkout or in an installed package.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def product_file(name: str) -> Path:
    """Return where a file or folder is that came with the product: in the installed package, else in the checkout."""
    installed = _PACKAGE / "shipped" / name
    return installed if installed.exists() else _PACKAGE.parent / name
