//! Lines of time: what happened when, one lane for each who or what, each mark a link.

use onrecord_answer::words::date;

use super::chips::Conditions;
use super::link::Links;

/// Marks on lanes, drawn into a box of [`WIDTH`].
#[derive(Clone, Debug, Default)]
pub struct Lanes {
    /// The lanes, from above.
    pub lanes: Vec<Lane>,
    /// Where a month or year begins.
    pub ticks: Vec<Tick>,
    /// The box's height.
    pub height: f64,
}

/// One lane.
#[derive(Clone, Debug)]
pub struct Lane {
    /// Whose it is.
    pub name: String,
    /// Where that leads.
    pub href: String,
    /// The middle of the lane.
    pub y: f64,
    /// What is on it.
    pub marks: Vec<DayMark>,
}

/// Something on a day.
#[derive(Clone, Debug, Default)]
pub struct DayMark {
    /// The first day, as `2031-03-12`, `2031-03` or `2031`.
    pub from: String,
    /// The last.
    pub to: String,
    /// What it is, in words.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// What it comes to, as a class.
    pub class: &'static str,
    /// Where it begins.
    pub x: f64,
    /// How long it is: as long as what is told of it is uncertain, or lasts.
    pub width: f64,
    /// How far it is moved from the middle, so that marks of one day are seen.
    pub dy: f64,
}

/// Where a month or year begins.
#[derive(Clone, Debug)]
pub struct Tick {
    /// Where.
    pub x: f64,
    /// In words.
    pub label: String,
    /// As a query takes it.
    pub time: String,
    /// On which side of it the words stand: at the right edge there is no room behind it.
    pub anchor: &'static str,
}

/// Where a tick leads: to what was published then.
#[derive(Clone, Debug)]
pub struct Zoom {
    /// What stands before every path.
    pub base: String,
    /// What is shown.
    pub asked: Conditions,
}

impl Zoom {
    /// The timeline of one month or year.
    pub fn to(&self, time: &str) -> String {
        Links { base: &self.base }.to("/timeline", &[("q", &self.asked.with("published", time))])
    }
}

/// The box's width.
pub const WIDTH: f64 = 960.0;

/// Room for the names of lanes.
pub const NAMES: f64 = 170.0;

/// From one lane to the next.
const STEP: f64 = 44.0;

/// Room for the axis.
const AXIS: f64 = 26.0;

/// How far apart marks of one day are.
const APART: f64 = 6.0;

/// Lanes with their marks, which have days, and no places yet; a mark without a day is left out.
pub fn placed(lanes: Vec<(String, String, Vec<DayMark>)>) -> Lanes {
    let ends = lanes
        .iter()
        .flat_map(|(.., marks)| marks)
        .filter_map(|mark| Some((day(&mark.from)?, day(&mark.to)?)));
    let Some((first, last)) = ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))) else {
        return Lanes::default();
    };
    // A little room at both ends.
    let room = ((last - first) / 40).max(2);
    let (first, last) = (first - room, last + room);
    let place =
        |day: i64| tenth(NAMES + (WIDTH - NAMES - 10.0) * (day - first) as f64 / (last - first) as f64);
    let n_lanes = lanes.len();
    let lane = |(idx, (name, href, marks)): (usize, (String, String, Vec<DayMark>))| {
        let mut placed: Vec<DayMark> = Vec::new();
        for mark in marks {
            let (Some(from), Some(to)) = (day(&mark.from), day(&mark.to)) else { continue };
            let x = place(from);
            let width = tenth((place(to) - x).max(0.0));
            let beside = placed.iter().filter(|other| (other.x - x).abs() < APART).count();
            // Above and below the line in turn.
            let side = if beside.is_multiple_of(2) { -1.0 } else { 1.0 };
            let dy = (side * beside.div_ceil(2) as f64 * APART).clamp(-STEP / 2.0 + 5.0, STEP / 2.0 - 5.0);
            placed.push(DayMark { x, width, dy, ..mark });
        }
        Lane { name, href, y: STEP / 2.0 + STEP * idx as f64, marks: placed }
    };
    Lanes {
        lanes: lanes.into_iter().enumerate().map(lane).collect(),
        ticks: ticks(first, last, place),
        height: STEP * n_lanes as f64 + AXIS,
    }
}

/// Days since the year 0, near enough to draw; of a month or a year its first day.
fn day(iso: &str) -> Option<i64> {
    let part = |range: std::ops::Range<usize>, or: i64| match iso.get(range) {
        Some(digits) => digits.parse::<i64>().ok(),
        None => Some(or),
    };
    let (year, month, day) = (iso.get(..4)?.parse::<i64>().ok()?, part(5..7, 1)?, part(8..10, 1)?);
    Some(year * 372 + (month - 1) * 31 + day - 1)
}

/// Where months begin; where these are many, years.
fn ticks(first: i64, last: i64, place: impl Fn(i64) -> f64) -> Vec<Tick> {
    const MONTH: i64 = 31;
    const MOST: i64 = 14;
    let months = (last - first) / MONTH;
    let step = match months {
        ..=MOST => 1,
        15..=42 => 3,
        43..=168 => 12,
        more => 12 * (more / 168 + 1),
    };
    let begin = (first + MONTH - 1).div_euclid(MONTH);
    let begin = (begin + step - 1).div_euclid(step) * step;
    let times = (0..).map(|n| begin + n * step).take_while(|month| month * MONTH <= last);
    let tick = |month: i64| {
        let time = match step {
            12.. => format!("{:04}", month / 12),
            _ => format!("{:04}-{:02}", month / 12, month % 12 + 1),
        };
        let x = place(month * MONTH);
        let anchor = if x > WIDTH - 40.0 { "end" } else { "middle" };
        Tick { x, label: short_date(&time), time, anchor }
    };
    times.map(tick).collect()
}

/// `Mar 2031`.
fn short_date(time: &str) -> String {
    let words = date(time);
    match words.split_once(' ') {
        Some((month, year)) => format!("{} {year}", month.chars().take(3).collect::<String>()),
        None => words,
    }
}

fn tenth(n: f64) -> f64 {
    (n * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(from: &str, to: &str) -> DayMark {
        DayMark { from: from.to_string(), to: to.to_string(), ..DayMark::default() }
    }

    #[test]
    fn marks_stand_in_the_order_of_their_days() {
        let days = vec![
            mark("2031-03-12", "2031-03-12"),
            mark("2031-03-12", "2031-03-12"),
            mark("2031-05", "2031-06"),
        ];
        let lanes = placed(vec![("Ada".to_string(), String::new(), days)]);
        let [first, twin, last] = lanes.lanes[0].marks.as_slice() else { panic!() };
        assert!(first.x == twin.x && first.dy != twin.dy && last.x > first.x && last.width > 0.0);
        let told: Vec<&str> = lanes.ticks.iter().map(|tick| tick.label.as_str()).collect();
        assert_eq!(told, ["Apr 2031", "May 2031", "Jun 2031"]);
        assert!(lanes.ticks.iter().all(|tick| (NAMES..WIDTH).contains(&tick.x)));
    }

    #[test]
    fn odd_days_are_left_out_and_long_times_have_few_ticks() {
        let lanes =
            placed(vec![("Ada".to_string(), String::new(), vec![mark("x", "x"), mark("0001", "9999")])]);
        assert_eq!(lanes.lanes[0].marks.len(), 1);
        assert!(lanes.ticks.len() < 20);
        assert!(placed(Vec::new()).ticks.is_empty());
    }
}
