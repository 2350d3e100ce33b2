"""Writes the articles that are learnt from, a file each, as `cargo run --example candidates` takes them.

    python3 training/texts.py --shared ../shared FOLDER

Before the text stand its lines ID, TITLE and PUBLISHED, as far as they are known.
"""

import re
import sys
from pathlib import Path

import gold
import readings


def main(shared, folder):
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name in gold.SETS + gold.FURTHER:
        for stem, article, _ in gold.articles(shared, name):
            Path(folder, f"{stem}.txt").write_text(as_file(shared, stem, article))


def as_file(shared, name, article):
    title, published = article and article.title, article and article.published
    text = article.text if article else readings.text_of(shared, name)
    if not article:
        published = re.search(r"\d{4}-\d\d-\d\d", name)[0]
    heads = {"ID": name, "TITLE": title, "PUBLISHED": published}
    return "".join(f"{key}: {value}\n" for key, value in heads.items() if value) + f"\n{text}"


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] != "--shared":
        sys.exit(__doc__)
    main(sys.argv[2], sys.argv[3])
