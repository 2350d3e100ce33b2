//! Makes what is generated and committed: the glossary from the record's vocabularies, and tables from public data, which
//! itself stays outside the repository.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use onrecord::record::VOCABULARIES;
use serde_json::Value;

const GLOSSARY: &str = "docs/glossary.md";
const COUNTRIES: &str = "crates/language/en/countries.tsv";

/// Writes every generated file or, with `--check`, says which differ from what would be written. Tables whose public data
/// is not here are left as they are.
pub fn tables(args: &[String]) -> Result<(), Box<dyn Error>> {
    let is_check = match args {
        [] => false,
        [flag] if flag == "--check" => true,
        _ => return Err("generate takes --check and nothing else".into()),
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("xtask lies in no repository")?;
    put(root, GLOSSARY, &glossary(), is_check)?;
    let source = root.join("../shared/data/gazetteer");
    match source.is_dir() {
        true => put(root, COUNTRIES, &countries(&source)?, is_check),
        false => {
            println!(
                "{COUNTRIES} is left as it is: ../shared, with the gazetteer, is not beside the checkout"
            );
            Ok(())
        }
    }
}

/// Writes a generated file, or compares it.
fn put(root: &Path, name: &str, made: &str, is_check: bool) -> Result<(), Box<dyn Error>> {
    let path = root.join(name);
    if !is_check {
        fs::write(&path, made)?;
        println!("wrote {name}");
    } else if fs::read_to_string(&path).unwrap_or_default() != made {
        return Err(format!("{name} is not what generate makes: run cargo xtask generate").into());
    }
    Ok(())
}

/// Every code of the record with its meaning.
fn glossary() -> String {
    let mut out = String::from(
        "# Glossary\n\nThe codes of the record, as JSON, tables and queries have them. Made by `cargo xtask generate` from \
         `crates/record/src/vocabulary.rs`; add a code there.\n",
    );
    for vocabulary in VOCABULARIES {
        let called = vocabulary.called;
        let title = called[..1].to_uppercase() + &called[1..];
        out += &format!("\n## {title}\n\n{}\n\n| code | meaning |\n|---|---|\n", vocabulary.about.trim());
        for (code, meaning) in vocabulary.codes {
            out += &format!("| `{code}` | {meaning} |\n");
        }
    }
    out
}

/// A country or territory: lists are in the order of the table's columns.
struct Place {
    name: String,
    code: String,
    is_independent: bool,
    /// Other names, people, adjectives, capitals.
    lists: [Vec<String>; 4],
}

/// The table of countries: names and codes from the country codes of datahub.io, the rest from the World
/// Factbook; both are free of rights.
fn countries(source: &Path) -> Result<String, Box<dyn Error>> {
    let codes = codes(&fs::read_to_string(source.join("country-codes.csv"))?);
    let mut places: Vec<Place> =
        profiles(source)?.iter().filter_map(|(fips, profile)| place(profile, row(&codes, fips))).collect();
    places.sort_by(|a, b| (!a.is_independent, &a.name).cmp(&(!b.is_independent, &b.name)));
    leave_out_the_ambiguous(&mut places);
    let mut out = String::from(
        "# Made by `cargo xtask generate` from the World Factbook and the country codes of datahub.io, both in the public domain.\n# name\tother names\tISO 3166-1 alpha-3\tpeople\tadjectives\tcapitals\n",
    );
    for Place { name, code, lists, .. } in &places {
        let [names, people, adjectives, capitals] = lists.each_ref().map(|list| list.join("|"));
        out += &format!("{name}\t{names}\t{code}\t{people}\t{adjectives}\t{capitals}\n");
    }
    Ok(out)
}

/// What the profiles say of a place that people live in; `None` for oceans, reefs and bases.
fn place(profile: &Value, row: Option<&HashMap<String, String>>) -> Option<Place> {
    let stated = |path: &str| spelled(profile.pointer(path).and_then(Value::as_str).unwrap_or(""));
    let coded = |column: &str| row.and_then(|row| row.get(column)).map_or("", String::as_str).to_string();
    let long = stated("/Government/Country name/conventional long form/text");
    let short = stated("/Government/Country name/conventional short form/text");
    let abbreviation = stated("/Government/Country name/abbreviation/text");
    let people = words(&stated("/People and Society/Nationality/noun/text"));
    let adjectives = words(&stated("/People and Society/Nationality/adjective/text"));
    let is_independent = row.is_some_and(is_independent) || row.is_none() && !people.is_empty();
    if short.is_empty() || people.is_empty() && !is_independent {
        return None;
    }
    let names = [
        coded("CLDR display name"),
        bare(&short),
        coded("official_name_en"),
        bare(&long),
        without_the(&coded("UNTERM English Formal")),
    ];
    let name = names.iter().find(|n| is_plain(n)).or(names.iter().find(|n| is_name(n)))?.clone();
    let mut others: Vec<String> = names.into_iter().filter(|n| is_name(n)).collect();
    others.extend(abbreviation.split(" or ").map(bare).filter(|a| a.len() > 1 && is_name(a)));
    // A territory's capital does not speak for a government of its own.
    let mut capitals = Vec::new();
    if is_independent {
        capitals.push(coded("Capital"));
        let stated = stated("/Government/Capital/name/text");
        let listed = without_brackets(stated.split("note").next().unwrap_or(""));
        let listed = listed.split([';', ',']).map(|capital| capital.trim().to_string());
        capitals.extend(listed.filter(|c| !c.contains(['.', ' '])));
        capitals.retain(|capital| is_name(capital) && *capital != name);
    }
    let plurals = people.iter().flat_map(|word| forms(word)).collect();
    let adjectives = adjectives.iter().map(|word| bare(word).replace("(s)", "")).collect();
    others.retain(|other| *other != name);
    let lists = [others, plurals, adjectives, capitals].map(distinct);
    Some(Place { name, code: coded("ISO3166-1-Alpha-3"), is_independent, lists })
}

/// A word that two places share names neither, unless one of them is independent and the other is not.
fn leave_out_the_ambiguous(places: &mut [Place]) {
    for column in 0..4 {
        let mut owners: HashMap<String, Vec<usize>> = HashMap::new();
        for (idx, place) in places.iter().enumerate() {
            for word in &place.lists[column] {
                owners.entry(word.clone()).or_default().push(idx);
            }
        }
        let named: Vec<String> = places.iter().map(|p| p.name.clone()).collect();
        let independent: Vec<bool> = places.iter().map(|p| p.is_independent).collect();
        for (idx, place) in places.iter_mut().enumerate() {
            place.lists[column].retain(|word| {
                let others = owners[word].iter().filter(|other| **other != idx);
                let is_taken = column == 0 && named.contains(word);
                let mut rivals = others.filter(|other| independent[**other] || !independent[idx]);
                !is_taken && rivals.next().is_none()
            });
        }
    }
}

/// Every profile by its FIPS code, in the order of the codes.
fn profiles(source: &Path) -> Result<BTreeMap<String, Value>, Box<dyn Error>> {
    let mut out = BTreeMap::new();
    let entries = |folder: &Path| -> Result<Vec<PathBuf>, Box<dyn Error>> {
        Ok(fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?)
    };
    for folder in entries(source)?.into_iter().filter(|path| path.is_dir()) {
        for path in entries(&folder)?.into_iter().filter(|p| p.extension().is_some_and(|e| e == "json")) {
            let code = path.file_stem().unwrap_or_default().to_string_lossy().to_uppercase();
            out.insert(code, serde_json::from_str(&fs::read_to_string(&path)?)?);
        }
    }
    Ok(out)
}

/// The codes' row for a FIPS code. A row may hold two, the first being the country's own ("RIKV"), and
/// a country may share its code with a part of it.
fn row<'c>(codes: &'c [HashMap<String, String>], fips: &str) -> Option<&'c HashMap<String, String>> {
    let mut rows = codes.iter().filter(|row| row.get("FIPS").is_some_and(|code| code.starts_with(fips)));
    let first = rows.next();
    first.into_iter().chain(rows).find(|row| is_independent(row)).or(first)
}

