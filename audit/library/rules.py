"""The timescale rules that came with the product, read once."""

from __future__ import annotations

from functools import cache

from audit.domain.framework import Framework
from audit.domain.timescales import Rules, rules_of
from audit.library import frameworks

_ID = "statutory-timescales"


@cache
def framework() -> Framework:
    """Return the framework of timescales; raises WrongInput where its file is wrong."""
    return frameworks.read(frameworks.installed() / f"{_ID}.yaml")


@cache
def timescales() -> Rules:
    """Return the rules, each with its parts."""
    return rules_of(framework())
