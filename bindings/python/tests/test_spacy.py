"""Statements in spaCy, where it is installed."""

import pytest

spacy = pytest.importorskip("spacy", reason="spaCy is not installed")


def test_documents_have_their_statements():
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord", config={"published": "2031-03-12"})
    doc = nlp("“The dam will hold,” Mayor Ada Lorne said on Monday.")
    (statement,) = doc._.statements
    span = statement.content[0]
    assert doc.text[span.start : span.end] == span.text
    assert statement.speakers[0].name == "Ada Lorne"
    assert nlp("   ")._.statements == ()
