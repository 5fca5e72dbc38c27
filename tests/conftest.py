"""Releases of one shipped document and of all of them, each built once for all tests that need a real one."""

from __future__ import annotations

import fcntl
import os
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from igr_kg import config, pipeline
from igr_kg.pipeline import Built
from igr_kg.store.port import Store
from tests.support import FIRST

# How long an example takes says how busy the machine is, and decides no test.
settings.register_profile("any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any-machine")


LONGEST = ("tests/wheel/", "tests/release/", "tests/golden/", "tests/cli/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the folders whose tests take longest, so that no process waits for another at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the release that ``igr-kg build`` makes of the first of the shipped documents."""
    out = tmp_path_factory.mktemp("build")
    return pipeline.build([FIRST], settings=config.load({"build_dir": str(out)}, environ={}))


@pytest.fixture(scope="session")
def release_store(built: Built) -> Iterator[Store]:
    """Return the release's store, as the server opens it."""
    store = pipeline.open_store(built.folder, config.load({"query_processes": 1}, environ={}))
    yield store
    store.close()


@pytest.fixture(scope="session")
def release_folder(built: Built) -> Path:
    """Return the folder of the release."""
    return built.folder


@pytest.fixture(scope="session")
def built_whole(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the release of all the documents that ship, built once in a run of the tests.

    The processes of a run share a folder: who comes first builds there, the others wait and take it.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    record = folder / "whole.pickle"
    with (folder / "whole.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not record.exists():
            chosen = config.load({"build_dir": str(folder / "whole")}, environ={})
            record.write_bytes(pickle.dumps(pipeline.build((), settings=chosen, workers=2)))
    built = pickle.loads(record.read_bytes())
    assert isinstance(built, Built)
    return built
