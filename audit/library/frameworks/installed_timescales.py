"""The timescale rules that came with the product, read once."""

from __future__ import annotations

from functools import cache

from audit.domain.frameworks.framework import Framework
from audit.domain.timescales.rules import Rules, rules_of
from audit.library.frameworks import loading

_ID = "statutory-timescales"


@cache
def framework() -> Framework:
    """Return the framework of timescales; raises WrongInput where its file is wrong."""
    return loading.read(loading.installed() / f"{_ID}.yaml")


@cache
def timescales() -> Rules:
    """Return the rules, each with its parts."""
    return rules_of(framework())
