"""Writes the articles that are learnt from, a file each, as `cargo run --example candidates` takes them.

    python3 training/texts.py --shared ../shared FOLDER

Before the text stand its lines ID, TITLE and PUBLISHED, as far as they are known.
"""

import sys
from pathlib import Path

import gold


def main(shared, folder):
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name in gold.SETS + gold.FURTHER:
        for stem, article, _ in gold.articles(shared, name):
            Path(folder, f"{stem}.txt").write_text(as_file(stem, article))


def as_file(name, article):
    heads = {"ID": name, "TITLE": article.title, "PUBLISHED": article.published}
    return "".join(f"{key}: {value}\n" for key, value in heads.items() if value) + f"\n{article.text}"


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] != "--shared":
        sys.exit(__doc__)
    main(sys.argv[2], sys.argv[3])
