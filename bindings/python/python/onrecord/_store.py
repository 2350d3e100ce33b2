"""Stores: the record of many pages in one file."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from . import _native
from ._error import Error
from ._native import Table
from ._read import Kind, Source, known

Tables = Literal["statements", "engagements", "commitments", "positions", "articles", "actors"]
"""What a store can be written out as."""


@dataclass(frozen=True)
class Added:
    """What became of pages that were added."""

    new: int
    """Articles that were not there."""
    changed: int
    """New versions of articles that were."""
    known: int
    """Pages that were there already."""
    left_out: int
    """Pages that are no articles."""
    statements: int
    """How many statements the new pages put on record."""
    errors: tuple[Error, ...]
    """What could not be read."""


class Store:
    """The record of many pages in one SQLite file, which the command line shares.

    Each call opens the file and closes it, so that a store may be used from many threads and processes. Answers are
    :class:`Table`: ``pyarrow.table(answer)``, ``polars.from_arrow(answer)``, DuckDB's ``FROM answer`` and pandas take
    them without a copy; ``to_dicts()`` needs none of these.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = os.fspath(path)

    def __repr__(self) -> str:
        return f"onrecord.Store({self.path!r})"

    def add(
        self,
        sources: Source | Iterable[Source],
        *,
        workers: int | None = None,
        keep_all: bool = False,
        url: str | None = None,
        title: str | None = None,
        published: str | None = None,
        as_: Kind | None = None,
        max_bytes: int = 0,
    ) -> Added:
        """Reads sources into the store, which is made where there is none. A page that is there already is passed over,
        pages that are no articles are left out unless ``keep_all`` is set, and what cannot be read is in the result."""
        if isinstance(sources, (str, bytes, bytearray, memoryview, os.PathLike)) or hasattr(sources, "read"):
            sources = [sources]
        beside = known(url, title, published, as_, max_bytes)
        told = _native.add(self.path, sources, beside, workers, keep_all)
        return Added(**told | {"errors": tuple(told["errors"])})

    def search(self, query: str = "", *, limit: int | None = None, offset: int = 0) -> Table:
        """The entries that a query finds, in the language of `onrecord search`; all of them unless ``limit`` is given."""
        return _native.search(self.path, query, limit, offset)

    def who(self, name: str, *, limit: int = 20) -> dict[str, Any]:
        """All about one actor: names, offices, statements, positions, whom it met; ``actors`` lists whom the name may
        mean where there are several."""
        return json.loads(_native.who(self.path, name, limit))

    def commitments(
        self,
        query: str = "",
        *,
        by: str | None = None,
        to: str | None = None,
        status: str | Iterable[str] = (),
        limit: int | None = None,
    ) -> Table:
        """Who is bound to what, to whom and until when, and how it stands."""
        status = [status] if isinstance(status, str) else list(status)
        return _native.commitments(self.path, query, by, to, status, limit)

    def positions(self, issue: str, *, limit: int | None = None) -> Table:
        """Where the sides stand on an issue, over time."""
        return _native.positions(self.path, issue, limit)

    def table(self, what: Tables = "statements", query: str = "") -> Table:
        """What the store holds of a kind, or what of it a query finds, with the columns of `onrecord export`."""
        return _native.table(self.path, what, query)

    def export(
        self,
        to: str | os.PathLike[str],
        what: Tables | Literal["records"] = "statements",
        *,
        format: Literal["csv", "jsonl", "parquet"] | None = None,
        query: str = "",
    ) -> None:
        """Writes what the store holds of a kind to a file; the format is that of its ending unless given. Whole records
        are for ``jsonl``; ``parquet`` needs pyarrow."""
        to = os.fspath(to)
        format = format or os.path.splitext(to)[1].lstrip(".")
        if format not in ("csv", "jsonl", "parquet"):
            raise ValueError(f"format is csv, jsonl or parquet, not {format!r}")
        if format == "parquet":
            _write_parquet(self.table(what, query), to)
        else:
            _native.export(self.path, to, what, format, query)

    def check(self) -> list[tuple[str, str]]:
        """What is wrong with the file: places, each with what is wrong there. Nothing in a sound store."""
        return _native.check(self.path)


def _write_parquet(table: Table, to: str) -> None:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise Error("parquet needs pyarrow", to, hint="pip install 'onrecord[arrow]'") from error
    pyarrow.parquet.write_table(pyarrow.table(table), to)
