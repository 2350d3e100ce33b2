//! The outlet's name.

use crate::words::bare;
use crate::{byline, credit};

/// Settles on the outlet: what the page states, else what its title ends with and its address confirms.
pub fn publisher(sites: &[String], title_tag: &str, url: &str) -> String {
    let is_name = |site: &&str| {
        let n_words = site.split_whitespace().count();
        (1..=7).contains(&n_words) && !site.starts_with("http") && !site.contains(['©', '\n', '<'])
    };
    // "Copyright (c) 2031 The Vesper" names the Vesper.
    let names = || sites.iter().map(|site| credit::owner(site).unwrap_or(site)).filter(is_name);
    if let Some(first) = names().next() {
        let site = names().find(|name| spells_out(name, first)).unwrap_or(first);
        return site.trim_start_matches('@').trim().to_string();
    }
    let host = url::Url::parse(url).ok().and_then(|u| u.host_str().map(str::to_string)).unwrap_or_default();
    let host_bare: String = host.trim_start_matches("www.").chars().filter(|c| c.is_alphanumeric()).collect();
    for part in title_tag.rsplit(['|', '-', '–', '—', '·', '»', '•']).take(2) {
        let bare = bare(part);
        if bare.len() > 3 && host_bare.contains(&bare) {
            return part.trim().to_string();
        }
    }
    String::new()
}

/// Whether a name is that of a domain: "The Vesper" of "the-vesper.example".
fn spells_out(name: &str, domain: &str) -> bool {
    let Some((label, top)) = domain.rsplit_once('.').filter(|_| !domain.contains(' ')) else { return false };
    let (label, bare_name) = (bare(label.trim_start_matches("www.")), bare(name));
    let is_longer = || bare_name.starts_with(&label) && !byline::is_person(name);
    top.len() > 1 && !name.contains('.') && (bare_name == label || label.len() > 2 && is_longer())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copyright_lines_are_no_names() {
        let publisher = |site: &str| publisher(&[site.to_string()], "", "");
        assert_eq!(publisher("Copyright (c) 2031 The Vesper. All rights reserved."), "The Vesper");
        assert_eq!(publisher("© All rights reserved"), "");
        assert_eq!(publisher("@vesper"), "vesper");
    }

    #[test]
    fn a_name_is_taken_over_a_domain() {
        let of = |sites: [&str; 2]| publisher(&sites.map(str::to_string), "", "");
        assert_eq!(of(["the-vesper.example", "The Vesper"]), "The Vesper");
        assert_eq!(of(["vesper.example", "Vesper Online"]), "vesper.example");
        assert_eq!(of(["vesper.example", "Sunrise Holding plc"]), "vesper.example");
    }
}
