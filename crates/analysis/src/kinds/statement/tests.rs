//! Sentences with their spans marked: `[` and `]` enclose the content, `<` and `>` the cue, `{` and `}` the source.

use jiff::civil::date;
use onrecord_language::{Language, Text, dates};
use onrecord_record::Modality;

use super::details::details;
use super::*;

/// Reads a marked sentence as published on Thursday 19 June 2031.
fn read(marked: &str) -> (String, Details) {
    let (mut text, mut open) = (String::new(), Vec::new());
    let (mut cue, mut source, mut content) = (Vec::new(), Vec::new(), Vec::new());
    for c in marked.chars() {
        match c {
            '[' | '<' | '{' => open.push(text.len()),
            ']' => content.push(open.pop().unwrap()..text.len()),
            '>' => cue.push(open.pop().unwrap()..text.len()),
            '}' => source.push(open.pop().unwrap()..text.len()),
            _ => text.push(c),
        }
    }
    let attribution = Attribution::new(source, cue, content, 1.0);
    let read = whole(&text);
    let details = details(&read, &attribution, &dates::find(&read, Some(date(2031, 6, 19))));
    (text, details)
}

/// A text of one paragraph.
fn whole(text: &str) -> Text<'_> {
    Text::new(text, one(0..text.len()), &Language::english())
}

fn one(range: Range<usize>) -> Vec<Range<usize>> {
    std::iter::once(range).collect()
}

fn act(marked: &str) -> Act {
    read(marked).1.act
}

#[test]
fn a_cue_that_tells_the_act_goes_first() {
    assert_eq!(act("{Roe} <denied> [that the bridge leaked]."), Act::Deny);
    assert_eq!(act("{Roe} <has never apologised for> [the delay]."), Act::Regret);
    assert_eq!(act("{Roe} <put out a statement condemning> [the plan]."), Act::Criticise);
    assert_eq!(act("{Roe} <declined to comment on> [the plan]."), Act::Decline);
}

#[test]
fn asking_for_is_not_asking_whether() {
    assert_eq!(act("{Roe} <asked> Lund [to mend the bridge]."), Act::Request);
    assert_eq!(act("{Roe} <asked> Lund [whether the bridge would hold]."), Act::Ask);
    assert_eq!(act("[“Will it hold?”] {Roe} <asked>."), Act::Ask);
}

#[test]
fn agreeing_to_is_not_agreeing_that() {
    assert_eq!(act("{Roe} <agreed> [to mend the bridge]."), Act::Agree);
    assert_eq!(act("{Roe} <agreed> that [the bridge is old]."), Act::Concur);
}

#[test]
fn what_is_said_tells_where_the_cue_does_not() {
    assert_eq!(act("[“We will mend it,”] {Roe} <said>."), Act::Promise);
    assert_eq!(act("{Roe} <said> [the rain would go on]."), Act::Assess);
    assert_eq!(act("{Roe} <said> [it is a disgrace]."), Act::Criticise);
    assert_eq!(act("{Roe} <said> [it is not a disgrace]."), Act::Assert);
    assert_eq!(act("{Roe} <said> [the May floods were high]."), Act::Assert);
    assert_eq!(act("[“Is it open?”] {he} <said>."), Act::Ask);
}

#[test]
fn what_was_not_said_or_not_yet_is_told_apart() {
    let modality = |marked: &str| read(marked).1.modality;
    assert_eq!(modality("{Roe} <said> [it holds]."), Modality::Actual);
    assert_eq!(modality("{Roe} did not <say> [it holds]."), Modality::Negated);
    assert_eq!(modality("{Roe} <hasn’t yet said> [whether it holds]."), Modality::Negated);
    assert_eq!(modality("{Roe} <will announce> [the plan] on Friday."), Modality::Future);
    assert_eq!(modality("{Roe} is expected to <announce> [the plan]."), Modality::Future);
    assert_eq!(modality("{Roe} <would say> [it holds]."), Modality::Conditional);
    assert_eq!(modality("{Roe} <would not say> [whether it holds]."), Modality::Actual);
}

#[test]
fn thoughts_are_said_where_they_are_quoted() {
    assert!(read("{Roe} <hopes> [it holds].").1.is_thought);
    assert!(!read("{Roe} <hopes> [“it holds”].").1.is_thought);
    assert!(!read("{Roe} <hopes> [it will “pave the way”].").1.is_thought);
    assert!(!read("{Roe} <said> [it holds].").1.is_thought);
}

