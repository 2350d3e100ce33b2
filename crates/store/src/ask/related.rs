//! Articles that belong beside one.

use std::collections::HashMap;

use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;

use super::own::ActorRows;
use super::search::ListPage;
use super::show::{article_id, copies_of, source};
use crate::error::{Error, ErrorKind};
use crate::{ActorId, Result, Source, Store, Who};

/// The articles beside one.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Related {
    /// The one that was asked about.
    pub article: Source,
    /// How many are related.
    pub total: usize,
    /// How many were passed over.
    pub offset: usize,
    /// Where the next page begins, if there is one.
    pub next: Option<usize>,
    /// The closest first.
    pub related: Vec<RelatedArticle>,
}

/// An article and what it has in common with the one that was asked about.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct RelatedArticle {
    /// The article.
    #[serde(flatten)]
    pub article: Source,
    /// Whether it has the same text.
    pub is_copy: bool,
    /// How many statements both report.
    pub statements: u64,
    /// Who is named in both, the rarest first.
    pub actors: Vec<Who>,
    /// How close it is: actors by their rarity, statements above them, copies above all.
    pub score: f64,
}

/// So many appearances of those who are named are looked up, the rarest actors first, to find articles beside one: who is in
/// the news every day adds to how close such an article is, and finds none by itself. On 84,000 invented articles 91 of 100
/// of the first six are those that all appearances find.
const MOST_APPEARANCES: usize = 3_000;

/// Of those that were found, the closest so many are asked for everybody whom they name.
const MOST_WEIGHED: usize = 500;

/// Whoever is named more often counts as somebody who is named so often.
const OFTEN: usize = 20_000;

impl Store {
    /// The articles that share text, statements or actors with the article of this id or address.
    ///
    /// # Errors
    /// `is_not_found`.
    pub fn related(&self, article: &str, page: ListPage) -> Result<Related> {
        let failed = |error| self.failed("cannot be asked", error);
        let missing = || {
            Error::new(
                ErrorKind::NotFound,
                &self.path,
                format!("no article here is “{article}”: give its address, or its id, ar-…"),
            )
        };
        let id = article_id(&self.db, article.trim()).map_err(failed)?.ok_or_else(missing)?;
        related(&self.db, id, page).map_err(failed)
    }
}

#[derive(Default)]
struct Tie {
    is_copy: bool,
    statements: u64,
    /// What each of those who are named in both weighs, and its place among those whom the article names.
    actors: Vec<(f64, usize)>,
}

impl Tie {
    fn score(&self) -> f64 {
        let actors: f64 = self.actors.iter().map(|(weight, _)| weight).sum();
        actors + 10.0 * self.statements as f64 + if self.is_copy { 1000.0 } else { 0.0 }
    }
}

fn related(db: &Connection, article: i64, page: ListPage) -> rusqlite::Result<Related> {
    let mut ties: HashMap<i64, Tie> = HashMap::new();
    for copy in copies_of(db, article)? {
        ties.entry(copy).or_default().is_copy = true;
    }
    shared_statements(db, article, &mut ties)?;
    let named = named(db, article)?;
    shared_actors(db, article, &named, &mut ties)?;
    let mut ranked: Vec<(i64, Tie)> = ties.into_iter().collect();
    ranked.sort_by(|(a, tie_a), (b, tie_b)| tie_b.score().total_cmp(&tie_a.score()).then(b.cmp(a)));
    let total = ranked.len();
    let mut shown = Vec::new();
    for (id, mut tie) in ranked.into_iter().skip(page.offset).take(page.limit) {
        let name = |place: usize| &named[place].who.name;
        tie.actors.sort_by(|(a, one), (b, other)| b.total_cmp(a).then_with(|| name(*one).cmp(name(*other))));
        shown.push(RelatedArticle {
            article: source(db, id)?,
            is_copy: tie.is_copy,
            statements: tie.statements,
            score: (tie.score() * 100.0).round() / 100.0,
            actors: tie.actors.into_iter().map(|(_, place)| named[place].who.clone()).collect(),
        });
    }
    let next = (page.offset + shown.len() < total).then_some(page.offset + shown.len());
    Ok(Related { article: source(db, article)?, total, offset: page.offset, next, related: shown })
}

