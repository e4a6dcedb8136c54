"""A page on a screen that no one sees: drawn by Streamlit's own tester, and read back as words."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from audit.app import App
from audit.domain.people.person import Role
from audit.store.queries import people


def drawn(app: App, page: str, function: str = "", **address: str) -> AppTest:
    """Return a page, drawn for an address: `page` is its name in the menu, or a module's where a function is named."""

    def script(app, page, function):
        from importlib import import_module

        from audit.pages.forms.form import tell_untold
        from audit.pages.menu import ENTRIES

        if function:
            getattr(import_module(f"audit.pages.{page}"), function)(app)
        else:
            next(entry for entry in ENTRIES if entry.name == page).render(app)
        tell_untold()

    test = AppTest.from_function(script, default_timeout=20, kwargs={"app": app, "page": page, "function": function})
    for name, value in address.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception, test.exception
    return test


def words(test: AppTest) -> str:
    """Return everything that stands on the page, tables and badges included."""
    found = []
    for element in test.main:
        proto = getattr(element, "proto", None)
        found += [str(getattr(proto, name)) for name in ("body", "label", "markdown", "text") if hasattr(proto, name)]
        found.append(str(getattr(element, "label", "")))
    return "\n".join(found)


def somebody(app: App, role: Role) -> App:
    """Return the app as the first person with a role, and no other, sees it."""
    with app.reading() as db:
        return app.as_person(next(one for one in people.people(db) if one.roles == {role}))
