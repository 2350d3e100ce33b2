-- Format 2: entries of any kind, each with its evidence and its parties.
--
-- What begins with `_` is the program's own. The rest are views for people: statements, engagements, commitments,
-- positions, entries, evidence, parties, articles, actors, roles, appearances, corrections. They show what counts now:
-- the latest version of each article, with what people corrected.
--
-- Public ids are a prefix and 16 hexadecimal digits: ar- article, ac- actor, st- statement, en- engagement,
-- co- commitment, po- position. The column `key` holds the same number as an integer. `start` and `end` count Unicode
-- code points of _version.text.
--
-- Rows of entries are written anew from the records once these tables are made (see migrations/mod.rs).

DROP VIEW statements;
DROP VIEW articles;
DROP VIEW actors;
DROP VIEW roles;
DROP VIEW statement_indexed;
DROP VIEW headline_indexed;
DROP VIEW statement;
DROP VIEW appearance;
DROP TABLE statement_text;
DROP TABLE headline_text;
DROP TABLE about;
DROP TABLE quotation_shingle;

ALTER TABLE page RENAME TO _page;
ALTER TABLE dictionary RENAME TO _dictionary;
ALTER TABLE article RENAME TO _article;
ALTER TABLE version RENAME TO _version;
ALTER TABLE publisher RENAME TO _publisher;
ALTER TABLE actor RENAME TO _actor;
ALTER TABLE term RENAME TO _term;
ALTER TABLE appearance_data RENAME TO _appearance;
ALTER TABLE role RENAME TO _role;
ALTER TABLE article_shingle RENAME TO _article_shingle;
ALTER TABLE correction RENAME TO _correction;
ALTER TABLE feed RENAME TO _feed;
ALTER TABLE feed_entry RENAME TO _feed_entry;

-- What is on record, once for each version of each article; what people corrected is in the columns already.
CREATE TABLE _entry (
  id          INTEGER PRIMARY KEY, -- grows with the day of publication: newest first is by id
  kind        TEXT NOT NULL,       -- what its public id begins with: st, en, co, po
  key         INTEGER NOT NULL,    -- the same in every version that has the same words
  version     INTEGER NOT NULL REFERENCES _version(id),
  local       TEXT NOT NULL,       -- the id within the article's record: s1, e1 …
  start       INTEGER NOT NULL,    -- of the first piece of its own words
  "end"       INTEGER NOT NULL,    -- of the last piece
  words       TEXT,                -- its own words, pieces joined by " … "; null where they are all from start to end
  when_from   TEXT,                -- the first day it may have been, as precise as the text tells
  when_to     TEXT,                -- the last; null where it is the first too
  when_stated INTEGER,             -- 1 where the text gives this very date, 0 where it was worked out
  confidence  REAL NOT NULL,
  same        INTEGER NOT NULL,    -- the first entry with these words, in whatever article: one entry, many reports
  stands      INTEGER NOT NULL     -- 1 in an article's current version, unless a person said that it is none
) STRICT;

-- What only statements have. Codes and words that stand in many rows are numbers of _term.
CREATE TABLE _statement (
  entry    INTEGER PRIMARY KEY REFERENCES _entry(id),
  quote    INTEGER NOT NULL REFERENCES _term(id),  -- direct, mixed, indirect
  act      INTEGER NOT NULL REFERENCES _term(id),  -- what was done by saying it
  modality INTEGER NOT NULL REFERENCES _term(id),  -- actual, future, conditional, negated
  channel  TEXT,                                   -- medium or occasion
  parent   TEXT                                    -- the local id of the statement that reports this one
) STRICT;

-- What only engagements have.
CREATE TABLE _engagement (
  entry        INTEGER PRIMARY KEY REFERENCES _entry(id),
  engagement   INTEGER NOT NULL REFERENCES _term(id), -- meeting, call, visit …
  phase        INTEGER NOT NULL REFERENCES _term(id), -- scheduled, held, cancelled …
  place        TEXT,
  moved_from   TEXT,                                  -- the first day of when it was to be, where it was moved
  moved_to     TEXT,                                  -- the last
  moved_how    INTEGER REFERENCES _term(id)           -- stated, inferred
) STRICT;

-- What only commitments have.
CREATE TABLE _commitment (
  entry     INTEGER PRIMARY KEY REFERENCES _entry(id),
  status    INTEGER NOT NULL REFERENCES _term(id), -- made, kept, broken …
  due       TEXT,                                  -- by when, as stated
  due_from  TEXT,                                  -- the days that this means
  due_to    TEXT,
  due_how   INTEGER REFERENCES _term(id),          -- stated, inferred
  condition TEXT,                                  -- on what condition, as stated
  statement TEXT                                   -- the local id of the statement that makes or reports it
) STRICT;

