"""A form on a screen that no one sees: read as it is drawn, filled in, and handed in, as a browser does it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import count
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

_TURNS = count(1)


@dataclass(frozen=True)
class FormOnScreen:
    """One form as the page draws it now."""

    page: AppTest
    id: str
    data: dict[str, Any]

    @property
    def fields(self) -> dict[str, dict[str, Any]]:
        """Return what each field is drawn from, by its name."""
        return {field["name"]: field for part in self.data["parts"] for field in part["fields"]}

    @property
    def values(self) -> dict[str, str]:
        """Return what stands in the form."""
        return dict(self.data["values"])

    @property
    def problems(self) -> list[str]:
        """Return what stands in the way, as the summary says it."""
        return [say for _, say in self.data["problems"]]

    @property
    def options(self) -> dict[str, list[str]]:
        """Return the words of what can be chosen, by field."""
        return {
            name: [words for _, words, _ in field["options"]]
            for name, field in self.fields.items()
            if "options" in field
        }

    @property
    def marks(self) -> str:
        """Return what is said under its fields of what was typed, as HTML."""
        return "".join(field["marks"]["html"] for field in self.fields.values() if "marks" in field)

    def type(self, **values: str) -> FormOnScreen:
        """Type into fields, and pause: the draft is kept."""
        return self._say(values, act="type", changed=list(values))

    def send(self, pressed: str = "", **values: str) -> FormOnScreen:
        """Fill in fields, and press a button at once; `pressed` is the words of another button than the first."""
        name = next(name for name, words in self.data["buttons"] if pressed in (words, ""))
        return self._say(values, act="send", pressed=name)

    def afresh(self) -> FormOnScreen:
        """Begin the form afresh."""
        return self._say({}, act="afresh")

    def keep(self, name: str, kind: str, times: int = 1, *, on: bool = True) -> FormOnScreen:
        """Tick that something that was found in a field is kept."""
        return self._say({}, act="mark", mark=[name, kind, times], on=on)

    def _say(self, values: dict[str, str], **event: Any) -> FormOnScreen:
        named = {name.replace("__", " "): value for name, value in values.items()}
        unknown = set(named) - set(self.fields)
        assert not unknown, f"the form has no {unknown}; it has {list(self.fields)}"
        said = {
            "turn": next(_TURNS),
            "values": {**self.data["values"], **named},
            "shown": self.data["values"],
            **event,
            **({"changed": list(named)} if "changed" in event else {}),
        }
        states = self.page._tree.get_widget_states()
        states.widgets.append(WidgetState(id=self.id, json_value=json.dumps({"said": said})))
        self.page._run(states)
        assert not self.page.exception, self.page.exception
        return next((form for form in forms(self.page) if form.data["id"] == self.data["id"]), self)


def forms(page: AppTest) -> list[FormOnScreen]:
    """Return every form on the page, in its order."""
    found = []
    for element in page.main:
        proto: Any = getattr(element, "proto", None)
        if getattr(element, "type", "") == "bidi_component" and proto.component_name.endswith("seven_statements.form"):
            found.append(FormOnScreen(page, proto.id, json.loads(proto.json)))
    return found


def form(page: AppTest, button: str = "") -> FormOnScreen:
    """Return the form with a button of these words; without words, the only one."""
    found = [one for one in forms(page) if not button or any(words == button for _, words in one.data["buttons"])]
    assert len(found) == 1, [one.data["buttons"] for one in forms(page)]
    return found[0]
