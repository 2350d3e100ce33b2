//! Statements: whole records, speakers, and the spans of attributions.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use onrecord::record::{Mention, Record, Span, Statement};
use onrecord::{InputKind, Origin};
use onrecord_analysis::Model;
use serde_json::{Value, json};

use super::{files, gold, stem};

/// The sets scored here.
pub const SETS: [&str; 5] = ["record", "folds", "speakers", "attribution", "reliability"];

/// Whole records, on articles that people put on record.
pub fn record(shared: &Path, out: &Path, is_listed: bool) -> Result<(), Box<dyn Error>> {
    let folder = write_record(shared, out)?;
    let mut scorer = python(shared, "score_record.py");
    scorer.arg(shared.join("gold/record-dev")).arg(&folder).args(is_listed.then_some("--list"));
    run(scorer)
}

/// Who each speaker is taken to be, on PolNeAR.
pub fn speakers(shared: &Path, out: &Path, is_listed: bool) -> Result<(), Box<dyn Error>> {
    let folder = write_speakers(shared, out)?;
    let mut scorer = python(shared, "score_speakers.py");
    scorer.arg(shared.join("gold/speakers-dev.jsonl")).arg(shared.join("data/polnear/dev")).arg(&folder);
    scorer.args(is_listed.then_some("--list"));
    run(scorer)
}

/// Where source, cue and content stand, on PolNeAR. Its annotators did not ask whether a thought was voiced,
/// so thoughts count beside statements; and they marked nothing within a content ("No nested attributions" in its
/// guidelines), so what is told there is left out, and scored once more with it.
pub fn attribution(shared: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let folder = write_gold_spans(shared, out)?;
    let [gold, texts] = ["gold.jsonl", "texts.jsonl"].map(|name| folder.join(name));
    let records = read_all("attribution", &polnear(shared)?, onrecord::model())?;
    for (name, has_inner) in [("found.jsonl", false), ("found-with-inner.jsonl", true)] {
        let found = folder.join(name);
        let line = |record| format!("{}\n", attributions(record, has_inner));
        fs::write(&found, records.iter().map(line).collect::<String>())?;
        println!("{}", if has_inner { "what is told within contents, too:" } else { "as annotated:" });
        let mut scorer = python(shared, "score_attribution.py");
        scorer.arg(&gold).arg(&found).arg("--texts").arg(&texts);
        run(scorer)?;
    }
    Ok(())
}

/// Whether a confidence of 0.8 is right in 8 of 10 cases: in ten bins, as it is and cross-validated, on PolNeAR dev and
/// on what `score folds` left.
pub fn reliability(shared: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    write_speakers(shared, out)?;
    write_gold_spans(shared, out)?;
    let mut command = Command::new("python3");
    command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../training/reliability.py")).arg(shared).arg(out);
    for coefficients in [onrecord_analysis::STATEMENT, onrecord_analysis::SPEAKER] {
        command.args(coefficients.map(|coefficient| coefficient.to_string()));
    }
    run(command)
}

/// What is made of the record's gold set, in the folder that it gives.
fn write_record(shared: &Path, out: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let mut texts = Vec::new();
    for path in files(&shared.join("gold/articles-dev"))? {
        texts.push(without_head(&stem(&path), &fs::read_to_string(&path)?)?);
    }
    let folder = emptied(out.join("record"))?;
    write(&folder, &read_all("record", &texts, onrecord::model())?)?;
    Ok(folder)
}

/// What is made of PolNeAR's dev part.
fn write_speakers(shared: &Path, out: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let folder = emptied(out.join("speakers"))?;
    write(&folder, &read_all("speakers", &polnear(shared)?, onrecord::model())?)?;
    Ok(folder)
}

/// PolNeAR's own spans and texts, as its scorer reads them.
fn write_gold_spans(shared: &Path, out: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let folder = emptied(out.join("polnear"))?;
    let mut converter = python(shared, "convert_polnear.py");
    converter.arg(shared.join("data/polnear/dev")).arg("-o").arg(folder.join("gold.jsonl"));
    converter.arg("--texts-out").arg(folder.join("texts.jsonl"));
    // What it counts on standard error is the corpus's, the same every time.
    converter.stderr(std::process::Stdio::null());
    run(converter)?;
    Ok(folder)
}

