"""Releases of one shipped document and of all of them, each built once for all tests that need a real one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from igr_kg import config, pipeline
from igr_kg.pipeline import Built
from igr_kg.store.port import Store
from tests.support import FIRST, once_in_a_run

# How long an example takes says how busy the machine is, and decides no test.
settings.register_profile("any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any-machine")


LONGEST = (
    "tests/wheel/",
    "tests/queries/",
    "tests/release/",
    "tests/golden/",
    "tests/web/",
    "tests/store/",
    "tests/cli/",
)


def pytest_xdist_auto_num_workers() -> int:
    """Return one process more than there are processors: many tests wait for other processes."""
    return len(os.sched_getaffinity(0)) + 1 if sys.platform == "linux" else (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the folders whose tests take longest, so that no process waits for another at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the release that ``igr-kg build`` makes of the first of the shipped documents."""

    def make(folder: Path) -> Built:
        return pipeline.build([FIRST], settings=config.load({"build_dir": str(folder)}, environ={}))

    return once_in_a_run(tmp_path_factory, "first", make)


@pytest.fixture(scope="session")
def release_store(built: Built) -> Iterator[Store]:
    """Return the release's store, as the server opens it."""
    store = pipeline.open_store(
        built.folder, config.load({"query_processes": 1, "query_slow_seconds": 0.0}, environ={})
    )
    yield store
    store.close()


@pytest.fixture(scope="session")
def release_folder(built: Built) -> Path:
    """Return the folder of the release."""
    return built.folder


@pytest.fixture(scope="session")
def built_whole(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the release of all the documents that ship, built once in a run of the tests."""

    def make(folder: Path) -> Built:
        return pipeline.build((), settings=config.load({"build_dir": str(folder)}, environ={}), workers=2)

    return once_in_a_run(tmp_path_factory, "whole", make)
