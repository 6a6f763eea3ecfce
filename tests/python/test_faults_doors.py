"""Faults at the doors: tables, files, columns and notations that are not as agreed."""

from __future__ import annotations

import gzip
import shutil
from typing import TYPE_CHECKING

import pytest

from faulty import order, plant
from mine import write_good_files
from retailer import write

if TYPE_CHECKING:
    from pathlib import Path

    from mine import Mine
    from retailer import Warehouse

ORDERS = "base_webshop__orders_checked"


def column_types(warehouse: Warehouse, schema: str, table: str) -> dict[str, str]:
    """Return the types of a table's columns."""
    return dict(
        warehouse.rows(
            "select column_name, data_type from information_schema.columns "
            f"where table_schema = '{schema}' and table_name = '{table}'"
        )
    )


def source_row(warehouse: Warehouse, table: str, schema: str = "quality") -> tuple[object, ...]:
    """Return status, missing and unknown columns of a table of files."""
    domain, entity = table.split("/")
    return warehouse.row(
        f"select table_status, missing_columns, unknown_columns from {schema}.meta_sources "
        f"where source_name = 'files_{domain}' and table_name = '{entity}'"
    )


def test_fault_01_missing_folder_names_source_and_var(mine: Mine, files: Path) -> None:
    write_good_files(files)
    shutil.rmtree(files / "webshop")
    outcome = mine.run("wrong", files, "run", "--select", ORDERS).outcome
    assert not outcome.success
    assert "Source files_webshop: no file in folder" in outcome.errors
    assert "Set the var files_folder or files_schema" in outcome.errors


def test_fault_01_misnamed_files_are_not_an_empty_shop(mine: Mine, files: Path) -> None:
    """A folder whose files have no table's name is as good as missing."""
    write_good_files(files)
    (files / "webshop" / "orders.csv").rename(files / "webshop" / "order.csv")
    (files / "webshop" / "order_lines.csv").unlink()
    outcome = mine.run("wrong", files, "run", "--select", ORDERS).outcome
    assert not outcome.success
    assert "is named like one of its tables" in outcome.errors


def test_fault_01_misnamed_file_among_others_is_named_in_a_warning(mine: Mine) -> None:
    warnings = [text for text in mine.good.outcome.warnings if "so not read" in text]
    assert len(warnings) == 1
    assert warnings[0].endswith("/webshop/refund-lines.csv.")


def test_fault_01_wrong_schema_and_missing_table_name_source_and_var(broken: Warehouse) -> None:
    wrong_schema = broken.outcome.error_of("broken_schema")
    assert "Source elsewhere: schema elsewhere_raw not found" in wrong_schema
    assert "Set the var elsewhere_schema" in wrong_schema
    no_table = broken.outcome.error_of("broken_table")
    assert "Source mine: table returns not found in schema mine_raw" in no_table


def test_fault_01_tables_of_a_schema_instead_of_a_folder(mine: Mine, files: Path) -> None:
    """With files_folder null they are in files_schema already, or the error names that var."""
    write_good_files(files)
    outcome = mine.run("tables", files, "run", "--select", ORDERS, files_folder=None).outcome
    assert not outcome.success
    error = outcome.error_of(ORDERS)
    assert "Source files_webshop: schema raw_files not found" in error
    assert "files_schema" in error


def test_fault_02_absent_optional_file_is_typed_and_empty(mine: Mine) -> None:
    """No refunds yet: the order of 30 is worth 30, with one warning and a row in meta_sources."""
    warehouse = mine.good
    assert warehouse.row("select count(*) from staging.stg_webshop__refund_lines") == (0,)
    types = column_types(warehouse, "staging", "stg_webshop__refund_lines")
    assert types["refund_amount"] == "DECIMAL(20,3)"
    assert types["refunded_at"] == "TIMESTAMP"
    warnings = [text for text in warehouse.outcome.warnings if "table refund_lines" in text]
    said = "Source files_webshop: table refund_lines is absent; its columns are empty."
    assert warnings == [said]
    status = source_row(warehouse, "webshop/refund_lines", "quality")
    assert status == ("absent", None, None)
    assert warehouse.row(
        "select refund_amount, net_revenue from core.fct_orders where order_id = 'mine:7'"
    ) == (0, 30)


def test_fault_02_absent_optional_table_of_a_system(mine: Mine) -> None:
    assert mine.good.row("select count(*) from pii.stg_webshop__carts") == (0,)
    assert any("table carts is absent" in text for text in mine.good.outcome.warnings)


plant("webshop/customers", {"account_id": "4", "first_name": "Ada", 'note, "short"': "x"})


