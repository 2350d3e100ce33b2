//! The outlet's name.

use crate::words::bare;

/// Settles on the outlet: what the page states, else what its title ends with and its address confirms.
pub fn publisher(sites: &[String], title_tag: &str, url: &str) -> String {
    let is_name = |site: &&String| {
        let words = site.split_whitespace().count();
        words > 0
            && words <= 7
            && !site.starts_with("http")
            && !site.contains('©')
            && !site.contains(['\n', '<'])
    };
    if let Some(site) = sites.iter().find(is_name) {
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
