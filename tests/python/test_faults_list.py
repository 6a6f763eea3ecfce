"""The list of faults says of every case whether tests cover it, and in which files they are."""

from __future__ import annotations

import re
from collections import defaultdict

from retailer import PROJECT

ROW = re.compile(r"^\| (\d+) \| [^|]+ \| (covered|open) \| (.*?) ?\|$", re.M)
LINK = re.compile(r"\]\(\.\./tests/python/(\w+\.py)\)")
TEST = re.compile(r"^def test_fault_(\d\d)_", re.M)


def test_list_of_faults_names_exactly_the_tests_that_exist() -> None:
    tests: dict[int, set[str]] = defaultdict(set)
    for file in (PROJECT / "tests" / "python").glob("test_*.py"):
        for number in TEST.findall(file.read_text(encoding="utf-8")):
            tests[int(number)].add(file.name)
    listed = ROW.findall((PROJECT / "docs" / "faults.md").read_text(encoding="utf-8"))
    assert [int(number) for number, _, _ in listed] == list(range(1, 76))
    for number, state, links in listed:
        assert set(LINK.findall(links)) == tests[int(number)], number
        assert (state == "covered") == bool(tests[int(number)]), number
