"""Signing in through the partnership's own sign-in, in a real browser: in, out, left unused, and somebody unknown."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from oidc_provider_mock import run_server_in_thread
from playwright.sync_api import Browser, Page, expect

from audit.app import App
from audit.domain.people.person import Role
from audit.services.people import partnership
from tests import databases
from tests.builders import NOON
from tests.journey.conftest import free_port, running
from tests.journey.steps import SLOW
from tests.journey.window import Site, faults, overhang, settle, window
from tests.scenes import a_scene

pytestmark = pytest.mark.xdist_group("sign-in-journey")
KNOWN, UNKNOWN = "board@wrenmere.example", "stranger@elsewhere.example"


@pytest.fixture
def site(_empty: Path, tmp_path: Path) -> Iterator[Site]:
    """Yield the app with a sign-in service of its own, and one person who signs in with an address."""
    database, port = tmp_path / "data" / "audits.db", free_port()
    database.parent.mkdir()
    engine = databases.copied(_empty, database)
    scene = a_scene(App(engine=engine, clock=lambda: NOON))
    with scene.app.unit_of_work() as db:
        roles = frozenset({Role.FACILITATOR})
        partnership.add_person(db, by=scene.facilitator, name="Priya", roles=roles, email=KNOWN, agency=None, now=NOON)
    databases.close(engine)
    with run_server_in_thread() as service:
        secrets = tmp_path / "secrets.toml"
        secrets.write_text(_secrets(port, service.server_port), encoding="utf-8")
        signed = {"SEVEN_STATEMENTS_SIGN_IN": "oidc"}
        with running(database, port=port, arguments=[f"--secrets.files={secrets}"], settings=signed) as found:
            yield found


def test_a_person_signs_in_and_out_and_is_signed_out_when_they_go_away(browser: Browser, site: Site):
    with window(browser) as page:
        _sign_in(page, site, KNOWN)
        expect(page.get_by_text("Signed in as Priya.")).to_be_visible(timeout=SLOW)
        assert faults(page) == []
        page.set_viewport_size({"width": 375, "height": 800})
        assert overhang(page) <= 0
        _gone_for_an_hour(site.database)
        expect(page.get_by_text("You were signed out", exact=False)).to_be_visible(timeout=SLOW)
        expect(page.get_by_text("Your tasks")).to_have_count(0)
        assert faults(page) == []
        page.reload()
        expect(page.get_by_text("You were signed out", exact=False)).to_be_visible(timeout=SLOW)
        _out_by(page, "Sign in again")
        _sign_in(page, site, KNOWN)
        expect(page.locator("h1")).to_have_text("Your tasks", timeout=SLOW)
        _out_by(page, "Sign out")


def test_somebody_unknown_is_told_whom_to_ask_and_can_take_another_account(browser: Browser, site: Site):
    with window(browser) as page:
        _sign_in(page, site, UNKNOWN)
        expect(page.get_by_text(f"Nobody here signs in with {UNKNOWN}.", exact=False)).to_be_visible(timeout=SLOW)
        assert faults(page) == []
        _out_by(page, "Sign in with another account")
        _sign_in(page, site, KNOWN)
        expect(page.get_by_text("Signed in as Priya.")).to_be_visible(timeout=SLOW)


def _sign_in(page: Page, site: Site, address: str) -> None:
    page.goto(site.url())
    settle(page)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_placeholder("sub").fill(address)
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url(f"{site.address}/**", timeout=SLOW)
    settle(page)


def _out_by(page: Page, button: str) -> None:
    settle(page)
    page.get_by_role("button", name=button, exact=True).click()
    page.get_by_role("button", name="End session").click()  # the service asks too
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible(timeout=SLOW)


def _gone_for_an_hour(database: Path) -> None:
    """Stand for an hour in which nobody touched the page."""
    with closing(sqlite3.connect(database)) as opened:
        opened.execute("UPDATE sign_in SET used_at_utc = datetime(used_at_utc, '-1 hour')")
        opened.commit()


def _secrets(port: int, service: int) -> str:
    return "\n".join(
        [
            "[auth]",
            f'redirect_uri = "http://127.0.0.1:{port}/oauth2callback"',
            'cookie_secret = "only for this test"',
            'client_id = "seven-statements"',
            'client_secret = "only for this test"',
            f'server_metadata_url = "http://localhost:{service}/.well-known/openid-configuration"',
        ]
    )
