"""Write the eight lock files beside this script from pyproject.toml.

Run through `make lock`. Every lock is universal (any platform, Python 3.11 and
later), carries hashes and names no host. All locks agree on versions, and each lists
only what it adds to the ones installed before it:

    users.lock      dbt, DuckDB, the command line, and setuptools to install the project
    examples.lock   the example data
    dashboard.lock  Vega-Lite's renderer, for the charts of the dashboard
    gate.lock       Great Expectations, for the gate of raw deliveries
    matching.lock   Splink, for people matched by likeness
    value.lock      SciPy, for the fit of customer value; part of the gate's lock too
    dev.lock        linters, type checker, tests, semantic layer; holds the four before it
    spark.lock      Spark; goes on top of users.lock, in an environment of its own
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

LOCKS = Path(__file__).resolve().parent
PYPROJECT = LOCKS.parent / "pyproject.toml"
HEADER = "# Written by `make lock` from pyproject.toml. Install with --no-deps --require-hashes.\n"

# uv prints one requirement, then its hashes on indented lines.
Lock = dict[str, str]


def compile_lock(
    uv: str,
    *arguments: str,
    requirements: str = "",
    constraints: Lock | None = None,
) -> Lock:
    """Resolve one set of requirements.

    Args:
        uv: Path of the uv executable.
        arguments: Further arguments of `uv pip compile`, such as extras.
        requirements: Requirements beyond those of pyproject.toml, one per line.
        constraints: An earlier lock whose versions must be kept.

    Returns:
        Each requirement line (name, version, marker) with its hash lines.
    """
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "constraints.txt").write_text("\n".join(constraints or {}))
        (work / "requirements.in").write_text(requirements)
        command = [
            uv,
            "pip",
            "compile",
            "--universal",
            "--python-version=3.11",
            "--generate-hashes",
            "--no-emit-index-url",
            "--no-header",
            "--no-annotate",
            "--quiet",
            "--constraints",
            str(work / "constraints.txt"),
            *arguments,
            str(work / "requirements.in"),
        ]
        # Run beside pyproject.toml, whose [tool.uv] names what is never installed.
        done = subprocess.run(
            command, cwd=PYPROJECT.parent, capture_output=True, text=True, check=False
        )
    if done.returncode != 0:
        sys.exit(f"uv could not resolve the requirements:\n{done.stderr}")
    return parse_lock(done.stdout)


def parse_lock(text: str) -> Lock:
    """Split a lock into requirement lines and their hash lines, without the excluded ones."""
    lock: Lock = {}
    requirement = ""
    for line in text.splitlines():
        if line.startswith(" "):
            lock[requirement] += f"    {line.strip()}\n"
        elif line and not line.startswith(("#", "-")):
            requirement = line.removesuffix("\\").strip()
            lock[requirement] = ""
    return {name: hashes for name, hashes in lock.items() if "== 'never'" not in name}


def write_lock(name: str, lock: Lock, *, without: Lock | None = None) -> None:
    """Write the requirements of a lock that an earlier lock does not hold already."""
    added = {key: hashes for key, hashes in lock.items() if key not in (without or {})}
    body = "".join(f"{key} \\\n{hashes}" for key, hashes in added.items())
    path = LOCKS / name
    # An unchanged lock keeps its time stamp, so that no environment is made again.
    if not path.exists() or path.read_text() != HEADER + body:
        path.write_text(HEADER + body)
    print(f"locks/{name}: {len(added)} packages")


def main() -> None:
    """Resolve everything together once, then cut the result into the eight locks."""
    uv = sys.argv[1] if len(sys.argv) > 1 else "uv"
    project = str(PYPROJECT)

    everything = compile_lock(uv, "--extra=dev", project, requirements="setuptools")
    users = compile_lock(uv, project, requirements="setuptools", constraints=everything)
    examples = compile_lock(uv, "--no-deps", "--extra=examples", project, constraints=everything)
    examples = {k: v for k, v in examples.items() if k.startswith("completejourney")}
    dashboard = compile_lock(uv, "--extra=dashboard", project, constraints=everything)
    gate = compile_lock(uv, "--extra=gate", project, constraints=everything)
    matching = compile_lock(uv, "--extra=matching", project, constraints=everything)
    value = compile_lock(uv, "--extra=value", project, constraints=everything)
    spark = compile_lock(uv, "--extra=spark", project, constraints=everything)

    write_lock("users.lock", users)
    write_lock("examples.lock", examples)
    write_lock("dashboard.lock", dashboard, without=users)
    write_lock("gate.lock", gate, without=users)
    write_lock("matching.lock", matching, without=users)
    write_lock("value.lock", value, without=users)
    write_lock("dev.lock", everything, without=users)
    write_lock("spark.lock", spark, without=users)


if __name__ == "__main__":
    main()
