"""Which functions of the pages write where no fault is answered, and which catch faults by hand; read from the code.

In: the modules of the pages, as texts by name.
Out: what is handed over to be run at a click, or by the menu, and opens a unit of work where a fault would go unsaid;
and every place that catches what `errors.told` is there to catch.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

ANSWERED = {"told", "shown", "caught"}  # the ways into errors.told
CAUGHT = {"AuditError", "Conflict", "Exception", "BaseException"}
RUN_ANSWERED = {"Change", "text_box", "offer"}  # whoever is handed a function runs it where a fault is answered
_LAMBDA = "<lambda>"


@dataclass
class Function:
    """What one function does where no fault is answered."""

    name: str  # module and name, such as "board_seen._keep_one"
    writes: bool = False
    calls: set[str] = field(default_factory=set)
    handed: list[tuple[str, str]] = field(default_factory=list)  # a function, and to what it is handed
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
    return sorted(
        {
            f"{one.name} hands {what} to {taker}"
            for one in found.values()
            for what, taker in one.handed
            if what in leaking and taker not in RUN_ANSWERED
        }
    )


def catching(found: Mapping[str, Function]) -> set[str]:
    """Return the functions that catch a fault by hand."""
    return {one.name for one in found.values() if one.catches}


class _Reader:
    """Reads one module from the top."""

    def __init__(
        self, module: str, tree: ast.Module, modules: Collection[str], methods: Mapping[str, str],
        found: dict[str, Function],
    ) -> None:  # fmt: skip
        self.module, self.tree, self.methods, self.found = module, tree, methods, found
        self.known: dict[str, str] = {}  # a function's name here, to module and name
        self.modules: dict[str, str] = {}  # a module's name here, to the module
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                of = (node.module or "").rpartition(".")[2]
                for one in node.names:
                    if of in modules:
                        self.known[one.asname or one.name] = f"{of}.{one.name}"
                    if one.name in modules:
                        self.modules[one.asname or one.name] = one.name
        self.known |= {one.name: f"{module}.{one.name}" for one in tree.body if isinstance(one, ast.FunctionDef)}

    def read(self) -> None:
        """Read every function, and what stands outside of any."""
        self._block(self._new(f"{self.module}.<module>"), self.tree.body, self.known, answered=False)

    def _new(self, name: str) -> Function:
        while name in self.found:
            name += "'"
        return self.found.setdefault(name, Function(name))

    def _block(self, of: Function, body: list[ast.stmt], known: Mapping[str, str], *, answered: bool) -> None:
        inner: dict[str, Function] = {}
        for node in body:
            if isinstance(node, ast.FunctionDef):
                top = of.name.endswith("<module>")
                inner[node.name] = self._new(f"{self.module}.{node.name}" if top else f"{of.name}.{node.name}")
        known = {**known, **{name: one.name for name, one in inner.items()}}
        for node in body:
            if isinstance(node, ast.FunctionDef):
                self._block(inner[node.name], node.body, known, answered=False)
            elif isinstance(node, ast.ClassDef):
                self._class(node, known)
            else:
                self._node(of, node, known, answered=answered, taker="")

    def _class(self, node: ast.ClassDef, known: Mapping[str, str]) -> None:
        for one in node.body:
            if isinstance(one, ast.FunctionDef):
                self._block(self._new(f"{self.module}.{one.name}"), one.body, known, answered=False)

    def _node(self, of: Function, node: ast.AST, known: Mapping[str, str], *, answered: bool, taker: str) -> None:
        if isinstance(node, ast.Lambda):
            run_later = self._new(f"{of.name}.{_LAMBDA}")
            of.handed.append((run_later.name, taker))
            self._node(run_later, node.body, known, answered=False, taker="")
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
            for one in _blocks(node):
                self._block(of, one, known, answered=answered)
            for child in ast.iter_child_nodes(node):
                if not isinstance(child, ast.stmt):
                    self._node(of, child, known, answered=answered, taker=taker)

    def _call(self, of: Function, node: ast.Call, known: Mapping[str, str], *, answered: bool, taker: str) -> None:
        called = _called(node)
        if not answered:
            of.writes |= called in ("unit_of_work", "scrub", "reading")
            if name := self._resolved(node.func, known):
                of.calls.add(name)
        of.catches |= called == "suppress" and any(_catches(one) for one in node.args)
        if isinstance(node.func, ast.Attribute):
            self._node(of, node.func.value, known, answered=answered, taker=taker)
        for one in (*node.args, *(keyword.value for keyword in node.keywords)):
            self._node(of, one, known, answered=answered, taker=taker if called == "partial" else called)

    def _resolved(self, node: ast.AST, known: Mapping[str, str]) -> str:
        if isinstance(node, ast.Name):
            return known.get(node.id, "")
        if isinstance(node, ast.Attribute):
            base = node.value.id if isinstance(node.value, ast.Name) else ""
            if base in self.modules:
                return f"{self.modules[base]}.{node.attr}"
            return self.methods.get(node.attr, "") if base in ("form", "self") else ""
        return ""


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
