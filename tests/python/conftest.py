"""What several tests share: the builds of two retailers, made once."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

import pytest
from xdist.scheduler import LoadScopeScheduling

import faulty as faulty_retailer
from mine import Mine
from retailer import DOMAINS, ENTITIES, Project, Warehouse, systems, to_csv, write, write_empty

if TYPE_CHECKING:
    from pathlib import Path

    from xdist.remote import Producer


# Looking for garbage among the many objects of a parsed project is a good part of dbt's time.
gc.set_threshold(200_000, 20, 50)
# Tests build from folders of their own, which no public pepper may key.
os.environ.setdefault("OMNIMART_PEPPER", "pepper of the tests")


# These read the large builds below, so they run in one process, which makes each build once.
LARGE_BUILDS = {"faulty", "empty", "mine"}
USE_LARGE_BUILDS = {
    "test_faults_doors.py",
    "test_faults_journey.py",
    "test_faults_rows.py",
    "test_faults_sales.py",
    "test_faults_stock.py",
    "test_faults_voices.py",
}


class FilesTogether(LoadScopeScheduling):
    """Keep the tests of a file in one process, and so the files that use the large builds.

    xdist's own groups write to an attribute that pytest 9.2 no longer has, and do nothing.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::")[0].rsplit("/")[-1]
        return "large builds" if file in USE_LARGE_BUILDS else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> FilesTogether:
    """Hand out the tests as FilesTogether says, whatever `--dist` is."""
    return FilesTogether(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the tests that lack their third-party data."""
    for item in items:
        if LARGE_BUILDS & set(getattr(item, "fixturenames", ())):
            assert item.path.name in USE_LARGE_BUILDS, f"add {item.path.name} to USE_LARGE_BUILDS"
    if os.environ.get("OMNIMART_EXTERNAL_DATA"):
        return
    for item in items:
        if item.get_closest_marker("external"):
            item.add_marker(pytest.mark.skip(reason="OMNIMART_EXTERNAL_DATA is not set"))


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project with every domain fed by files, in the formats of the faulty retailer."""
    variables = systems(**{domain: ["files"] for domain in DOMAINS}) | {
        "files_formats": faulty_retailer.FORMATS,
        "latest_event_date": "2024-12-31",
        "calendar_first_date": "2000-01-01",
        "is_slice": True,
    }
    return Project(tmp_path_factory.mktemp("retailers"), variables)


@pytest.fixture(scope="session")
def faulty(project: Project) -> Warehouse:
    """Everything built and tested on the files with planted faults."""
    files = project.folder / "faulty_files"
    faulty_retailer.write_files(files)
    return project.run("faulty", files, "build", "--exclude", "resource_type:unit_test")


@pytest.fixture(scope="session")
def empty(project: Project) -> Warehouse:
    """Everything built on files without rows: headers only in CSV, or Parquet of no rows."""
    files = project.folder / "empty_files"
    for table, entity in ENTITIES.items():
        settings = faulty_retailer.FORMATS.get(entity.domain, {})
        if entity.domain in ("webshop", "pos", "marketplaces", "reviews"):
            row = {column.name: None for column in entity.columns}
            header = to_csv([row], settings.get("delimiter", ",")).splitlines()[0]
            write(files, f"{table}.csv", header.encode(settings.get("encoding", "utf-8")))
        else:
            write_empty(files, table)
    skipped = ("--exclude", "resource_type:unit_test", "test_type:generic")
    return project.run("empty", files, "build", *skipped)


@pytest.fixture(scope="session")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Mine:
    """A user's own project that has this one as a package."""
    return Mine.create(tmp_path_factory.mktemp("mine"))


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder for the files of one test."""
    return tmp_path / "files"
