"""Scores a program on the whole records of `whole.py`, by `kit/score_record.py`.

    python3 training/score_whole.py --shared ../shared target/release/onrecord [--set web] [--fold 0] [--list]
"""

import argparse
import json
import subprocess
import tempfile
from pathlib import Path

import whole
from gold import fold_of


def main():
    args = arguments()
    with tempfile.TemporaryDirectory() as folder:
        gold, found = Path(folder, "gold"), Path(folder, "found")
        gold.mkdir(), found.mkdir()
        for name, article, record in whole.records(args.shared, args.set):
            if args.fold is not None and fold_of(name) != args.fold:
                continue
            Path(found, f"{name}.json").write_bytes(read(args.program, article, Path(folder, f"{name}.txt")))
            Path(gold, f"{name}.json").write_text(json.dumps(record))
        lists = ["--list"] if args.list else []
        subprocess.run(["python3", Path(args.shared, "kit/score_record.py"), gold, found, *lists], check=True)


def read(program, article, path):
    """What the program makes of an article, as JSON."""
    path.write_text(article.text)
    command = [program, "read", "--as", "text", "--format", "json", path]
    command += ["--title", article.title] if article.title else []
    command += ["--published", article.published] if article.published else []
    return subprocess.run(command, capture_output=True, check=True).stdout


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--shared", required=True)
    parser.add_argument("--set", choices=whole.SETS, default="newswire")
    parser.add_argument("--fold", type=int, help="only the articles of this fold")
    parser.add_argument("--list", action="store_true", help="list what is missed and what is wrong")
    return parser.parse_args()


if __name__ == "__main__":
    main()
