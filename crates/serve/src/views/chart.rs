//! Counts by month as bars, each a link to what it counts.

use onrecord_answer::words::date;
use onrecord_store::ask::Count;

use super::chips::Conditions;
use super::link::Links;

/// Bars over time, drawn into a box of [`WIDTH`] by [`HEIGHT`].
#[derive(Clone, Debug, Default)]
pub struct Chart {
    /// The bars, the earliest first; every month or year between the first and the last has one.
    pub bars: Vec<Bar>,
    /// The first month or year in words.
    pub first: String,
    /// The last.
    pub last: String,
    /// What a bar is: `month` or `year`.
    pub unit: &'static str,
    /// The query without a time of publication: what a brushed range is put to.
    pub rest: String,
}

/// One month or year.
#[derive(Clone, Debug)]
pub struct Bar {
    /// As a query takes it: `2031-03`, `2031`.
    pub time: String,
    /// In words.
    pub label: String,
    /// What it leads to.
    pub href: String,
    /// How many.
    pub n: u64,
    /// Left edge of its room.
    pub x: f64,
    /// The width of its room.
    pub room: f64,
    /// The width of the bar.
    pub width: f64,
    /// The bar's upper edge.
    pub y: f64,
    /// Its height.
    pub height: f64,
}

/// The box's width.
pub const WIDTH: f64 = 304.0;
/// The box's height.
pub const HEIGHT: f64 = 72.0;

/// More months than these are counted by year: bars get too thin to be met.
const MOST_MONTHS: usize = 48;

impl Chart {
    /// Counts by month (`2031-03`), the earliest first.
    pub fn of(months: &[Count], asked: &Conditions, links: Links<'_>) -> Chart {
        let filled = filled(months);
        let is_by_year = filled.len() > MOST_MONTHS;
        let filled = if is_by_year { by_year(&filled) } else { filled };
        let most = filled.iter().map(|(_, n)| *n).max().unwrap_or(0);
        let room = WIDTH / filled.len().max(1) as f64;
        let bar = |(idx, (time, n)): (usize, &(String, u64))| {
            let height = if most == 0 { 0.0 } else { HEIGHT * *n as f64 / most as f64 };
            // Few of many are seen all the same.
            let height = if *n > 0 { height.max(2.0) } else { 0.0 };
            Bar {
                label: date(time),
                href: links.search(&asked.with("published", time)),
                time: time.clone(),
                n: *n,
                x: tenth(room * idx as f64),
                room: tenth(room),
                width: tenth((room * 0.8).min(28.0)),
                y: tenth(HEIGHT - height),
                height: tenth(height),
            }
        };
        let word = |one: Option<&(String, u64)>| one.map(|(time, _)| date(time)).unwrap_or_default();
        Chart {
            first: word(filled.first()),
            last: word(filled.last()),
            unit: if is_by_year { "year" } else { "month" },
            bars: filled.iter().enumerate().map(bar).collect(),
            rest: asked.dropping("published"),
        }
    }
}

fn tenth(n: f64) -> f64 {
    (n * 10.0).round() / 10.0
}

/// Every month from the first to the last; of centuries that lie apart those alone that count something.
fn filled(months: &[Count]) -> Vec<(String, u64)> {
    const MOST: i32 = 12 * 100;
    let number = |month: &str| {
        Some(month.get(..4)?.parse::<i32>().ok()? * 12 + month.get(5..7)?.parse::<i32>().ok()? - 1)
    };
    let known: Vec<(i32, u64)> = months.iter().filter_map(|one| Some((number(&one.name)?, one.n))).collect();
    let (Some((first, _)), Some((last, _))) = (known.first(), known.last()) else { return Vec::new() };
    let written = |month: i32| format!("{:04}-{:02}", month / 12, month % 12 + 1);
    if last - first > MOST {
        return known.iter().map(|(month, n)| (written(*month), *n)).collect();
    }
    let n_of = |month: i32| known.iter().find(|(at, _)| *at == month).map_or(0, |(_, n)| *n);
    (*first..=*last).map(|month| (written(month), n_of(month))).collect()
}

fn by_year(months: &[(String, u64)]) -> Vec<(String, u64)> {
    let mut years: Vec<(String, u64)> = Vec::new();
    for (month, n) in months {
        match years.last_mut() {
            Some((year, sum)) if *year == month[..4] => *sum += n,
            _ => years.push((month[..4].to_string(), *n)),
        }
    }
    years
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(months: &[(&str, u64)]) -> Chart {
        let months: Vec<Count> =
            months.iter().map(|(name, n)| Count { name: name.to_string(), n: *n }).collect();
        Chart::of(&months, &Conditions::of("dam published:2031"), Links { base: "" })
    }

    #[test]
    fn months_without_any_have_room() {
        let chart = chart(&[("2031-11", 4), ("2032-02", 1)]);
        let told: Vec<(&str, u64)> = chart.bars.iter().map(|bar| (bar.time.as_str(), bar.n)).collect();
        assert_eq!(told, [("2031-11", 4), ("2031-12", 0), ("2032-01", 0), ("2032-02", 1)]);
        assert_eq!((chart.bars[0].height, chart.bars[0].y), (HEIGHT, 0.0));
        assert_eq!(chart.bars[1].href, "/search?q=dam+published%3A2031-12");
        assert_eq!(chart.rest, "dam");
    }

    #[test]
    fn many_months_are_years() {
        let chart = chart(&[("2020-01", 1), ("2020-05", 2), ("2031-01", 3)]);
        assert_eq!(chart.bars.len(), 12);
        assert_eq!((chart.bars[0].time.as_str(), chart.bars[0].n), ("2020", 3));
    }

    #[test]
    fn dates_that_are_none_are_no_bars() {
        assert!(chart(&[("0x31-xx", 1)]).bars.is_empty());
        assert_eq!(chart(&[("0001-01", 1), ("9999-12", 1)]).bars.len(), 2);
    }
}
