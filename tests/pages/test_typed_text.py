"""What people typed is shown as they typed it, on every page: nothing in it becomes a colour, an icon or a link."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element

from audit.app import App
from audit.pages import menu
from audit.pages.components.look import plain
from tests import databases
from tests.journey.test_pages import PAGES
from tests.typed_everywhere import BEGIN, ODD, make_odd

MEANS_SOMETHING = re.compile(rf"{BEGIN}:red\[")  # in a field that Streamlit reads as Markdown
SHOWN_WITH_SLASHES = re.compile(rf"{BEGIN}\\:red")  # in one that it shows as it is
HTML = re.compile(rf"{BEGIN}:red\[x\][^<]*<d>")
AS_IT_IS = {  # fields that Streamlit shows letter by letter, by message and field
    ("Selectbox", "options"),
    ("MultiSelect", "options"),
    ("TextInput", "default"),
    ("TextArea", "default"),
    ("TextInput", "value"),
    ("TextArea", "value"),
    ("TextInput", "placeholder"),
    ("TextArea", "placeholder"),
    ("Selectbox", "raw_value"),
    ("MultiSelect", "raw_values"),
    ("Selectbox", "placeholder"),
    ("Code", "code_text"),
    ("BidiComponent", "json"),
    ("DownloadButton", "url"),
    ("PlotlyChart", "spec"),
    ("MixedData", "json"),
    ("PlotlyChart", "alt"),
    ("PageLink", "page"),
    ("PageLink", "query_string"),
    ("LinkButton", "url"),
}


@pytest.fixture(scope="module")
def odd_app(seeded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    path = tmp_path_factory.mktemp("odd") / "odd.db"
    shutil.copy(seeded_file, path)
    engine = databases.copied(seeded_file, path)
    make_odd(App(engine=engine).as_owner())
    yield App(engine=engine).as_owner()
    engine.dispose()


def fields(message: Message, begin: str = BEGIN) -> Iterator[tuple[str, str, str]]:
    """Return every text of a message that holds some letters, with the message and the field it stands in."""
    for field, value in message.ListFields():
        repeated = getattr(field, "is_repeated", None)
        values: Any = value if (repeated if repeated is not None else field.label == 3) else [value]
        if hasattr(values, "values") and not isinstance(values, str):
            values = values.values()
        for one in values:
            if isinstance(one, Message):
                yield from fields(one, begin)
            elif isinstance(one, str) and begin in one:
                yield message.DESCRIPTOR.name, field.name, one


def sent(node: Block | Element, begin: str = BEGIN) -> Iterator[tuple[str, str, str]]:
    """Return every text that a page sends, with the message and the field it stands in."""
    proto = getattr(node, "proto", None)
    if isinstance(proto, Message):
        yield from fields(proto, begin)
    if isinstance(node, Block):
        for child in node.children.values():
            yield from sent(child, begin)


def wrong(message: str, field: str, text: str) -> bool:
    if message == "Html" or text.startswith("<div class"):
        return HTML.search(text) is not None
    if field in ("id", "form_id"):
        return False  # nobody sees it
    if (message, field) in AS_IT_IS:
        return SHOWN_WITH_SLASHES.search(text) is not None
    return MEANS_SOMETHING.search(text) is not None


def fields_of(test: AppTest) -> list[str]:
    """Return every text that a page sends."""
    return [text for _, _, text in (*sent(test.main, ""), *sent(test.sidebar, ""))]


def drawn(app: App, page: str) -> AppTest:
    return drawn_at(app, page, PAGES[page].place)


def drawn_at(app: App, page: str, place: Mapping[str, str]) -> AppTest:
    """Return a page of the menu, drawn for a place."""

    def script(app, page: str) -> None:
        from audit.pages.menu import ENTRIES

        next(entry for entry in ENTRIES if entry.name == page).render(app)

    test = AppTest.from_function(script, default_timeout=60, kwargs={"app": app, "page": page})
    for name, value in place.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception, test.exception
    return test


@pytest.mark.parametrize("page", [entry.name for entry in menu.ENTRIES])
def test_what_was_typed_is_shown_as_it_was_typed(odd_app: App, page: str):
    test = drawn(odd_app, page)
    first = [one for one in test.button if PAGES[page].first and (one.label == PAGES[page].first or BEGIN in one.label)]
    if first:  # pressed already where another page of this installation asked the same
        first[0].click().run()
        assert not test.exception, test.exception
    found = [one for one in (*sent(test.main), *sent(test.sidebar)) if wrong(*one)]
    assert not found, "\n".join(f"{message}.{field}: {text[:300]!r}" for message, field, text in found)


def test_the_odd_text_is_on_pages_so_that_these_tests_can_fail(odd_app: App):
    texts = [text for page in ("plan", "findings", "finding") for _, _, text in sent(drawn(odd_app, page).main)]
    assert any(plain(ODD) in text for text in texts)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (":red[x]", r"\:red\[x\]"),
        (":material/home:", r"\:material/home:"),
        ("at 10:30", r"at 10\:30"),
        ("*a* _b_ $c$ `d`", r"\*a\* \_b\_ \$c\$ \`d\`"),
        ("1. one\n- two", "1\\. one  \n\\- two"),
        ("    four blanks", "\u2060\u00a0\u00a0\u00a0\u00a0four blanks"),
        ("  - in from the side", "\u2060\u00a0\u00a0- in from the side"),
        ("two\n\nparagraphs", "two  \n\u00a0  \nparagraphs"),
        ("it ends in a line\n", "it ends in a line  \n\u2060"),
        ("https://a.b/c_d, www.a.b/c_d, a_b@c.d", r"https\://a.b/c\_d, www\.a.b/c\_d, a\_b\@c.d"),
        ("<b>&amp;", r"\<b>\&amp;"),
        ("A plain note, with a date (3.5.) and so on: fine.", "A plain note, with a date (3.5.) and so on: fine."),
    ],
)
def test_what_means_something_to_streamlit_is_escaped(typed: str, shown: str):
    assert plain(typed).replace("\\:\u2060", ":\u2060").replace(r"\/", "/") == shown
