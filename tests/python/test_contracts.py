"""The contracts, what is generated from them, and the rules that no other gate checks."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

from omnimart.contracts import read_contracts, stale_files, write_templates
from omnimart.errors import OmnimartError
from retailer import DOMAINS, OWN_VARS, PROJECT

SPECIFICATION = re.compile(r"^ {12}'(\w+)': '([a-z]+)", re.M)


def test_all_seventeen_domains_have_contracts() -> None:
    """Forty-three entities in seventeen domains."""
    entities = read_contracts(PROJECT)
    assert len({entity.domain for entity in entities}) == 17
    assert len(entities) == 43


def test_generated_files_are_current_and_a_changed_contract_makes_them_stale(
    tmp_path: Path,
) -> None:
    """A column added to a contract is missed by the page, the source and the checked model."""
    assert stale_files(PROJECT) == []
    for folder in ("docs", "models/staging/reviews"):
        shutil.copytree(PROJECT / folder, tmp_path / folder)
    file = tmp_path / "models/staging/reviews/_stg_reviews__models.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("{name: review_site,", "{name: other_site,"), encoding="utf-8")
    assert {path.name for path in stale_files(tmp_path)} == {
        "contracts.md",
        "_reviews__sources.yml",
        "_stg_reviews__checked__models.yml",
    }


def test_template_writes_the_headers_and_overwrites_nothing(tmp_path: Path) -> None:
    """One file per entity, whose only line is the contract's columns in order."""
    paths = write_templates(PROJECT, "promotions", tmp_path)
    assert [path.name for path in paths] == [
        "placements.csv",
        "coupons.csv",
        "coupon_redemptions.csv",
    ]
    assert (
        paths[1].read_text(encoding="utf-8")
        == "coupon_id,campaign_id,product_id,valid_from_date,valid_to_date\n"
    )
    with pytest.raises(OmnimartError, match="exists"):
        write_templates(PROJECT, "promotions", tmp_path)
    with pytest.raises(OmnimartError, match=r"Unknown domain shop\. Known: ad_platforms, crm"):
        write_templates(PROJECT, "shop", tmp_path)


def test_a_key_is_prefixed_exactly_when_it_is_not_the_retailers_own() -> None:
    """The SQL prefixes keys of the type id; the documentation tells the user which those are."""
    types: dict[str, set[str]] = {}
    for file in (PROJECT / "models" / "staging").glob("*/base_*_checked.sql"):
        for name, kind in SPECIFICATION.findall(file.read_text(encoding="utf-8")):
            types.setdefault(name, set()).add(kind)
    assert len(types) > 200
    for entity in read_contracts(PROJECT):
        for column in entity.columns:
            is_own = "retailer's own" in column.meaning
            assert len(types[column.name]) == 1, f"{column.name} has two types"
            if column.name.endswith("_id"):
                assert (types[column.name] == {"id"}) != is_own, column.name
            else:
                assert types[column.name] != {"id"}, column.name


def test_personal_data_stands_only_in_the_schema_pii() -> None:
    """A model with a personal column is in pii; no mart has such a column."""
    personal = {
        column.name
        for entity in read_contracts(PROJECT)
        for column in entity.columns
        if column.is_personal
    }
    assert {"email", "phone", "last_name", "birth_date", "postal_code"} <= personal
    for file in (PROJECT / "models").rglob("*.yml"):
        for model in yaml.safe_load(file.read_text(encoding="utf-8")).get("models", []):
            names = {column["name"] for column in model.get("columns", [])}
            if not names & personal:
                continue
            assert "marts" not in file.parts, f"{model['name']} shows {names & personal}"
            assert model["config"].get("schema") == "pii", model["name"]


def test_manifest_describes_every_column() -> None:
    """Doc blocks resolve to text for every column of every model, seed and source."""
    manifest_file = PROJECT / "target" / "manifest.json"
    if not manifest_file.exists():
        pytest.skip("no manifest; run `make docs` first")
    manifest = json.loads(manifest_file.read_text(encoding="utf-8"))
    nodes = [*manifest["nodes"].values(), *manifest["sources"].values()]
    described = 0
    for node in nodes:
        if node["resource_type"] not in ("model", "seed", "source"):
            continue
        assert node["description"].strip(), node["unique_id"]
        for name, column in node["columns"].items():
            assert column["description"].strip(), f"{node['unique_id']}.{name}"
            described += 1
    assert described > 1000


@pytest.mark.parametrize("name", ["all_off", "complete_journey"])
def test_vars_of_an_example_leave_nothing_of_the_demo_on(name: str) -> None:
    example = yaml.safe_load((PROJECT / f"docs/examples/{name}.yml").read_text())
    domain_lines = {line for line in OWN_VARS if line.split("__")[0] in DOMAINS}
    assert domain_lines - set(example) == set()
