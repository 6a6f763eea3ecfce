"""Lint all SQL with sqlfluff: what the project's own vars switch on, and what they switch off.

sqlfluff's dbt templater works in one process, sees enabled models only and takes its vars from
dbt_project.yml. So the project is linted in two halves side by side, and then a copy of it in
target/lint, with the vars of the example and of the other loaders, where the rest is enabled.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
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


def start(paths: list[str], target: str, folder: Path = Path()) -> subprocess.Popen[str]:
    """Begin to lint some paths, with compiled models and an empty warehouse of its own.

    What a model is compiled to then does not depend on what was built before, and no process waits
    for the lock of another.
    """
    warehouse = (Path("target") / target / "omnimart.duckdb").absolute()
    warehouse.parent.mkdir(parents=True, exist_ok=True)
    sqlfluff = str((Path(sys.executable).parent / "sqlfluff").absolute())
    return subprocess.Popen(
        [sqlfluff, "lint", "--disable-progress-bar", *paths],
        cwd=folder,
        env=os.environ
        | {"DBT_TARGET_PATH": f"target/{target}", "OMNIMART_WAREHOUSE": str(warehouse)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


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


def main() -> int:
    """Lint everything; print what was found; return 0 where nothing was."""
    others = [
        str(path)
        for folder in (Path("models"), Path("models/staging"))
        for path in sorted(folder.iterdir())
        if path.is_dir() and str(path) not in (SYSTEMS, "models/staging")
    ]
    copy_with_other_vars()
    systems = start([SYSTEMS], "lint_systems")
    failed = 0
    for linter in (
        start([*others, "tests"], "lint_others"),
        start([*OFF_BY_DEFAULT, "tests/dbt"], "lint_variants", COPY),
        systems,
    ):
        output, _ = linter.communicate()
        print(output)
        failed |= linter.returncode
    return failed


if __name__ == "__main__":
    sys.exit(main())
