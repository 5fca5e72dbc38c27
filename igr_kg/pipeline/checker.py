"""A process for what strangers send: submissions are checked, documents are read, one at a time.

Started as ``python -m igr_kg.pipeline.checker`` by :mod:`igr_kg.pipeline.checking`, so that what takes too
long or too much ends alone.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from igr_kg.config import Settings
from igr_kg.errors import IgrError
from igr_kg.extract.annotation import to_annotation
from igr_kg.graph.syntax import serialise
from igr_kg.pipeline.building import reading_quads
from igr_kg.pipeline.showing import shown
from igr_kg.pipeline.sources import read_bytes
from igr_kg.pipeline.submissions import context_of, validate_submission
from igr_kg.store import process

Work = Callable[[dict[str, Any], BinaryIO], int]
"""Does what is asked, writes the answer, and returns how many results it has."""


def _check(settings: Settings, release: Path | None, request: dict[str, Any], file: BinaryIO) -> int:
    report = validate_submission(
        base64.b64decode(request["data"]),
        name=request["name"],
        media_type=request["media_type"],
        settings=settings,
        release=release,
    )
    file.write(report.first(request["most"]).to_json().encode())
    return len(report.results)


def _read(settings: Settings, request: dict[str, Any], file: BinaryIO) -> int:
    data = base64.b64decode(request["data"])
    reading = read_bytes(data, request["name"], language=request["language"])
    form = request["form"]
    if form == "page":
        file.write(json.dumps(shown(reading), ensure_ascii=False).encode())
    elif form == "json":
        file.write(json.dumps(to_annotation(reading), ensure_ascii=False, indent=1).encode())
    else:
        quads = reading_quads([reading], settings, facts_only=form in ("ttl", "nt", "rdf"))
        file.write(serialise(quads, form, base=settings.base_iri))
    return 1


def _told(work: Work, request: dict[str, Any], file: BinaryIO) -> int:
    """Do the work, or write what is wrong with what was sent, as JSON."""
    try:
        return work(request, file)
    except IgrError as error:
        names = ("code", "message", "hint", "where", "say", "values")
        parts = {name: getattr(error, name) for name in names}
        file.write(json.dumps({"problem": parts}).encode())
        return 0


def _start(options: dict[str, Any]) -> process.Answer:
    settings = Settings(**options["settings"])
    if options["task"] == "read":
        return partial(_told, partial(_read, settings))
    release = Path(options["release"]) if options["release"] else None
    context_of(release, settings.base_iri)
    return partial(_told, partial(_check, settings, release))


def _failure(error: BaseException) -> dict[str, Any]:
    code = "QUERY_MEMORY" if isinstance(error, MemoryError) else "ENGINE_FAILED"
    return {"error": code, "detail": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    process.run(_start, _failure)
