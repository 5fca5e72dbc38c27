"""No identifier is lost from one release to the next, and none comes back as something else."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from igr_kg import assets
from igr_kg.config import Settings
from igr_kg.errors import ConformanceError
from igr_kg.graph.quads import Quad
from igr_kg.pipeline.log import Log
from igr_kg.release import retired
from igr_kg.release.writing import CURRENT

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Kept:
    """The register that a release is made with.

    :param register: every row of it
    :param beside: the rows of the file beside the releases, when that file is to be written
    """

    register: retired.Register
    beside: retired.Register | None = None


def register(settings: Settings) -> retired.Register:
    """Return the register of withdrawn identifiers: what ships, and the file beside the releases."""
    return retired.read(assets.folder("data/ids") / retired.NAME, Path(settings.build_dir) / retired.NAME)


def kept(
    quads: Iterable[Quad], rows: retired.Register, settings: Settings, *, retire: bool, log: Log
) -> Kept:
    """Return the register for a release, compared with the release before of the same folder.

    :param quads: the data set of the new release
    :param rows: the register, see :func:`register`
    :param retire: whether lost identifiers get rows
    :raises ConformanceError: ``IRIS_LOST`` or ``IRI_REUSED``; only told where the setting ``keep_iris``
        is off
    :raises InputError: ``RELEASE_DAMAGED``
    """
    out = Path(settings.build_dir)
    now = retired.described(quads, settings.base_iri)
    reused = now & rows.keys()
    if reused:
        problem = f"{_counted(reused)} withdrawn, and described again; identifiers are never reused"
        hint = f"Name it otherwise; if it is the same thing as before, take its row out of {retired.NAME}."
        _stop(reused, "IRI_REUSED", problem, hint, settings, log)
    before = retired.before(out / CURRENT)
    lost = before.names - now - rows.keys()
    if not lost:
        return Kept(rows)
    if retire:
        reason = f"Last described by release {before.version}."
        fresh = {name: retired.Retired(name, reason=reason) for name in lost}
        log(f"withdrawn: {_counted(lost)} of release {before.version} get a row in {out / retired.NAME}")
        return Kept({**rows, **fresh}, {**retired.read(out / retired.NAME), **fresh})
    problem = f"{_counted(lost)} of release {before.version} would be lost"
    hint = "Withdraw them with --retire (they answer 410 then), or build into a fresh folder with --out."
    _stop(lost, "IRIS_LOST", problem, hint, settings, log)
    return Kept(rows)


def _counted(names: Collection[str]) -> str:
    return f"{len(names):,} identifier{'' if len(names) == 1 else 's'}"


def _stop(names: Collection[str], code: str, problem: str, hint: str, settings: Settings, log: Log) -> None:
    """List the identifiers, all of them in the log, and fail unless the settings say otherwise."""
    listed = [
        f"  {name}{f' and {below:,} below it' if below else ''}"
        for name, below in retired.heads(names).items()
    ]
    log(f"{'' if settings.keep_iris else 'warning: '}{problem}:")
    for line in listed[:SHOWN]:
        log(line)
    if len(listed) > SHOWN:
        log(f"  and {len(listed) - SHOWN:,} more, all of them in the log")
    for line in listed[SHOWN:]:
        log.note(line)
    if settings.keep_iris:
        raise ConformanceError(code, f"{problem}; no release was made.", hint=hint)