def test_fault_04_absent_columns_are_typed_nulls_with_a_warning(faulty: Warehouse) -> None:
    """No customer has a phone and no order a cancelled_at."""
    assert faulty.row(
        "select first_name, phone, birth_date from pii.stg_webshop__customers "
        "where account_id = 'files:4'"
    ) == ("Ada", None, None)
    types = column_types(faulty, "pii", "base_webshop__customers_checked")
    assert (types["phone"], types["birth_date"]) == ("VARCHAR", "DATE")
    assert column_types(faulty, "pii", ORDERS)["cancelled_at"] == "TIMESTAMP"
    warnings = [text for text in faulty.outcome.warnings if ": customers has no" in text]
    assert len(warnings) == 1
    assert "phone" in warnings[0]
    missing = source_row(faulty, "webshop/customers")[1]
    assert {"phone", "birth_date"} <= set(str(missing).split(", "))


plant(
    "webshop/orders",
    order("8", Email="ada@example.com", order="x", group="y", timestamp="z", **{"Länge": "1"}),
)


def test_fault_05_unknown_columns_are_ignored_and_listed(faulty: Warehouse) -> None:
    assert source_row(faulty, "webshop/orders")[2] == "group, länge, order, timestamp"
    assert source_row(faulty, "webshop/customers")[2] == 'note, "short"'
    assert "group" not in column_types(faulty, "pii", ORDERS)


def test_fault_06_alias_finds_a_renamed_column(mine: Mine) -> None:
    """The table has `currency_code` where the model says `currency|currency_code`."""
    assert mine.good.row(
        "select currency from pii.stg_webshop__orders where order_id = 'mine:7'"
    ) == ("EUR",)


def test_fault_06_column_under_none_of_its_names_is_an_error_naming_all(broken: Warehouse) -> None:
    error = broken.outcome.error_of("broken_column")
    assert "Source mine: table orders has no column money or valuta" in error
    assert "its columns are Order, group, currency_code, Timestamp, unheard_of" in error


def test_fault_06_optional_column_under_none_of_its_names_is_a_warning(mine: Mine) -> None:
    warnings = [text for text in mine.good.outcome.warnings if "table orders has no" in text]
    assert warnings == ["Source mine: table orders has no phone or telephone; taken as empty."]


def test_fault_06_renamed_required_column_of_a_file_is_an_error(broken: Warehouse) -> None:
    error = broken.outcome.error_of(ORDERS)
    assert "Source files_webshop: orders has no column order_id" in error
    assert "its columns are number, order_status" in error
    assert "set delimiter and encoding in the var files_formats" in error


def test_fault_08_capitals_and_reserved_words_in_headers(faulty: Warehouse, mine: Mine) -> None:
    """The file's header says `Email`; the table's columns are called Order, group and Timestamp."""
    assert faulty.row("select email from pii.stg_webshop__orders where order_id = 'files:8'") == (
        "ada@example.com",
    )
    assert mine.good.row(
        "select order_status, cast(ordered_at as varchar) "
        "from pii.stg_webshop__orders where order_id = 'mine:7'"
    ) == ("completed", "2024-05-01 09:00:00")


def test_fault_12_order_of_the_users_own_system_beside_one_of_files(mine: Mine) -> None:
    """A base model of the user's project feeds the package; both systems have an order 7."""
    assert mine.good.rows(
        "select order_id, gross_revenue, currency "
        "from core.fct_orders where order_id in ('files:7', 'mine:7') order by order_id"
    ) == [("files:7", 20, "USD"), ("mine:7", 30, "EUR")]


def test_folder_of_the_users_own_system_is_read(mine: Mine) -> None:
    """Not a fault: one file a day, whose columns stand in another order the next day."""
    assert mine.good.rows('select "number", shop from main.my_tickets order by 1') == [
        ("1", "A"),
        ("2", "B"),
    ]


