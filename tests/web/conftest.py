"""What the web tests share: an application over a small hand-written release, with the real engine."""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pyoxigraph
import pytest
from flask import Flask
from flask.testing import FlaskClient

from igr_kg import config
from igr_kg.config import Settings
from igr_kg.graph import quads, syntax
from igr_kg.store.opening import open_store
from igr_kg.web.app import create_app
from igr_kg.web.state import EXTENSION

VERSION = "1.0.0-0123456789ab"
HERE = Path(__file__).parent


def fixture_module() -> ModuleType:
    """Return the module of the hand-written document; this folder is no package."""
    name = "web_tests_fixture"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, HERE / "fixture.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture(scope="session")
def fixture() -> ModuleType:
    return fixture_module()


@pytest.fixture(scope="session")
def settings() -> Settings:
    return config.load(
        {
            "query_timeout": 2.0,
            "query_max_rows": 5000,
            "query_max_length": 20_000,
            "query_processes": 1,
            "query_slow_seconds": 0.0,  # how busy the machine is must not decide what a test sees
            "submission_max_bytes": 50_000,
            "incoming_limit": 3,
        },
        environ={},
    )


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Path:
    """A release folder: store, dumps with checksums, VoID and manifest."""
    folder = tmp_path_factory.mktemp("build") / "releases" / VERSION
    folder.mkdir(parents=True)
    rows = fixture_module().statements()
    whole = "".join(quads.lines([*rows, *fixture_module().default_view(rows)]))
    store = pyoxigraph.Store(str(folder / "store"))
    store.bulk_load(whole.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    store.flush()
    del store
    files = {
        "igr.nq": syntax.serialise(rows, "nq", base=settings.base_iri),
        "igr.nq.gz": gzip.compress(syntax.serialise(rows, "nq", base=settings.base_iri), mtime=0),
        "igr.ttl.gz": b"\x1f\x8b not really compressed",
        "documents/test-a-1-2.ttl": b"# one document\n",
        "void.ttl": b"@prefix void: <http://rdfs.org/ns/void#> .\n"
        b"<https://w3id.org/igr/dataset/igr> a void:Dataset ; void:triples 7 .\n",
    }
    sums = []
    for name, data in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
        sums.append(f"{hashlib.sha256(data).hexdigest()}  {name}\n")
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    (folder / "manifest.json").write_text(json.dumps({"version": VERSION}), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def app(settings: Settings, release: Path) -> Iterator[Flask]:
    made = create_app(settings, open_store(release, settings), release)
    yield made
    made.extensions[EXTENSION].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
