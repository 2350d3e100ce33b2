#!/usr/bin/env python3
"""CPU seconds of onrecord's page stage beside those of trafilatura and resiliparse, same pages, same run.

  benches/page_stage.py [FOLDER...] [--runs N]

FOLDER holds pages as .html or .html.gz. The default is the dev set of the gold pages beside the checkout
(../shared/data/pages/scrapinghub), for which each program's body F1 is printed too (kit/score_body.py).

Each program reads all pages into memory, then extracts from them N times (default 7, and once before that to
warm up), in a process of its own, on one thread held on one core. Only the extraction counts: no start, no
import, no file. The figure is the median round's CPU time. The peers are installed from PyPI, in the versions
below, into target/bench-venv. Needs Linux (taskset, /proc), Python 3.10 or later, and cargo.
"""
import argparse
import gzip
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
GOLD_SET = SHARED / "data/pages/scrapinghub"
VENV = ROOT / "target/bench-venv"
PINNED = ["trafilatura==2.3.1", "resiliparse==2.0.1", "lxml==6.1.3", "lxml_html_clean==0.4.6"]
PEERS = ["trafilatura", "trafilatura, no metadata", "resiliparse"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=pathlib.Path, default=[GOLD_SET / "pages"])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--peer", choices=PEERS, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.peer:
        print(json.dumps(time_peer(args.peer, args.folders[0], args.runs)))
        return
    prepare()
    for folder in args.folders:
        compare(folder, args.runs)


def prepare():
    run("cargo", "build", "--quiet", "--release", "--package", "xtask", cwd=ROOT)
    if not VENV.exists():
        run(sys.executable, "-m", "venv", VENV)
    run(VENV / "bin/pip", "install", "--quiet", "--disable-pip-version-check", *PINNED)


def compare(folder, n_runs):
    ours = on_one_core(ROOT / "target/release/xtask", "bench", folder, n_runs + 1)
    rows = [("onrecord", ours)]
    for peer in PEERS:
        rows.append((peer, on_one_core(VENV / "bin/python", __file__, folder, "--runs", n_runs, "--peer", peer)))
    print(f"{folder}: {ours['pages']} pages, {ours['bytes'] / 1e6:.1f} MB; CPU seconds, one thread, median of {n_runs}")
    print(f"{'':26} {'median':>8} {'least':>8} {'most':>8} {'times ours':>11} {'MB/s':>7}  body F1")
    base = statistics.median(ours["seconds"][1:])
    for name, row in rows:
        rounds = row["seconds"][1:]
        middle = statistics.median(rounds)
        f1 = body_f1(name, row.get("texts")) if folder.resolve() == (GOLD_SET / "pages").resolve() else "-"
        print(
            f"{name:26} {middle:8.3f} {min(rounds):8.3f} {max(rounds):8.3f} {middle / base:11.1f}"
            f" {ours['bytes'] / 1e6 / middle:7.1f}  {f1}"
        )


def body_f1(name, texts):
    """The kit's figure; onrecord's texts are those that `cargo xtask score` scores."""
    predictions = ROOT / "target/score/scrapinghub.json"
    if texts is None:
        run(ROOT / "target/release/xtask", "score", "scrapinghub", cwd=ROOT, stdout=subprocess.DEVNULL)
    else:
        predictions = ROOT / "target/bench-predictions.json"
        predictions.write_text(json.dumps(texts))
    score = [sys.executable, SHARED / "kit/score_body.py", predictions, GOLD_SET / "gold.json", "--json"]
    out = json.loads(subprocess.run(score, check=True, capture_output=True, text=True).stdout)
    return f"{out['shingle']['f1']:.4f}"


def time_peer(peer, folder, n_runs):
    extract = EXTRACT[peer]()
    pages = {}
    for path in sorted(folder.iterdir()):
        if path.name.endswith((".html", ".html.gz")):
            data = path.read_bytes()
            pages[path.name.split(".html")[0]] = gzip.decompress(data) if path.suffix == ".gz" else data
    seconds = []
    for _ in range(n_runs + 1):
        start = time.process_time()
        texts = {name: extract(data) for name, data in pages.items()}
        seconds.append(time.process_time() - start)
    return {"seconds": seconds, "texts": texts}


def trafilatura(with_metadata):
    from trafilatura import bare_extraction

    def extract(data):
        document = bare_extraction(data, with_metadata=with_metadata, include_comments=False)
        return document.text if document else ""

    return extract


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import detect_encoding
    from resiliparse.parse.html import HTMLTree

    def extract(data):
        tree = HTMLTree.parse_from_bytes(data, detect_encoding(data))
        return extract_plain_text(tree, main_content=True, alt_texts=False)

    return extract


EXTRACT = {
    "trafilatura": lambda: trafilatura(with_metadata=True),
    "trafilatura, no metadata": lambda: trafilatura(with_metadata=False),
    "resiliparse": resiliparse,
}


def on_one_core(*command):
    core = sorted(os.sched_getaffinity(0))[0]
    out = subprocess.run(
        ["taskset", "-c", str(core), *map(str, command)], check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(out.stdout)


def run(*command, **options):
    subprocess.run([str(part) for part in command], check=True, **options)


if __name__ == "__main__":
    main()
