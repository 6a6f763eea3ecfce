"""What several tests share: the builds of two retailers, made once."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

import pytest

import faulty as faulty_retailer
from mine import Mine
from retailer import DOMAINS, ENTITIES, Project, Warehouse, systems, to_csv, write, write_empty

if TYPE_CHECKING:
    from pathlib import Path


# Looking for garbage among the many objects of a parsed project is a good part of dbt's time.
gc.set_threshold(200_000, 20, 50)
# Tests build from folders of their own, which no public pepper may key.
os.environ.setdefault("OMNIMART_PEPPER", "pepper of the tests")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file in one process; skip those that lack their third-party data.

    Files that share the large builds share a process too, so that each is made once.
    """
    shared = {
        item.path
        for item in items
        if {"faulty", "empty", "mine"} & set(getattr(item, "fixturenames", ()))
    }
    for item in items:
        group = "shared builds" if item.path in shared else item.path.stem
        item.add_marker(pytest.mark.xdist_group(group))
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