fn is_independent(row: &HashMap<String, String>) -> bool {
    row.get("is_independent").is_some_and(|stated| stated == "Yes")
}

/// Comma-separated values with a header, cells in double quotes where they hold commas.
fn codes(csv: &str) -> Vec<HashMap<String, String>> {
    let mut lines = csv.lines().map(|line| {
        let (mut cells, mut is_quoted) = (vec![String::new()], false);
        for c in line.chars() {
            match c {
                '"' => is_quoted = !is_quoted,
                ',' if !is_quoted => cells.push(String::new()),
                _ => cells.last_mut().expect("one cell at least").push(c),
            }
        }
        cells
    });
    let header = lines.next().unwrap_or_default();
    lines
        .map(|cells| header.iter().cloned().zip(cells.iter().map(|c| c.trim().to_string())).collect())
        .collect()
}

/// The words of "Briton(s), British (collective plural)", each with its "(s)".
fn words(list: &str) -> Vec<String> {
    let list = list.replace(" or ", ",").replace(['/', ';'], ",");
    let words = list.split(',').map(|word| word.trim().to_string());
    words.filter(|word| word.starts_with(char::is_uppercase) && !word.starts_with("NA")).collect()
}

/// The plural of "Briton(s)", "Irishman(men)"; other words stand for the people as they are.
fn forms(word: &str) -> Option<String> {
    let (stem, rest) = word.split_once('(').unwrap_or((word, ""));
    let stem = stem.trim();
    match rest.split(')').next().unwrap_or("") {
        "s" => Some(format!("{stem}s")),
        "men" | "women" => stem.strip_suffix("an").map(|stem| format!("{stem}en")),
        "singular" => None,
        _ => Some(stem.to_string()),
    }
}

