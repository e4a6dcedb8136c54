"""Which functions of the pages write where no fault is answered, and where no choice is offered; read from the code.

In: the modules of the pages, as texts by name.
Out: what is handed over to be run at a click, or by the menu, and opens a unit of work where a fault would go unsaid;
what catches by hand what `errors.reported_to` is there to catch; which commands leave the second of two writers no
choice.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

ANSWERED = {"reported_to", "shown", "caught", "_kept_where_refused"}  # the ways into errors.reported_to
WRITES = {"unit_of_work", "scrub"}
CAUGHT = {"AuditError", "Conflict", "Exception", "BaseException"}
CHOICE = {"forms.two_writers.Change", "forms.form.Form"}  # what they are handed is run where both sides are shown
ANSWERING = {
    *CHOICE,
    "forms.text_box.text_box",
    "components.brought.draw",
    "components.chart.offer",
}  # what they are handed is run where a fault is answered
Known = Mapping[str, str]  # a name in the code, to the module and name, or function and argument, that it means


@dataclass
class Function:
    """What one function does where no fault is answered."""

    name: str  # module and name, such as "board_seen._keep_one"
    writes: bool = False
    calls: set[str] = field(default_factory=set)
    handed: list[tuple[str, str]] = field(default_factory=list)  # a function, and to what it is handed
    commands: set[str] = field(default_factory=set)  # of the services, such as "board.answer"
    catches: bool = False


def functions(modules: Mapping[str, str]) -> Mapping[str, Function]:
    """Return every function of the modules, each with what it does where no fault is answered."""
    trees = {name: ast.parse(text) for name, text in modules.items()}
    methods: dict[str, str] = {}
    for name, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                methods |= {one.name: f"{name}.{one.name}" for one in node.body if isinstance(one, ast.FunctionDef)}
    found: dict[str, Function] = {}
    for name, tree in trees.items():
        _Reader(name, tree, frozenset(trees), methods, found).read()
    return found


def unanswered(found: Mapping[str, Function], drawn: Collection[str]) -> list[str]:
    """Return what is handed over and writes where no fault is answered; `drawn` is left to the page's last resort."""
    leaking = {name for name, one in found.items() if one.writes and name not in drawn}
    while more := {
        name for name, one in found.items() if name not in leaking and name not in drawn and one.calls & leaking
    }:
        leaking |= more
    takers, _ = _run_by(found, ANSWERING)
    return sorted(
        {
            f"{one.name} hands {what} to {taker}"
            for one in found.values()
            for what, taker in one.handed
            if what in leaking and taker not in takers
        }
    )


def without_choice(found: Mapping[str, Function]) -> dict[str, set[str]]:
    """Return each command that is called where the second of two writers gets no choice, with the functions that do."""
    _, chosen = _run_by(found, CHOICE)
    silent: dict[str, set[str]] = {}
    for one in found.values():
        for command in one.commands if one.name not in chosen else ():
            silent.setdefault(command, set()).add(one.name)
    return silent


def catching(found: Mapping[str, Function]) -> set[str]:
    """Return the functions that catch a fault by hand."""
    return {one.name for one in found.values() if one.catches}


def _run_by(found: Mapping[str, Function], first: Collection[str]) -> tuple[set[str], set[str]]:
    """Return who hands what it is given on to the first takers, those among them; and all that they run."""
    takers, run = set(first), set[str]()
    while True:
        more = {what for one in found.values() for what, taker in one.handed if taker in takers}
        more |= {name for each in run if each in found for name in found[each].calls}
        if more <= run:
            return takers, run
        run |= more
        takers |= {name.partition("(")[0] for name in more if "(" in name}


