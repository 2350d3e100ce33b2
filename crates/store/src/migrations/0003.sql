-- Format 3: people may change more (own words, days, names, kinds, offices), add what the machine missed, and say that
-- they reviewed it. Letters such as ø and ł are found by what people type for them.

ALTER TABLE _correction ADD COLUMN article INTEGER NOT NULL DEFAULT 0; -- the key of the article that it is of; 0 for an
                                                                        -- actor's, which is over all articles
UPDATE _correction SET article = CASE kind
  WHEN 'article' THEN target
  WHEN 'actor' THEN 0
  ELSE coalesce((SELECT r.key FROM _entry e JOIN _version v ON v.id = e.version JOIN _article r ON r.id = v.article
                 WHERE e.key = target LIMIT 1), 0) END;
CREATE INDEX _correction_in_article ON _correction(article) WHERE article <> 0;
CREATE INDEX _correction_of_office ON _correction(target) WHERE what = 'role';

-- What is least sure, first.
CREATE INDEX _entry_unsure ON _entry(confidence, id, same) WHERE stands = 1;

ALTER TABLE _actor ADD COLUMN read_name TEXT; -- the name as articles have it, where a person gave another
ALTER TABLE _actor ADD COLUMN read_kind TEXT; -- the kind that was read, where a person gave another

DROP TABLE _entry_text;
DROP TABLE _headline_text;
DROP VIEW _entry_indexed;
DROP VIEW _headline_indexed;

-- What a full-text index holds of any entry: its words (of a position the issue too) as people type them, and who, how
-- and when. The digit in front of a tag keeps it apart from what people type; the blanks of a code are left out.
CREATE VIEW _entry_words AS
  SELECT e.id, e.stands,
                  replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
         replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
         CASE e.kind WHEN 'po' THEN (SELECT d.issue || ' … ' FROM _position d WHERE d.entry = e.id) ELSE '' END
           || coalesce(e.words,
             (SELECT substr(v.text, e.start + 1, e."end" - e.start) FROM _version v WHERE v.id = e.version))
           , 'ø', 'o'), 'Ø', 'O'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd')
           , 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), 'ħ', 'h'), 'Ħ', 'H'), 'ı', 'i'), 'ß', 'ss')
           , 'æ', 'ae'), 'Æ', 'AE'), 'œ', 'oe'), 'Œ', 'OE'), 'ʼ', ''''), 'ʻ', '''') AS words,
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
  FROM _entry e;

-- What the index of what stands holds.
CREATE VIEW _entry_indexed AS SELECT id, words, tags FROM _entry_words WHERE stands = 1;
CREATE VIRTUAL TABLE _entry_text USING fts5(
  words, tags,
  content = '_entry_indexed', content_rowid = 'id',
  tokenize = "unicode61 remove_diacritics 2"
);

-- The headlines of all versions as people type them, and the full text of those of current versions.
CREATE VIEW _headline_words AS
  SELECT v.id, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
           replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(v.title
           , 'ø', 'o'), 'Ø', 'O'), 'ł', 'l'), 'Ł', 'L'), 'đ', 'd'), 'Đ', 'D'), 'ð', 'd')
           , 'Ð', 'D'), 'þ', 'th'), 'Þ', 'Th'), 'ħ', 'h'), 'Ħ', 'H'), 'ı', 'i'), 'ß', 'ss')
           , 'æ', 'ae'), 'Æ', 'AE'), 'œ', 'oe'), 'Œ', 'OE'), 'ʼ', ''''), 'ʻ', '''') AS title FROM _version v;
CREATE VIEW _headline_indexed AS
  SELECT h.id, h.title FROM _article r JOIN _headline_words h ON h.id = r.current;
CREATE VIRTUAL TABLE _headline_text USING fts5(
  title,
  content = '_headline_indexed', content_rowid = 'id',
  tokenize = "unicode61 remove_diacritics 2", columnsize = 0
);
INSERT INTO _headline_text (_headline_text) VALUES ('rebuild');

-- What people changed, for people.
DROP VIEW corrections;
CREATE VIEW corrections AS
  SELECT id, made, by, kind, what,
         CASE kind WHEN 'statement' THEN 'st-' WHEN 'engagement' THEN 'en-' WHEN 'commitment' THEN 'co-'
                   WHEN 'position' THEN 'po-' WHEN 'actor' THEN 'ac-' ELSE 'ar-' END || printf('%016x', target) AS target,
         iif(article = 0, NULL, 'ar-' || printf('%016x', article)) AS article,
         value, machine, note, undone
  FROM _correction;
