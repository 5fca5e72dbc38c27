"""What the bytes of a release depend on besides its statements, and the version that follows from it."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable
from importlib import metadata

from igr_kg import assets

_LIBRARIES = ("owlready2", "pyoxigraph", "pyshacl", "rdflib")


def dependencies() -> dict[str, str]:
    """Return the versions of Python and of the libraries that the bytes of a release depend on."""
    python = ".".join(platform.python_version_tuple()[:2])
    return {"python": python, **{name: metadata.version(name) for name in _LIBRARIES}}


def release_version(spec: str, inputs: Iterable[str]) -> str:
    """Return the version of a release: that of the specification, and 12 hex digits of its inputs.

    :param spec: version of the specification, e.g. ``1.0.0``
    :param inputs: whatever decides what the release says, e.g. the name of the run, which stands for
        its sources and packs; the order matters. Libraries and the catalogue's texts are added.

    >>> release_version("1.0.0", ["run/0123456789abcdef"]).rpartition("-")[0]
    '1.0.0'
    """
    catalogue = (assets.folder("data") / "catalogue.toml").read_bytes()
    libraries = (f"{name} {version}" for name, version in dependencies().items())
    parts = [*inputs, *libraries, hashlib.sha256(catalogue).hexdigest()]
    return f"{spec}-{hashlib.sha256(chr(31).join(parts).encode()).hexdigest()[:12]}"
