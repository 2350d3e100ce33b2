"""The example notebook runs from its first cell to its last."""

from __future__ import annotations

import json
import os

import conftest
import pytest


def test_the_notebook_runs(monkeypatch):
    for package in ("pandas", "pyarrow", "matplotlib"):
        pytest.importorskip(package)
    monkeypatch.setenv("MPLBACKEND", "Agg")
    monkeypatch.chdir(conftest.EXAMPLES.parent)
    notebook = json.loads((conftest.EXAMPLES / "aldra.ipynb").read_text())
    names: dict = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
    assert len(names["spoke"]) > 10 and len(names["owed"]) >= 1 and os.environ["MPLBACKEND"] == "Agg"