/// A text to read, with what is known about it.
pub struct ScoredText {
    origin: Origin,
    text: String,
}

fn text(id: &str, text: &str) -> ScoredText {
    let origin = Origin {
        kind: Some(InputKind::Text),
        content_type: Some("text/plain; charset=utf-8".to_string()),
        ..Origin::named(id)
    };
    ScoredText { origin, text: text.to_string() }
}

/// An article of the record's gold set.
pub fn without_head(id: &str, file: &str) -> Result<ScoredText, Box<dyn Error>> {
    let gold::GoldArticle { title, published, text: body, .. } = gold::article(id, file)?;
    let mut article = text(id, &body);
    (article.origin.title, article.origin.published) = (title, published);
    Ok(article)
}

/// The texts of PolNeAR's dev part.
fn polnear(shared: &Path) -> Result<Vec<ScoredText>, Box<dyn Error>> {
    let read = |path: &PathBuf| Ok(text(&stem(path), &fs::read_to_string(path)?));
    files(&shared.join("data/polnear/dev/text"))?.iter().map(read).collect()
}

/// Reads every text, on two threads, and says how long that took.
pub fn read_all(set: &str, texts: &[ScoredText], model: &Model) -> Result<Vec<Record>, Box<dyn Error>> {
    let start = Instant::now();
    let halves = texts.chunks(texts.len().div_ceil(2).max(1));
    let records: Result<Vec<Record>, String> = std::thread::scope(|scope| {
        let threads: Vec<_> = halves
            .map(|half| {
                scope.spawn(move || {
                    half.iter().map(|text| read(text, model)).collect::<Vec<Result<Record, String>>>()
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("reading does not panic")).collect()
    });
    let records = records?;
    println!("== {set}: {} texts, {:.2} s", texts.len(), start.elapsed().as_secs_f64());
    Ok(records)
}

/// The record of one text.
fn read(text: &ScoredText, model: &Model) -> Result<Record, String> {
    let id = &text.origin.input;
    let record = onrecord::read(&mut text.text.as_bytes(), &text.origin, model).next();
    let record = record.ok_or_else(|| format!("{id} gives no record"))?.map_err(|e| e.to_string())?;
    // Else the gold's offsets would be those of another text.
    if record.article.text != text.text {
        return Err(format!("the text of {id} was changed in reading"));
    }
    Ok(record)
}

/// A record's attributions as score_attribution.py reads them, with or without those told within others.
fn attributions(record: &Record, has_inner: bool) -> Value {
    let pieces =
        |spans: &[Span]| -> Vec<[usize; 2]> { spans.iter().map(|span| [span.start, span.end]).collect() };
    let mention = |mention: &Option<Mention>| mention.as_ref().map_or(Vec::new(), |m| pieces(m.pieces()));
    let all = || record.statements.iter().chain(&record.thoughts);
    let is_inner = |a: &Statement| {
        let holds = |content: &Span, cue: &Span| content.start <= cue.start && cue.end <= content.end;
        let cue = a.cue.as_ref().map(|cue| &cue.span);
        cue.is_some_and(|cue| all().any(|outer| outer.content.iter().any(|content| holds(content, cue))))
    };
    let all: Vec<Value> = all()
        .filter(|a| has_inner || !is_inner(a))
        .map(|a| json!({"source": mention(&a.source), "cue": mention(&a.cue), "content": pieces(&a.content)}))
        .collect();
    json!({"id": record.input, "attributions": all})
}

pub fn write(folder: &Path, records: &[Record]) -> Result<(), Box<dyn Error>> {
    for record in records {
        let path = folder.join(format!("{}.json", record.input));
        fs::write(path, serde_json::to_string_pretty(record)?)?;
    }
    Ok(())
}

/// An empty folder, so that nothing of an earlier run is scored.
pub fn emptied(folder: PathBuf) -> Result<PathBuf, Box<dyn Error>> {
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

pub fn python(shared: &Path, script: &str) -> Command {
    let mut command = Command::new("python3");
    command.arg(shared.join("kit").join(script));
    command
}

pub fn run(mut command: Command) -> Result<(), Box<dyn Error>> {
    let status = command.status()?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} failed").into()) }
}
