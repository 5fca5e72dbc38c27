"""The files of the release, with their checksums."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response

from igr_kg.web import formats, frame, releases, responses, state
from igr_kg.web.errors import WebError

blueprint = Blueprint("dumps", __name__)

_SUM = re.compile(r"(?P<hash>[0-9a-f]{64})\s+[*]?(?P<name>.+)")
_TYPES = {
    ".gz": "application/gzip",
    ".ttl": formats.TURTLE.content_type,
    ".nq": formats.NQUADS.content_type,
    ".trig": formats.TRIG.content_type,
    ".nt": formats.NTRIPLES.content_type,
    ".jsonld": formats.JSONLD.content_type,
    ".rdf": formats.RDFXML.content_type,
    ".json": formats.JSON.content_type,
    ".tsv": "text/tab-separated-values; charset=utf-8",
    ".txt": formats.TEXT.content_type,
    "": formats.TEXT.content_type,
}
_LABELS = {f".{f.suffix}": f.label for f in formats.GRAPHS}
SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Dump:
    """A file of the release.

    :param name: path inside the release folder
    :param size: bytes
    """

    name: str
    href: str
    size: int
    sha256: str
    label: str


def checksums(release: Path) -> Mapping[str, str]:
    """Return SHA-256 by file name from the release's list; what is not in it is not offered."""
    path = release / SUMS
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    found = (_SUM.match(line) for line in lines)
    return {match["name"].removeprefix("./"): match["hash"] for match in found if match}


def _releases() -> dict[str, Path]:
    """Return the folders of the releases by version: the one served and those beside it."""
    release = state.site().release
    if release is None:
        return {}
    release = release.resolve()
    beside = {p.name: p for p in release.parent.iterdir() if (p / SUMS).is_file()}
    return {**beside, state.site().version: release}


def _label(name: str) -> str:
    suffixes = Path(name).suffixes
    return next((_LABELS[s] for s in suffixes if s in _LABELS), "")


def listing(version: str, release: Path) -> list[Dump]:
    """Return the files of a release that are offered."""
    path = state.addresses().path
    found = []
    for name, sha256 in sorted(checksums(release).items()):
        file = release / name
        if file.is_file():
            size = file.stat().st_size
            found.append(Dump(name, path(f"/dumps/{version}/{name}"), size, sha256, _label(name)))
    return found


@blueprint.get("/dumps")
@blueprint.get("/dumps/<version>/")
def index(version: str = "") -> Response:
    """List the files of a release."""
    folders = _releases()
    chosen = version or state.site().version
    if version and version not in folders:
        raise _no_file(version)
    found: Sequence[Dump] = listing(chosen, folders[chosen]) if chosen in folders else []
    releases.say(chosen)
    whole = [d for d in found if "/" not in d.name]
    return frame.page(
        "dumps.html",
        chosen=chosen,
        releases=sorted(folders),
        queryable=[state.site().version, *(r.version for r in state.site().releases.others())],
        whole=whole,
        parts=[d for d in found if "/" in d.name],
        manifest=state.site().manifest if chosen == state.site().version else {},
        sums=state.addresses().path(f"/dumps/{chosen}/{SUMS}"),
        cacheable=False,  # releases may come and go
    )


def _no_file(name: str) -> WebError:
    return WebError(
        "NO_SUCH_FILE",
        f"There is no file {name!r} among the dumps.",
        hint="See /dumps/ for what there is.",
        say="no_file",
        values={"name": name},
    )


@blueprint.get("/dumps/<version>/<path:name>")
def file(version: str, name: str) -> Response:
    """Send a file of a release as it lies in its folder: a compressed one stays a compressed file."""
    release = _releases().get(version)
    sums = checksums(release) if release else {}
    if release is None or (name not in sums and name != SUMS) or not (release / name).is_file():
        raise _no_file(f"{version}/{name}")
    releases.say(version)
    path = release / name
    content_type = _TYPES.get(path.suffix, "application/octet-stream")
    headers = {"Content-Disposition": f'inline; filename="{path.name}"'}
    if name in sums:
        headers["Repr-Digest"] = f"sha-256=:{_base64(sums[name])}:"
    stream = path.open("rb")
    tag = sums.get(name) or responses.etag(path.read_bytes())
    return responses.file_answer(stream, path.stat().st_size, tag, content_type, headers=headers)


def _base64(digest: str) -> str:
    return b64encode(bytes.fromhex(digest)).decode()
