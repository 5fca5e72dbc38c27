"""The production server, and the application as any WSGI server loads it.

Every worker process opens its own store when it loads the application, in its main thread: engine
processes that are started later, from a worker's threads, can hang.
"""

from __future__ import annotations

import atexit
import errno
import gc
import multiprocessing
import os
import socket
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast

from werkzeug.middleware.proxy_fix import ProxyFix

from igr_kg import config
from igr_kg.config import Settings
from igr_kg.errors import IgrError, InputError, UsageError
from igr_kg.store.opening import open_remote, open_store
from igr_kg.web.app import create_app
from igr_kg.web.arriving import timely
from igr_kg.web.asgi import Front
from igr_kg.web.cache import Application, Cache, Environ, StartResponse
from igr_kg.web.direct import Direct
from igr_kg.web.limits import Limits, limited
from igr_kg.web.query_log import QueryLog, logged
from igr_kg.web.service_description import graph_sizes
from igr_kg.web.state import EXTENSION, Site

RELEASE = "IGR_KG_RELEASE"
PREFIX = "IGR_KG_PREFIX"
_SPARE_THREADS = 8


def _sub_path(prefix: str) -> str:
    return "/" + prefix.strip("/") if prefix.strip("/") else ""


def mounted(application: Application, prefix: str) -> Application:
    """Return the application under a sub-path, whether a proxy passes the whole path on or strips it.

    :param prefix: such as ``/kg``; empty: the application as it is
    """
    prefix = _sub_path(prefix)
    if not prefix:
        return application

    def call(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == prefix or path.startswith(f"{prefix}/"):
            environ["PATH_INFO"] = path.removeprefix(prefix) or "/"
        if not environ.get("SCRIPT_NAME", "").endswith(prefix):  # a trusted proxy may have said it
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + prefix
        return application(environ, start_response)

    return call


def placed(prefix: str, proxies: int) -> Callable[[Environ], object]:
    """Return what makes the environment of a request that of the application: see the other two."""
    place = behind(mounted(lambda environ, start_response: (), prefix), proxies)
    return lambda environ: place(environ, _nothing)


def _nothing(*rest: object) -> None:
    """Take the place of ``start_response`` where nobody answers."""


def behind(application: Application, proxies: int) -> Application:
    """Return the application with scheme, host and prefix as so many trusted proxies tell them.

    :param proxies: 0: nobody is believed
    """
    if not proxies:
        return application
    return ProxyFix(application, x_for=proxies, x_proto=proxies, x_host=proxies, x_prefix=proxies)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A site, its application with a cache in front, and the part of it that answers plain queries."""

    site: Site
    cache: Cache
    direct: Direct


def _opened() -> _Opened:
    settings = config.load()
    named = os.environ.get(RELEASE)
    if settings.store_url:
        release = Path(named).resolve() if named else None
        app = create_app(settings, open_remote(settings), release)
    else:
        release = Path(named or Path(settings.build_dir) / "current").resolve()
        app = create_app(settings, open_store(release, settings), release)
    site: Site = app.extensions[EXTENSION]
    atexit.register(site.close)
    cache = Cache(
        app,
        most_bytes=settings.cache_memory_mb << 20,
        most_disk=settings.cache_disk_mb << 20,
        patience=patience(settings),
    )
    atexit.register(cache.close)
    return _Opened(site, cache, cast(Direct, app.wsgi_app))


def patience(settings: Settings) -> float:
    """Return the seconds after which a query has been answered, whatever becomes of it."""
    return settings.query_queue_seconds + settings.query_timeout + 1


def application() -> Application:
    """Return the WSGI application of the release that the environment names.

    ``IGR_KG_RELEASE`` is the folder of the release (default: ``current`` in the build folder; none where
    ``IGR_KG_STORE_URL`` names the server that holds the release), ``IGR_KG_PREFIX`` a sub-path, and
    ``IGR_KG_<SETTING>`` each setting. For gunicorn, without ``--preload``:
    ``gunicorn --worker-class gthread --threads 16 --workers 2 'igr_kg.web.server:application()'``.

    :raises InputError: ``NO_RELEASE``
    """
    opened = _opened()
    site = opened.site
    threading.Thread(target=_warm, args=(site,), daemon=True).start()
    limits, log = _watching(site)
    whole, kept = (
        behind(mounted(a, os.environ.get(PREFIX, "")), site.settings.trusted_proxies)
        for a in (opened.cache, opened.cache.kept)
    )
    return timely(logged(limited(whole, kept, limits), log), site.settings.body_timeout)


def _watching(site: Site) -> tuple[Limits, QueryLog]:
    """Return what stands in front of the application: limits for each client, and the log of queries."""
    prefix = os.environ.get(PREFIX, "")
    log = QueryLog.of(site.settings, prefix)
    atexit.register(log.close)
    return Limits.of(site.settings, prefix), log


def _warm(site: Site) -> None:
    """Ask the store for what many pages need; what fails here is asked again by a visitor, and told then.

    What is there after that stays: the collector need not look through it again and again, while all wait.
    """
    with suppress(IgrError):
        site.warm()
        graph_sizes(site.data)
    gc.collect()
    gc.freeze()


def worker() -> Front:
    """Return :func:`application` for a worker process, which ends when its main process has ended.

    A main process that is killed outright cannot tell its workers to end; they would go on holding
    the port.
    """
    parent = multiprocessing.parent_process()

    def end_with_it() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=end_with_it, daemon=True).start()
    opened = _opened()
    site = opened.site
    threading.Thread(target=_warm, args=(site,), daemon=True).start()
    settings = site.settings
    limits, log = _watching(site)
    waiting = settings.query_processes + settings.query_queue + 1 + settings.validate_queue
    return Front(
        opened.cache,
        opened.cache.kept,
        opened.cache.at_once,
        begin=opened.direct.begin,
        place=placed(os.environ.get(PREFIX, ""), settings.trusted_proxies),
        lane=settings.query_processes,
        threads=waiting + _SPARE_THREADS,
        most_bytes=max(settings.submission_max_bytes, settings.query_max_length),
        seconds=settings.body_timeout,
        patience=patience(settings),
        slow=settings.body_slow,
        stop=site.close,
        limits=limits,
        log=log,
    )


def check_address(host: str, port: int) -> None:
    """Return when a server could listen at an address.

    The server shares its port among its workers (SO_REUSEPORT), and so would with any other server
    of its kind: each would get some of the requests.

    :raises UsageError: ``ADDRESS_UNUSABLE``
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, UnicodeError) as error:
        taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        raise UsageError(
            "ADDRESS_UNUSABLE",
            "Another server listens here." if taken else "No server can listen here.",
            hint="Name another port with --port." if taken else "Give --host an address of this machine.",
            where=f"{host}:{port}",
        ) from None


def serve(
    settings: Settings, release: Path | None, *, host: str = "127.0.0.1", port: int = 8000, workers: int = 1
) -> None:
    """Serve a release until the process is told to end (SIGINT, SIGTERM).

    :param release: folder of the release; it may be None where the setting ``store_url`` names a server
    :param workers: web processes; each has its own engine processes
    :raises InputError: ``NO_RELEASE`` when the folder holds none
    :raises UsageError: ``ADDRESS_UNUSABLE``
    """
    if release is None and not settings.store_url:
        raise UsageError("NO_RELEASE_NAMED", "There is neither a release nor a server that holds one.")
    if release is not None and not (release / "manifest.json").is_file():
        raise InputError("NO_RELEASE", "There is no release in this folder.", where=str(release))
    check_address(host, port)
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from igr_kg.web.supervision import PatientServer

    for name, value in asdict(settings).items():
        os.environ[f"IGR_KG_{name.upper()}"] = str(value)
    os.environ[RELEASE] = str(release.resolve()) if release is not None else ""
    PatientServer(
        "igr_kg.web.server:worker",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        workers=workers,
        factory=True,
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    ).serve()
