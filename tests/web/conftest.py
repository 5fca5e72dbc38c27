"""What the web tests share: an application over a small hand-written release."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from flask import Flask
from flask.testing import FlaskClient

from igr_kg import config
from igr_kg.config import Settings
from igr_kg.web.app import create_app


def _load(name: str) -> ModuleType:
    """Return a helper module of this folder, which is no package."""
    full = f"web_tests_{name}"
    if full not in sys.modules:
        spec = importlib.util.spec_from_file_location(full, Path(__file__).with_name(f"{name}.py"))
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[full] = module
        spec.loader.exec_module(module)
    return sys.modules[full]


@pytest.fixture(scope="session")
def settings() -> Settings:
    return config.load({}, environ={})


@pytest.fixture(scope="session")
def app(settings: Settings) -> Flask:
    fixture, memory = _load("fixture"), _load("memory_store")
    rows = fixture.statements()
    store = memory.MemoryStore([*rows, *fixture.default_view(rows)], settings.base_iri)
    return create_app(settings, store)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
