"""Settings: one table, one frozen object.

A value comes from, in rising order: the default here, a TOML file, an environment variable
``IGR_KG_<NAME>``, an option of the command line.
"""

from __future__ import annotations

import math
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from igr_kg.errors import UsageError


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the settings table: its name, type, default, a sentence of help, the least of a number."""

    name: str
    type: type
    default: Any
    help: str
    least: float = 0


SETTINGS: tuple[Setting, ...] = (
    Setting("base_iri", str, "https://w3id.org/igr/", "Base of every IRI that is minted; ends with a slash."),
    Setting("build_dir", str, "build", "Folder that holds the releases and the link to the newest one."),
    Setting("version", str, "", "Version of the release; empty: computed from the hash of the inputs."),
    Setting(
        "keep_iris",
        bool,
        True,
        "Whether a build fails that would lose identifiers of the release before; else they are only listed.",
    ),
    Setting("query_timeout", float, 20.0, "Seconds of wall time that one query may take.", 0.001),
    Setting("query_memory_mb", int, 2048, "Megabytes of memory that a query may take.", 1),
    Setting("query_max_rows", int, 500_000, "Rows (or triples) that one answer may hold."),
    Setting("query_max_bytes", int, 200_000_000, "Bytes that one answer may hold."),
    Setting("query_max_matches", int, 10_000, "Matches of full-text search that one query may look up."),
    Setting("query_max_length", int, 1_000_000, "Bytes that one request to /sparql may hold."),
    Setting("query_processes", int, 2, "Engine processes per web worker.", 1),
    Setting("query_queue", int, 32, "Queries that may wait for an engine process."),
    Setting("query_queue_seconds", float, 10.0, "Seconds that a query may wait for an engine process."),
    Setting(
        "query_slow_seconds",
        float,
        0.1,
        "Seconds of processor time after which a query counts as slow: it runs beside the others, at the "
        "lowest priority; 0: no query does.",
    ),
    Setting(
        "query_slow_most", int, 4, "Slow queries that may run at the same time per web worker, beside others."
    ),
    Setting("cache_memory_mb", int, 64, "Megabytes of memory for answers that are kept, per web worker."),
    Setting("cache_disk_mb", int, 256, "Megabytes of temporary files for answers over 2 MB, per web worker."),
    Setting(
        "cache_seconds", int, 0, "Seconds that browsers and proxies may keep an answer without asking again."
    ),
    Setting(
        "releases_kept", int, 10, "Releases besides the one served that ?release= can ask, newest first."
    ),
    Setting(
        "store_url",
        str,
        "",
        "Address of the query endpoint of another server that holds the release; empty: none.",
    ),
    Setting("store_user", str, "", "User of that server (Basic authentication); empty: none."),
    Setting("store_password", str, "", "Password of that user; best given in the environment."),
    Setting(
        "store_view",
        str,
        "",
        "Where that server has the default view: default (its default graph), named (graph/default); "
        "empty: found out.",
    ),
    Setting(
        "store_timeout_parameter",
        str,
        "",
        "Parameter of that server for the time limit and its unit, such as timeout:ms; empty: none but "
        "for Virtuoso.",
    ),
    Setting(
        "service_allow",
        str,
        "",
        "Endpoints (absolute IRIs, comma-separated) that SERVICE in a query may ask; empty: none.",
    ),
    Setting("submission_max_bytes", int, 2_000_000, "Bytes that one submission may hold."),
    Setting("read_max_bytes", int, 20_000_000, "Bytes that a document sent to be read may hold."),
    Setting("validate_timeout", float, 60.0, "Seconds of wall time that the check of a submission may take."),
    Setting("validate_memory_mb", int, 1024, "Megabytes of memory that the check of a submission may take."),
    Setting("validate_max_results", int, 1000, "Results that the report on a submission lists."),
    Setting("validate_queue", int, 4, "Submissions that may wait to be checked."),
    Setting("validate_queue_seconds", float, 10.0, "Seconds that a submission may wait to be checked."),
    Setting("body_timeout", float, 60.0, "Seconds that the body of a request may take to arrive."),
    Setting("body_slow", int, 64, "Bodies that may take longer than two seconds to arrive at one time."),
    Setting(
        "client_concurrent",
        int,
        32,
        "Requests of one client that may be at work at the same time, per web worker; 0: any number.",
    ),
    Setting("client_rate", float, 0.0, "Requests a second that one client may send; 0: any number."),
    Setting("client_burst", int, 20, "Requests that one client may send at once, within client_rate.", 1),
    Setting("query_log", str, "", "File for the log of queries; -: the standard error; empty: none."),
    Setting("query_log_text", bool, False, "Whether the log of queries holds their text."),
    Setting(
        "trusted_proxies",
        int,
        0,
        "Proxies before the server whose X-Forwarded-For, -Proto, -Host and -Prefix are believed.",
    ),
    Setting(
        "incoming_limit",
        int,
        500,
        "Incoming links that a description lists before it says that there are more.",
    ),
    Setting("site_dir", str, "", "A folder of templates laid over the project's own."),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run; build it with :func:`load`.

    >>> load({}, environ={}).base_iri
    'https://w3id.org/igr/'
    """

    base_iri: str
    build_dir: str
    version: str
    keep_iris: bool
    query_timeout: float
    query_memory_mb: int
    query_max_rows: int
    query_max_bytes: int
    query_max_matches: int
    query_max_length: int
    query_processes: int
    query_queue: int
    query_queue_seconds: float
    query_slow_seconds: float
    query_slow_most: int
    cache_memory_mb: int
    cache_disk_mb: int
    cache_seconds: int
    releases_kept: int
    store_url: str
    store_user: str
    store_password: str
    store_view: str
    store_timeout_parameter: str
    service_allow: str
    submission_max_bytes: int
    read_max_bytes: int
    validate_timeout: float
    validate_memory_mb: int
    validate_max_results: int
    validate_queue: int
    validate_queue_seconds: float
    body_timeout: float
    body_slow: int
    client_concurrent: int
    client_rate: float
    client_burst: int
    query_log: str
    query_log_text: bool
    trusted_proxies: int
    incoming_limit: int
    site_dir: str

    @property
    def services(self) -> tuple[str, ...]:
        """The endpoints of ``service_allow``, each once.

        >>> load({"service_allow": "https://a.org/sparql, http://b.org:8890/"}, environ={}).services
        ('https://a.org/sparql', 'http://b.org:8890/')
        """
        return tuple(dict.fromkeys(filter(None, map(str.strip, self.service_allow.split(",")))))

    def with_(self, **changes: Any) -> Settings:
        """Return a copy with some values changed; a value of ``None`` changes nothing."""
        return replace(self, **{k: v for k, v in changes.items() if v is not None})


