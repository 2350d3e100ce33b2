//! Written on Wednesday, 18 June 2031, unless a test says otherwise.

use jiff::civil::{Date, date};

use super::*;
use crate::Language;

/// A text of one paragraph.
fn whole(text: &str) -> Text<'_> {
    Text::new(text, std::iter::once(0..text.len()).collect(), &Language::english())
}

/// The words of each expression, and its days: `2031-06-16`, `2031-06..2031-08`, `?` where nothing tells.
fn found(text: &str, reference: Option<Date>) -> Vec<(String, String)> {
    let days = |one: &TimeExpression| match one.interval {
        Some(days) if days.from() == days.to() => days.from(),
        Some(days) => format!("{}..{}", days.from(), days.to()),
        None => "?".to_string(),
    };
    let all = find(&whole(text), reference);
    all.iter().map(|one| (text[one.at.clone()].to_string(), days(one))).collect()
}

#[track_caller]
fn check(text: &str, expected: &[(&str, &str)]) {
    let got = found(text, Some(date(2031, 6, 18)));
    let got: Vec<(&str, &str)> = got.iter().map(|(words, days)| (words.as_str(), days.as_str())).collect();
    assert_eq!(got, expected, "{text}");
}

#[test]
fn each_line_of_the_table_dates_its_example_and_not_its_counter_example() {
    for [class, _, example, counter] in table::lines() {
        assert!(!found(example, Some(date(2031, 6, 18))).is_empty(), "{class}: {example}");
        let wrong = found(counter, Some(date(2031, 6, 18)));
        assert!(wrong.is_empty(), "{class}: {counter} {wrong:?}");
    }
}

#[test]
fn days_of_the_week_go_by_the_tense() {
    check("Roe met Lund on Monday.", &[("Monday", "2031-06-16")]);
    check("Roe will meet Lund on Monday.", &[("Monday", "2031-06-23")]);
    check("Roe will meet Lund, she said on Monday.", &[("Monday", "2031-06-16")]);
    check("On Friday, Roe will meet Lund.", &[("Friday", "2031-06-20")]);
    check("Talks are scheduled for Tuesday.", &[("Tuesday", "2031-06-24")]);
    check("Talks were rescheduled for July 3.", &[("July 3", "2031-07-03")]);
    check("Talks were rescheduled on Tuesday.", &[("Tuesday", "2031-06-17")]);
    check(
        "Roe, who arrived on Tuesday, will leave on Thursday.",
        &[("Tuesday", "2031-06-17"), ("Thursday", "2031-06-19")],
    );
    check("Ostvia said Wednesday it was ready.", &[("Wednesday", "2031-06-18")]);
    check(
        "It fell last Monday and rose last Friday.",
        &[("last Monday", "2031-06-09"), ("last Friday", "2031-06-13")],
    );
    check("They meet next Thursday.", &[("next Thursday", "2031-06-26")]);
    check("Tuesday’s talks failed.", &[("Tuesday", "2031-06-17")]);
    check("It rained on Sunday night.", &[("Sunday night", "2031-06-15")]);
    check("They met on Thursday last week.", &[("Thursday last week", "2031-06-12")]);
}

#[test]
fn names_and_habits_are_no_dates() {
    check("The Sunday Herald wrote of Black Friday and of Theresa May.", &[]);
    check("The shop is shut every Monday.", &[]);
    check("He may march in august company; April Roe and June Lund wait.", &[]);
    check("It rained for two weeks and cost 2000 crowns.", &[]);
    check("Some 1900 people marched.", &[]);
}

#[test]
fn days_of_months() {
    check("They met on 16 June 2031.", &[("16 June 2031", "2031-06-16")]);
    check("They met on June 3.", &[("June 3", "2031-06-03")]);
    check("They met on December 3.", &[("December 3", "2030-12-03")]);
    check("They will meet on Jan. 3.", &[("Jan. 3", "2032-01-03")]);
    check("They will meet on the 3rd of July.", &[("3rd of July", "2031-07-03")]);
    check("On Monday, June 16, 2031, they met.", &[("Monday, June 16, 2031", "2031-06-16")]);
    check("The summit of 19–20 June is planned.", &[("19–20 June", "2031-06-19..2031-06-20")]);
    check("The summit of June 19-20 is planned.", &[("June 19-20", "2031-06-19..2031-06-20")]);
    check("It ran from June 3 to June 5.", &[("June 3 to June 5", "2031-06-03..2031-06-05")]);
    check(
        "They met on 29 February 2028, and not on 30 February 2028.",
        &[("29 February 2028", "2028-02-29"), ("30 February 2028", "?")],
    );
}