@pytest.fixture(scope="module")
def broken(mine: Mine, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Models that cannot find what they read, and a file whose key column was renamed."""
    files = tmp_path_factory.mktemp("renamed")
    write_good_files(files)
    write(files, "webshop/orders.csv", "number,order_status\n1,completed\n")
    models = ("broken_column", "broken_table", "broken_schema", ORDERS)
    warehouse = mine.run("renamed", files, "run", "--select", *models)
    assert {warehouse.outcome.states[name] for name in models} == {"error"}
    return warehouse


HEADER = "order_id,order_status,currency,ordered_at\n"
ROW = "{},completed,USD,2024-03-01\n"
MANY_ROWS = HEADER + "".join(ROW.format(number) for number in range(500))
# File, content, and what the message says after the file's name.
UNREADABLE: dict[str, tuple[str | bytes, str]] = {
    "webshop/orders.csv": (
        HEADER + ROW.format(1) + "2,completed,USD\n" + ROW.format(3),
        "line 3, column ordered_at: Expected Number of Columns: 4 Found: 3. "
        "Mend the file, or set delimiter (now ',') in the var files_formats; "
        "broken_lines: quarantine there reads the other lines.",
    ),
    "webshop/order_lines.csv": (
        "order_line_id,quantity\n1,2\n2,3,4\n",
        "line 3, column (none): Expected Number of Columns: 2 Found: 3.",
    ),
    "webshop/customers.csv": (
        "account_id,city\n1,Delft\n2,Köln\n".encode("latin-1"),
        "line 3, column city: Invalid unicode (byte sequence mismatch) detected. This file is not "
        "utf-8 encoded. Set encoding in the var files_formats to latin-1 or utf-16.",
    ),
    "webshop/products.csv": (
        "product_id,product_name\n1,Ä\n".encode("utf-16"),
        "line 1, column 1: the text is not utf-8. Set encoding in the var files_formats to utf-16",
    ),
    "webshop/refund_lines.csv": (
        'refund_line_id,refund_reason\n1,"torn\n2,late\n',
        "line 2, column refund_reason: Value with unterminated quote found.",
    ),
    "crm/members.csv": (
        "member_id;city\n1;Delft\n",
        "line 1, column 1: the delimiter ',' is not in the header: member_id;city. "
        "Set delimiter in the var files_formats.",
    ),
    "crm/consents.csv": (
        "consent_id,purpose,Purpose\n1,a,b\n",
        "line 1, column 3: the name is there twice: purpose. Mend the header.",
    ),
    "crm/households.csv": ("", "line 1: there is no header."),
    "webshop/orders/later.csv": (
        ROW.format(4) + ROW.format(5),
        "line 1: no name is a column of this table, whose columns are order_id, account_id,",
    ),
    "crm/loyalty_movements.csv": (
        "loyalty_movement_id,größe\n1,2\n".encode("latin-1"),
        "line 1, column 2: Invalid unicode (byte sequence mismatch) detected.",
    ),
    "marketplaces/orders.csv": (
        "order_id,email\n1,a\n2,3 €\n".encode("cp1252"),
        "line 3: the bytes are not Latin-1, rather Windows-1252 or UTF-8. Set encoding in the",
    ),
    "marketplaces/orders/more.csv": (
        "order_id,email\n1,Zoë\n",
        "line 2: the bytes are not Latin-1, rather Windows-1252 or UTF-8.",
    ),
    "marketplaces/order_lines.csv": (
        b"\xef\xbb\xbforder_line_id,quantity\n1,2\n",
        "line 1, column 1: the text is not latin-1. Set encoding in the var files_formats to",
    ),
    # Cut off within the packed text; DuckDB reads as far as it comes.
    "marketplaces/listing_performance_daily.csv.gz": (
        gzip.compress(MANY_ROWS.encode())[:-40],
        "the compressed file ends too early. Fetch it again.",
    ),
}


@pytest.fixture(scope="module")
def unreadable(mine: Mine, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """One build on a dozen files of which none can be read."""
    files = tmp_path_factory.mktemp("unreadable")
    for path, (content, _) in UNREADABLE.items():
        write(files, path, content)
    return mine.run("unreadable", files, "run", "--select", ORDERS)


@pytest.mark.parametrize("path", UNREADABLE)
def test_fault_54_unreadable_file_is_an_error_of_one_line(path: str, unreadable: Warehouse) -> None:
    """With file, line, column and what to change."""
    assert not unreadable.outcome.success
    said = [text for text in unreadable.outcome.errors.splitlines() if f"/{path}, " in text]
    assert len(said) == 1
    assert f"/{path}, {UNREADABLE[path][1]}" in said[0]


def test_fault_54_all_unreadable_files_are_named_at_once(unreadable: Warehouse) -> None:
    assert f"{len(UNREADABLE)} of the raw files cannot be read." in unreadable.outcome.errors
    assert "success" not in unreadable.outcome.states.values()


def test_fault_54_gzip_cut_at_the_end_of_a_line_loses_nothing_silently(
    mine: Mine, files: Path
) -> None:
    """Without its last eight bytes the text is whole, but nothing says so; joined files are."""
    write_good_files(files)
    packed = gzip.compress(MANY_ROWS.encode())
    write(files, "crm/consents.csv.gz", packed[:-8])
    joined = gzip.compress(b"household_id\n1\n") + gzip.compress(b"2\n3\n")
    write(files, "crm/households/one.csv.gz", joined)
    outcome = mine.run("cut", files, "run", "--select", "base_crm__households_checked").outcome
    assert not outcome.success
    assert "1 of the raw files cannot be read." in outcome.errors
    assert "crm/consents.csv.gz, the compressed file ends too early" in outcome.errors


plant(
    "reviews/reviews",
    {
        "review_id": "54",
        "rating": "4,5",
        "reviewed_at": "2024-03-01 10:00:00",
        "review_text": "fine",
    },
    {
        "review_id": "54-b",
        "rating": "4.5",
        "reviewed_at": "2024-03-01 10:00:00",
        "review_text": 'Größe "M" passt €\nsehr gut, danke',
    },
)


plant(
    "marketplaces/orders",
    order("M54", ordered_at="01.03.2024 10:00", marketplace_name="Müller & Söhne"),
)


def test_fault_54_files_load_right_with_their_settings(faulty: Warehouse) -> None:
    """UTF-16 with tabs, Latin-1 with semicolons, a byte order mark; quotes and lines in a value."""
    text = column_types(faulty, "pii", "base_reviews__reviews_checked")
    assert "review_text" in text
    assert faulty.rows(
        "select review_id, rating, review_text from pii.stg_reviews__reviews order by review_id"
    ) == [("files:54-b", 4.5, 'Größe "M" passt €\nsehr gut, danke')]
    assert faulty.values(
        "select marketplace_name from pii.stg_marketplaces__orders where order_id like '%:M54'"
    ) == ["Müller & Söhne"]
    assert "files:8" in faulty.values("select order_id from pii.stg_webshop__orders")


def test_fault_54_formats_that_do_not_exist_are_refused(mine: Mine, files: Path) -> None:
    write_good_files(files)
    formats = {"crm": {"encoding": "cp1252"}}
    outcome = mine.run("format", files, "run", "--select", ORDERS, files_formats=formats).outcome
    assert not outcome.success
    said = "Var files_formats: crm has encoding 'cp1252'. Known: utf-8, utf-16, latin-1."
    assert said in outcome.errors


for store, day in (("S55-a", "3/4/2019"), ("S55-b", "13/13/2019"), ("S55-c", "03/04/19")):
    plant("pos/stores", {"store_id": store, "time_zone": "UTC", "opened_date": day})
for receipt, moment in (
    ("55-a", "03/04/2024 10:00"),
    ("55-b", "13/13/2024 10:00"),
    ("55-c", "13/04/2024 10:00"),
    ("55-d", "2024-04-03 10:00"),
):
    plant(
        "pos/receipts",
        {
            "receipt_id": receipt,
            "store_id": "S55-a",
            "receipt_status": "completed",
            "currency": "USD",
            "sold_at": moment,
        },
    )
for number, moment in (
    ("M55-a", "03/04/2024 10:00"),
    ("M55-b", "13.13.2024"),
    ("M55-c", "13-4-2024"),
):
    plant("marketplaces/orders", order(number, ordered_at=moment, marketplace_name="Basar"))


def test_fault_55_day_and_month_are_read_as_the_source_writes_them(faulty: Warehouse) -> None:
    """03/04 is the fourth of March at the till and the third of April on the marketplace."""
    assert faulty.rows(
        "select receipt_id, cast(sold_at as varchar) from pii.stg_pos__receipts "
        "where receipt_id like '%:55-%' order by 1"
    ) == [
        ("files_pos:55-a", "2024-03-04 10:00:00"),
        ("files_pos:55-d", "2024-04-03 10:00:00"),
    ]
    assert faulty.rows(
        "select order_id, cast(ordered_at as varchar) from pii.stg_marketplaces__orders "
        "where order_id like '%:M55-%' order by 1"
    ) == [
        ("files_marketplaces:M55-a", "2024-04-03 10:00:00"),
        ("files_marketplaces:M55-c", "2024-04-13 00:00:00"),
    ]
    assert faulty.rows(
        "select store_id, cast(opened_date as varchar) from staging.stg_pos__stores "
        "where store_id like 'S55%'"
    ) == [("S55-a", "2019-03-04")]


def test_fault_55_dates_that_fit_no_order_are_quarantined(faulty: Warehouse) -> None:
    """Also years of two digits, of which nobody knows the place and the century."""
    query = (
        "select row_key, quarantine_reason from staging.quarantine_{} "
        "where row_key like '%55-%' order by row_key"
    )
    assert faulty.rows(query.format("pos")) == [
        ("S55-b", "bad_date"),
        ("S55-c", "bad_date"),
        ("files_pos:55-b", "bad_timestamp"),
        ("files_pos:55-c", "bad_timestamp"),
    ]
    assert faulty.rows(query.format("marketplaces")) == [
        ("files_marketplaces:M55-b", "bad_timestamp")
    ]
