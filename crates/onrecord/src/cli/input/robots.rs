//! robots.txt: what a site asks programs not to read (RFC 9309). Its rules are kept as they are written, so that a file
//! of many rules costs no more memory than its bytes.

use std::time::Duration;

/// What a site asks of one program.
#[derive(Debug, Default, PartialEq)]
pub struct Robots {
    rules: Vec<Rule>,
    /// How long it asks to wait between two requests.
    pub delay: Option<Duration>,
}

#[derive(Debug, PartialEq)]
struct Rule {
    is_allowed: bool,
    /// A path, perhaps with `*` for anything and `$` for its end; percent-encoded as far as it need be.
    pattern: String,
}

impl Robots {
    /// The rules of `text` for the program `name`: those of the groups that name it, else those for everybody.
    pub fn new(name: &str, text: &str) -> Robots {
        let (mut own, mut for_all) = (None, Robots::default());
        let (mut is_own, mut is_for_all, mut is_heading) = (false, false, false);
        for (key, value) in text.trim_start_matches('\u{feff}').lines().filter_map(field) {
            if key.eq_ignore_ascii_case("user-agent") {
                if !is_heading {
                    (is_own, is_for_all) = (false, false);
                }
                is_heading = true;
                is_own |= is_name(value, name);
                is_for_all |= value == "*";
                continue;
            }
            is_heading = false;
            if is_own {
                own.get_or_insert_with(Robots::default).take(key, value);
            }
            if is_for_all {
                for_all.take(key, value);
            }
        }
        own.unwrap_or(for_all)
    }

    /// Whether a path with its query may be read: the longest rule that fits says, allowing where two are as long.
    pub fn is_allowed(&self, path: &str) -> bool {
        let path = encoded(path);
        let fitting = self.rules.iter().filter(|rule| fits(&rule.pattern, &path));
        let longest = fitting.max_by_key(|rule| (rule.pattern.len(), rule.is_allowed));
        longest.is_none_or(|rule| rule.is_allowed)
    }

    fn take(&mut self, key: &str, value: &str) {
        let is_allowed = key.eq_ignore_ascii_case("allow");
        if is_allowed || key.eq_ignore_ascii_case("disallow") {
            // An empty rule forbids nothing.
            if !value.is_empty() {
                self.rules.push(Rule { is_allowed, pattern: encoded(value) });
            }
        } else if key.eq_ignore_ascii_case("crawl-delay") {
            let seconds = value.parse().ok().filter(|seconds: &f32| seconds.is_finite() && *seconds > 0.0);
            self.delay = seconds.and_then(|seconds| Duration::try_from_secs_f32(seconds).ok()).or(self.delay);
        }
    }
}

/// `key: value` of a line without its remark.
fn field(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split('#').next()?.split_once(':')?;
    Some((key.trim(), value.trim()))
}

/// Whether a group is for the program: its product token, in whatever case, perhaps with a version behind it.
fn is_name(value: &str, name: &str) -> bool {
    let token = value.split(|c: char| !c.is_ascii_alphabetic() && c != '-' && c != '_').next();
    token.is_some_and(|token| token.eq_ignore_ascii_case(name))
}

/// Octets beyond ASCII as percent escapes, escapes in upper case: one writing for what is the same (section 2.2.2).
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut n_hex = 0_usize;
    for byte in path.bytes() {
        if !byte.is_ascii() {
            out.push_str(&format!("%{byte:02X}"));
            continue;
        }
        out.push(if n_hex > 0 { byte.to_ascii_uppercase() } else { byte } as char);
        n_hex = if byte == b'%' { 2 } else { n_hex - usize::from(n_hex > 0) };
    }
    out
}

