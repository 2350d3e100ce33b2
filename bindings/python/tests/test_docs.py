"""What docs/crawl.md shows of engines runs as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import conftest
import pytest

DOCS = Path(__file__).parents[3] / "docs"


@pytest.fixture
def shown(tmp_path, monkeypatch):
    """Runs the block of Python in docs/crawl.md that begins with `import` of a package, in a folder with `crawl.warc.gz`."""
    conftest.write_archive(tmp_path / "crawl.warc.gz", range(12), broken=(4,))
    monkeypatch.chdir(tmp_path)

    def run(package: str) -> dict:
        pytest.importorskip(package, reason=f"{package} is not installed")
        blocks = re.findall(r"```python\n(.*?)```", (DOCS / "crawl.md").read_text(), re.S)
        (block,) = [block for block in blocks if re.match(rf"import .*\b{package}\b", block)]
        names = {"__name__": "__main__"}
        exec(block, names)
        return names

    return run


def test_duckdb(shown):
    rows = shown("duckdb")["rows"]
    assert sum(n for _, n, _ in rows) == 11
    assert sum(n for _, _, n in rows) >= 11


def test_ray(shown, tmp_path):
    ray = pytest.importorskip("ray", reason="Ray is not installed")
    import pyarrow.parquet

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    try:
        shown("ray")
    finally:
        ray.shutdown()
    statements = pyarrow.parquet.read_table(tmp_path / "statements")
    assert statements.num_rows >= 11 and statements.column_names[0] == "crawl_date"