#[test]
fn dates_in_figures_are_read_where_only_one_day_is_meant() {
    check("It opens on 2031-12-03.", &[("2031-12-03", "2031-12-03")]);
    check("It opens on 25/12/2031.", &[("25/12/2031", "2031-12-25")]);
    check("It opens on 12/25/2031.", &[("12/25/2031", "2031-12-25")]);
    check("It opens on 12/03/2031.", &[("12/03/2031", "?")]);
    check("It opens on 3.12.2031.", &[("3.12.2031", "2031-12-03")]);
}

#[test]
fn months_and_years() {
    check("It began in February last year.", &[("February last year", "2030-02")]);
    check("It began in August.", &[("August", "2030-08")]);
    check("It will begin in August.", &[("August", "2031-08")]);
    check("It began in March 2019.", &[("March 2019", "2019-03")]);
    check("It will end in mid-March.", &[("mid-March", "2032-03")]);
    check("It began last May.", &[("last May", "2031-05")]);
    check("It has been shut since 2018.", &[("2018", "2018")]);
    check("The 2024 election was lost.", &[("2024", "2024")]);
    check(
        "In the 1990s and the 19th century it stood.",
        &[("1990s", "1990..1999"), ("19th century", "1801..1900")],
    );
    check("It stood from 2016 to 2018.", &[("2016 to 2018", "2016..2018")]);
    check("It stood in 2016–18.", &[("2016–18", "2016..2018")]);
    check("It grew between March and May 2030.", &[("March and May 2030", "2030-03..2030-05")]);
}

#[test]
fn what_is_counted_from_the_day_of_writing() {
    check(
        "It opened this morning, not last night or yesterday.",
        &[("this morning", "2031-06-18"), ("last night", "2031-06-17"), ("yesterday", "2031-06-17")],
    );
    check("It opened two days ago.", &[("two days ago", "2031-06-16")]);
    check("It opened a decade ago.", &[("a decade ago", "2021")]);
    check("It opened three months ago.", &[("three months ago", "2031-03")]);
    check("It opened last week.", &[("last week", "2031-06-09..2031-06-15")]);
    check("It will open three weeks from now.", &[("three weeks from now", "2031-07-07..2031-07-13")]);
    check("It failed in the past two weeks.", &[("past two weeks", "2031-06-04..2031-06-18")]);
    check("It will rain in the coming weeks.", &[("coming weeks", "2031-06-18..2031-07-23")]);
    check("It is the first in ten years.", &[]);
    check("It will open in two weeks.", &[("in two weeks", "2031-06-18..2031-07-02")]);
    check("It will open within 30 days.", &[("within 30 days", "2031-06-18..2031-07-18")]);
    check("It opened over the weekend.", &[("weekend", "2031-06-14..2031-06-15")]);
    check("It opens this weekend.", &[("this weekend", "2031-06-21..2031-06-22")]);
}

#[test]
fn parts_of_periods() {
    check("It will open later this year.", &[("later this year", "2031-06..2031-12")]);
    check("It opened earlier this month.", &[("earlier this month", "2031-06-01..2031-06-18")]);
    check("It opened early last year.", &[("early last year", "2030-01..2030-04")]);
    check("It will open by the end of the month.", &[("end of the month", "2031-06")]);
    check("It will open by the end of the year.", &[("end of the year", "2031-12")]);
    check("It opened in late May.", &[("late May", "2031-05")]);
    check("It grew in the first quarter of 2024.", &[("first quarter of 2024", "2024-01..2024-03")]);
    check("It grew in the second half of last year.", &[("second half of last year", "2030-07..2030-12")]);
    check("It opened in Q3 2024.", &[("Q3 2024", "2024-07..2024-09")]);
    check("It fell in the early 1990s.", &[("early 1990s", "1990..1993")]);
    check(
        "It opened last summer, in the winter of 2029.",
        &[("last summer", "2030-06..2030-08"), ("winter of 2029", "2029-12..2030-02")],
    );
}

