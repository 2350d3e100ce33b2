use url::Url;

/// A web address, made absolute; none for nothing and for an address of another kind.
pub fn address(url: &str, base: Option<&Url>) -> Option<String> {
    let url = url.trim();
    if url.is_empty() {
        return None;
    }
    let absolute = base.map_or_else(|| Url::parse(url), |base| base.join(url));
    match absolute {
        Ok(url) if matches!(url.scheme(), "http" | "https") => Some(url.into()),
        Ok(_) => None,
        // Of a feed whose own address is not known.
        Err(_) => Some(url.to_string()),
    }
}