#[test]
fn hearers_are_named_in_several_ways() {
    let addressee = |marked: &str| {
        let (text, details) = read(marked);
        details.addressees.first().map(|range| text[range.clone()].to_string())
    };
    for (marked, hearer) in [
        ("[“It holds,”] {Roe} <told> reporters on Monday.", Some("reporters")),
        ("{Roe} <told> the town council [it holds].", Some("the town council")),
        ("{Roe} <called on> Velmark [to wait].", Some("Velmark")),
        ("On Monday, Lund <was asked> [whether it holds].", Some("Lund")),
        ("Lund was <asked> [whether it holds].", Some("Lund")),
        ("[It holds], {Roe} <wrote> in a letter to Kit Lund.", Some("Kit Lund")),
        ("{Roe} <said> [it holds], pointing to the map.", None),
        ("{Roe} <said> on Monday [it holds].", None),
    ] {
        assert_eq!(addressee(marked).as_deref(), hearer, "{marked}");
    }
}

#[test]
fn channels_are_given_without_article() {
    let channel = |marked: &str| {
        let (text, details) = read(marked);
        details.channel.map(|range| text[range].to_string())
    };
    for (marked, medium) in [
        ("{Roe} <said> in a written statement [it holds].", Some("written statement")),
        ("At the evening news conference, {Roe} <said> [it holds].", Some("evening news conference")),
        ("{Roe} <put out a short memo warning> [it leaks].", Some("memo")),
        ("[It holds], {Roe} <wrote> on Telegram.", Some("Telegram")),
        ("[It holds], <according to> {a poll by the Port Vale Post}.", Some("poll")),
        ("[It holds], <according to> {a poll watcher}.", None),
        ("{Roe} <said> in the harbour [it holds].", None),
    ] {
        assert_eq!(channel(marked).as_deref(), medium, "{marked}");
    }
}

#[test]
fn who_relays_is_told_from_who_speaks() {
    let via = |marked: &str| {
        let (text, details) = read(marked);
        details.via.map(|range| text[range].to_string())
    };
    for (marked, relay) in [
        ("A Velmark readout <quoted> {Roe} <as saying> [it holds].", Some("A Velmark readout")),
        ("[It holds], {Roe} <said>, as quoted by the Post.", Some("the Post")),
        ("{Roe} <was quoted as saying> [it holds].", None),
    ] {
        assert_eq!(via(marked).as_deref(), relay, "{marked}");
    }
}

fn said(marked: &str) -> Option<String> {
    let said = read(marked).1.said?;
    Some(if said.from() == said.to() { said.from() } else { format!("{}/{}", said.from(), said.to()) })
}

#[test]
fn days_are_counted_from_the_day_of_publication() {
    for (marked, day) in [
        ("{Roe} <said> on Monday [it holds].", "2031-06-16"),
        ("{Roe} <said> Thursday [it holds].", "2031-06-19"),
        ("{Roe} <said> last Monday [it holds].", "2031-06-09"),
        ("Last Monday, {Roe} <said> [it holds].", "2031-06-09"),
        ("Last Thursday, {Roe} <said> [it holds].", "2031-06-12"),
        ("{Roe} <announced> [the vote last week].", "2031-06-09/2031-06-15"),
        ("{Roe} <said> yesterday [it holds].", "2031-06-18"),
        ("{Roe} <said> two days ago [it holds].", "2031-06-17"),
        ("On 3 June, {Roe} <said> [it holds].", "2031-06-03"),
        ("{Roe} <said> on Dec. 24 [it holds].", "2030-12-24"),
        ("{Roe} <said> on July 3, 2029 [it holds].", "2029-07-03"),
        ("{Roe} <said> last week [it holds].", "2031-06-09/2031-06-15"),
        ("{Roe} <said> in April [it holds].", "2031-04"),
        ("{Roe} <said> earlier this month [it holds].", "2031-06-01/2031-06-19"),
        ("{Roe} <said> over the weekend [it holds].", "2031-06-14/2031-06-15"),
        ("In a June 3 speech, {Roe} <said> [it holds].", "2031-06-03"),
        ("In Monday’s speech, {Roe} <said> [it holds].", "2031-06-16"),
        ("In an interview published on Monday, {Roe} <said> [it holds].", "2031-06-16"),
        ("As he left for Vale on Monday, {Roe} <said> [it holds].", "2031-06-16"),
        ("In mid-April, {Roe} <said> [it holds].", "2031-04"),
        ("{Roe} <said> in 2019 [it holds].", "2019"),
        ("{Roe} <will say> on Friday [whether it holds].", "2031-06-20"),
    ] {
        assert_eq!(said(marked).as_deref(), Some(day), "{marked}");
    }
}

