"""A checking process: what is published, read once; submissions checked one at a time.

Started as ``python -m igr_kg.pipeline.checker`` by :class:`igr_kg.pipeline.checking.Checks`, so that a
submission which takes too long or too much ends alone.
"""

from __future__ import annotations

import base64
import json
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from igr_kg.config import Settings
from igr_kg.errors import IgrError
from igr_kg.pipeline.submissions import context_of, validate_submission
from igr_kg.store import process


def _check(settings: Settings, release: Path | None, request: dict[str, Any], file: BinaryIO) -> int:
    """Write the report, or what is wrong with the submission, as JSON."""
    try:
        report = validate_submission(
            base64.b64decode(request["data"]),
            name=request["name"],
            media_type=request["media_type"],
            settings=settings,
            release=release,
        )
    except IgrError as error:
        names = ("code", "message", "hint", "where", "say", "values")
        parts = {name: getattr(error, name) for name in names}
        file.write(json.dumps({"problem": parts}).encode())
        return 0
    file.write(report.first(request["most"]).to_json().encode())
    return len(report.results)


def _start(options: dict[str, Any]) -> process.Answer:
    settings = Settings(**options["settings"])
    release = Path(options["release"]) if options["release"] else None
    context_of(release, settings.base_iri)
    return partial(_check, settings, release)


def _failure(error: BaseException) -> dict[str, Any]:
    code = "QUERY_MEMORY" if isinstance(error, MemoryError) else "ENGINE_FAILED"
    return {"error": code, "detail": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    process.run(_start, _failure)
