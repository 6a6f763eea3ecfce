"""Lint all SQL with sqlfluff: what the project's own vars switch on, and what they switch off.

sqlfluff's dbt templater works in one process, sees enabled models only and takes its vars from
dbt_project.yml. So a copy of the project in target/lint, with the vars of the example and of the
other loaders, is linted where the rest is enabled, and the project itself in parts, two side by
side. It is parsed once, and the parts start from that.
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
PARSED = Path("target/lint_parsed")
# Looking for garbage in large syntax trees is two fifths of sqlfluff's time.
SQLFLUFF = (
    "import gc; gc.set_threshold(1_000_000, 50, 100); from sqlfluff.cli.commands import cli; cli()"
)
# One process over everything takes longer than several over its parts.
BATCH_BYTES = 120_000


def run(command: list[str], target: Path, folder: Path = Path()) -> tuple[int, str]:
    """Run a Python command with compiled models of its own and an empty warehouse in memory.

    What a model is compiled to then does not depend on what was built before, and no process waits
    for the lock of another.
    """
    done = subprocess.run(
        [str(Path(sys.executable).absolute()), *command],
        cwd=folder,
        env=os.environ | {"DBT_TARGET_PATH": str(target), "OMNIMART_WAREHOUSE": ":memory:"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def lint(job: tuple[str, list[str], Path]) -> tuple[int, str]:
    """Lint the paths of a folder; the project's own from what it was parsed to."""
    name, paths, folder = job
    target = Path("target") / name
    parsed = PARSED / "partial_parse.msgpack"
    if folder == Path() and parsed.exists():
        target.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(parsed, target / parsed.name)
    return run(["-c", SQLFLUFF, "lint", *paths], target, folder)


def parse() -> tuple[int, str]:
    """Parse what has changed since the last time; `make lint` has just parsed everything."""
    code = "from dbt.cli.main import cli; cli()"
    return run(["-c", code, "--log-level", "warn", "parse"], PARSED)


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
    """Return name, paths and folder of each job of the project itself, the longest first."""
    parents = [
        Path(parent)
        for parent in ("models/intermediate", "models/marts", "models/staging", SYSTEMS)
    ]
    folders = [
        path
        for parent in parents
        for path in sorted(parent.iterdir())
        if path.is_dir() and str(path) != SYSTEMS
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
    return [
        (f"lint_{number}", [str(path) for path in batch], Path())
        for number, batch in enumerate(batches)
    ]


def main() -> int:
    """Lint everything; print what was found; return 0 where nothing was."""
    copy_with_other_vars()
    variants = ("lint_variants", [*OFF_BY_DEFAULT, "tests/dbt"], COPY)
    with ThreadPoolExecutor(max_workers=2) as pool:
        parsed = pool.submit(parse)
        others = pool.submit(lint, variants)
        done = [parsed.result(), *pool.map(lint, jobs()), others.result()]
    for _, output in done:
        print(output)
    return max(returncode for returncode, _ in done)


if __name__ == "__main__":
    sys.exit(main())