-- What only positions have.
CREATE TABLE _position (
  entry      INTEGER PRIMARY KEY REFERENCES _entry(id),
  stance     INTEGER NOT NULL REFERENCES _term(id), -- supports, opposes …
  issue      TEXT NOT NULL,                         -- on what
  statements TEXT                                   -- the local ids of the statements that show it, joined by blanks
) STRICT;

-- The article's words that show an entry. An entry's own words stand here only where they are in several pieces:
-- one piece is from _entry.start to _entry.end.
CREATE TABLE _evidence (
  entry INTEGER NOT NULL REFERENCES _entry(id),
  of    INTEGER NOT NULL REFERENCES _term(id),  -- what they show: words, source, cue, when, support
  nth   INTEGER NOT NULL,                       -- 0, 1, 2 … in the order of the record
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (entry, of, nth)
) STRICT, WITHOUT ROWID;

-- Whom an entry concerns.
CREATE TABLE _party (
  entry INTEGER NOT NULL REFERENCES _entry(id),
  part  INTEGER NOT NULL REFERENCES _term(id),  -- speaker, addressee, via, participant, by, to, holder …
  place INTEGER NOT NULL,                       -- 0, 1, 2 … in the order of the record
  actor INTEGER NOT NULL REFERENCES _actor(id),
  PRIMARY KEY (entry, part, place)
) STRICT, WITHOUT ROWID;

-- Actors that are named in an entry's own words.
CREATE TABLE _about (
  entry INTEGER NOT NULL REFERENCES _entry(id),
  actor INTEGER NOT NULL REFERENCES _actor(id),
  PRIMARY KEY (entry, actor)
) STRICT, WITHOUT ROWID;

-- Some of the hashes of words in a row of each entry that stands, to find the same one by.
CREATE TABLE _entry_shingle (
  hash  INTEGER NOT NULL,
  entry INTEGER NOT NULL REFERENCES _entry(id),
  PRIMARY KEY (hash, entry)
) STRICT, WITHOUT ROWID;

-- Every ending of a name that begins with a word ("byrne lund" and "lund" of "nora byrne lund"), so that each part of
-- it is found by its beginning.
CREATE TABLE _name (
  ending   TEXT NOT NULL,
  actor    INTEGER NOT NULL REFERENCES _actor(id),
  is_whole INTEGER NOT NULL,     -- 1 where it is the whole name
  PRIMARY KEY (ending, actor)
) STRICT, WITHOUT ROWID;

-- Digests of what rows say, so that a change behind the program's back is seen (seal.rs).
CREATE TABLE _seal (
  of     INTEGER NOT NULL,       -- 0 a version, 1 its actors, 2 what its entries are the same as, 3 an article,
                                 -- 4 an actor, 5 a correction
  id     INTEGER NOT NULL,       -- the number of that row
  digest INTEGER NOT NULL,
  PRIMARY KEY (of, id)
) STRICT, WITHOUT ROWID;

ALTER TABLE _actor ADD COLUMN by_hand INTEGER NOT NULL DEFAULT 0; -- 1 for who was made by a person's correction
UPDATE _actor SET by_hand = 1 WHERE id NOT IN (SELECT actor FROM _appearance);

ALTER TABLE _correction ADD COLUMN kind TEXT NOT NULL DEFAULT 'statement'; -- what the target is
UPDATE _correction SET kind = CASE what WHEN 'merge' THEN 'actor' WHEN 'split' THEN 'article' ELSE 'statement' END;
UPDATE _correction SET what = 'not_on_record' WHERE what = 'no_statement';

INSERT INTO _entry (id, kind, key, version, local, start, "end", words, when_from, when_to, when_stated, confidence, same,
                    stands)
  SELECT id, 'st', key, version, local, start, "end", pieces, said_from, nullif(said_to, said_from),
         iif(said_from IS NULL, NULL, 0), confidence, same, stands
  FROM statement_data;
DROP TABLE party;
DROP TABLE statement_data;

CREATE INDEX _entry_by_key ON _entry(key);
CREATE INDEX _entry_of_version ON _entry(version);
CREATE INDEX _entry_same ON _entry(same) WHERE same <> id;
CREATE INDEX _party_by_actor ON _party(actor, part, entry);

