-- Format 1: statements alone. Frozen: stores out there were made by it, and every later format starts from it.
--
-- For people there are views: statements, articles, actors, roles. They show what counts now: the latest version of
-- each article, with what people corrected. The tables below them hold every version.
--
-- Public ids are a prefix and 16 hexadecimal digits (ar- article, st- statement, ac- actor); the column `key` holds
-- the same number as an integer. `start` and `end` count Unicode code points of version.text.

PRAGMA application_id = 0x6f6e7263; -- "onrc"; user_version is the number of the format

-- The bytes of pages as they came, once each, so that a later model can read them again.
CREATE TABLE page (
  id      INTEGER PRIMARY KEY,
  sha256  TEXT NOT NULL UNIQUE,  -- of the bytes, in hexadecimal
  size    INTEGER NOT NULL,      -- how many bytes they are
  packed  BLOB NOT NULL          -- the bytes, compressed by zstd
) STRICT;

-- What the records below are compressed with: a dictionary for zstd, by its number.
CREATE TABLE dictionary (
  id    INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT;

-- One for each address, over all its versions.
CREATE TABLE article (
  id          INTEGER PRIMARY KEY,
  key         INTEGER NOT NULL UNIQUE,
  address     TEXT NOT NULL,     -- the canonical address; else where the page came from
  current     INTEGER REFERENCES version(id),  -- the version that counts
  story       INTEGER NOT NULL,  -- the article that this one shares its text with: the first of all copies, or itself
  story_share REAL               -- which share of the shorter text is in the other; null for the first
) STRICT;
CREATE INDEX article_of_story ON article(story) WHERE story <> id;

-- What an article said at one time.
CREATE TABLE version (
  id         INTEGER PRIMARY KEY,
  article    INTEGER NOT NULL REFERENCES article(id),
  page       INTEGER NOT NULL REFERENCES page(id),
  part       TEXT,               -- which part of its page it is: a feed's entry, an archive's record
  input      TEXT NOT NULL,      -- the input as it was named
  origin     TEXT NOT NULL,      -- what was known beside the bytes, in JSON
  title      TEXT NOT NULL,
  standfirst TEXT NOT NULL,
  bylines    TEXT NOT NULL,      -- joined by |
  publisher  TEXT NOT NULL,
  agency     TEXT NOT NULL,      -- joined by |
  published  TEXT,               -- as the page states it, ISO 8601
  modified   TEXT,
  day        INTEGER NOT NULL,   -- the day of publication, counted from 0000-01-01; 0 where unknown
  language   TEXT NOT NULL,
  text       TEXT NOT NULL,
  record     BLOB NOT NULL,      -- the machine's whole reading: JSON without the texts of spans, compressed by zstd
                                 -- with the dictionary
  made_by    TEXT NOT NULL,      -- the program and the model that read it
  added      TEXT NOT NULL       -- when, UTC
) STRICT;
CREATE INDEX version_of_article ON version(article);
CREATE INDEX version_of_page ON version(page);
CREATE INDEX version_by_day ON version(day);

-- Whoever publishes, by the name that pages give.
CREATE TABLE publisher (
  id     INTEGER PRIMARY KEY,
  name   TEXT NOT NULL UNIQUE,
  folded TEXT NOT NULL           -- lower case, without accents
) STRICT;

-- A person, organisation, country or group, over all articles.
CREATE TABLE actor (
  id     INTEGER PRIMARY KEY,
  key    INTEGER NOT NULL UNIQUE,
  kind   TEXT NOT NULL,          -- person, organisation, country, group, document, unnamed, author
  name   TEXT NOT NULL,          -- the fullest; for unnamed sources their description
  folded TEXT NOT NULL,          -- lower case, without accents; '' for those who are never merged
  last   TEXT NOT NULL,          -- the last word of that
  merged INTEGER REFERENCES actor(id)  -- whom a person said that this one is
) STRICT;
CREATE INDEX actor_by_name ON actor(folded) WHERE folded <> '';
CREATE INDEX actor_by_last ON actor(last) WHERE folded <> '';

-- Words that stand in many rows, once each.
CREATE TABLE term (
  id   INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
) STRICT;

-- Which actor an article's actor is, and why; the view `appearance` has the reason in words.
CREATE TABLE appearance_data (
  version INTEGER NOT NULL REFERENCES version(id),
  local   TEXT NOT NULL,         -- the id within the article's record: a1, a2 …
  actor   INTEGER NOT NULL REFERENCES actor(id),  -- whom the program takes it for; actor.merged goes before it
  name    TEXT NOT NULL,         -- as this article has it
  why     INTEGER NOT NULL REFERENCES term(id),  -- why it is taken for this actor
  PRIMARY KEY (version, local)
) STRICT, WITHOUT ROWID;
CREATE INDEX appearance_of_actor ON appearance_data(actor);
CREATE VIEW appearance AS
  SELECT version, local, actor, name, (SELECT text FROM term WHERE id = why) AS why FROM appearance_data;

-- Offices and descriptions, each with the words that state it; version.day dates it.
CREATE TABLE role (
  version INTEGER NOT NULL REFERENCES version(id),
  local   TEXT NOT NULL,
  title   TEXT NOT NULL,
  of      TEXT NOT NULL,
  start   INTEGER,               -- of the words that state it
  "end"   INTEGER,
  PRIMARY KEY (version, local, title, of)
) STRICT, WITHOUT ROWID;

-- What was said, once for each version of each article; what people corrected is in the columns already. The view
-- `statement` has the words beside it.
CREATE TABLE statement_data (
  id         INTEGER PRIMARY KEY, -- grows with the day of publication: newest first is by id
  key        INTEGER NOT NULL,    -- the same in every version that has the same words
  version    INTEGER NOT NULL REFERENCES version(id),
  local      TEXT NOT NULL,       -- the id within the article's record: s1, s2 …
  start      INTEGER NOT NULL,    -- of the first piece
  "end"      INTEGER NOT NULL,    -- of the last piece
  pieces     TEXT,                -- the words where they stand apart, joined by " … "; else null: all from start to end
  source     TEXT,                -- the words that name the source
  cue        INTEGER REFERENCES term(id),           -- the words that link the two
  quote      INTEGER NOT NULL REFERENCES term(id),  -- direct, mixed, indirect
  act        INTEGER NOT NULL REFERENCES term(id),  -- what was done by saying it
  modality   INTEGER NOT NULL REFERENCES term(id),  -- actual, future, conditional, negated
  channel    TEXT,                -- medium or occasion
  said_from  TEXT,                -- the first day it may have been said
  said_to    TEXT,                -- the last
  parent     TEXT,                -- the local id of the statement that reports this one
  confidence REAL NOT NULL,
  same       INTEGER NOT NULL,    -- the first statement with these words, in whatever article: one statement, many reports
  stands     INTEGER NOT NULL     -- 1 in an article's current version, unless a person said that it is no statement
) STRICT;
CREATE INDEX statement_by_key ON statement_data(key);
CREATE INDEX statement_of_version ON statement_data(version);
CREATE INDEX statement_same ON statement_data(same) WHERE same <> id;

-- Who said it, who heard it, who relayed it.
CREATE TABLE party (
  statement INTEGER NOT NULL REFERENCES statement_data(id),
  part      TEXT NOT NULL,       -- speaker, addressee, via
  place     INTEGER NOT NULL,    -- 0, 1, 2 … in the order of the record
  actor     INTEGER NOT NULL REFERENCES actor(id),
  PRIMARY KEY (statement, part, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX party_by_actor ON party(actor, part, statement);

-- Actors that are named in the words of a statement.
CREATE TABLE about (
  statement INTEGER NOT NULL REFERENCES statement_data(id),
  actor     INTEGER NOT NULL REFERENCES actor(id),
  PRIMARY KEY (statement, actor)
) STRICT, WITHOUT ROWID;

-- The statements of all versions with their words.
CREATE VIEW statement AS
  SELECT s.id, s.key, s.version, s.local,
         coalesce(s.pieces,
           (SELECT substr(v.text, s.start + 1, s."end" - s.start) FROM version v WHERE v.id = s.version)) AS content,
         s.start, s."end", s.pieces, s.source,
         (SELECT text FROM term WHERE id = s.cue) AS cue,
         (SELECT text FROM term WHERE id = s.quote) AS quote,
         (SELECT text FROM term WHERE id = s.act) AS act,
         (SELECT text FROM term WHERE id = s.modality) AS modality,
         s.channel, s.said_from, s.said_to, s.parent, s.confidence, s.same, s.stands,
         -- For the index: who, how, when, where. The digit in front keeps them apart from what people type.
         '0act' || (SELECT text FROM term WHERE id = s.act) || ' 0kind' || (SELECT text FROM term WHERE id = s.quote)
           || CASE WHEN s.said_from IS NULL THEN ''
                   WHEN length(s.said_from) >= 7 AND substr(s.said_from, 1, 7) = substr(s.said_to, 1, 7)
                     THEN ' 0said' || substr(s.said_from, 1, 4) || substr(s.said_from, 6, 2)
                   ELSE ' 0saidlong' END
           || coalesce((SELECT ' 0publisher' || p.id FROM version v JOIN publisher p ON p.name = v.publisher
                        WHERE v.id = s.version), '')
           || coalesce((SELECT group_concat(' 0' || p.part || p.actor, '') FROM party p WHERE p.statement = s.id), '')
           || coalesce((SELECT group_concat(' 0about' || b.actor, '') FROM about b WHERE b.statement = s.id), '') AS tags
  FROM statement_data s;

-- Some of the hashes of five words in a row of each article's current version, to find copies by.
CREATE TABLE article_shingle (
  hash    INTEGER NOT NULL,
  article INTEGER NOT NULL REFERENCES article(id),
  PRIMARY KEY (hash, article)
) STRICT, WITHOUT ROWID;

-- Some of the hashes of words in a row of each quotation that stands, to find the same one by.
CREATE TABLE quotation_shingle (
  hash      INTEGER NOT NULL,
  statement INTEGER NOT NULL REFERENCES statement_data(id),
  PRIMARY KEY (hash, statement)
) STRICT, WITHOUT ROWID;

-- What people changed, beside the machine's reading; never overwritten by adding or rebuilding.
CREATE TABLE correction (
  id      INTEGER PRIMARY KEY,
  made    TEXT NOT NULL,         -- when, UTC
  by      TEXT NOT NULL,         -- by whom
  what    TEXT NOT NULL,         -- act, quote, speaker, addressee, no_statement; merge, split
  target  INTEGER NOT NULL,      -- the statement's or actor's key
  value   TEXT NOT NULL,         -- what holds instead
  machine TEXT NOT NULL,         -- what the machine had read
  note    TEXT NOT NULL,         -- why
  undone  TEXT                   -- when it was taken back
) STRICT;
CREATE INDEX correction_of ON correction(target);

-- Feeds that are watched, between two polls.
CREATE TABLE feed (
  address       TEXT PRIMARY KEY,
  etag          TEXT,            -- what the server said last, to ask whether there is news
  last_modified TEXT,
  next          INTEGER NOT NULL, -- not before this second since 1970
  n_failed      INTEGER NOT NULL  -- how often in a row it could not be read
) STRICT;

-- Which entries of feeds were read, by a hash of their link.
CREATE TABLE feed_entry (
  key   INTEGER PRIMARY KEY,
  tries INTEGER NOT NULL         -- how often that was tried in vain; 3 for what is done
) STRICT;

-- Full text of the statements that stand; see `tags` for who, how and where.
CREATE VIEW statement_indexed AS
  SELECT id, content, tags FROM statement WHERE stands = 1;
CREATE VIRTUAL TABLE statement_text USING fts5(
  content, tags,
  content = 'statement_indexed', content_rowid = 'id',
  tokenize = "unicode61 remove_diacritics 2"
);

-- Full text of the headlines of current versions.
CREATE VIEW headline_indexed AS
  SELECT v.id, v.title FROM article r JOIN version v ON v.id = r.current;
CREATE VIRTUAL TABLE headline_text USING fts5(
  title,
  content = 'headline_indexed', content_rowid = 'id',
  tokenize = "unicode61 remove_diacritics 2", columnsize = 0
);

-- The statements that stand, for people.
CREATE VIEW statements AS
  SELECT 'st-' || printf('%016x', s.key) AS id,
         s.content,
         (SELECT group_concat(coalesce(m.name, a.name), '|') FROM party p JOIN actor a ON a.id = p.actor
          LEFT JOIN actor m ON m.id = a.merged WHERE p.statement = s.id AND p.part = 'speaker') AS speakers,
         (SELECT group_concat(coalesce(m.name, a.name), '|') FROM party p JOIN actor a ON a.id = p.actor
          LEFT JOIN actor m ON m.id = a.merged WHERE p.statement = s.id AND p.part = 'addressee') AS addressees,
         s.act, s.quote, s.modality, s.channel, s.said_from, s.said_to, s.source, s.cue, s.confidence,
         v.published, v.publisher, v.title, r.address,
         'ar-' || printf('%016x', r.key) AS article,
         s.start, s."end"
  FROM statement s JOIN version v ON v.id = s.version JOIN article r ON r.id = v.article
  WHERE s.stands = 1;

-- The articles in their current version, for people.
CREATE VIEW articles AS
  SELECT 'ar-' || printf('%016x', r.key) AS id,
         v.title, v.standfirst, v.bylines, v.publisher, v.agency, v.published, v.modified, v.language, r.address,
         (SELECT count(*) FROM version o WHERE o.article = r.id) AS versions,
         (SELECT count(*) FROM statement s WHERE s.version = v.id AND s.stands = 1) AS statements,
         'ar-' || printf('%016x', (SELECT f.key FROM article f WHERE f.id = r.story)) AS story,
         v.text
  FROM article r JOIN version v ON v.id = r.current;

-- Who is on record, for people.
CREATE VIEW actors AS
  SELECT 'ac-' || printf('%016x', a.key) AS id, a.name, a.kind,
         (SELECT count(*) FROM party p JOIN statement s ON s.id = p.statement
          WHERE p.actor = a.id AND p.part = 'speaker' AND s.stands = 1) AS statements
  FROM actor a WHERE a.merged IS NULL;

-- Offices over time, for people.
CREATE VIEW roles AS
  SELECT 'ac-' || printf('%016x', coalesce(m.key, a.key)) AS actor, coalesce(m.name, a.name) AS name, o.title, o.of,
         min(v.published) AS first, max(v.published) AS last, count(*) AS articles
  FROM role o JOIN appearance p ON p.version = o.version AND p.local = o.local
  JOIN actor a ON a.id = p.actor LEFT JOIN actor m ON m.id = a.merged
  JOIN version v ON v.id = o.version
  GROUP BY coalesce(m.id, a.id), o.title, o.of;
