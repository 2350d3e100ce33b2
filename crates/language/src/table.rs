//! Tables that are read into the program: a row a line, cells apart by tabs, comments behind `#`.

use std::str::FromStr;

/// The rows of a table of `N` cells; missing ones are empty.
pub fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    let lines = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| {
        let mut cells = line.split('\t');
        std::array::from_fn(|_| cells.next().unwrap_or(""))
    })
}

/// The numbers of a cell, apart by blanks; what is no number is passed over.
pub fn numbers<N: FromStr>(cell: &str) -> impl Iterator<Item = N> {
    cell.split(' ').filter_map(|number| number.parse().ok())
}

/// The words of a cell: apart by `|`.
pub fn list(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('|').filter(|word| !word.is_empty())
}