_TRUTH = {
    "true": True,
    "yes": True,
    "on": True,
    "1": True,
    "false": False,
    "no": False,
    "off": False,
    "0": False,
}


_ENDPOINT = re.compile(
    r"https?://(?:[a-z0-9\-]+(?:\.[a-z0-9\-]+)*|\[[0-9a-f:]+\])(?::[1-9][0-9]{0,4})?"
    r"/(?!(?:[^?]*/)?\.{1,2}(?:[/?]|$))[A-Za-z0-9\-._~%!$&'()*+;=:@/?]*"
)


def _convert(setting: Setting, value: Any, source: str) -> Any:
    problem = f"is no {setting.type.__name__}"
    try:
        if setting.type is bool:
            return _TRUTH[str(value).strip().casefold()]
        found = setting.type(value)
        if not isinstance(found, int | float) or (found >= setting.least and math.isfinite(found)):
            return found
        problem = f"is not {setting.least} or more"
    except (KeyError, TypeError, ValueError, OverflowError):
        pass
    raise UsageError(
        "BAD_SETTING",
        f"The setting {setting.name} is {value!r}, which {problem}.",
        hint=setting.help,
        where=source,
    )


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(
            "BAD_SETTING",
            f"The file of settings cannot be used: {error}.",
            hint="A line of it reads: query_timeout = 20.0 (TOML, https://toml.io/en/v1.0.0).",
            where=str(file),
        ) from None


def load(
    options: Mapping[str, Any] | None = None,
    *,
    file: Path | None = None,
    environ: Mapping[str, str] | None = None,
) -> Settings:
    """Return the settings from the defaults, a TOML file, the environment and options.

    :param options: values from the command line; ``None`` values are left out
    :param file: a TOML file of settings
    :param environ: the environment; default ``os.environ``
    :raises UsageError: ``BAD_SETTING`` for an unknown name, a value of the wrong type or a file
        that is no TOML
    """
    environ = os.environ if environ is None else environ
    known = {s.name: s for s in SETTINGS}
    values: dict[str, Any] = {s.name: s.default for s in SETTINGS}
    if file is not None:
        for name, value in _read(file).items():
            if name not in known:
                raise UsageError(
                    "BAD_SETTING",
                    f"There is no setting {name!r}.",
                    hint=f"The settings are: {', '.join(known)}.",
                    where=str(file),
                )
            values[name] = _convert(known[name], value, str(file))
    for name, setting in known.items():
        variable = f"IGR_KG_{name.upper()}"
        if variable in environ:
            values[name] = _convert(setting, environ[variable], variable)
    for name, value in (options or {}).items():
        if value is not None:
            values[name] = _convert(known[name], value, "option")
    if not str(values["base_iri"]).endswith("/"):
        raise UsageError(
            "BAD_SETTING",
            "The setting base_iri must end with a slash.",
            hint=f"Write {values['base_iri']}/ instead.",
        )
    settings = Settings(**values)
    for service in settings.services:
        if not _ENDPOINT.fullmatch(service):
            raise UsageError(
                "BAD_SETTING",
                f"The setting service_allow names {service!r}, which is no address of an endpoint.",
                hint="Write absolute http or https addresses, in small letters up to the path, "
                "without user, fragment and dot segments.",
            )
    return settings