#[test]
fn dates_of_other_things_are_not_the_day_it_was_said() {
    for marked in [
        "{Roe} <said> [it broke on Monday].",
        "{Roe}, who came on Monday, <said> [it holds].",
        "After the flood on Monday, {Roe} <said> [it holds].",
        "{Roe} <told> the Monday club [it holds].",
        "{Roe} <said> [it holds] before the Friday deadline.",
        "{Roe} <urged> Lund [to mend it] by Friday.",
        "On Monday, a judge took up {Roe}’s <request> [to mend it].",
        "Crowds gathered on Monday and {Roe} <called> [the dam a success].",
        "{Roe}’s letters on Monday were not the first time he <has called> [it a sham].",
        "{Roe} <asked> Lund [to mend it], the council announced on Monday.",
        "{Roe} <promised> [to mend it] in Monday’s council.",
    ] {
        assert_eq!(said(marked), None, "{marked}");
    }
}

#[test]
fn without_a_day_of_publication_a_day_of_the_week_stays_open() {
    let text = "Roe said on Monday it holds.";
    let attribution = Attribution::new(one(0..3), one(4..8), one(19..27), 1.0);
    let read = whole(text);
    assert_eq!(details(&read, &attribution, &dates::find(&read, None)).said, None);
}

#[test]
fn an_occasion_goes_on_with_its_speaker() {
    let (text, mut first) = read("At a news conference on Monday, {Roe} <said> [it holds].");
    let story = Story::default();
    let text = whole(&text);
    let mut occasions = Occasions::new(&text, &story);
    let place = |paragraph| Standing { sentence: 0..0, paragraph, is_reported: false };
    occasions.place(&place(0), &["Roe".to_string()], &mut first);
    let mut next = |marked: &str, speaker: &str| {
        let mut details = read(marked).1;
        occasions.place(&place(1), &[speaker.to_string()], &mut details);
        (details.said.map(|said| said.from()), details.channel.is_some())
    };
    assert_eq!(next("[“It will,”] {she} <added>.", "Roe"), (Some("2031-06-16".to_string()), true));
    assert_eq!(next("[“It will,”] {he} <added>.", "Lund"), (None, false));
    assert_eq!(next("{Roe} <has said> [it holds].", "Roe"), (None, false));
}

/// The days of the statements of an article of Thursday 19 June 2031, a paragraph a line, each speaker another.
fn days(marked: &str) -> Vec<Option<String>> {
    let text: String = marked.chars().filter(|c| !"[]<>{}".contains(*c)).collect();
    let (mut lines, mut reported, mut at) = (Vec::new(), Vec::new(), 0);
    for line in marked.lines() {
        let (plain, details) = read(line);
        lines.push(at..at + plain.len());
        reported.push((at..at + plain.len(), details));
        at += plain.len() + 1;
    }
    let text = Text::new(&text, lines, &Language::english());
    let story = Story::new(&text, &[], &dates::find(&text, Some(date(2031, 6, 19))));
    let mut occasions = Occasions::new(&text, &story);
    let mut place = |(paragraph, (sentence, mut details)): (usize, (Range<usize>, Details))| {
        let place = Standing { sentence, paragraph, is_reported: false };
        occasions.place(&place, &[format!("a{paragraph}")], &mut details);
        details.said.map(|said| said.from())
    };
    reported.into_iter().enumerate().map(&mut place).collect()
}

#[test]
fn nobody_speaks_on_the_day_of_what_they_speak_of() {
    let got = days("[The dam broke on Thursday], {Roe} <said>.\n[“It was old,”] {Lund} <said>.");
    assert_eq!(got[1..], [None]);
    assert_eq!(days("{Roe} <said> on Thursday [it was old].\n[“It was new,”] {Lund} <said>.")[1..], [None]);
}

