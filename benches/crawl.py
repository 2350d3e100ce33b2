#!/usr/bin/env python3
"""What Python and Spark cost beside the plain program, on the same generated archives.

    benches/crawl.py generate DIR --pages 20000       # archives of 250 pages, 5 in 100 records broken
    benches/crawl.py python DIR --binary onrecord     # CPU seconds of one thread, in turn
    benches/crawl.py spark DIR --pages 5000,10000,20000 --binary onrecord
                                                      # local[2] beside --jobs 2: seconds, memory, nothing lost

The pages are invented, of 250 to 900 words as news are, and the same at every run. Needs the package `onrecord[spark]`.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import gzip
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

PEOPLE = ["Ada Lorne", "Bram Okker", "Mira Halvorsen", "Idris Vale", "Elin Sorrel", "Tomas Reed", "Oda Marsh", "Jon Tarr"]
ROLES = ["Mayor", "Prime Minister", "Foreign Minister", "Professor", "Governor", "union leader", "General", "Judge"]
PLACES = ["Port Vale", "Ostvia", "Kalmere", "Verran", "Corran", "Port Sollis", "Lower Kalmere"]
THINGS = ["the dam", "the ferry", "the water pledge", "the bridge", "the harbour", "the budget", "the railway", "the border"]
SAID = ["said", "told reporters", "announced", "warned", "admitted", "insisted", "denied", "promised"]
CLAIMS = ["will hold for {n} years", "must be repaired before the winter", "was never paid for", "is safe",
          "would be handed over by {n} March", "needs {n} million crowns", "cannot be shared", "opens again on Monday"]
PLAIN = ["The river rose by {n} centimetres through the night and the town slept.",
         "Some {n} people had gathered on the quay when the doors were opened at noon.",
         "It is the third time in {n} months that the plan has been put off.",
         "A hundred kilometres to the south, farmers look at the sky and at the price of seed.",
         "Neither side has shown the map that was drawn up {n} years ago."]


# So many pages are an archive.
AN_ARCHIVE = 250


def sentence(of: random.Random) -> str:
    n, who, thing = of.randint(2, 60), of.choice(PEOPLE), of.choice(THINGS)
    claim = f"{thing} {of.choice(CLAIMS).format(n=n)}"
    return of.choice([
        f"“{claim[0].upper()}{claim[1:]},” {of.choice(ROLES)} {who} {of.choice(SAID)} in {of.choice(PLACES)} on Monday.",
        f"{who} {of.choice(['said', 'added', 'told parliament'])} that {claim}.",
        f"According to {of.choice(PLACES)}'s government, {claim}.",
        *[of.choice(PLAIN).format(n=n)] * 3,
    ])


def page(nth: int) -> bytes:
    of = random.Random(nth)
    n_words, paragraphs = of.randint(250, 900), []
    while sum(len(one.split()) for one in paragraphs) < n_words:
        paragraphs.append(" ".join(sentence(of) for _ in range(of.randint(1, 4))))
    title = f"{of.choice(PLACES)} and {of.choice(THINGS)}, report {nth}"
    menu = "".join(f"<li><a href='/{one}'>{one}</a></li>" for one in ("World", "Business", "Sport", "Weather"))
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    return (f"<!doctype html><html lang=en><head><title>{title} | The Vesper</title><meta property='article:published_time' "
            f"content='2031-03-{nth % 28 + 1:02}T09:00:00Z'></head><body><nav><ul>{menu}</ul></nav><article><h1>{title}</h1>"
            f"{body}</article><footer>© The Vesper. All rights reserved.</footer></body></html>").encode()


def record(nth: int, is_broken: bool) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(nth)
    head = (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{nth}>\r\nWARC-Target-URI: "
            f"https://vesper.example/{nth}\r\nWARC-Date: 2031-03-{nth % 3 + 1:02}T10:00:00Z\r\nContent-Length: "
            f"{len(http) + 10**6 * is_broken}\r\n\r\n")
    return gzip.compress(head.encode() + http + b"\r\n\r\n")


def generate(folder: Path, n_pages: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for first in range(0, n_pages, AN_ARCHIVE):
        numbers = range(first, min(first + AN_ARCHIVE, n_pages))
        bytes_ = b"".join(record(nth, nth % 20 == 7) for nth in numbers)
        (folder / f"{first // AN_ARCHIVE:05}.warc.gz").write_bytes(bytes_)


class Watched:
    """CPU seconds and memory of a command and of all that it starts, looked at twice a second while it runs. What the
    system adds up (`getrusage`) lacks the workers that Spark ends and does not wait for."""

    def __init__(self) -> None:
        adopt_orphans()
        self.cpu: dict[tuple[int, str], float] = {}
        self.largest_worker_mb = 0
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.watch)

    def run(self, command: list[str], **more) -> float:
        """Runs a command; gives its seconds by the clock."""
        self.thread.start()
        began = time.monotonic()
        try:
            code = subprocess.run(command, stdout=subprocess.DEVNULL, **more).returncode
        finally:
            self.ended.set()
            self.thread.join()
        # 3: some records failed and the rest was read.
        if code not in (0, 3):
            sys.exit(f"{' '.join(command[:4])} … ended with {code}")
        return time.monotonic() - began

    @property
    def cpu_s(self) -> float:
        return sum(self.cpu.values())

    def watch(self) -> None:
        while not self.ended.wait(0.5):
            there = processes()
            for number, one in there.items():
                if number != os.getpid() and is_below(number, os.getpid(), there):
                    self.cpu[number, one.began] = one.cpu_s
                    self.largest_worker_mb = max(self.largest_worker_mb, worker_mb(number))


class Process(NamedTuple):
    parent: int
    began: str
    cpu_s: float


def processes() -> dict[int, Process]:
    """What runs on this machine, by number."""
    there = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError, ValueError):
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            cpu_s = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
            there[int(folder.name)] = Process(int(fields[1]), fields[19], cpu_s)
    return there


def adopt_orphans() -> None:
    """Makes this process the parent of what its children leave behind, so that it is known whose it is."""
    set_child_subreaper = 36
    ctypes.CDLL(None).prctl(set_child_subreaper, 1, 0, 0, 0)


def is_below(number: int, root: int, there: dict[int, Process]) -> bool:
    while number in there and number != root:
        number = there[number].parent
    return number == root


def worker_mb(process: int) -> int:
    """The most memory that a Python worker of Spark had resident so far; 0 for any other process."""
    with contextlib.suppress(OSError, IndexError, ValueError):
        if b"pyspark.daemon" in Path(f"/proc/{process}/cmdline").read_bytes():
            lines = Path(f"/proc/{process}/status").read_text().splitlines()
            return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) // 1024
    return 0


def cpu_of(command: list[str]) -> float:
    """CPU seconds of a command that waits for all that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def python(folder: Path, binary: str, rounds: int) -> None:
    archives = sorted(map(str, folder.glob("*.warc.gz")))
    program = ("import sys, onrecord\n"
               "n = sum(isinstance(one, onrecord.Record) for one in onrecord.read_many(sys.argv[1:], 1, errors='return'))")
    for nth in range(rounds):
        ours = cpu_of([binary, "read", *archives, "--jobs", "1", "--format", "jsonl"])
        theirs = cpu_of([sys.executable, "-c", program, *archives])
        print(json.dumps({"round": nth, "binary_cpu_s": round(ours, 2), "python_cpu_s": round(theirs, 2),
                          "ratio": round(theirs / ours, 3)}), flush=True)