-- What the full-text index holds of an entry: its words (of a position the issue too), and who, how and when. The digit in front of a tag keeps it
-- apart from what people type; the blanks of a code are left out.
CREATE VIEW _entry_indexed AS
  SELECT e.id,
         CASE e.kind WHEN 'po' THEN (SELECT d.issue || ' … ' FROM _position d WHERE d.entry = e.id) ELSE '' END
           || coalesce(e.words,
             (SELECT substr(v.text, e.start + 1, e."end" - e.start) FROM _version v WHERE v.id = e.version)) AS words,
         '0kind' || e.kind
           || coalesce(CASE e.kind
                WHEN 'st' THEN
                  (SELECT ' 0act' || a.text || ' 0quote' || q.text
                          || iif(m.text = 'actual', '', ' 0modality' || m.text)
                   FROM _statement d JOIN _term a ON a.id = d.act JOIN _term q ON q.id = d.quote
                   JOIN _term m ON m.id = d.modality WHERE d.entry = e.id)
                WHEN 'en' THEN
                  (SELECT ' 0engagement' || k.text || ' 0phase' || replace(p.text, ' ', '')
                   FROM _engagement d JOIN _term k ON k.id = d.engagement JOIN _term p ON p.id = d.phase
                   WHERE d.entry = e.id)
                WHEN 'co' THEN
                  (SELECT ' 0status' || replace(s.text, ' ', '')
                   FROM _commitment d JOIN _term s ON s.id = d.status WHERE d.entry = e.id)
                WHEN 'po' THEN
                  (SELECT ' 0stance' || replace(s.text, ' ', '')
                   FROM _position d JOIN _term s ON s.id = d.stance WHERE d.entry = e.id)
              END, '')
           || CASE WHEN e.when_from IS NULL THEN ''
                   WHEN length(e.when_from) >= 7
                        AND substr(e.when_from, 1, 7) = substr(coalesce(e.when_to, e.when_from), 1, 7)
                     THEN ' 0when' || substr(e.when_from, 1, 4) || substr(e.when_from, 6, 2)
                   ELSE ' 0whenlong' END
           || coalesce((SELECT ' 0publisher' || p.id FROM _version v JOIN _publisher p ON p.name = v.publisher
                        WHERE v.id = e.version), '')
           || coalesce((SELECT group_concat(' 0' || t.text || p.actor, '')
                        FROM _party p JOIN _term t ON t.id = p.part WHERE p.entry = e.id), '')
           || coalesce((SELECT group_concat(' 0about' || b.actor, '') FROM _about b WHERE b.entry = e.id), '') AS tags
  FROM _entry e WHERE e.stands = 1;
CREATE VIRTUAL TABLE _entry_text USING fts5(
  words, tags,
  content = '_entry_indexed', content_rowid = 'id',
  tokenize = "unicode61 remove_diacritics 2"
);

-- Full text of the headlines of current versions.
CREATE VIEW _headline_indexed AS
  SELECT v.id, v.title FROM _article r JOIN _version v ON v.id = r.current;
CREATE VIRTUAL TABLE _headline_text USING fts5(
  title,
  content = '_headline_indexed', content_rowid = 'id',
  tokenize = "unicode61 remove_diacritics 2", columnsize = 0
);
INSERT INTO _headline_text (_headline_text) VALUES ('rebuild');

-- For people: whom each entry that stands concerns, by the name that a merge gave.
CREATE VIEW parties AS
  SELECT e.kind || '-' || printf('%016x', e.key) AS entry, t.text AS part, coalesce(m.name, a.name) AS name,
         'ac-' || printf('%016x', coalesce(m.key, a.key)) AS actor, p.place, e.id AS _entry
  FROM _entry e JOIN _party p ON p.entry = e.id JOIN _term t ON t.id = p.part
  JOIN _actor a ON a.id = p.actor LEFT JOIN _actor m ON m.id = a.merged
  WHERE e.stands = 1;

-- For people: the words that show each entry that stands, and where they are in the article's text.
CREATE VIEW evidence AS
  SELECT e.kind || '-' || printf('%016x', e.key) AS entry, t.text AS of,
         substr(v.text, x.start + 1, x."end" - x.start) AS words, x.start, x."end", x.nth, e.id AS _entry
  FROM _entry e JOIN _evidence x ON x.entry = e.id JOIN _term t ON t.id = x.of JOIN _version v ON v.id = e.version
  WHERE e.stands = 1
  UNION ALL
  SELECT e.kind || '-' || printf('%016x', e.key), 'words',
         substr(v.text, e.start + 1, e."end" - e.start), e.start, e."end", 0, e.id
  FROM _entry e JOIN _version v ON v.id = e.version
  WHERE e.stands = 1 AND e.words IS NULL;

