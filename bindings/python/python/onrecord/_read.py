"""Reading pages."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import IO, Any, Literal, Union, overload

from . import _native
from ._error import Error
from ._record import Record

Source = Union[str, "os.PathLike[str]", bytes, bytearray, memoryview, IO[bytes]]
"""A path, the bytes of a page, or a file that is open for reading bytes."""

Kind = Literal["html", "text", "warc", "feed"]
"""What a source is, where its bytes tell it wrongly."""


def known(
    url: str | None = None,
    title: str | None = None,
    published: str | None = None,
    as_: Kind | None = None,
    max_bytes: int = 0,
) -> dict[str, Any]:
    """What the caller knows beside the bytes, as the native part takes it."""
    return {"url": url, "title": title, "published": published, "as_": as_, "max_bytes": max_bytes}


def read(
    source: Source,
    *,
    url: str | None = None,
    title: str | None = None,
    published: str | None = None,
    as_: Kind | None = None,
    max_bytes: int = 0,
) -> Record:
    """Reads one page and gives what it puts on record.

    ``url``, ``title`` and ``published`` say what the page does not; ``as_`` what it is; ``max_bytes`` how large it may be
    (0 stands for 256 MB). Raises :class:`Error` where it cannot be read, and where it is several pages.
    """
    return Record.from_json(_native.read(source, known(url, title, published, as_, max_bytes)))


@overload
def read_many(
    sources: Iterable[Source],
    workers: int | None = None,
    *,
    errors: Literal["raise"] = "raise",
    as_: Kind | None = None,
    max_bytes: int = 0,
) -> Iterator[Record]: ...
@overload
def read_many(
    sources: Iterable[Source],
    workers: int | None = None,
    *,
    errors: Literal["return"],
    as_: Kind | None = None,
    max_bytes: int = 0,
) -> Iterator[Record | Error]: ...


def read_many(
    sources: Iterable[Source],
    workers: int | None = None,
    *,
    errors: Literal["raise", "return"] = "raise",
    as_: Kind | None = None,
    max_bytes: int = 0,
) -> Iterator[Record | Error]:
    """Reads many sources at once and gives the records of their pages, in the order of the sources.

    A source may hold many pages: an archive, a feed. ``workers`` threads read (one for each processor unless said
    otherwise) without holding the interpreter, and never far ahead of who iterates. What cannot be read is raised as
    :class:`Error` in its place, and the iterator goes on behind it where it is asked again; ``errors="return"`` gives the
    error in its place instead. ctrl-C interrupts.
    """
    if errors not in ("raise", "return"):
        raise ValueError(f'errors is "raise" or "return", not {errors!r}')
    reading = _native.read_many(sources, known(as_=as_, max_bytes=max_bytes), workers, errors == "raise")
    # Not a generator, which would end where something is raised.
    return map(_made, reading)


def _made(told: str | Error) -> Record | Error:
    return told if isinstance(told, Error) else Record.from_json(told)