class _Reader:
    """Reads one module from the top."""

    def __init__(
        self, module: str, tree: ast.Module, modules: Collection[str], methods: Known, found: dict[str, Function]
    ) -> None:
        self.module, self.tree, self.methods, self.found = module, tree, methods, found
        self.known: dict[str, str] = {}  # functions
        self.modules: dict[str, str] = {}
        self.services: dict[str, str] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                self._import(node, modules)
        own = (one for one in tree.body if isinstance(one, ast.FunctionDef | ast.ClassDef))
        self.known |= {one.name: f"{module}.{one.name}" for one in own}

    def read(self) -> None:
        """Read every function, and what stands outside of any."""
        self._block(self._new(f"{self.module}.<module>"), self.tree.body, self.known, answered=False)

    def _import(self, node: ast.ImportFrom, modules: Collection[str]) -> None:
        whole = node.module or ""
        of = whole.removeprefix("audit.pages").removeprefix(".") if whole.startswith("audit.pages") else whole
        for one in node.names:
            if whole.startswith("audit.services"):
                self.services[one.asname or one.name] = f"{whole}.{one.name}".removeprefix("audit.services.")
            if of in modules:
                self.known[one.asname or one.name] = f"{of}.{one.name}"
            module = f"{of}.{one.name}".removeprefix(".")
            if module in modules:
                self.modules[one.asname or one.name] = module

    def _new(self, name: str) -> Function:
        while name in self.found:
            name += "'"
        return self.found.setdefault(name, Function(name))

    def _block(self, of: Function, body: list[ast.stmt], known: Known, *, answered: bool) -> None:
        inside = self.module if of.name.endswith("<module>") else of.name
        inner = {one.name: self._new(f"{inside}.{one.name}") for one in body if isinstance(one, ast.FunctionDef)}
        known = {**known, **{name: one.name for name, one in inner.items()}}
        for node in body:
            if isinstance(node, ast.FunctionDef):
                self._function(inner[node.name], node, known)
            elif isinstance(node, ast.ClassDef):
                for one in node.body:
                    if isinstance(one, ast.FunctionDef):
                        self._function(self._new(f"{self.module}.{one.name}"), one, known)
            else:
                self._node(of, node, known, answered=answered, taker="")

    def _function(self, it: Function, node: ast.FunctionDef, known: Known) -> None:
        self._block(it, node.body, {**known, **_given(it.name, node.args)}, answered=False)

    def _node(self, of: Function, node: ast.AST, known: Known, *, answered: bool, taker: str) -> None:
        if isinstance(node, ast.Lambda):  # it is run later, wherever it stands
            it = self._new(f"{of.name}.<lambda>")
            of.handed.append((it.name, taker))
            self._node(it, node.body, {**known, **_given(it.name, node.args)}, answered=False, taker="")
        elif isinstance(node, ast.With):
            for item in node.items:
                self._node(of, item.context_expr, known, answered=answered, taker=taker)
                answered = answered or _called(item.context_expr) in ANSWERED
            self._block(of, node.body, known, answered=answered)
        elif isinstance(node, ast.Call):
            self._call(of, node, known, answered=answered, taker=taker)
        elif isinstance(node, ast.Name | ast.Attribute) and (name := self._resolved(node, known)):
            of.handed.append((name, taker))
        else:
            of.catches |= isinstance(node, ast.ExceptHandler) and _catches(node.type)
            for block in _blocks(node):
                self._block(of, block, known, answered=answered)
            for child in ast.iter_child_nodes(node):
                if not isinstance(child, ast.stmt):
                    self._node(of, child, known, answered=answered, taker=taker)

    def _call(self, of: Function, node: ast.Call, known: Known, *, answered: bool, taker: str) -> None:
        called, name = _called(node), self._resolved(node.func, known)
        base, _, command = ast.unparse(node.func).rpartition(".")
        if base in self.services:
            of.commands.add(f"{self.services[base]}.{command}")
        if not answered:
            of.writes |= called in WRITES
            of.calls |= {name} if name else set()
        of.catches |= called == "suppress" and any(_catches(one) for one in node.args)
        if isinstance(node.func, ast.Attribute):
            self._node(of, node.func.value, known, answered=answered, taker=taker)
        for one in (*node.args, *(keyword.value for keyword in node.keywords)):
            self._node(of, one, known, answered=answered, taker=taker if called == "partial" else name or called)

    def _resolved(self, node: ast.AST, known: Known) -> str:
        if isinstance(node, ast.Name):
            return known.get(node.id, "")
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id in self.modules:
                return f"{self.modules[node.value.id]}.{node.attr}"
            if node.value.id in ("form", "self"):
                return self.methods.get(node.attr, "")
        return ""


def _given(function: str, arguments: ast.arguments) -> dict[str, str]:
    """Return the names of what a function is given, each as something that it may run or hand on."""
    given = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    return {one.arg: f"{function}({one.arg})" for one in given}


def _called(node: ast.AST) -> str:
    """Return the last part of the name that is called; empty where nothing is."""
    return ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""


def _catches(node: ast.expr | None) -> bool:
    return node is None or any(
        isinstance(one, ast.Name | ast.Attribute) and ast.unparse(one).rpartition(".")[2] in CAUGHT
        for one in ast.walk(node)
    )


def _blocks(node: ast.AST) -> Iterator[list[ast.stmt]]:
    for name in ("body", "orelse", "finalbody"):
        block = getattr(node, name, None)
        if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
            yield block