-- For people: everything that stands, of whatever kind. `published` is a day, `published_at` what the page states.
CREATE VIEW entries AS
  SELECT e.kind || '-' || printf('%016x', e.key) AS id,
         CASE e.kind WHEN 'st' THEN 'statement' WHEN 'en' THEN 'engagement' WHEN 'co' THEN 'commitment'
                     WHEN 'po' THEN 'position' END AS kind,
         coalesce(e.words, substr(v.text, e.start + 1, e."end" - e.start)) AS words,
         e.when_from, coalesce(e.when_to, e.when_from) AS when_to,
         CASE e.when_stated WHEN 1 THEN 'stated' WHEN 0 THEN 'inferred' END AS when_how,
         e.confidence, e.start, e."end",
         f.kind || '-' || printf('%016x', f.key) AS first_report,
         substr(v.published, 1, 10) AS published, v.published AS published_at, v.publisher, v.title, r.address,
         'ar-' || printf('%016x', r.key) AS article, e.id AS _entry
  FROM _entry e JOIN _version v ON v.id = e.version JOIN _article r ON r.id = v.article
  LEFT JOIN _entry f ON f.id = e.same
  WHERE e.stands = 1;

CREATE VIEW statements AS
  SELECT e.id, e.words AS content,
         (SELECT group_concat(p.name, '|') FROM parties p WHERE p._entry = e._entry AND p.part = 'speaker') AS speakers,
         (SELECT group_concat(p.actor, '|') FROM parties p WHERE p._entry = e._entry AND p.part = 'speaker')
           AS speaker_ids,
         (SELECT group_concat(p.name, '|') FROM parties p WHERE p._entry = e._entry AND p.part = 'addressee')
           AS addressees,
         (SELECT group_concat(p.name, '|') FROM parties p WHERE p._entry = e._entry AND p.part = 'via') AS via,
         (SELECT text FROM _term WHERE id = d.act) AS act,
         (SELECT text FROM _term WHERE id = d.quote) AS quote,
         (SELECT text FROM _term WHERE id = d.modality) AS modality,
         d.channel, e.when_from AS said_from, e.when_to AS said_to, e.when_how AS said_how,
         (SELECT group_concat(x.words, ' … ') FROM evidence x WHERE x._entry = e._entry AND x.of = 'source') AS source,
         (SELECT group_concat(x.words, ' … ') FROM evidence x WHERE x._entry = e._entry AND x.of = 'cue') AS cue,
         (SELECT 'st-' || printf('%016x', o.key) FROM _entry s JOIN _entry o ON o.version = s.version
          WHERE s.id = e._entry AND o.local = d.parent) AS parent,
         e.confidence, e.first_report, e.published, e.published_at, e.publisher, e.title, e.address, e.article, e.start,
         e."end"
  FROM _statement d JOIN entries e ON e._entry = d.entry;

CREATE VIEW engagements AS
  SELECT e.id,
         (SELECT text FROM _term WHERE id = d.engagement) AS engagement,
         (SELECT text FROM _term WHERE id = d.phase) AS phase,
         (SELECT group_concat(p.name, '|') FROM parties p WHERE p._entry = e._entry AND p.part = 'participant')
           AS participants,
         (SELECT group_concat(p.actor, '|') FROM parties p WHERE p._entry = e._entry AND p.part = 'participant')
           AS participant_ids,
         d.place, e.when_from, e.when_to, e.when_how, d.moved_from, d.moved_to, e.words, e.confidence, e.first_report,
         e.published, e.published_at, e.publisher, e.title, e.address, e.article, e.start, e."end"
  FROM _engagement d JOIN entries e ON e._entry = d.entry;

CREATE VIEW commitments AS
  SELECT e.id,
         (SELECT group_concat(p.name, '|') FROM parties p WHERE p._entry = e._entry AND p.part = 'by') AS by,
         (SELECT group_concat(p.actor, '|') FROM parties p WHERE p._entry = e._entry AND p.part = 'by') AS by_ids,
         (SELECT group_concat(p.name, '|') FROM parties p WHERE p._entry = e._entry AND p.part = 'to') AS "to",
         e.words AS what,
         (SELECT text FROM _term WHERE id = d.status) AS status,
         (SELECT group_concat(p.name, '|') FROM parties p WHERE p._entry = e._entry AND p.part = 'told_by') AS told_by,
         d.due, d.due_from, d.due_to, d.condition, e.when_from AS made_from, e.when_to AS made_to,
         (SELECT 'st-' || printf('%016x', o.key) FROM _entry s JOIN _entry o ON o.version = s.version
          WHERE s.id = e._entry AND o.local = d.statement) AS statement,
         e.confidence, e.first_report, e.published, e.published_at, e.publisher, e.title, e.address, e.article, e.start,
         e."end"
  FROM _commitment d JOIN entries e ON e._entry = d.entry;

