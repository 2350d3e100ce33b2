"""Reading pages: what comes out, and what does not harm."""

from __future__ import annotations

import copy
import io
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError
from pathlib import Path

import conftest
import pytest

import onrecord


def test_every_span_slices_the_text_to_its_words(examples):
    record = onrecord.read(examples / "summit.html")
    text, n_spans = record.article.text, 0
    for statement in record.statements:
        for span in [*statement.content, *(one for one in (statement.cue, statement.source) if one)]:
            assert text[span.start : span.end] == span.text
            n_spans += 1
    for block in record.article.blocks:
        assert text[block.start : block.end] == block.text
    assert n_spans > 20
    first = record.statements[0]
    assert first.words in str(first)
    assert {speaker.name for one in record.statements for speaker in one.speakers} >= {"Mira Halvorsen"}


def test_path_text_bytes_and_file_are_read_alike(examples):
    path = examples / "ferry.txt"
    told = [onrecord.read(source).statements for source in (path, str(path), path.read_bytes())]
    told.append(onrecord.read(bytearray(path.read_bytes())).statements)
    with path.open("rb") as file:
        told.append(onrecord.read(file).statements)
    assert all(one == told[0] for one in told) and told[0]


def test_the_record_is_frozen_and_is_the_json_of_the_command_line(examples):
    record = onrecord.read(str(examples / "readout.html"))
    with pytest.raises(FrozenInstanceError):
        record.input = "other"
    command = [sys.executable, "-m", "onrecord", "read", str(examples / "readout.html"), "--format", "json"]
    printed = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert record.to_dict() == printed == json.loads(record.to_json())
    assert onrecord.Record.from_json(record.to_json()) == record
    assert pickle.loads(pickle.dumps(record)) == copy.deepcopy(record) == record


def test_fields_are_those_of_the_schema():
    command = [sys.executable, "-m", "onrecord", "schema"]
    schema = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    renamed = {"from": "first", "to": "last"}
    known = schema.get("$defs", {}) | {"Record": schema}
    n_classes = 0
    for name, shape in known.items():
        made = getattr(onrecord, name, None)
        if made is None or "properties" not in shape or name in ("Mention", "Span"):
            continue
        fields = set(made.__dataclass_fields__) - {"_json"}
        named = {renamed.get(one, one) if name == "When" else one for one in shape["properties"]}
        # Where a block stood in the page is for who has the page's bytes.
        assert fields == named - {"source"} or name == "Statement" and fields == named, name
        n_classes += 1
    assert n_classes >= 10


def test_what_is_known_beside_the_page_counts():
    text = "“The dam will hold,” Ada Lorne said on Monday.".encode()
    record = onrecord.read(text, published="2031-03-12", url="https://courier.example/1", title="The dam")
    assert (record.article.title, record.article.url) == ("The dam", "https://courier.example/1")
    assert str(record.statements[0].said) == "2031-03-10"


@pytest.mark.parametrize(
    ("source", "says", "hint"),
    [
        (b"", "empty", "saved whole"),
        (b"%PDF-1.7 and so on", "a PDF document", "onrecord reads HTML"),
        ("no-such-page.html", "cannot be opened: No such file", None),
        ("https://courier.example/1", "cannot be opened", "give its bytes with url="),
        (".", "is a folder", "read_many"),
        (io.StringIO("text"), "open it with mode", None),
    ],
)
def test_errors_say_what_and_where_and_the_way_out(source, says, hint):
    with pytest.raises(onrecord.Error) as raised:
        onrecord.read(source)
    error = raised.value
    assert says in error.what and error.input
    assert hint is None or hint in error.hint
    assert pickle.loads(pickle.dumps(error)).hint == error.hint


def test_wrong_calls_are_errors_of_python():
    with pytest.raises(TypeError, match="a source is a path, bytes or a file"):
        onrecord.read(7)
    with pytest.raises(ValueError, match="html, text, warc or feed"):
        onrecord.read(b"text", as_="pdf")
    with pytest.raises(onrecord.Error, match="larger than 10 bytes.*\n.*max_bytes"):
        onrecord.read(b"a text of some length", max_bytes=10)


def test_an_archive_is_read_page_by_page_in_order(archive):
    with pytest.raises(onrecord.Error, match="holds several pages"):
        onrecord.read(archive)
    for workers in (1, 3):
        told = list(onrecord.read_many([archive], workers, errors="return"))
        titles = [one.article.title for one in told if isinstance(one, onrecord.Record)]
        assert titles == [f"The dam holds, report {nth}" for nth in range(12) if nth != 4]
        (error,) = [one for one in told if isinstance(one, onrecord.Error)]
        assert error.place.startswith("byte ") and told.index(error) == 4


def test_an_error_is_raised_in_its_place_and_the_rest_goes_on():
    reading = onrecord.read_many([conftest.page(0), b"", conftest.page(1)], 2)
    assert next(reading).article.title == "The dam holds, report 0"
    with pytest.raises(onrecord.Error, match="empty"):
        next(reading)
    assert next(reading).article.title == "The dam holds, report 1"
    with pytest.raises(StopIteration):
        next(reading)


def test_sources_are_taken_as_they_are_needed():
    taken = []

    def sources():
        for nth in range(1000):
            taken.append(nth)
            yield conftest.page(nth)

    reading = onrecord.read_many(sources(), 2)
    next(reading)
    assert len(taken) < 50
    del reading


def test_an_iterator_that_raises_is_heard():
    def sources():
        yield conftest.page(0)
        raise KeyError("the crawl")

    with pytest.raises(KeyError, match="the crawl"):
        list(onrecord.read_many(sources(), 1))


def test_the_interpreter_is_free_while_pages_are_read(examples):
    ticks, stop = [0], threading.Event()

    def tick():
        while not stop.wait(0.001):
            ticks[0] += 1

    thread = threading.Thread(target=tick)
    thread.start()
    for _ in onrecord.read_many([examples / "summit.html"] * 4, 1):
        pass
    stop.set()
    thread.join()
    assert ticks[0] > 10


def test_a_pool_of_threads_reads_as_one_does():
    pages = [conftest.page(nth) for nth in range(8)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(onrecord.read, pages))
    assert together == [onrecord.read(page) for page in pages]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_fork_reads_what_its_parent_read():
    onrecord.read(conftest.page(0))
    child = os.fork()
    if child == 0:
        # Nothing of pytest may run here.
        same = onrecord.read(conftest.page(1)).article.title == "The dam holds, report 1"
        os._exit(0 if same and len(list(onrecord.read_many([conftest.page(2)], 2))) == 1 else 1)
    for _ in range(600):
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            assert status == 0
            return
        threading.Event().wait(0.1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    pytest.fail("the child hangs")


def test_ctrl_c_interrupts_many_pages():
    program = (
        "import onrecord, conftest, itertools\n"
        "print('begun', flush=True)\n"
        "for _ in onrecord.read_many((conftest.page(n) for n in itertools.count()), 2): pass\n"
    )
    run = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                           cwd=Path(__file__).parent)
    assert run.stdout.readline() == b"begun\n"
    threading.Event().wait(1)
    run.send_signal(signal.SIGINT)
    _, told = run.communicate(timeout=60)
    assert b"KeyboardInterrupt" in told and run.returncode != 0


def test_the_command_line_ends_as_the_program_does(tmp_path):
    def run(*arguments):
        return subprocess.run([sys.executable, "-m", "onrecord", *arguments], capture_output=True, text=True, cwd=tmp_path)

    assert run("--version").stdout.startswith("onrecord ")
    assert run("read", "nowhere.html").returncode == 1
    assert run("read", "--format", "klingon").returncode == 2
