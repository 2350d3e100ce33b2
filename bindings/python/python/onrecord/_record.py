"""What one page puts on record: frozen objects, made from the JSON that `onrecord read --format json` prints.

Fields have the names of the JSON, which `onrecord schema` documents. Where the JSON has ids of actors, the objects have
the actors. Every place is in code points, as Python counts: ``record.article.text[span.start:span.end] == span.text``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Span:
    """Words of the article and where they stand."""

    text: str
    start: int
    end: int
    byte_start: int
    byte_end: int

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Mention(Span):
    """A span that may be in several pieces; it is the first of them then."""

    fragments: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    """A day or days, each as precise as the text tells: ``2031``, ``2031-03``, ``2031-03-12``."""

    first: str
    """The first day it may have been (``from`` in the JSON)."""
    last: str
    """The last (``to`` in the JSON)."""
    how: str
    """``stated`` where the text gives the date of this very thing, else ``inferred``."""
    evidence: tuple[Span, ...]

    def __str__(self) -> str:
        days = self.first if self.first == self.last else f"{self.first} to {self.last}"
        return days if self.how == "stated" else f"about {days}, inferred"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the article."""

    role: str
    text: str
    start: int
    end: int
    byte_start: int
    byte_end: int


@dataclass(frozen=True, slots=True)
class LiveUpdate:
    """An entry of a live blog, with its own time and writers."""

    title: str
    published: str | None
    bylines: tuple[str, ...]
    start: int
    end: int
    byte_start: int
    byte_end: int


@dataclass(frozen=True, slots=True)
class Furniture:
    """A piece of the page that is not the article."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """What the page says once its furniture is set aside."""

    title: str
    standfirst: str
    bylines: tuple[str, ...]
    published: str | None
    modified: str | None
    publisher: str
    language: str
    language_confidence: float
    url: str
    agency: tuple[str, ...]
    text: str
    blocks: tuple[Block, ...]
    updates: tuple[LiveUpdate, ...]
    furniture: tuple[Furniture, ...]


@dataclass(frozen=True, slots=True)
class ActorRole:
    """An office or description of an actor."""

    title: str
    of: str
    evidence: Span | None

    def __str__(self) -> str:
        return f"{self.title}, {self.of}" if self.of else self.title


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation, country or group, over all its mentions."""

    id: str
    name: str
    """Empty for unnamed sources; ``str(actor)`` describes those."""
    kind: str
    roles: tuple[ActorRole, ...]
    mentions: tuple[Span, ...]

    def __str__(self) -> str:
        described = [str(role) for role in self.roles] + [span.text for span in self.mentions]
        return self.name or next(iter(described), "unknown")


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what, to whom, about what and when."""

    id: str
    content: tuple[Span, ...]
    cue: Mention | None
    source: Mention | None
    speakers: tuple[Actor, ...]
    addressees: tuple[Actor, ...]
    via: tuple[Actor, ...]
    channel: str | None
    quote: str
    act: str
    modality: str
    said: When | None
    parent: str | None
    """The id of the statement that reports this one."""
    confidence: float
    speaker_confidence: float | None
    """How sure the speakers are, given that the words are a statement."""

    @property
    def words(self) -> str:
        """Its content in one line; `` … `` stands where the article's own words are left out."""
        return " … ".join(span.text for span in self.content)

    def __str__(self) -> str:
        who = " and ".join(map(str, self.speakers)) or "unknown speaker"
        told = [self.act, self.quote] + ([str(self.said)] if self.said else [])
        return f"{who}: {self.words} ({', '.join(told)})"


@dataclass(frozen=True, slots=True)
class Engagement:
    """Contact between actors, past or planned."""

    id: str
    kind: str
    phase: str
    participants: tuple[Actor, ...]
    place: str | None
    when: When | None
    moved_from: When | None
    evidence: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Commitment:
    """What binds its maker to an act or a restraint."""

    id: str
    by: tuple[Actor, ...]
    to: tuple[Actor, ...]
    what: Span
    due: str | None
    due_on: When | None
    condition: str | None
    status: str
    told_by: tuple[Actor, ...]
    statement: str | None
    """The id of the statement that makes or reports it."""
    when: When | None
    evidence: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Position:
    """An actor's stance on an issue."""

    id: str
    actor: Actor
    issue: str
    stance: str
    statements: tuple[str, ...]
    when: When | None
    evidence: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know about how the page was read; ``start`` and ``end`` are 0 where all of it is meant."""

    what: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a record came from, so that it can be checked and made again."""

    kind: str
    container: str | None
    part: str | None
    sha256: str
    bytes: int
    charset: str
    charset_from: str
    retrieved: str | None
    version: str
    model: str


