"""Where the folders of data lie, in a checkout and in an installed wheel alike.

The only module that knows it. ``ontology``, ``shapes``, ``data`` and ``site`` stand at the top of
a checkout and under ``igr_kg/_assets`` in a wheel (put there by hatchling's force-include). The
environment variable ``IGR_KG_ASSETS`` names another folder that holds all four, for trials with changed
packs or shapes.
"""

from __future__ import annotations

import os
import tomllib
from functools import cache
from pathlib import Path

from igr_kg.errors import IgrError

FOLDERS = ("ontology", "shapes", "data", "site")
_PACKAGE = Path(__file__).resolve().parent


@cache
def _is_checkout(top: Path) -> bool:
    """Tell whether ``top`` is a checkout of this project and not somebody's site-packages."""
    project = top / "pyproject.toml"
    if not project.is_file():
        return False
    with project.open("rb") as file:
        name = tomllib.load(file).get("project", {}).get("name")
    return bool(name == "igr-kg")


def folder(name: str) -> Path:
    """Return the absolute path of one of the project's data folders.

    :param name: a path that begins with one of ``ontology``, ``shapes``, ``data``, ``site``,
        e.g. ``"data/lang/zh"``
    :raises IgrError: ``NO_ASSETS`` when the folder is in neither place

    >>> folder("ontology").name
    'ontology'
    """
    head = name.split("/", 1)[0]
    if head not in FOLDERS:
        raise IgrError("NO_ASSETS", f"{name!r} is none of the project's folders.")
    override = os.environ.get("IGR_KG_ASSETS")
    if override:
        return Path(override).resolve() / name
    top = _PACKAGE.parent
    if _is_checkout(top):
        return top / name
    if (_PACKAGE / "_assets" / head).is_dir():
        return _PACKAGE / "_assets" / name
    raise IgrError(
        "NO_ASSETS",
        f"The folder {name!r} is neither in a checkout ({top}) nor in the package.",
        hint="Install the package again from a built wheel.",
    )
