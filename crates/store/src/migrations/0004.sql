-- Format 4: indexes by which a large store answers at once what it had to read all of before.

-- Timelines: what is dated, by its day.
CREATE INDEX _entry_by_day ON _entry(when_from, id) WHERE stands = 1 AND when_from IS NOT NULL;

-- What positions are on.
CREATE INDEX _position_on ON _position(issue);

-- From a version that counts to its article, and what lists tell of a version, without its row: that holds the text.
CREATE INDEX _article_of_current ON _article(current);
CREATE INDEX _version_told ON _version(id, publisher, published);

-- Whoever is merged, who are few.
CREATE INDEX _actor_merged ON _actor(merged) WHERE merged IS NOT NULL;
