"""Reads the news and keeps the record: who said what, tied to the exact characters it came from.

>>> import onrecord
>>> page = "<title>Bridge reopens</title><article><h1>Bridge reopens</h1><p>“The Old Bridge is open again,” said Mayor \
Ada Lorne on Monday.</p></article>"
>>> record = onrecord.read(page.encode(), published="2031-03-12")
>>> statement = record.statements[0]
>>> print(statement.words, "–", statement.speakers[0])
The Old Bridge is open again, – Ada Lorne
>>> [record.article.text[span.start:span.end] == span.text for span in statement.content]
[True]

`read` gives the :class:`Record` of a page, `read_many` those of many, :class:`Store` keeps and asks them;
`onrecord.spark` reads a crawl. What fails is an :class:`Error`.
"""

from ._error import Error
from ._native import Table
from ._read import Kind, Source, read, read_many
from ._record import (
    Actor,
    ActorRole,
    Article,
    Block,
    Commitment,
    Engagement,
    Furniture,
    LiveUpdate,
    Mention,
    Note,
    Position,
    Provenance,
    Record,
    Span,
    Statement,
    When,
)
from ._store import Added, Store

__all__ = [
    "Actor",
    "ActorRole",
    "Added",
    "Article",
    "Block",
    "Commitment",
    "Engagement",
    "Error",
    "Furniture",
    "Kind",
    "LiveUpdate",
    "Mention",
    "Note",
    "Position",
    "Provenance",
    "Record",
    "Source",
    "Span",
    "Statement",
    "Store",
    "Table",
    "When",
    "read",
    "read_many",
]
