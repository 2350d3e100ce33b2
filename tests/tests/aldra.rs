//! The chain of invented articles in `examples/aldra` reads as a store's first folder should.

use std::path::Path;

use onrecord::Origin;
use onrecord::record::Record;
use onrecord_tests::record;

fn records() -> Vec<(String, Record)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/aldra");
    let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    let of = |path: &std::path::PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let found = record(&std::fs::read(path).unwrap(), &Origin::named(&name));
        (name, found)
    };
    names.iter().map(of).collect()
}

#[test]
fn the_articles_of_the_aldra_chain_read_well() {
    let records = records();
    assert!(records.len() >= 12);
    for (name, record) in &records {
        let article = &record.article;
        assert!(!article.title.is_empty() && !article.standfirst.is_empty(), "{name}");
        assert!(!article.publisher.is_empty() && article.published.is_some(), "{name}");
        assert!(article.url.starts_with("https://") && article.language == "en", "{name}");
        assert!(!article.text.contains("Also read") && !article.text.contains("Sign up"), "{name}");
        let named = record.statements.iter().filter(|s| {
            s.speakers.iter().any(|id| record.actors.iter().any(|a| a.id == *id && !a.name.is_empty()))
        });
        assert!(named.count() >= 3, "{name}");
    }
}

#[test]
fn one_article_stands_there_in_two_versions_and_wire_copies_share_their_words() {
    let records = records();
    let of = |start: &str| &records.iter().find(|(name, _)| name.starts_with(start)).unwrap().1.article;
    assert_eq!(of("06").url, of("07").url);
    assert_ne!(of("06").text, of("07").text);
    assert!(of("07").modified > of("06").modified);
    for (one, other) in [("03", "04"), ("13", "14")] {
        assert_ne!(of(one).url, of(other).url);
        let (one, other) = (of(one), of(other));
        let shared = one.blocks.iter().filter(|block| other.text.contains(&block.text)).count();
        assert!(shared >= 5, "{shared}");
    }
}