/// CROSS JOIN keeps SQLite to the order in which there is little to look up: it knows nothing of how many copies there are.
fn shared_statements(db: &Connection, article: i64, ties: &mut HashMap<i64, Tie>) -> rusqlite::Result<()> {
    let mut query = db.prepare_cached(
        "WITH mine(same) AS (
           SELECT DISTINCT e.same FROM _article r JOIN _entry e ON e.version = r.current AND e.stands = 1
           WHERE r.id = ?1 AND e.kind = 'st'),
         report(id, same) AS (
           SELECT e.id, e.same FROM mine m CROSS JOIN _entry e ON e.id = m.same
           UNION SELECT e.id, e.same FROM mine m CROSS JOIN _entry e ON e.same = m.same AND e.same <> e.id)
         SELECT v.article, count(DISTINCT p.same) FROM report p CROSS JOIN _entry e ON e.id = p.id AND e.stands = 1
         CROSS JOIN _version v ON v.id = e.version WHERE v.article <> ?1 GROUP BY v.article",
    )?;
    let mut rows = query.query([article])?;
    while let Some(row) = rows.next()? {
        ties.entry(row.get(0)?).or_default().statements = row.get(1)?;
    }
    Ok(())
}

/// Somebody whom the article names.
struct Named {
    who: Who,
    id: i64,
    rows: ActorRows,
    /// In how many articles, about.
    n: usize,
}

fn named(db: &Connection, article: i64) -> rusqlite::Result<Vec<Named>> {
    let mut query = db.prepare_cached(
        "SELECT DISTINCT a.id, a.key, a.name, a.kind FROM _article r JOIN _appearance p ON p.version = r.current
         JOIN _actor o ON o.id = p.actor JOIN _actor a ON a.id = coalesce(o.merged, o.id)
         WHERE r.id = ?1 AND a.folded <> '' AND a.kind <> 'author'",
    )?;
    let who = query.query_map([article], |row| {
        Ok((row.get(0)?, Who { id: ActorId(row.get(1)?), name: row.get(2)?, kind: row.get(3)? }))
    })?;
    let mut all = Vec::new();
    for one in who {
        let (id, who) = one?;
        let rows = ActorRows::of(db, id)?;
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 FROM _appearance WHERE {} LIMIT {OFTEN})",
            rows.condition()
        );
        let n = db.prepare_cached(&sql)?.query_row([rows.value()], |row| row.get(0))?;
        all.push(Named { who, id, rows, n });
    }
    all.sort_by_key(|one| (one.n, one.id));
    Ok(all)
}

fn shared_actors(
    db: &Connection,
    article: i64,
    named: &[Named],
    ties: &mut HashMap<i64, Tie>,
) -> rusqlite::Result<()> {
    let n_articles: f64 = db.query_row("SELECT coalesce(max(id), 0) FROM _article", [], |row| row.get(0))?;
    let weight = |n: usize| (1.0 + n_articles / n.max(1) as f64).ln();
    let (mut n_looked, mut frequent) = (0, Vec::new());
    for (place, one) in named.iter().enumerate() {
        if n_looked > 0 && n_looked + one.n > MOST_APPEARANCES {
            frequent.push((weight(one.n), place));
            continue;
        }
        n_looked += one.n;
        let found = articles_of(db, &one.rows)?;
        let weight = weight(found.len());
        for other in found.into_iter().filter(|other| *other != article) {
            ties.entry(other).or_default().actors.push((weight, place));
        }
    }
    if frequent.is_empty() {
        return Ok(());
    }
    let mut closest: Vec<(f64, i64)> = ties.iter().map(|(id, tie)| (tie.score(), *id)).collect();
    closest.sort_unstable_by(|(a, one), (b, other)| b.total_cmp(a).then(other.cmp(one)));
    closest.truncate(MOST_WEIGHED);
    for (weight, place) in frequent {
        // The index has the versions of one actor side by side; those whom an article names lie apart for each.
        let mut is_named = db.prepare_cached(&format!(
            "SELECT EXISTS (SELECT 1 FROM _appearance
               WHERE {} AND version = (SELECT current FROM _article WHERE id = ?2))",
            named[place].rows.condition()
        ))?;
        let rows = named[place].rows.value();
        for (_, id) in &closest {
            if is_named.query_row((&rows, id), |row| row.get(0))? {
                ties.entry(*id).or_default().actors.push((weight, place));
            }
        }
    }
    Ok(())
}

/// The articles in which an actor stands, of very many those that were added last.
fn articles_of(db: &Connection, rows: &ActorRows) -> rusqlite::Result<Vec<i64>> {
    let sql = format!(
        "SELECT DISTINCT r.id FROM (SELECT version FROM _appearance WHERE {} ORDER BY version DESC LIMIT ?2) p
         CROSS JOIN _article r ON r.current = p.version",
        rows.condition()
    );
    let mut query = db.prepare_cached(&sql)?;
    query.query_map((rows.value(), MOST_APPEARANCES), |row| row.get(0))?.collect()
}