CREATE VIEW positions AS
  SELECT e.id,
         (SELECT group_concat(p.name, '|') FROM parties p WHERE p._entry = e._entry AND p.part = 'holder') AS holder,
         (SELECT group_concat(p.actor, '|') FROM parties p WHERE p._entry = e._entry AND p.part = 'holder') AS holder_id,
         (SELECT text FROM _term WHERE id = d.stance) AS stance,
         d.issue, e.when_from, e.when_to, e.words, e.confidence, e.first_report, e.published, e.published_at, e.publisher,
         e.title, e.address, e.article, e.start, e."end"
  FROM _position d JOIN entries e ON e._entry = d.entry;

-- The articles in their current version, for people.
CREATE VIEW articles AS
  SELECT 'ar-' || printf('%016x', r.key) AS id,
         v.title, v.standfirst, v.bylines, v.publisher, v.agency, substr(v.published, 1, 10) AS published,
         v.published AS published_at, v.modified AS modified_at, v.language, r.address,
         (SELECT count(*) FROM _version o WHERE o.article = r.id) AS versions,
         (SELECT count(*) FROM _entry e WHERE e.version = v.id AND e.stands = 1 AND e.kind = 'st') AS statements,
         (SELECT count(*) FROM _entry e WHERE e.version = v.id AND e.stands = 1) AS entries,
         'ar-' || printf('%016x', (SELECT f.key FROM _article f WHERE f.id = r.story)) AS story,
         v.text
  FROM _article r JOIN _version v ON v.id = r.current;

-- Who is on record, for people.
CREATE VIEW actors AS
  SELECT 'ac-' || printf('%016x', a.key) AS id, a.name, a.kind,
         (SELECT count(*) FROM _party p JOIN _entry e ON e.id = p.entry
          WHERE p.actor = a.id AND p.part = (SELECT id FROM _term WHERE text = 'speaker') AND e.stands = 1) AS statements,
         (SELECT count(DISTINCT p.entry) FROM _party p JOIN _entry e ON e.id = p.entry
          WHERE p.actor = a.id AND e.stands = 1) AS entries
  FROM _actor a WHERE a.merged IS NULL;

-- Which actor each article's actor is taken for, and why, for people.
CREATE VIEW appearances AS
  SELECT 'ac-' || printf('%016x', coalesce(m.key, a.key)) AS actor, coalesce(m.name, a.name) AS name,
         p.name AS name_there, t.text AS why, 'ar-' || printf('%016x', r.key) AS article, v.title,
         substr(v.published, 1, 10) AS published
  FROM _article r JOIN _version v ON v.id = r.current JOIN _appearance p ON p.version = v.id
  JOIN _term t ON t.id = p.why JOIN _actor a ON a.id = p.actor LEFT JOIN _actor m ON m.id = a.merged;

-- Offices over time, for people.
CREATE VIEW roles AS
  SELECT 'ac-' || printf('%016x', coalesce(m.key, a.key)) AS actor, coalesce(m.name, a.name) AS name, o.title, o.of,
         substr(min(v.published), 1, 10) AS first, substr(max(v.published), 1, 10) AS last, count(*) AS articles
  FROM _role o JOIN _appearance p ON p.version = o.version AND p.local = o.local
  JOIN _actor a ON a.id = p.actor LEFT JOIN _actor m ON m.id = a.merged
  JOIN _version v ON v.id = o.version
  GROUP BY coalesce(m.id, a.id), o.title, o.of;

-- What people changed, for people.
CREATE VIEW corrections AS
  SELECT id, made, by, kind, what,
         CASE kind WHEN 'statement' THEN 'st-' WHEN 'engagement' THEN 'en-' WHEN 'commitment' THEN 'co-'
                   WHEN 'position' THEN 'po-' WHEN 'actor' THEN 'ac-' ELSE 'ar-' END || printf('%016x', target) AS target,
         value, machine, note, undone
  FROM _correction;
