//! Every case of `tests/statements` and `tests/entries`; `onrecord_tests::statements` says how they are written.

use std::path::Path;

use onrecord_tests::statements::check;

#[test]
fn statements() {
    check_folder("statements");
}

#[test]
fn engagements_commitments_and_positions() {
    check_folder("entries");
}

fn check_folder(name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let within = name;
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let is_blessed = std::env::var_os("ONRECORD_BLESS").is_some();
    let mut failures = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy();
        let outcome = check(&format!("tests/{within}/{name}"), &std::fs::read_to_string(&path).unwrap());
        println!("{name:20} right {:3}   known wrong {:3}", outcome.n_right, outcome.n_known_wrong);
        match is_blessed {
            true => std::fs::write(&path, outcome.blessed).unwrap(),
            false => failures.extend(outcome.failures),
        }
    }
    let n = failures.len();
    assert!(
        n == 0,
        "{n} blocks are not as marked; ONRECORD_BLESS=1 sets the markers anew:\n\n{}",
        failures.join("\n")
    );
}

const CASE: &str = "\
# Content before its cue

```text
“The dam holds,” said Ada Roe.
```
```statements
speaker: Ada Roe | cue: said
content: The dam holds
```
";

#[test]
fn a_right_case_needs_no_marker() {
    let outcome = check("dam.md", CASE);
    assert_eq!((outcome.failures.len(), outcome.n_right, outcome.n_known_wrong), (0, 1, 0));
    assert_eq!(outcome.blessed, CASE);
}

#[test]
fn a_marker_goes_when_the_case_comes_out_right() {
    let outcome = check("dam.md", &CASE.replace("```statements", "```statements FIXME"));
    assert!(outcome.failures[0].starts_with("dam.md:6: Content before its cue\n"), "{:?}", outcome.failures);
    assert_eq!(outcome.blessed, CASE);
}

#[test]
fn a_wrong_case_shows_the_difference_and_gets_a_marker() {
    let wrong = CASE.replace("speaker: Ada Roe", "speaker: Kit Lund");
    let marked = wrong.replace("```statements", "```statements FIXME");
    let outcome = check("dam.md", &wrong);
    let want = "dam.md:6: Content before its cue\n  - speaker: Kit Lund | cue: said\n  + speaker: Ada Roe | cue: said\n    content: The dam holds\n";
    assert_eq!(outcome.failures, [want]);
    assert_eq!(outcome.blessed, marked);
    assert_eq!(check("dam.md", &marked).n_known_wrong, 1);
}