#[test]
fn holidays() {
    check("It will open before Christmas.", &[("Christmas", "2031-12-25")]);
    check("It opened at Easter 2030.", &[("Easter 2030", "2030-04-21")]);
    check("It opened on Good Friday.", &[("Good Friday", "2031-04-11")]);
    check("It opened on New Year’s Eve.", &[("New Year’s Eve", "2030-12-31")]);
    check("They met on Thanksgiving.", &[("Thanksgiving", "2030-11-28")]);
    check("They bought Christmas trees on Easter Island.", &[]);
}

#[test]
fn what_is_counted_from_the_date_told_before() {
    check(
        "They met on 3 June. Two days earlier, Roe had left; the next day she returned.",
        &[("3 June", "2031-06-03"), ("Two days earlier", "2031-06-01"), ("next day", "2031-06-02")],
    );
    check("They met in 2019. A year later they parted.", &[("2019", "2019"), ("A year later", "2020")]);
    check("They met in 2019. Two days later they parted.", &[("2019", "2019"), ("Two days later", "?")]);
    check("Two days later they parted.", &[("Two days later", "?")]);
}

#[test]
fn without_a_day_of_writing_only_full_dates_are_told() {
    let got = found("They met on Monday, in May, and on 3 May 2030.", None);
    let days: Vec<&str> = got.iter().map(|(_, days)| days.as_str()).collect();
    assert_eq!(days, ["?", "?", "2030-05-03"]);
}

#[test]
fn bounds() {
    let bounds = |text: &str| -> Vec<Bound> {
        let all = find(&whole(text), Some(date(2031, 6, 18)));
        all.iter().map(|one| one.bound).collect()
    };
    assert_eq!(bounds("It will open by the end of the month, or on Friday."), [Bound::Until, Bound::On]);
    assert_eq!(bounds("It has been shut since last Monday."), [Bound::Since]);
}

#[test]
fn no_text_breaks_it() {
    for text in [
        "",
        "in 9999 centuries",
        "999 centuries ago",
        "999 decades from now",
        "31 February",
        "on 0 June",
        "99/99/9999",
        "early early early 2031",
        "the the the",
        "mid-",
        "mid-é",
        "June 19–",
        "between 2031 and",
        "the end of the end of the",
        "from from from",
        "’s ’s Monday’s",
        "12–1 June 2031",
        "2031-13-45",
        "2499-12-31 later",
        "Q9 2031",
        "the 0th century",
    ] {
        for reference in [None, Some(date(2031, 6, 18)), Some(Date::MIN), Some(Date::MAX)] {
            let _ = found(text, reference);
        }
    }
}

#[test]
fn every_order_of_the_tables_words_is_read() {
    // A fixed sequence of pseudo-random numbers (Knuth, MMIX).
    let words: Vec<String> = table::lines()
        .flat_map(|[_, words, ..]| {
            words.split(' ').map(|word| word.split('=').next().unwrap().replace('_', " "))
        })
        .chain(["the", "of", "19", "2031", "year", "–", ",", ".", "1990s", "999"].map(String::from))
        .collect();
    let mut state: u64 = 1;
    for _ in 0..3000 {
        let mut text = String::new();
        for _ in 0..8 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let word = &words[(state >> 33) as usize % words.len()];
            let is_capital = state >> 40 & 1 == 1;
            let first: String = word.chars().take(1).collect();
            let shown = if is_capital { first.to_uppercase() + &word[first.len()..] } else { word.clone() };
            text.push_str(&shown);
            text.push(' ');
        }
        let all = find(&whole(&text), Some(date(2031, 6, 18)));
        assert!(all.windows(2).all(|two| two[0].at.end <= two[1].at.start), "{text}");
    }
}
