//! The conditions of a query, one by one, so that each can be seen, taken out and put in by a link.
//!
//! The query in the address is all there is: what a chip shows is a part of it.

use onrecord_store::ask::query::field_names;

/// A query in its parts: what stands between blanks, outside of quotation marks and parentheses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conditions {
    parts: Vec<String>,
    /// Whether it is a choice of several, of which no part alone is a condition.
    is_choice: bool,
}

/// A field with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// The field.
    pub field: String,
    /// Its value, without the quotation marks.
    pub value: String,
    /// Whether what has it is left out.
    pub is_denied: bool,
    /// The query without it.
    pub without: String,
}

impl Conditions {
    /// The parts of a query.
    pub fn of(query: &str) -> Conditions {
        let mut parts: Vec<String> = Vec::new();
        let (mut part, mut depth, mut is_quoted) = (String::new(), 0_u32, false);
        for c in query.chars() {
            match c {
                '"' => is_quoted = !is_quoted,
                '“' | '„' | '«' => is_quoted = true,
                '”' | '»' => is_quoted = false,
                '(' if !is_quoted => depth += 1,
                ')' if !is_quoted => depth = depth.saturating_sub(1),
                _ => {}
            }
            if c.is_whitespace() && depth == 0 && !is_quoted {
                put(&mut parts, std::mem::take(&mut part));
            } else {
                part.push(c);
            }
        }
        put(&mut parts, part);
        let is_choice = parts.iter().any(|part| part == "OR");
        Conditions { parts, is_choice }
    }

    /// Those that are fields; none where the query is a choice.
    pub fn chips(&self) -> Vec<Chip> {
        let of = |(idx, part): (usize, &String)| {
            let (field, value, is_denied) = field_of(part)?;
            let value = value.trim_matches(QUOTES).to_string();
            Some(Chip {
                field: field.to_string(),
                value,
                is_denied,
                without: self.without(|at, _| at == idx),
            })
        };
        if self.is_choice { Vec::new() } else { self.parts.iter().enumerate().filter_map(of).collect() }
    }

    /// The query with this value of a field in place of any other of that field.
    pub fn with(&self, field: &str, value: &str) -> String {
        let value = value.replace(QUOTES, " ");
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_plain = value.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '>'));
        let put = if is_plain { format!("{field}:{value}") } else { format!("{field}:\"{value}\"") };
        let rest = match self.is_choice {
            true => format!("({})", self.parts.join(" ")),
            false => {
                self.without(|_, part| field_of(part).is_some_and(|(known, _, not)| known == field && !not))
            }
        };
        if rest.is_empty() { put } else { format!("{rest} {put}") }
    }

    /// The value of a field, where it has one alone.
    pub fn value(&self, field: &str) -> Option<String> {
        let chip = self.chips().into_iter().find(|chip| chip.field == field && !chip.is_denied);
        chip.map(|chip| chip.value)
    }

    /// The query without a field.
    pub fn dropping(&self, field: &str) -> String {
        match self.is_choice {
            true => self.parts.join(" "),
            false => {
                self.without(|_, part| field_of(part).is_some_and(|(known, _, not)| known == field && !not))
            }
        }
    }

    fn without(&self, is_out: impl Fn(usize, &str) -> bool) -> String {
        let kept = self.parts.iter().enumerate().filter(|(idx, part)| !is_out(*idx, part));
        kept.map(|(_, part)| part.as_str()).collect::<Vec<_>>().join(" ")
    }
}

const QUOTES: [char; 6] = ['"', '“', '”', '„', '«', '»'];

/// Puts a part behind the others; `NOT` belongs to what follows it, and `AND` says nothing.
fn put(parts: &mut Vec<String>, part: String) {
    match parts.last_mut() {
        _ if part.is_empty() || part == "AND" => {}
        Some(last) if last == "NOT" => *last = format!("NOT {part}"),
        _ => parts.push(part),
    }
}

/// The field, its value, and whether it is denied.
fn field_of(part: &str) -> Option<(&str, &str, bool)> {
    let bare = part.strip_prefix('-').or_else(|| part.strip_prefix("NOT ")).unwrap_or(part);
    let (field, value) = bare.split_once(':')?;
    let is_known = field_names().contains(&field) && !value.is_empty();
    is_known.then_some((field, value, bare.len() < part.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(query: &str) -> Vec<String> {
        let sign = |chip: &Chip| if chip.is_denied { "not " } else { "" };
        let chips = Conditions::of(query).chips();
        chips
            .iter()
            .map(|chip| format!("{}{}={} | {}", sign(chip), chip.field, chip.value, chip.without))
            .collect()
    }

    #[test]
    fn each_field_can_be_taken_out() {
        assert_eq!(
            told("dam speaker:\"Mira Halvorsen\" -act:ask"),
            ["speaker=Mira Halvorsen | dam -act:ask", "not act=ask | dam speaker:\"Mira Halvorsen\""]
        );
        assert_eq!(told("NOT act:ask AND dam"), ["not act=ask | dam"]);
        assert_eq!(told("speaker:(vale OR lorne) x"), ["speaker=(vale OR lorne) | x"]);
    }

    #[test]
    fn what_is_no_field_is_words() {
        for query in ["https://a.example", "\"speaker:vale dam\"", "nofield:x", "act:", "a act:ask OR b", ""]
        {
            assert_eq!(told(query), Vec::<String>::new(), "{query}");
        }
    }

    #[test]
    fn a_field_is_put_in_once() {
        let with = |query: &str| Conditions::of(query).with("speaker", "Oren “Vale”");
        assert_eq!(with(""), "speaker:\"Oren Vale\"");
        assert_eq!(with("dam speaker:lorne -speaker:tarrow"), "dam -speaker:tarrow speaker:\"Oren Vale\"");
        assert_eq!(with("dam OR mill"), "(dam OR mill) speaker:\"Oren Vale\"");
        assert_eq!(
            Conditions::of("dam").with("published", "2031-03..2031-05"),
            "dam published:2031-03..2031-05"
        );
        for query in [with(""), with("dam OR mill"), with("a (b")] {
            onrecord_store::ask::query::parse(&query).unwrap();
        }
    }
}
