"""Lint the models that the project's own vars switch off.

sqlfluff's dbt templater sees enabled models only, and takes its vars from dbt_project.yml. So the
project is copied to target/lint with the vars of the example and of the other loaders, and what is
off by default is linted there.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import yaml

COPY = Path("target/lint")
FOLDERS = ("models", "macros", "seeds", "docs", "tests/dbt", "profiles")
CHANGED = {"web_analytics": ["ga4"], "ga4_loader": "fivetran"}
LINTED = (
    "models/staging/systems/complete_journey",
    "models/staging/systems/ga4/base_ga4__events_fivetran.sql",
    "tests/dbt",
)


def main() -> int:
    """Copy, change the vars, lint; return sqlfluff's exit code."""
    shutil.rmtree(COPY, ignore_errors=True)
    for folder in FOLDERS:
        shutil.copytree(folder, COPY / folder)
    (COPY / "warehouse").mkdir()
    shutil.copyfile(".sqlfluff", COPY / ".sqlfluff")
    project = yaml.safe_load(Path("dbt_project.yml").read_text())
    example = yaml.safe_load(Path("docs/examples/complete_journey.yml").read_text())
    project["vars"] |= example | CHANGED
    (COPY / "dbt_project.yml").write_text(yaml.safe_dump(project, sort_keys=False))
    sqlfluff = str((Path(sys.executable).parent / "sqlfluff").absolute())
    command = [sqlfluff, "lint", "--disable-progress-bar", *LINTED]
    return subprocess.run(command, cwd=COPY, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
