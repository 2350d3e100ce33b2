"""Pages and archives that the tests read; all invented."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture
def examples() -> Path:
    return EXAMPLES


def page(nth: int) -> bytes:
    """A page that says something of its own."""
    text = f"“The dam will hold for {nth + 2} years,” Mayor Ada Lorne told reporters in Port Vale on Monday."
    more = "The river rose through the night and the town slept. " * 4
    return (
        f"<html><head><title>The dam holds, report {nth}</title></head><body><article><h1>The dam holds, report {nth}"
        f"</h1><p>{text}</p><p>{more}</p></article></body></html>"
    ).encode()


def record(nth: int, body: bytes | None = None, length: int | None = None) -> bytes:
    """A record of a web archive, as a crawl packs each."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + (body or page(nth))
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{nth}>\r\n"
        f"WARC-Target-URI: https://vesper.example/{nth}\r\nWARC-Date: 2031-03-{12 + nth % 2}T10:00:00Z\r\n"
        f"Content-Length: {len(http) if length is None else length}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n")


def write_archive(path: Path, numbers: range, broken: tuple[int, ...] = ()) -> Path:
    """An archive of pages; a record that is broken says that it is longer than it is."""
    path.write_bytes(b"".join(record(nth, length=10**6 if nth in broken else None) for nth in numbers))
    return path


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "crawl.warc.gz", range(12), broken=(4,))