#[test]
fn a_day_goes_on_where_the_article_is_likely_to_tell_it() {
    let goes_on = |is_likely_dated: bool| {
        let (text, mut first) = read("{Roe} <said> on Monday [it holds].");
        let (text, story) = (whole(&text), Story::default());
        let mut occasions = Occasions::new(&text, &story);
        let place = |paragraph| Standing { sentence: 0..0, paragraph, is_reported: false };
        occasions.place(&place(0), &["Roe".to_string()], &mut first);
        let mut next = Details { is_likely_dated, ..read("[“It will,”] {she} <added>.").1 };
        occasions.place(&place(1), &["Roe".to_string()], &mut next);
        assert_eq!(next.said_from.map(|at| text[at].to_string()), next.said.map(|_| "Monday".to_string()));
        next.said.map(|said| said.from())
    };
    assert_eq!(goes_on(true), Some("2031-06-16".to_string()));
    assert_eq!(goes_on(false), None);
}

#[test]
fn a_hearing_has_one_day_for_all_who_are_heard() {
    let day = Some("2031-06-17".to_string());
    assert_eq!(
        days(
            "The council held its hearing on Tuesday, and {Roe} <spoke>.\n{Lund} <testified> that [it leaks].\nOn Wednesday a crowd gathered.\n{Brandt} <said> [it holds]."
        )[1..],
        [day, None, None]
    );
}

#[test]
fn those_asked_spoke_when_their_poll_was_made() {
    let got = days("[Many doubt it], <according to> {a poll conducted in May}.\n{3 in 10} <say> [it leaks].");
    assert_eq!(got, [Some("2031-05".to_string()), Some("2031-05".to_string())]);
}

#[test]
fn any_spans_of_any_text_are_read() {
    let text = "“Ünd” said, … Roe’s 19th May may 0 in 9999 ago —\n\u{301}\"";
    let read = whole(text);
    let days = [date(-9999, 1, 1), date(9999, 12, 31)].map(|day| dates::find(&read, Some(day)));
    let marks: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    for from in &marks {
        for to in marks.iter().filter(|to| *to >= from) {
            let attribution = Attribution::new(Vec::new(), one(*from..*to), one(0..*from), 1.0);
            days.iter().for_each(|dates| drop(details(&read, &attribution, dates)));
        }
    }
}

/// What stands for the words that name a hearer, the medium and who relays.
fn named(marked: &str) -> (Vec<String>, Option<String>, Option<String>) {
    let (text, details) = read(marked);
    let slice = |range: &Range<usize>| text[range.clone()].to_string();
    let addressees = details.addressees.iter().map(slice).collect();
    (addressees, details.channel.as_ref().map(slice), details.via.as_ref().map(slice))
}

#[test]
fn whoever_is_to_do_it_is_told_it() {
    let hearer = |marked: &str| named(marked).0;
    assert_eq!(hearer("{Roe} <called on> [the council to mend the bridge]."), ["the council"]);
    assert_eq!(hearer("{Roe} <urged> [anglers not to swim]."), ["anglers"]);
    assert_eq!(hearer("{Roe} <thanked> [Lund for the map]."), ["Lund"]);
    assert!(hearer("{Roe} <ordered> [a move to the hills].").is_empty());
    assert!(hearer("{Roe} <ordered> [their move to the hills].").is_empty());
}

#[test]
fn a_medium_is_told_apart_from_what_is_called_so() {
    let medium = |marked: &str| named(marked).1.unwrap_or_default();
    assert_eq!(
        medium("In an interview with Radio Vale on Monday, {Roe} <said> [it holds]."),
        "interview with Radio Vale"
    );
    assert_eq!(medium("[“It holds,”] {Roe} <wrote> in a post on Chirp Friday."), "post on Chirp");
    assert_eq!(medium("{Roe} <said> in a press release [that it holds]."), "press release");
    assert_eq!(medium("{Roe} <asked> for help in their release [that night]."), "");
    assert_eq!(medium("{Roe} <said> in response to Lund [that it holds]."), "");
    assert_eq!(medium("{A graph} <showed> [that it leaks]."), "graph");
    assert_eq!(medium("Roe held up a graph {that} <showed> [that it leaks]."), "graph");
}

#[test]
fn who_shows_figures_relays_them() {
    let got = named("[It leaks], <according to> {Water Board data presented by the mayor}.");
    assert_eq!(got.1.as_deref(), Some("data"));
    assert_eq!(got.2.as_deref(), Some("the mayor"));
}
