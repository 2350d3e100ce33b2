//! What an outlet changed in an article: shown, and found though it counts no more.

mod fresh;

use onrecord_store::ask::{Counting, ListPage, PieceState, query};
use onrecord_store::{Store, Writer, sample};

const ALL: ListPage = ListPage { limit: 1000, offset: 0 };
const URL: &str = "https://courier.example/1";

/// A store of two versions of one article.
fn filled(name: &str) -> Store {
    let path = fresh::path(&format!("versions-{name}"));
    let mut writer = Writer::open(&path).unwrap();
    let old = "The dam holds.\n\n“The river will never rise above the old mark,” Ada Roe said. “We pay,” Kit Lund said. \
               “Nobody foresaw the marmot,” Kit Lund said.";
    let new = "The dam holds.\n\n“The river will never rise above the new mark,” Ada Roe said. “We pay,” Ada Roe said. \
               “It was corrected,” Kit Lund said.";
    for (text, modified) in [(old, "2031-03-14T19:00:00+01:00"), (new, "2031-03-15T09:00:00+01:00")] {
        let mut record = sample(URL, text);
        record.article.modified = Some(modified.to_string());
        fresh::put(&mut writer, &record);
    }
    writer.commit().unwrap();
    drop(writer);
    Store::open(&path).unwrap()
}

#[test]
fn what_went_came_and_was_reworded_is_told_apart() {
    let store = filled("diff");
    let changed = store.diff(URL, None, None).unwrap();
    let words = |entries: &[onrecord_store::Entry]| -> Vec<String> {
        entries.iter().map(|entry| entry.words.clone()).collect()
    };
    assert_eq!(words(&changed.gone), ["Nobody foresaw the marmot,"]);
    assert_eq!(words(&changed.added), ["It was corrected,"]);
    let both: Vec<(&str, &str)> =
        changed.reworded.iter().map(|both| (both.was.words.as_str(), both.is.words.as_str())).collect();
    let marks =
        ("The river will never rise above the old mark,", "The river will never rise above the new mark,");
    // Of the first the words stayed, and who said them changed.
    assert_eq!(both, [("We pay,", "We pay,"), marks]);
    assert_eq!((changed.n_kept, changed.n_unchanged, changed.heads.len()), (0, 1, 1));
    let states: Vec<PieceState> = changed.text[0].pieces.iter().map(|piece| piece.state).collect();
    assert!(states.contains(&PieceState::Gone) && states.contains(&PieceState::New), "{:?}", changed.text);
    assert!(store.diff(URL, Some(1), Some(1)).unwrap_err().is_unfit());
    assert!(store.diff(URL, Some(1), Some(3)).unwrap_err().is_not_found());
    assert!(store.diff("https://courier.example/2", None, None).unwrap_err().is_not_found());
}

#[test]
fn words_of_an_earlier_version_are_found_where_all_are_asked() {
    let store = filled("all");
    let found = |text: &str| {
        let hits = store.search(&query::parse(text).unwrap(), ALL, Counting::Exact).unwrap();
        hits.hits.into_iter().map(|hit| (hit.words, hit.is_current)).collect::<Vec<_>>()
    };
    assert_eq!(found("marmot"), []);
    let gone = ("Nobody foresaw the marmot,".to_string(), false);
    assert_eq!(found("marmot versions:all"), std::slice::from_ref(&gone));
    assert_eq!(found("speaker:lund foresee versions:all"), std::slice::from_ref(&gone));
    assert_eq!(found("river versions:all").len(), 2);
    assert_eq!(found("river OR marmot").len(), 1);
    assert_eq!(found("(river OR marmot) versions:all -river"), [gone]);
    assert!(query::parse("river OR versions:all").is_err());
}