/// A name without what follows it in brackets, behind a semicolon or an article before it.
fn bare(name: &str) -> String {
    without_the(name.split(['(', ';']).next().unwrap_or(""))
}

/// A list without what its brackets explain: "Kyiv (Kiev, in Russian); Lviv" gives "Kyiv ; Lviv".
fn without_brackets(list: &str) -> String {
    let mut depth = 0usize;
    let outside = |c: &char| {
        match c {
            '(' => depth += 1,
            ')' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    };
    list.chars().filter(outside).collect()
}

fn without_the(name: &str) -> String {
    let name = name.trim().trim_end_matches('*').trim();
    name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name).to_string()
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_uppercase()) && !name.contains(['(', '/', ',']) && !name.contains(" - ")
}

/// Whether this is how English news spell a country: no abbreviation, no "&", no foreign letters.
fn is_plain(name: &str) -> bool {
    is_name(name)
        && name.chars().any(char::is_lowercase)
        && name.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, ' ' | '-' | '\''))
}

/// The text of a little HTML: named accents only, which is all that the profiles use in names.
fn spelled(html: &str) -> String {
    let accents =
        [("&aacute;", "á"), ("&eacute;", "é"), ("&iacute;", "í"), ("&oacute;", "ó"), ("&ocirc;", "ô")];
    accents.iter().fold(html.to_string(), |text, (entity, letter)| text.replace(entity, letter))
}

fn distinct(list: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in list {
        if !word.is_empty() && !out.contains(&word) {
            out.push(word);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peoples_are_given_in_the_plural() {
        let plurals = |list: &str| -> Vec<String> { words(list).iter().filter_map(|w| forms(w)).collect() };
        assert_eq!(plurals("Velmarker(s), Velmarkish (collective plural)"), ["Velmarkers", "Velmarkish"]);
        assert_eq!(plurals("Velmarkman(men) or Osk (singular and plural)"), ["Velmarkmen", "Osk"]);
    }

    #[test]
    fn cells_may_hold_commas() {
        let rows = codes("a,b\n\"1,2\",3\n");
        assert_eq!((&*rows[0]["a"], &*rows[0]["b"]), ("1,2", "3"));
    }
}
