"""Archives of a crawl as rows, without an engine and with Spark."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import conftest
import pytest

import onrecord

pyarrow = pytest.importorskip("pyarrow")
from onrecord import crawl  # noqa: E402: needs pyarrow.


def rows(archive) -> list[dict]:
    return [row for batch in crawl.pages(str(archive)) for row in batch.to_pylist()]


def test_no_page_is_lost_and_what_failed_says_where(archive):
    told = rows(archive)
    assert Counter(row["outcome"] for row in told) == {"read": 11, "failed": 1}
    failed = next(row for row in told if row["outcome"] == "failed")
    assert failed["place"].startswith("byte ") and failed["archive"] == str(archive)
    read = onrecord.Record.from_json(told[0]["record"])
    assert (read.article.title, read.article.furniture) == ("The dam holds, report 0", ())
    assert told[0]["page"] == conftest.page(0) and str(told[0]["crawl_date"]) == "2031-03-12"


def test_reading_again_gives_the_same_rows(archive):
    assert rows(archive) == rows(archive)


def test_an_archive_that_is_not_there_is_a_row(tmp_path):
    (row,) = rows(tmp_path / "none.warc.gz")
    assert row["outcome"] == "failed" and "cannot be opened" in row["what"]
    (row,) = rows("klingon://crawl/1.warc.gz")
    assert row["outcome"] == "failed"


def test_tables_are_those_of_a_store(archive, tmp_path):
    batch = pyarrow.Table.from_batches(crawl.pages(str(archive)))
    store = onrecord.Store(tmp_path / "store.db")
    store.add(archive)
    for kind in crawl.KINDS:
        here, there = crawl.tables(kind, batch), pyarrow.table(store.table(kind))
        assert here.column_names == ["crawl_date", *there.column_names]
        if kind in ("statements", "articles"):
            assert sorted(here["id"].to_pylist()) == sorted(there["id"].to_pylist())
    assert crawl.tables("actors", batch.slice(0, 0)).num_rows == 0


def test_duckdb_queries_archives(archive):
    duckdb = pytest.importorskip("duckdb")
    pages = crawl.reader([str(archive)])  # noqa: F841: DuckDB finds it by its name.
    ((n,),) = duckdb.sql("SELECT sum(statements) FROM pages WHERE outcome = 'read'").fetchall()
    assert n >= 11


@pytest.fixture(scope="module")
def spark():
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed")
    if not shutil.which("java"):
        pytest.skip("Java is not installed")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = sql.SparkSession.builder.master("local[2,4]").appName("onrecord tests")
    # Four tries a task, so that one may be killed.
    session = builder.config("spark.ui.enabled", "false").config("spark.driver.memory", "1g").getOrCreate()
    yield session
    session.stop()


def test_spark_writes_all_pages_and_their_tables(spark, tmp_path):
    from onrecord.spark import run

    for nth in range(3):
        conftest.write_archive(tmp_path / f"{nth}.warc.gz", range(nth * 10, nth * 10 + 10), broken=(nth * 10 + 5,))
    out = tmp_path / "out"
    counts = run(spark, [f"{tmp_path}/*.warc.gz"], str(out))
    assert counts == {"read": 27, "no_article": 0, "failed": 3}
    assert spark.read.parquet(str(out / "errors")).count() == 3
    statements = spark.read.parquet(str(out / "statements"))
    pages = spark.read.parquet(str(out / "pages"))
    n_statements = statements.count()
    assert n_statements == pages.groupBy().sum("statements").first()[0] > 0
    assert {str(row.crawl_date) for row in statements.select("crawl_date").distinct().collect()} == {
        "2031-03-12",
        "2031-03-13",
    }
    # Once more: nothing is read anew, and nothing is there twice.
    assert run(spark, [f"{tmp_path}/*.warc.gz"], str(out), kinds=("statements",)) == counts
    assert spark.read.parquet(str(out / "statements")).count() == n_statements


def test_a_worker_that_is_killed_leaves_no_trace(spark, tmp_path):
    from onrecord.spark import _write, spread
    import onrecord.spark as job

    archives = [str(conftest.write_archive(tmp_path / f"{nth}.warc.gz", range(nth * 10, nth * 10 + 10))) for nth in (0, 1)]
    mark = str(tmp_path / "killed")

    def dies_once(batches):
        for batch in batches:
            for archive in batch.column(0).to_pylist():
                for nth, rows in enumerate(crawl.pages(archive)):
                    yield rows.slice(0, 3)
                    if archive.endswith("0.warc.gz") and not os.path.exists(mark):
                        Path(mark).touch()
                        os.kill(os.getpid(), 9)
                    yield rows.slice(3)

    frame = spread(spark, archives).mapInArrow(dies_once, job._spark(crawl.schema()))
    _write(frame, str(tmp_path / "out"), "append")
    assert os.path.exists(mark)
    addresses = [row.address for row in spark.read.parquet(str(tmp_path / "out")).select("address").collect()]
    assert sorted(addresses) == sorted(f"https://vesper.example/{nth}" for nth in range(20))


def test_the_command_says_what_is_missing():
    command = [sys.executable, "-m", "onrecord.spark", "--warc", "x", "--out", "y", "--kind", "thoughts"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2 and "there is no table 'thoughts'" in done.stderr
