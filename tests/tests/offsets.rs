//! Offsets, once written, always slice: over the examples, over generated pages, and, where the gold pages
//! lie beside the checkout, over all of them.

use std::io::Read;
use std::path::{Path, PathBuf};

use onrecord::InputKind;
use onrecord_tests::check_bytes as check;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[test]
fn examples_slice() {
    let folders =
        ["examples", "examples/aldra"].map(|folder| std::fs::read_dir(root().join(folder)).unwrap());
    for entry in folders.into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            continue;
        }
        check(&std::fs::read(&path).unwrap(), &path.display().to_string(), None);
    }
}

#[test]
fn generated_pages_slice() {
    const PIECES: [&str; 32] = [
        "<p>",
        "</p>",
        "<div class='article-body'>",
        "</div>",
        "<b>",
        "</i>",
        "<a href=x>",
        "</a>",
        "<table>",
        "<tr><td>",
        "</table>",
        "<br>",
        "<br><br>",
        "&amp;",
        "&nbsp;",
        "&bogus;",
        "&#8220;",
        "<3 ",
        "\r\n",
        "\0",
        "<ul><li>",
        "</ul>",
        "<script>x<y</script>",
        "<!-- c -->",
        "“We will rebuild,” the mayor, Ada Roe, said. ",
        "She added: “It is done. ",
        "\u{ad}\u{200b}é ",
        "The old dam above Port Vale held through the night and the town slept. ",
        "<h2>",
        "<figure>",
        "<svg><title>",
        "<template>",
    ];
    // A linear congruential generator (Knuth, TAOCP 2, 3.3.4): the same pages on every run.
    let mut state: u64 = 42;
    for page in 0..400 {
        let mut html = String::new();
        for _ in 0..80 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            html.push_str(PIECES[(state >> 33) as usize % PIECES.len()]);
        }
        check(html.as_bytes(), &format!("generated {page}"), Some(InputKind::Html));
        check(html.as_bytes(), &format!("generated text {page}"), Some(InputKind::Text));
    }
}

#[test]
fn gold_pages_slice() {
    let folder = root().join("../shared/data/pages");
    let Ok(sets) = std::fs::read_dir(&folder) else {
        eprintln!("the gold pages are not beside the checkout; passed over");
        return;
    };
    for set in sets.flatten() {
        let Ok(files) = std::fs::read_dir(set.path().join("pages")) else { continue };
        // One in eight keeps the test short; the rest is `cargo xtask score`'s to read.
        for file in files.flatten().step_by(8) {
            let mut bytes = Vec::new();
            let packed = std::fs::File::open(file.path()).unwrap();
            flate2::read::GzDecoder::new(packed).read_to_end(&mut bytes).unwrap();
            check(&bytes, &file.path().display().to_string(), None);
        }
    }
}
