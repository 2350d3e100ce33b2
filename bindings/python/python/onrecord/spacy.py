"""Statements in spaCy: ``nlp.add_pipe("onrecord")`` sets ``doc._.statements``. Needs spaCy.

The text of the document is read as it is, so every place is one of ``doc.text``: ``doc.char_span(span.start, span.end)``
gives the tokens. ``doc._.record`` is the whole record.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from ._read import read


@Language.factory("onrecord", default_config={"published": None})
def factory(nlp: Language, name: str, published: str | None) -> Statements:
    """The component; ``config={"published": "2031-03-12"}`` says when the texts appeared."""
    return Statements(published)


class Statements:
    """Reads documents as plain texts."""

    def __init__(self, published: str | None) -> None:
        self.published = published
        for extension, default in (("record", None), ("statements", ())):
            if not Doc.has_extension(extension):
                Doc.set_extension(extension, default=default)

    def __call__(self, doc: Doc) -> Doc:
        if doc.text.strip():
            doc._.record = read(doc.text.encode(), as_="text", published=self.published)
            doc._.statements = doc._.record.statements
        return doc
