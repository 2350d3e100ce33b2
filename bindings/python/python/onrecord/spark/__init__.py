"""A crawl in Spark: one task a web archive, streamed, Parquet out.

    python -m onrecord.spark --warc 's3://crawl/2031/03/*.warc.gz' --out s3://record/2031-03

`records` is the step for a job of your own; `run` is the whole job. Needs pyspark and pyarrow on every worker:
``pip install 'onrecord[spark]'``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import pyarrow as pa

from .. import crawl
from .._store import Tables

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql.types import StructType


def records(archives: DataFrame, *, keep_all: bool = False) -> DataFrame:
    """One row a page of the archives that the first column names, with the columns of `onrecord.crawl.pages`.

    Each row of `archives` is read where its partition is, so a partition an archive spreads them best (`spread`).
    """

    def read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield from crawl.batches(batch, keep_all=keep_all)

    return archives.mapInArrow(read, _spark(crawl.schema()))


def table(pages: DataFrame, kind: Tables) -> DataFrame:
    """What the rows of `records` hold of a kind; nothing is read anew."""

    def rows(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield from crawl.tables(kind, batch).to_batches()

    empty = pa.RecordBatch.from_pylist([], crawl.schema())
    schema = _spark(crawl.tables(kind, empty).schema)
    return pages.where("record IS NOT NULL").select("crawl_date", "record").mapInArrow(rows, schema)


def spread(spark: SparkSession, archives: Sequence[str]) -> DataFrame:
    """The archives, a partition each."""
    rows = spark.sparkContext.parallelize([(archive,) for archive in archives], max(1, len(archives)))
    return spark.createDataFrame(rows, "archive string")


def found(spark: SparkSession, patterns: Iterable[str]) -> list[str]:
    """The archives that patterns (`*`, `{a,b}`) match, on whatever file system Spark knows, in the order of their names.
    A pattern that is `@FILE` stands for the lines of a file, as Common Crawl lists its archives."""
    archives: set[str] = set()
    jvm = spark.sparkContext._jvm
    conf = spark.sparkContext._jsc.hadoopConfiguration()
    for pattern in patterns:
        if pattern.startswith("@"):
            lines = spark.read.text(pattern[1:]).collect()
            archives.update(line.value.strip() for line in lines if line.value.strip())
            continue
        if pattern.startswith(("http://", "https://")):
            archives.add(pattern)
            continue
        path = jvm.org.apache.hadoop.fs.Path(pattern)
        matches = path.getFileSystem(conf).globStatus(path) or []
        archives.update(match.getPath().toString() for match in matches)
    return sorted(archives)


def run(
    spark: SparkSession,
    patterns: Iterable[str],
    out: str,
    *,
    kinds: Sequence[Tables] = crawl.KINDS,
    keep_all: bool = False,
    at_once: int = 1000,
) -> dict[str, int]:
    """Reads the archives and writes `out/pages`, `out/errors` and a folder for each of `kinds`, as Parquet by `crawl_date`;
    gives how many pages were `read`, are `no_article`, and `failed`.

    So many archives as `at_once` are one job, whose output Spark puts in place when all of it is there; what is in place is
    not read again by a later run. The tables are made anew from all pages. A task that Spark tries again changes nothing.
    """
    context = spark.sparkContext
    pages_at = f"{out.rstrip('/')}/pages"
    done = _done(spark, pages_at)
    todo = [archive for archive in found(spark, patterns) if archive not in done]
    jobs = [todo[at : at + at_once] for at in range(0, len(todo), at_once)]
    for nth, archives in enumerate(jobs):
        context.setJobDescription(f"onrecord: reading {len(archives)} archives, job {nth + 1} of {len(jobs)}")
        _write(records(spread(spark, archives), keep_all=keep_all), pages_at, "append")
    if not todo and not done:
        raise FileNotFoundError(f"no archive matches {' '.join(patterns)}")
    pages = spark.read.parquet(pages_at)
    context.setJobDescription("onrecord: errors")
    columns = ("archive", "crawl_date", "input", "place", "what", "hint")
    errors = pages.where("outcome = 'failed'").select(*columns)
    errors.coalesce(1).write.mode("overwrite").parquet(f"{out.rstrip('/')}/errors")
    for kind in kinds:
        context.setJobDescription(f"onrecord: {kind}")
        _write(table(pages, kind), f"{out.rstrip('/')}/{kind}", "overwrite")
    context.setJobDescription("onrecord: counting")
    counts = {row["outcome"]: row["count"] for row in pages.groupBy("outcome").count().collect()}
    context.setJobDescription(None)
    return {outcome: counts.get(outcome, 0) for outcome in ("read", "no_article", "failed")}


def _write(frame: DataFrame, to: str, mode: str) -> None:
    # Small groups of rows: pages are long, and a writer holds a group of each day that is open.
    writer = frame.write.mode(mode).partitionBy("crawl_date")
    writer.option("compression", "gzip").option("parquet.block.size", 32 << 20).parquet(to)


def _done(spark: SparkSession, pages_at: str) -> set[str]:
    """The archives whose pages are in place."""
    path = spark.sparkContext._jvm.org.apache.hadoop.fs.Path(pages_at)
    system = path.getFileSystem(spark.sparkContext._jsc.hadoopConfiguration())
    if not system.exists(path.suffix("/_SUCCESS")):
        return set()
    return {row.archive for row in spark.read.parquet(pages_at).select("archive").distinct().collect()}


def _spark(schema: pa.Schema) -> StructType:
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema)