def spark(archives: list[str], out: Path) -> dict:
    """What a run of Spark over archives takes; its output stays in `out`."""
    listed, log = out.with_suffix(".paths"), out.with_suffix(".log")
    listed.write_text("\n".join(archives))
    command = [sys.executable, "-m", "onrecord.spark", "--master", "local[2]", "--warc", f"@{listed}",
               "--out", str(out), "--kind", "statements,engagements,commitments,positions"]
    watched = Watched()
    with log.open("w") as messages:
        whole = watched.run(command, env=os.environ | {"PYSPARK_PYTHON": sys.executable}, stderr=messages)
    return {"spark_s": round(whole, 1), "spark_cpu_s": round(watched.cpu_s, 1),
            "largest_worker_mb": watched.largest_worker_mb} | written(out)


def written(out: Path) -> dict:
    """How many pages, errors and bytes a run wrote."""
    import pyarrow.parquet

    pages = pyarrow.parquet.read_table(out / "pages", columns=["outcome", "address"])
    outcomes = pages["outcome"].to_pylist()
    addresses = [address for address in pages["address"].to_pylist() if address]
    return {"pages": len(outcomes), "outcomes": {one: outcomes.count(one) for one in set(outcomes)},
            "addresses": len(set(addresses)), "errors": pyarrow.parquet.read_table(out / "errors").num_rows,
            "pages_parquet_mb": round(sum(path.stat().st_size for path in (out / "pages").rglob("*.parquet")) / 1e6, 1)}


def plain(archives: list[str], binary: str) -> dict:
    """What the program itself takes for the same archives, on two threads."""
    began = time.monotonic()
    command = [binary, "read", *archives, "--jobs", "2", "--format", "jsonl"]
    cpu = cpu_of(command)
    return {"binary_s": round(time.monotonic() - began, 1), "binary_cpu_s": round(cpu, 1)}


def sizes(folder: Path, binary: str | None, numbers: list[int], out: Path) -> None:
    """Spark over the first so many pages, beside the program where one is named."""
    archives = sorted(map(str, folder.glob("*.warc.gz")))
    for n_pages in numbers:
        of_size = archives[: -(-n_pages // AN_ARCHIVE)]
        told = {"pages_in": n_pages} | spark(of_size, out / str(n_pages))
        told |= plain(of_size, binary) if binary else {}
        print(json.dumps(told), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["generate", "python", "spark"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", default="2000", metavar="N,N…", help="how many; sizes for `spark`")
    parser.add_argument("--binary", help="the program to compare with")
    parser.add_argument("--out", type=Path, help="where Spark's output stays (default: it does not)")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    numbers = [int(n) for n in args.pages.split(",")]
    if args.what == "generate":
        generate(args.folder, max(numbers))
    elif args.what == "python":
        python(args.folder, args.binary or "onrecord", args.rounds)
    elif args.out:
        args.out.mkdir(parents=True, exist_ok=True)
        sizes(args.folder, args.binary, numbers, args.out)
    else:
        with tempfile.TemporaryDirectory() as out:
            sizes(args.folder, args.binary, numbers, Path(out))


if __name__ == "__main__":
    main()
