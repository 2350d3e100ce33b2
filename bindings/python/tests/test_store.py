"""Stores: what is added is found, and tables are taken by whoever knows Arrow."""

from __future__ import annotations

import datetime
import json

import conftest
import pytest

import onrecord


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    store = onrecord.Store(tmp_path_factory.mktemp("store") / "aldra.db")
    added = store.add(sorted((conftest.EXAMPLES / "aldra").iterdir()), workers=2)
    assert added.new + added.changed == 17 and not added.errors
    return store


def test_adding_again_changes_nothing(store):
    (one, *_) = sorted((conftest.EXAMPLES / "aldra").iterdir())
    added = store.add(one)
    assert (added.known, added.new, added.statements) == (1, 0, 0)
    assert store.check() == []


def test_what_cannot_be_read_is_told_and_the_rest_is_added(tmp_path):
    store = onrecord.Store(tmp_path / "store.db")
    added = store.add([conftest.page(0), b"", tmp_path / "nowhere.html", conftest.page(1)])
    assert added.new == 2
    assert [error.what.split(":")[0] for error in added.errors] == ["is empty", "cannot be opened"]


def test_search_finds_rows_with_real_days(store):
    found = store.search("speaker:halvorsen act:promise", limit=2)
    assert len(found) == 2 and found.total >= 2
    row = found.to_dicts()[0]
    assert "Mira Halvorsen" in row["speakers"] and row["act"] == "promise"
    days = [row["said_from"] for row in store.search().to_dicts() if row["said_from"]]
    assert days and all(isinstance(day, datetime.date) for day in days)
    with pytest.raises(onrecord.Error) as raised:
        store.search("dam OR OR river")
    assert raised.value.place.startswith("characters ")


def test_who_commitments_and_positions_answer(store):
    assert store.who("halvorsen")["dossier"]["name"] == "Mira Halvorsen"
    assert len(store.who("marsh")["actors"]) > 1 and store.who("marsh")["dossier"] is None
    owed = store.commitments(by="halvorsen").to_dicts()
    assert owed and all("Mira Halvorsen" in row["by"] and row["status_now"] for row in owed)
    assert all(row["stance"] and row["holders"] for row in store.positions("the dam").to_dicts())
    with pytest.raises(onrecord.Error, match="status"):
        store.commitments(status="forgotten")


def test_tables_hold_what_exports_hold(store, tmp_path):
    for what in ("statements", "engagements", "commitments", "positions", "articles", "actors"):
        table = store.table(what)
        store.export(tmp_path / f"{what}.jsonl", what)
        lines = [json.loads(line) for line in (tmp_path / f"{what}.jsonl").read_text().splitlines()]
        assert len(lines) == len(table) > 0
        assert [line["id"] for line in lines] == [row["id"] for row in table.to_dicts()]
        assert list(lines[0])[1:] == table.columns
    store.export(tmp_path / "records.jsonl", "records")
    assert "statements" in json.loads((tmp_path / "records.jsonl").read_text().splitlines()[0])
    with pytest.raises(onrecord.Error, match="tables are"):
        store.table("thoughts")
    with pytest.raises(onrecord.Error, match="cannot be written"):
        store.export(tmp_path / "no" / "such.csv")


def test_a_store_that_is_not_there_is_an_error_with_a_way_out(tmp_path):
    with pytest.raises(onrecord.Error) as raised:
        onrecord.Store(tmp_path / "none.db").search("dam")
    assert raised.value.input.endswith("none.db") and "makes a store" in raised.value.hint


def test_pyarrow_takes_a_table_without_a_copy(store, tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    statements = store.table("statements")
    table = pyarrow.table(statements)
    assert table.num_rows == len(statements) and table.column_names == statements.columns
    assert table.schema.field("said_from").type == pyarrow.date32()
    assert table.to_pylist()[0]["speakers"] == statements.to_dicts()[0]["speakers"]
    # Twice is no harm, and the store may be gone.
    assert pyarrow.table(statements) == table
    store.export(tmp_path / "statements.parquet")
    import pyarrow.parquet

    assert pyarrow.parquet.read_table(tmp_path / "statements.parquet").num_rows == table.num_rows


def test_pandas_takes_a_table(store):
    pandas = pytest.importorskip("pandas")
    pyarrow = pytest.importorskip("pyarrow")
    frame = pyarrow.table(store.table("statements")).to_pandas()
    assert isinstance(frame, pandas.DataFrame) and len(frame) > 0


def test_duckdb_queries_a_table(store):
    duckdb = pytest.importorskip("duckdb")
    statements = store.table("statements")  # noqa: F841: DuckDB finds it by its name.
    ((n,),) = duckdb.sql("SELECT count(*) FROM statements WHERE act = 'promise'").fetchall()
    assert n >= 1
