"""Readiness, checklists and evidence go by one framework for each id: the partnership's own where it has one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from audit.domain.frameworks.editions import Edition, Standing, in_use
from audit.domain.frameworks.framework import Framework
from tests.builders import NOON, SEVEN
from tests.readiness import INSTALLED

CAME = tuple(Edition(framework=one) for one in INSTALLED)
(STATEMENTS,) = (one for one in INSTALLED if one.id == SEVEN)


def own(edition: str | None = "ours", version: int = 2, hours: int = 0, **changed: object) -> Edition:
    framework = replace(STATEMENTS, edition=edition, version=version, **changed)  # type: ignore[arg-type]
    return Edition(framework=framework, saved_at_utc=NOON + timedelta(hours=hours))


def of(*editions: Edition) -> dict[str, Framework]:
    return {one.id: one for one in in_use(editions)}


def test_without_an_edition_of_ones_own_the_products_are_in_use_by_id():
    assert in_use(CAME) == INSTALLED


def test_ones_own_edition_takes_the_products_place_and_a_new_framework_joins():
    found = of(*CAME, own(), own(None, 1, id="our-voice"))
    assert len(found) == len(INSTALLED) + 1
    assert (found[SEVEN].edition, found["our-voice"].version) == ("ours", 1)


def test_of_two_of_ones_own_the_one_saved_last_is_in_use():
    assert of(*CAME, own("north", 3, hours=2), own("south", 4, hours=1))[SEVEN].edition == "north"


def test_an_edition_that_is_retired_gives_its_place_back():
    retired = Standing(retired=True, version=2, at_utc=NOON, by="Sam Field")
    assert of(*CAME, replace(own(), standing=retired))[SEVEN] == STATEMENTS
    again = replace(own(), standing=replace(retired, retired=False))
    assert of(*CAME, again)[SEVEN].edition == "ours"
