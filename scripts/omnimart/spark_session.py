"""One Spark session with Iceberg as its own catalog, for the `spark` dbt target.

dbt-spark's session method asks for `SparkSession.builder.getOrCreate()` at every statement: whoever
opened the session first has decided its settings, so they all live here and none in the profile.
"""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import TYPE_CHECKING

from omnimart.errors import OmnimartError
from omnimart.pepper import pepper

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ICEBERG_JAR = "iceberg-spark-runtime-3.5_2.12-*.jar"


def iceberg_jar() -> str:
    """Path of the Iceberg runtime jar: the variable first, then the package from the registry."""
    given = os.environ.get("OMNIMART_ICEBERG_JAR")
    if given:
        if not Path(given).is_file():
            raise OmnimartError(f"OMNIMART_ICEBERG_JAR points at {given}, which is no file")
        return given
    found = importlib.util.find_spec("snowpark_connect_deps_iceberg")
    if found is None or found.origin is None:
        raise OmnimartError(
            "No Iceberg jar: set OMNIMART_ICEBERG_JAR, "
            "or pip install --no-deps snowpark-connect-deps-iceberg==1.0.2"
        )
    return str(next(Path(found.origin).parent.joinpath("jars").glob(ICEBERG_JAR)))


def spark_settings(home: Path) -> dict[str, str]:
    """Every setting of the session. `home` holds the metastore, the warehouse and Derby's log."""
    home = home.resolve()
    return {
        # Iceberg in place of Spark's own catalog, so that models need no catalog name.
        "spark.jars": iceberg_jar(),
        "spark.sql.extensions": (
            "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions"
        ),
        "spark.sql.catalog.spark_catalog": "org.apache.iceberg.spark.SparkSessionCatalog",
        "spark.sql.catalog.spark_catalog.type": "hive",
        # The embedded metastore cannot take Hive's table locks: one process owns it anyway.
        "spark.hadoop.iceberg.engine.hive.lock-enabled": "false",
        "spark.sql.catalogImplementation": "hive",
        "spark.sql.warehouse.dir": str(home / "warehouse"),
        "spark.hadoop.javax.jdo.option.ConnectionURL": (
            f"jdbc:derby:;databaseName={home / 'metastore'};create=true"
        ),
        "spark.driver.extraJavaOptions": (
            f"-Dderby.system.home={home} -Dderby.stream.error.file={home / 'derby.log'} "
            # Derby as a scratch store: no waiting for the disk.
            "-Dderby.system.durability=test -Duser.timezone=UTC -XX:TieredStopAtLevel=1 "
            # The light compiler fills its default store of 48 MB within a minute, then stops.
            "-XX:ReservedCodeCacheSize=256m"
        ),
        # The same answers as DuckDB.
        "spark.sql.session.timeZone": "UTC",
        # Parquet timestamps without zone are `timestamp` (UTC), as everywhere in the models.
        "spark.sql.parquet.inferTimestampNTZ.enabled": "false",
        "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
        # Small data on two cores: fewer tasks, no web page, no code generation.
        "spark.sql.shuffle.partitions": "1",
        "spark.default.parallelism": "1",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.adaptive.enabled": "false",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.memory": os.environ.get("OMNIMART_SPARK_MEMORY", "2g"),
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.debug.maxToStringFields": "1000",
    }


def open_session(home: Path | None = None, master: str = "local[2]") -> SparkSession:
    """Open the session, or return the one that is open."""
    from pyspark.sql import SparkSession

    home = home or Path(os.environ.get("OMNIMART_SPARK_HOME", "target/spark"))
    home.mkdir(parents=True, exist_ok=True)
    builder = SparkSession.builder.appName("omnimart").master(master)
    for key, value in spark_settings(home).items():
        builder = builder.config(key, value)
    session = builder.enableHiveSupport().getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    register_functions(session)
    return session


def register_functions(session: SparkSession) -> None:
    """Register what the macros `keyed_hash` and `pepper_is_own` call.

    The functions carry the pepper to the workers; neither SQL nor plans hold it. The workers need
    not have this package: they get the functions themselves, with what is defined inside.
    """
    secret, is_own = pepper()

    def keyed_hash(value: str | None) -> str | None:
        import hashlib
        import hmac

        if value is None:
            return None
        return hmac.new(secret, value.encode(), hashlib.sha256).hexdigest()

    session.udf.register("omnimart_keyed_hash", keyed_hash, "string")
    session.udf.register("omnimart_pepper_is_own", lambda: is_own, "boolean")
