"""Lint all SQL with sqlfluff: what the project's own vars switch on, and what they switch off.

sqlfluff's dbt templater works in one process, sees enabled models only and takes its vars from
dbt_project.yml. So the project is linted in parts, two side by side, and then a copy of it in
target/lint, with the vars of the example and of the other loaders, where the rest is enabled.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import yaml

COPY = Path("target/lint")
FOLDERS = ("models", "macros", "seeds", "docs", "tests/dbt", "profiles")
CHANGED = {"web_analytics": ["ga4"], "ga4_loader": "fivetran"}
OFF_BY_DEFAULT = (
    "models/staging/systems/complete_journey",
    "models/staging/systems/ga4/base_ga4__events_fivetran.sql",
)
SYSTEMS = "models/staging/systems"
# Looking for garbage in large syntax trees is two fifths of sqlfluff's time.
SQLFLUFF = (
    "import gc; gc.set_threshold(1_000_000, 50, 100); from sqlfluff.cli.commands import cli; cli()"
)
# One process over everything takes longer than several over its parts.
BATCH_BYTES = 60_000


def lint(job: tuple[str, list[str], Path]) -> tuple[int, str]:
    """Lint the paths of a folder, with compiled models and an empty warehouse of the job's own.

    What a model is compiled to then does not depend on what was built before, and no process waits
    for the lock of another.
    """
    target, paths, folder = job
    warehouse = (Path("target") / target / "omnimart.duckdb").absolute()
    warehouse.parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [str(Path(sys.executable).absolute()), "-c", SQLFLUFF, "lint", *paths],
        cwd=folder,
        env=os.environ
        | {"DBT_TARGET_PATH": f"target/{target}", "OMNIMART_WAREHOUSE": str(warehouse)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def copy_with_other_vars() -> None:
    """Copy the project and switch on what is off in it."""
    shutil.rmtree(COPY, ignore_errors=True)
    for folder in FOLDERS:
        shutil.copytree(folder, COPY / folder)
    shutil.copyfile(".sqlfluff", COPY / ".sqlfluff")
    project = yaml.safe_load(Path("dbt_project.yml").read_text())
    example = yaml.safe_load(Path("docs/examples/complete_journey.yml").read_text())
    project["vars"] |= example | CHANGED
    (COPY / "dbt_project.yml").write_text(yaml.safe_dump(project, sort_keys=False))


def jobs() -> list[tuple[str, list[str], Path]]:
    """Return name, paths and folder of each job, the longest first."""
    folders = [
        path
        for parent in (Path("models"), Path("models/staging"), Path(SYSTEMS))
        for path in sorted(parent.iterdir())
        if path.is_dir() and str(path) not in (SYSTEMS, "models/staging")
    ]
    sizes = {
        path: sum(file.stat().st_size for file in path.rglob("*.sql"))
        for path in [*folders, Path("tests")]
    }
    batches: list[list[Path]] = []
    for path in sorted(sizes, key=lambda path: (-sizes[path], path)):
        batch = min(batches, key=lambda held: sum(sizes[path] for path in held), default=[])
        if not batch or sum(sizes[path] for path in [*batch, path]) > BATCH_BYTES:
            batch = []
            batches.append(batch)
        batch.append(path)
    own = [
        (f"lint_{number}", [str(path) for path in batch], Path())
        for number, batch in enumerate(batches)
    ]
    return [*own, ("lint_variants", [*OFF_BY_DEFAULT, "tests/dbt"], COPY)]


def main() -> int:
    """Lint everything; print what was found; return 0 where nothing was."""
    copy_with_other_vars()
    failed = 0
    with ThreadPoolExecutor(max_workers=2) as pool:
        for returncode, output in pool.map(lint, jobs()):
            print(output)
            failed |= returncode
    return failed


if __name__ == "__main__":
    sys.exit(main())