/// Whether a pattern fits the beginning of a path; its whole where `$` ends the pattern. Time grows with the product of
/// their lengths at worst: where a `*` was too short, only the last one is tried longer.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, is_whole) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern.as_bytes(), true),
        None => (pattern.as_bytes(), false),
    };
    let path = path.as_bytes();
    let (mut at, mut in_path) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    loop {
        if at == pattern.len() && (!is_whole || in_path == path.len()) {
            return true;
        }
        match (pattern.get(at), path.get(in_path)) {
            (Some(b'*'), _) => {
                star = Some((at, in_path));
                at += 1;
            }
            (Some(wanted), Some(found)) if wanted == found => (at, in_path) = (at + 1, in_path + 1),
            _ => match star {
                Some((star_at, begins)) if begins < path.len() => {
                    star = Some((star_at, begins + 1));
                    (at, in_path) = (star_at + 1, begins + 1);
                }
                _ => return false,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_allowed(text: &str, path: &str) -> bool {
        Robots::new("onrecord", text).is_allowed(path)
    }

    #[test]
    fn the_longest_rule_that_fits_says() {
        let text = "User-agent: *\nDisallow: /news\nAllow: /news/open\nDisallow: /*.pdf$\n";
        assert!(is_allowed(text, "/"));
        assert!(!is_allowed(text, "/news/1"));
        assert!(is_allowed(text, "/news/open/1"));
        assert!(!is_allowed(text, "/a/b.pdf"));
        assert!(is_allowed(text, "/a/b.pdf?page=2"));
        assert!(
            is_allowed("User-agent: *\nDisallow: /a\nAllow: /a", "/a/b"),
            "allowing where both are as long"
        );
    }

    #[test]
    fn a_group_that_names_the_program_is_taken_alone() {
        let text =
            "User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-agent: OnRecord/2\nDisallow: /private\n";
        assert!(is_allowed(text, "/news"));
        assert!(!is_allowed(text, "/private/1"));
        assert!(!is_allowed("User-agent: *\nDisallow: /", "/news"));
        assert!(!is_allowed("User-agent: onrecorder\nDisallow:\n\nUser-agent: *\nDisallow: /", "/news"));
        // A group may come in two parts.
        let text = "user-agent: onrecord\ndisallow: /a\nuser-agent: x\ndisallow: /\nuser-agent: onrecord\ndisallow: /b";
        assert_eq!(
            [is_allowed(text, "/a"), is_allowed(text, "/b"), is_allowed(text, "/c")],
            [false, false, true]
        );
    }

    #[test]
    fn stars_stand_for_anything() {
        assert!(fits("/*/edit", "/a/b/edit?x"));
        assert!(fits("/a*b*c$", "/a-b-b-c"));
        assert!(!fits("/a*b*c$", "/a-b-c-d"));
        assert!(fits("*", ""));
        assert!(fits("/a**$", "/a"));
        let long = format!("/{}", "a".repeat(5000));
        assert!(!fits(&format!("{}b", "*a".repeat(500)), &long), "in good time");
    }

    #[test]
    fn the_same_path_is_written_in_several_ways() {
        assert!(!is_allowed("User-agent: *\nDisallow: /caf%c3%a9", "/café/1"));
        assert!(!is_allowed("User-agent: *\nDisallow: /café", "/caf%C3%A9/1"));
        assert!(is_allowed("User-agent: *\nDisallow: /ab%2F", "/AB%2F"));
    }

    #[test]
    fn odd_files_are_read_as_far_as_they_go() {
        for text in [
            "",
            "Disallow: /",
            "<html>no: such file</html>",
            "User-agent\nDisallow /",
            "User-agent: *\nDisallow:",
        ] {
            assert!(is_allowed(text, "/news"), "{text}");
        }
        assert!(!is_allowed("\u{feff}User-Agent : * # all\r\nDISALLOW:/x # this\r\n", "/x"));
    }

    #[test]
    fn a_pause_may_be_asked_for() {
        let delay =
            |value: &str| Robots::new("onrecord", &format!("User-agent: *\nCrawl-delay: {value}")).delay;
        assert_eq!(delay("2"), Some(Duration::from_secs(2)));
        assert_eq!(delay("0.5"), Some(Duration::from_millis(500)));
        for wrong in ["-1", "soon", "NaN", "inf", "1e30"] {
            assert_eq!(delay(wrong), None, "{wrong}");
        }
    }
}
