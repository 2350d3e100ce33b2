//! What only earlier versions of articles say: an index of it is made for who asks `versions:all`, as few do and it is
//! little beside what counts.

use rusqlite::Connection;
use rusqlite::types::Value;

use super::sql::Sql;

/// How the index of what stands is asked.
pub(crate) const ASKED: &str = "SELECT rowid FROM _entry_text WHERE _entry_text MATCH ?";
const BOTH_ASKED: &str = "SELECT rowid FROM _entry_text WHERE _entry_text MATCH ?
   UNION ALL SELECT rowid FROM temp.earlier_text WHERE earlier_text MATCH ?";

/// Holds for what stands, and for what only an earlier version says.
pub(crate) const OF_ALL_VERSIONS: &str = "(e.stands = 1 OR e.id IN (SELECT rowid FROM temp.earlier_text))";

/// Makes the index, for this connection alone: of each entry that the version that counts has no more, the last state.
/// What people rejected is none.
pub(crate) fn index(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(
        "DROP TABLE IF EXISTS temp.earlier_text;
         CREATE VIRTUAL TABLE temp.earlier_text USING fts5(words, tags, tokenize = \"unicode61 remove_diacritics 2\");
         INSERT INTO temp.earlier_text (rowid, words, tags)
         SELECT w.id, w.words, w.tags FROM _entry e JOIN _entry_words w ON w.id = e.id
         WHERE e.stands = 0
           AND e.id = (SELECT max(o.id) FROM _entry o WHERE o.key = e.key AND o.kind = e.kind)
           AND NOT EXISTS (SELECT 1 FROM _entry o WHERE o.key = e.key AND o.kind = e.kind AND o.stands = 1)
           AND NOT EXISTS (SELECT 1 FROM _version v JOIN _article r ON r.id = v.article
                           WHERE v.id = e.version AND r.current = v.id)
           AND NOT EXISTS (SELECT 1 FROM _correction c
                           WHERE c.target = e.key AND c.what = 'not_on_record' AND c.undone IS NULL)
         ORDER BY w.id;",
    )
}

/// The same conditions asked of both indexes: each question stands twice.
pub(crate) fn asked_of_both(sql: Sql) -> Sql {
    let Sql { text, values } = sql;
    let mut values = values.into_iter();
    let (mut out, mut of_both): (String, Vec<Value>) = (String::new(), Vec::new());
    for (idx, piece) in text.split(ASKED).enumerate() {
        if let Some(asked) = (idx > 0).then(|| values.next()).flatten() {
            of_both.extend([asked.clone(), asked]);
            out.push_str(BOTH_ASKED);
        }
        of_both.extend(values.by_ref().take(piece.matches('?').count()));
        out.push_str(piece);
    }
    Sql { text: out, values: of_both }
}
