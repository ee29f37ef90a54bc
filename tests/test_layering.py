"""The house stands: imports run one way, modules and functions stay small, nothing public goes without a word."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import cleanr

HOME = Path(cleanr.__file__).parent
MODULES = sorted(HOME.rglob("*.py"))

# From the ground up: a room may import from rooms above its own row, and nothing else of cleanr.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("errors",),
    ("extras", "calls"),
    ("text",),
    ("repair", "findings"),
    ("rulebook",),
    ("profiles",),
    ("structure",),
    ("detect",),
    ("decide",),
    ("settings",),
    ("views", "proof"),
    ("report",),
    ("passes",),
    ("pipelines",),
    ("cleaner",),
    ("batch",),
    ("cli",),
)
RANKS = {name: rank for rank, names in enumerate(LAYERS) for name in names}
FACES = ("", "__main__")  # the package itself and `python -m cleanr` may import anything
HALL = ("errors", "extras", "calls", "report", "passes", "cleaner")  # single modules; all others are rooms, whose modules may
INSIDE = {name for row in LAYERS for name in row} - set(HALL)  # import each other, but not in a circle

MOST_LINES, MOST_IN_FUNCTION = 299, 50


def name_of(path: Path) -> str:
    """The module's name inside cleanr: ``structure.prose``; the empty name is cleanr itself."""
    return ".".join(path.relative_to(HOME).with_suffix("").parts).removesuffix("__init__").removesuffix(".")


NAMES = {name_of(path) for path in MODULES}


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def for_types_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")


def run(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes below ``node`` but those that are there for type checkers only."""
    for child in ast.iter_child_nodes(node):
        if not for_types_only(child):
            yield child
            yield from run(child)


def imported(path: Path) -> set[str]:
    """The modules of cleanr that a module imports when it is run, also late ones."""
    found: set[str] = set()
    for node in run(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    mine = {name.removeprefix("cleanr.") for name in found if name.startswith("cleanr.")}
    return {name if name in NAMES else name.rpartition(".")[0] for name in mine}


def layer(module: str) -> str:
    return module.partition(".")[0]


def test_every_module_has_its_layer() -> None:
    homeless = {layer(name_of(path)) for path in MODULES if name_of(path) not in FACES} - set(RANKS)
    assert homeless == set(), "add the module to LAYERS, where it belongs"


def may_import(module: str, other: str) -> bool:
    same = layer(other) == layer(module) and layer(module) in INSIDE
    return same or RANKS[layer(other)] < RANKS[layer(module)]


def test_imports_run_one_way() -> None:
    pairs = [
        (name_of(path), other) for path in MODULES if name_of(path) not in FACES for other in imported(path) - {""}
    ]
    upwards = [
        f"{module} imports {other}, which is not below it" for module, other in pairs if not may_import(module, other)
    ]
    assert upwards == []


def test_no_module_imports_itself_in_a_circle() -> None:
    needs = {name_of(path): imported(path) for path in MODULES if name_of(path) not in FACES}
    while needs:
        ready = {module for module, others in needs.items() if not others & set(needs) - {module}}
        assert ready, f"a circle among {sorted(needs)}"
        needs = {module: others for module, others in needs.items() if module not in ready}


@pytest.mark.parametrize("room", ["text", "findings", "structure", "detect", "decide"])
def test_what_works_on_a_text_knows_nothing_of_the_outside_world(room: str) -> None:
    """It opens no files, starts no processes, asks no network and prints nothing."""
    for path in sorted((HOME / room).rglob("*.py")):
        if path.stem != "kernel":  # it asks the environment once, which twin is to run
            assert_knows_the_text_alone(path)


def assert_knows_the_text_alone(path: Path) -> None:
    tree = tree_of(path)
    outside = {"os", "io", "subprocess", "socket", "urllib", "logging", "pathlib"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert not {alias.name.partition(".")[0] for alias in node.names} & outside
        if isinstance(node, ast.ImportFrom):
            assert (node.module or "").partition(".")[0] not in outside
        if isinstance(node, ast.Call):
            assert ast.unparse(node.func) not in ("open", "print")


# --- size ------------------------------------------------------------------------------------------------------------


def test_modules_are_small() -> None:
    sizes = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: size for name, size in sizes.items() if size > MOST_LINES} == {}


def test_functions_are_small() -> None:
    sizes = {
        f"{path}:{node.lineno}: {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path in MODULES
        for node in functions(tree_of(path))
    }
    assert {name: size for name, size in sizes.items() if size > MOST_IN_FUNCTION} == {}


# --- care ------------------------------------------------------------------------------------------------------------


def functions(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def nodes() -> Iterator[tuple[str, ast.AST]]:
    """All nodes of all modules, each with its place."""
    for path in MODULES:
        yield from ((f"{path}:{getattr(node, 'lineno', 0)}", node) for node in ast.walk(tree_of(path)))


def test_nothing_is_asserted() -> None:
    """`python -O` takes assertions out; what must hold is checked and raised."""
    assert [place for place, node in nodes() if isinstance(node, ast.Assert)] == []


def test_nothing_is_printed_or_swallowed() -> None:
    calls = [(place, ast.unparse(node.func)) for place, node in nodes() if isinstance(node, ast.Call)]
    assert [call for call in calls if call[1] in ("print", "eval", "exec")] == []
    handlers = [(place, node.type) for place, node in nodes() if isinstance(node, ast.ExceptHandler)]
    assert [place for place, kind in handlers if kind is None] == [], "a bare except"


def public(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Public classes and functions of a module, and public methods of its public classes, properties left out."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_") and not is_rule(node):
            yield node.name, node
    for cls in tree.body:
        if isinstance(cls, ast.ClassDef) and not cls.name.startswith("_"):
            for node in cls.body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not small_property(node):
                    yield f"{cls.name}.{node.name}", node


def is_rule(node: ast.ClassDef | ast.FunctionDef) -> bool:
    """A function that is made a rule says what it is in the rule's summary."""
    return any("_rule(" in ast.unparse(decorator) for decorator in node.decorator_list)


def small_property(node: ast.FunctionDef) -> bool:
    """A property whose name and type say all."""
    names = {ast.unparse(decorator).rpartition(".")[2] for decorator in node.decorator_list}
    return bool(names & {"property", "cached_property", "fact", "setter"})


def is_said(documented: str) -> bool:
    return len(documented) >= 20 and documented.splitlines()[0].strip().endswith((".", ":"))


def test_every_module_says_what_it_is() -> None:
    assert [str(path) for path in MODULES if not is_said(ast.get_docstring(tree_of(path)) or "")] == []


def test_every_public_function_says_what_it_promises() -> None:
    promises = [(f"{path}: {name}", node) for path in MODULES for name, node in public(tree_of(path))]
    assert [place for place, node in promises if not ast.get_docstring(node)] == []  # type: ignore[arg-type]


def test_nothing_is_called_manager() -> None:
    classes = [(place, node.name) for place, node in nodes() if isinstance(node, ast.ClassDef)]
    assert [one for one in classes if one[1].endswith(("Manager", "Helper", "Utils", "Util", "Base"))] == []
    assert [path for path in MODULES if path.stem in ("utils", "helpers", "common", "misc", "base")] == []