@dataclass(frozen=True, slots=True)
class Record:
    """What one page puts on record."""

    schema_version: str
    input: str
    article: Article
    actors: tuple[Actor, ...]
    statements: tuple[Statement, ...]
    thoughts: tuple[Statement, ...]
    engagements: tuple[Engagement, ...]
    commitments: tuple[Commitment, ...]
    positions: tuple[Position, ...]
    notes: tuple[Note, ...]
    provenance: Provenance
    _json: str = field(repr=False, compare=False)

    def to_json(self) -> str:
        """The record as `onrecord read --format json` prints it, on one line."""
        return self._json

    def to_dict(self) -> dict[str, Any]:
        """The same as a dict, which is the caller's own."""
        return json.loads(self._json)

    @classmethod
    def from_json(cls, text: str) -> Record:
        """The record that :meth:`to_json` gave."""
        return _record(text, json.loads(text))


def _record(text: str, data: dict[str, Any]) -> Record:
    actors = {one["id"]: _actor(one) for one in data["actors"]}
    made = _Made(actors)
    return Record(
        schema_version=data["schema_version"],
        input=data["input"],
        article=_article(data["article"]),
        actors=tuple(actors.values()),
        statements=tuple(map(made.statement, data["statements"])),
        thoughts=tuple(map(made.statement, data["thoughts"])),
        engagements=tuple(map(made.engagement, data["engagements"])),
        commitments=tuple(map(made.commitment, data["commitments"])),
        positions=tuple(map(made.position, data["positions"])),
        notes=tuple(Note(one["what"], one["start"], one["end"]) for one in data["notes"]),
        provenance=Provenance(**{name: data["provenance"].get(name) for name in Provenance.__slots__}),
        _json=text,
    )


def _article(data: dict[str, Any]) -> Article:
    whole = {name: data[name] for name in Article.__slots__ if name != "updates"}
    whole |= {name: tuple(data[name]) for name in ("bylines", "agency")}
    whole["blocks"] = tuple(Block(*(one[name] for name in Block.__slots__)) for one in data["blocks"])
    updates = ({**one, "bylines": tuple(one["bylines"])} for one in data.get("updates", ()))
    whole["updates"] = tuple(LiveUpdate(**one) for one in updates)
    whole["furniture"] = tuple(Furniture(one["role"], one["text"]) for one in data["furniture"])
    return Article(**whole)


def _span(data: dict[str, Any]) -> Span:
    return Span(data["text"], data["start"], data["end"], data["byte_start"], data["byte_end"])


def _spans(data: list[dict[str, Any]]) -> tuple[Span, ...]:
    return tuple(map(_span, data))


def _mention(data: dict[str, Any] | None) -> Mention | None:
    if data is None:
        return None
    place = (data["start"], data["end"], data["byte_start"], data["byte_end"])
    return Mention(data["text"], *place, fragments=_spans(data.get("fragments", [])))


def _when(data: dict[str, Any] | None) -> When | None:
    return data and When(data["from"], data["to"], data["how"], _spans(data["evidence"]))


def _actor(data: dict[str, Any]) -> Actor:
    evidence = lambda one: one["evidence"] and _span(one["evidence"])  # noqa: E731
    roles = tuple(ActorRole(one["title"], one["of"], evidence(one)) for one in data["roles"])
    return Actor(data["id"], data["name"], data["kind"], roles, _spans(data["mentions"]))


class _Made:
    """Entries, with actors in place of their ids."""

    def __init__(self, actors: dict[str, Actor]) -> None:
        self.actors = actors

    def all(self, ids: list[str]) -> tuple[Actor, ...]:
        return tuple(self.actors[one] for one in ids)

    def statement(self, data: dict[str, Any]) -> Statement:
        plain = {name: data[name] for name in ("id", "channel", "quote", "act", "modality", "parent", "confidence")}
        return Statement(
            content=_spans(data["content"]),
            cue=_mention(data["cue"]),
            source=_mention(data["source"]),
            speakers=self.all(data["speakers"]),
            addressees=self.all(data["addressees"]),
            via=self.all(data["via"]),
            said=_when(data["said"]),
            speaker_confidence=data.get("speaker_confidence"),
            **plain,
        )

    def engagement(self, data: dict[str, Any]) -> Engagement:
        plain = {name: data[name] for name in ("id", "kind", "phase", "place", "confidence")}
        return Engagement(
            participants=self.all(data["participants"]),
            when=_when(data["when"]),
            moved_from=_when(data["moved_from"]),
            evidence=_spans(data["evidence"]),
            **plain,
        )

    def commitment(self, data: dict[str, Any]) -> Commitment:
        plain = {name: data[name] for name in ("id", "due", "condition", "status", "statement", "confidence")}
        return Commitment(
            by=self.all(data["by"]),
            to=self.all(data["to"]),
            told_by=self.all(data["told_by"]),
            what=_span(data["what"]),
            due_on=_when(data["due_on"]),
            when=_when(data["when"]),
            evidence=_spans(data["evidence"]),
            **plain,
        )

    def position(self, data: dict[str, Any]) -> Position:
        return Position(
            id=data["id"],
            actor=self.actors[data["actor"]],
            issue=data["issue"]["text"],
            stance=data["stance"],
            statements=tuple(data["statements"]),
            when=_when(data["when"]),
            evidence=_spans(data["evidence"]),
            confidence=data["confidence"],
        )
