//! Byte ranges of one text: what holds what, what touches what.

use std::ops::Range;

/// The range without the white space at its ends.
pub fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    start..(range.start + words.trim_end().len()).max(start)
}

/// Which of the ranges, which are in order and apart, holds the byte `at`.
pub fn holder(ranges: &[Range<usize>], at: usize) -> Option<usize> {
    let idx = ranges.partition_point(|range| range.end <= at);
    ranges.get(idx).filter(|range| range.contains(&at)).map(|_| idx)
}

/// Whether one of the ranges, which are in order and apart, holds the byte `at`.
pub fn holds(ranges: &[Range<usize>], at: usize) -> bool {
    holder(ranges, at).is_some()
}

/// Whether two ranges share a byte.
pub fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Ranges in order, those that overlap as one.
pub fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_that_overlap_become_one_and_those_that_touch_stay_two() {
        assert_eq!(merged(vec![4..6, 0..3, 2..4]), [0..4, 4..6]);
    }

    #[test]
    fn a_range_holds_its_start_and_not_its_end() {
        assert_eq!(holder(&[0..2, 4..6], 4), Some(1));
        assert!(!holds(&[0..2, 4..6], 2) && !holds(&[0..2, 4..6], 6) && !holds(&[], 0));
    }

    #[test]
    fn what_is_blank_becomes_empty() {
        assert_eq!(trim("a  b", 1..3), 3..3);
        assert_eq!(trim(" a ", 0..3), 1..2);
    }
}
