"""Archives of a crawl as Arrow, for whatever engine distributes the work: Spark (`onrecord.spark`), Ray, DuckDB, a loop.

In: the path or address of a web archive. Out: one row a page (`pages`), whether it was read or failed, which depends on the
page alone; and out of these rows the tables that `onrecord export` writes (`tables`). Needs pyarrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO
from urllib.parse import unquote, urlsplit

import pyarrow as pa

from . import _native
from ._read import known
from ._store import Tables

KINDS: tuple[Tables, ...] = ("statements", "engagements", "commitments", "positions", "articles", "actors")
"""The tables that pages hold."""


def _batches(stream: object) -> pa.RecordBatchReader:
    return pa.RecordBatchReader.from_stream(stream)


def schema() -> pa.Schema:
    """The columns of `pages`."""
    return _batches(_native.crawl(b"", "", known(), 1, False)).schema


def pages(archive: str, *, workers: int = 1, keep_all: bool = False) -> Iterator[pa.RecordBatch]:
    """The pages of one archive, streamed; `outcome` is `read`, `no_article` or `failed`.

    An archive is a path, or an address that pyarrow's file systems open (`s3://`, `hdfs://`, `gs://`) or that is fetched
    (`https://`). One that cannot be opened gives one row that says so. Pages that are no articles are not analysed unless
    `keep_all` is set.
    """
    try:
        source = opened(archive)
    except Exception as error:  # Whatever a file system raises must not end the run of all archives.
        yield failed(archive, f"cannot be opened: {error}")
        return
    yield from _batches(_native.crawl(source, archive, known(as_="warc"), workers, keep_all))


def batches(archives: pa.RecordBatch | pa.Table, *, keep_all: bool = False) -> Iterator[pa.RecordBatch]:
    """The pages of the archives that the first column names: what an engine maps over its batches of archives."""
    for archive in archives.column(0).to_pylist():
        yield from pages(archive, keep_all=keep_all)


def reader(archives: Iterable[str], *, workers: int = 1, keep_all: bool = False) -> pa.RecordBatchReader:
    """The pages of many archives as one stream, which DuckDB queries by its name."""
    every = (batch for archive in archives for batch in pages(archive, workers=workers, keep_all=keep_all))
    return pa.RecordBatchReader.from_batches(schema(), every)


def failed(archive: str, what: str) -> pa.RecordBatch:
    """The row of an archive that cannot be read at all."""
    row = {"archive": archive, "outcome": "failed", "what": what, "input": archive, "statements": 0}
    return pa.RecordBatch.from_pylist([row], schema())


def tables(kind: Tables, batch: pa.RecordBatch | pa.Table) -> pa.Table:
    """What rows of `pages` hold of a kind, behind the day of the crawl: `crawl_date`, and the columns of `onrecord export`.

    Ids are those that any store gives: hashes of the article's address, the kind and the words. An actor's is the hash of
    the name; only a store of many articles tells people of one name apart.
    """
    days, records = batch.column("crawl_date").to_pylist(), batch.column("record").to_pylist()
    by_day: dict[object, list[str]] = {}
    for day, record in zip(days, records):
        if record is not None:
            by_day.setdefault(day, []).append(record)
    made = [_dated(day, _batches(_native.tables(kind, of_day)).read_all()) for day, of_day in by_day.items()]
    return pa.concat_tables(made) if made else _dated(None, _batches(_native.tables(kind, [])).read_all())


def _dated(day: object, table: pa.Table) -> pa.Table:
    days = pa.array([day] * len(table), pa.date32())
    return table.add_column(0, pa.field("crawl_date", pa.date32()), days)


def opened(archive: str) -> str | IO[bytes]:
    """The archive as `onrecord` reads it: a path, or a stream."""
    address = urlsplit(archive)
    if address.scheme in ("", "file") or len(address.scheme) == 1:
        return unquote(address.path) if address.scheme == "file" else archive
    if address.scheme in ("http", "https"):
        from urllib.request import urlopen

        return urlopen(archive, timeout=60)  # noqa: S310: the scheme is one of two.
    from pyarrow import fs

    # Hadoop's name for S3.
    system, path = fs.FileSystem.from_uri(archive.replace("s3a://", "s3://", 1))
    return system.open_input_stream(path, compression=None)
