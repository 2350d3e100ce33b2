//! A text cut where what is shown of it changes.

use std::ops::Range;

/// A piece of a text with what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkedRun<T> {
    /// The words.
    pub text: String,
    /// What they show.
    pub shows: T,
}

/// Cuts `text` at the ends of `layers`; where several cover a piece, `shown` is given all of them, in their order.
///
/// Layers that do not stand on characters of the text are left out. Time: pieces times layers.
pub fn cut<T>(
    text: &str,
    layers: &[Range<usize>],
    mut shown: impl FnMut(&[usize]) -> T,
) -> Vec<MarkedRun<T>> {
    let is_in = |layer: &Range<usize>| layer.start < layer.end && text.get(layer.clone()).is_some();
    let layers: Vec<(usize, &Range<usize>)> =
        layers.iter().enumerate().filter(|(_, one)| is_in(one)).collect();
    let mut ends: Vec<usize> = layers.iter().flat_map(|(_, layer)| [layer.start, layer.end]).collect();
    ends.extend([0, text.len()]);
    ends.sort_unstable();
    ends.dedup();
    let piece = |ends: &[usize]| {
        let covering = layers.iter().filter(|(_, layer)| layer.start <= ends[0] && ends[1] <= layer.end);
        let covering: Vec<usize> = covering.map(|(idx, _)| *idx).collect();
        MarkedRun { text: text[ends[0]..ends[1]].to_string(), shows: shown(&covering) }
    };
    ends.windows(2).map(piece).collect()
}

/// The first characters of a text that may be of any length, an ellipsis behind them where there are more.
pub fn short(text: &str, n_chars: usize) -> String {
    match text.char_indices().nth(n_chars) {
        Some((at, _)) => format!("{} …", text[..at].trim_end()),
        None => text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_where_layers_begin_and_end() {
        let text = "Ada said: é “yes”.";
        let runs = cut(text, &[0..3, 10..18, 13..18], |layers| layers.to_vec());
        let told: Vec<(&str, &[usize])> =
            runs.iter().map(|run| (run.text.as_str(), run.shows.as_slice())).collect();
        let expected: [(&str, &[usize]); 5] =
            [("Ada", &[0]), (" said: ", &[]), ("é ", &[1]), ("“ye", &[1, 2]), ("s”.", &[])];
        assert_eq!(told, expected);
        assert_eq!(runs.iter().map(|run| run.text.as_str()).collect::<String>(), text);
    }

    #[test]
    fn layers_of_another_text_are_left_out() {
        let (half_a_letter, beyond) = (0..1, 0..9);
        let runs = cut("é", &[half_a_letter, beyond], |layers| layers.len());
        assert_eq!(runs, [MarkedRun { text: "é".to_string(), shows: 0 }]);
        assert!(cut("", &[], |_| ()).is_empty());
    }
}
