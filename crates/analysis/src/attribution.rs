//! Attributions: what the encoder links, held against the quotation marks, which tell where direct speech begins
//! and ends.

use std::ops::Range;

use onrecord_record::Quote;

use crate::actors::tokens;
use crate::cue;
use crate::details;
use crate::model::{Part, Reading};
use crate::quotation::{self, Quotation};
use crate::speech::{self, Introduced, holder, trim};
use crate::subject;

/// Who is said to have said what; byte ranges of the article's text, in order.
#[derive(Clone, Debug, Default)]
pub struct Attribution {
    /// The words that name the source; empty where none do.
    pub source: Vec<Range<usize>>,
    /// The words that link the two; empty where a quotation goes on without any.
    pub cue: Vec<Range<usize>>,
    /// What is attributed; never empty.
    pub content: Vec<Range<usize>>,
    /// The attribution that reports this one: "Day said the judge told her …".
    pub parent: Option<usize>,
    /// How sure, 0 to 1, uncalibrated.
    pub score: f32,
}

/// The least words of a quotation that goes on without a cue.
const FEW: usize = 4;

/// Finds the attributions of an article, in the order in which their contents begin.
pub fn attributions(
    text: &str,
    paragraphs: &[Range<usize>],
    quotations: &[Quotation],
    reading: &Reading,
) -> Vec<Attribution> {
    let mut found = linked(text, reading);
    found.retain(|a| !a.source.is_empty() || a.score >= SURE_WITHOUT_SOURCE);
    let mut found: Vec<Attribution> = found.into_iter().flat_map(|a| in_turn(text, a)).collect();
    let outer = reporting(text, reading, &found);
    join(text, paragraphs, quotations, &mut found);
    found.extend(outer);
    for attribution in &mut found {
        subject::name(text, paragraphs, attribution);
        name_the_quoted(text, attribution);
        set_apart_names(text, quotations, attribution);
        set_apart_narration(text, quotations, attribution);
        unmark(quotations, &mut attribution.content);
        attribution.content.retain(|piece| text[piece.clone()].contains(char::is_alphanumeric));
        attribution.content.iter_mut().for_each(|piece| *piece = without_preposition(text, piece.clone()));
    }
    subject::share(text, paragraphs, &mut found);
    relate(text, &mut found);
    found.retain(|a| !a.content.is_empty());
    found.sort_by_key(|a| (a.content[0].start, std::cmp::Reverse(a.content[0].end)));
    nest(&mut found);
    found
}

/// The contents that may hold statements of their own: labels are flat, so that what is said within what is said
/// is seen only where that is read once more by itself.
pub fn reported(text: &str, reading: &Reading, found: &[Attribution]) -> Vec<Range<usize>> {
    let may_tell = |content: &Range<usize>| {
        let first = reading.words.partition_point(|word| word.range.end <= content.start);
        let mut words =
            (first..reading.words.len()).take_while(|idx| reading.words[*idx].range.start < content.end);
        words.any(|idx| reading.cues[idx] >= LEAST_CUE)
    };
    let mut cues: Vec<usize> = found.iter().flat_map(|a| a.cue.iter().map(|cue| cue.start)).collect();
    cues.sort_unstable();
    let holds = |content: &Range<usize>| {
        let first = cues.partition_point(|cue| *cue < content.start);
        cues.get(first).is_some_and(|cue| *cue < content.end)
    };
    let contents = found.iter().flat_map(|attribution| attribution.content.iter().cloned());
    let mut out: Vec<Range<usize>> = contents
        .filter(|content| !holds(content) && may_tell(content) && details::has_cue(text, content.clone()))
        .collect();
    out.sort_by_key(|range| range.start);
    out.dedup_by(|next, range| next.start < range.end);
    out
}

/// How likely a word must be one of a cue for the content around it to be read once more.
const LEAST_CUE: f32 = 0.01;
/// How sure a second reading must be.
const SURE: f32 = 0.5;
/// How sure what has no source must be: with less, more is wrong than right on PolNeAR dev.
const SURE_WITHOUT_SOURCE: f32 = 0.3;

/// Adds what a second reading finds within contents, as far as somebody else is told to have said it there.
pub fn add_inner(text: &str, quotations: &[Quotation], inner: &Reading, found: &mut Vec<Attribution>) {
    let new = linked(text, inner).into_iter().filter(|attribution| {
        attribution.score >= SURE && is_of_one_piece(inner, attribution) && is_other(text, inner, attribution)
    });
    found.extend(new.map(|mut attribution| {
        unmark(quotations, &mut attribution.content);
        attribution
    }));
    found.extend(marked_within(text, quotations, found));
    found.extend(found.iter().filter_map(|outer| told_within(text, outer, found)).collect::<Vec<_>>());
    found.sort_by_key(|a| (a.content[0].start, std::cmp::Reverse(a.content[0].end)));
    nest(found);
}

/// "“My mother used to say, ‘Count the fish’,” Roe said": marks within marks, with a cue and a source of their own.
fn marked_within(text: &str, quotations: &[Quotation], found: &[Attribution]) -> Vec<Attribution> {
    const FEWEST: usize = 3;
    let mut out = Vec::new();
    for piece in quotations.iter().flat_map(|outer| &outer.pieces) {
        let piece = std::slice::from_ref(piece);
        let inner = quotation::quotations(text, piece);
        for (idx, quoted) in inner.iter().enumerate() {
            let setting = speech::setting(text, piece, &inner, idx);
            let Some(Introduced { cue: Some(cue), source: Some(source) }) = setting.introduced else {
                continue;
            };
            let is_own = speech::is_own(&text[source.clone()].to_lowercase());
            if !setting.is_sentence || is_own || quoted.n_words(text) < FEWEST {
                continue;
            }
            let is_told = |a: &Attribution| {
                a.content.iter().any(|c| c.start <= source.start && quoted.whole.end <= c.end)
            };
            let is_known = |a: &Attribution| a.cue.iter().any(|known| overlaps(known, &cue));
            if found.iter().any(is_told) && !found.iter().any(is_known) {
                let (source, cue, content) = (vec![source], vec![cue], quoted.pieces.clone());
                out.push(Attribution { source, cue, content, parent: None, score: SURE });
            }
        }
    }
    out
}

/// "Day said the judge told her the case was closed", "Roe said the ministry had refused to pay": what is said begins
/// with somebody who told something, or would do it or not.
fn told_within(text: &str, outer: &Attribution, found: &[Attribution]) -> Option<Attribution> {
    const TELLING: [&str; 6] = ["told", "promised", "assured", "informed", "warned", "reminded"];
    const HEARERS: [&str; 6] = ["him", "her", "them", "me", "us", "reporters"];
    const BINDING: [&str; 8] =
        ["refused", "declined", "agreed", "promised", "threatened", "pledged", "vowed", "offered"];
    const SUBJECT: usize = 6;
    const FEWEST: usize = 2;
    let [piece] = &outer.content[..] else { return None };
    let end = text[piece.clone()].find(['“', '"', ';', ':']).map_or(piece.end, |at| piece.start + at);
    let words = tokens(text, piece.start..end);
    let n_that = words.iter().take(1).filter(|t| &text[(*t).clone()] == "that").count();
    let words = &words[n_that..];
    let word = |idx: usize| words.get(idx).map_or("", |t| &text[t.clone()]);
    let tells = |at: &usize| TELLING.contains(&word(*at)) && HEARERS.contains(&word(at + 1));
    let binds = |at: &usize| BINDING.contains(&word(*at)) && word(at + 1) == "to";
    let at = (1..=SUBJECT).find(|at| tells(at) || binds(at))?;
    let n_subject = if matches!(word(at - 1), "had" | "has" | "have") { at - 1 } else { at };
    let source = words[0].start..words[n_subject.checked_sub(1)?].end;
    let who = text[source.clone()].to_lowercase();
    let is_same = speech::is_own(&who) || binds(&at) && speech::is_personal(&who);
    let is_plain = words[..=at + 1].windows(2).all(|pair| &text[pair[0].end..pair[1].start] == " ");
    let is_clause = (0..n_subject).any(|idx| cue::act(word(idx)).is_some());
    let cue = words[n_subject].start..words[at].end;
    let is_known = found.iter().any(|a| a.cue.iter().any(|known| overlaps(known, &cue)));
    let content = trim(text, words[at + usize::from(tells(&at))].end..piece.end);
    (is_plain && words.len() > at + 1 + FEWEST && !is_clause && !is_same && !is_known).then(|| Attribution {
        source: vec![source],
        cue: vec![cue],
        content: vec![content],
        parent: None,
        score: SURE,
    })
}

/// Whether all of it stands in one of the contents that were read.
fn is_of_one_piece(inner: &Reading, attribution: &Attribution) -> bool {
    let hull = hull(attribution);
    let piece = |at: usize| {
        let idx = inner.words.partition_point(|word| word.range.end <= at);
        inner.words.get(idx).map(|word| word.paragraph)
    };
    piece(hull.start) == piece(hull.end - 1)
}

/// Whether it was said, and not by the one whose words these are: "I think", "he hoped", "it would agree to".
fn is_other(text: &str, inner: &Reading, attribution: &Attribution) -> bool {
    let cue = attribution.cue[0].clone();
    let verb = text[cue.clone()].split(' ').next().unwrap_or("").to_lowercase();
    let is_open = matches!(
        &*verb,
        "will" | "would" | "should" | "could" | "can" | "may" | "might" | "must" | "to" | "not" | "for"
    );
    let Some(source) = attribution.source.first() else {
        return verb.ends_with("ing") && cue::is_told(&verb);
    };
    let who = text[source.clone()].to_lowercase();
    let is_own = speech::is_own(&who);
    let idx = inner.words.partition_point(|word| word.range.end <= source.start);
    let is_first = idx == 0 || inner.words[idx - 1].paragraph != inner.words[idx].paragraph;
    // "Roe said she hoped", but "Roe said she told the council".
    let is_same = is_first && speech::is_personal(&who) && !cue::is_told(&verb);
    !is_own && !is_open && !is_same && details::has_cue(text, cue)
}

/// How an attribution's content is quoted: whole, in part, or not at all.
pub fn quote(text: &str, quotations: &[Quotation], attribution: &Attribution) -> Quote {
    let content = &attribution.content;
    // What is told within a quotation has marks of its own, or is reported there.
    let is_inside = attribution.cue.first().is_some_and(|cue| overlapping(quotations, cue).next().is_some());
    if is_inside {
        let words = content.iter().map(|piece| text[piece.clone()].trim_start_matches("that ").trim());
        let marks = ['‘', '“', '"', '\''];
        return match words
            .clone()
            .all(|words| words.starts_with(marks) || text_before(text, content).ends_with(marks))
        {
            true => Quote::Direct,
            false if words.clone().any(|words| words.contains(['‘', '“', '"'])) => Quote::Mixed,
            false => Quote::Indirect,
        };
    }
    let n_words = |range: Range<usize>| text[range].split_whitespace().count();
    let (mut quoted, mut all) = (0, 0);
    for piece in content {
        all += n_words(piece.clone());
        for quotation in overlapping(quotations, piece) {
            let inside = quotation.whole.start.max(piece.start)..quotation.whole.end.min(piece.end);
            quoted += n_words(inside);
        }
    }
    match quoted {
        0 => Quote::Indirect,
        // A word or two outside the marks: "that", "and".
        _ if quoted + 2 >= all && quoted * 5 >= all * 4 => Quote::Direct,
        _ => Quote::Mixed,
    }
}

/// The text before a content.
fn text_before<'t>(text: &'t str, content: &[Range<usize>]) -> &'t str {
    content.first().map_or("", |piece| &text[..piece.start])
}

/// What the encoder links: a cue, its contents, and its source if it has one.
fn linked(text: &str, reading: &Reading) -> Vec<Attribution> {
    let mut taken = vec![false; reading.spans.len()];
    reading.links.iter().flat_map(|link| &link.contents).for_each(|span| taken[*span] = true);
    // "Roe said it holds" has a cue with a source, and a content right behind that chose no cue.
    let behind = |link: &crate::links::Link| {
        let next = link.cue + 1;
        let is_free = reading.spans.get(next)?.is == Part::Content && !taken[next] && link.source.is_some();
        let between = text.get(reading.bytes(link.cue).end..reading.bytes(next).start)?;
        (is_free && matches!(between.trim(), "" | "that" | ":" | ",") && !between.contains('\n'))
            .then_some(next)
    };
    let mut links = reading.links.clone();
    for link in links.iter_mut().filter(|link| link.contents.is_empty()) {
        link.contents.extend(behind(link));
    }
    links.retain(|link| !link.contents.is_empty());
    let attribution = |link: &crate::links::Link| {
        let spans = link.contents.iter().chain(&link.source).chain([&link.cue]);
        let certain = spans.map(|span| reading.spans[*span].score).fold(link.score, f32::min);
        Attribution {
            source: link.source.iter().map(|span| reading.bytes(*span)).collect(),
            cue: vec![reading.bytes(link.cue)],
            content: link.contents.iter().map(|span| reading.bytes(*span)).collect(),
            parent: None,
            score: certain,
        }
    };
    links.iter().map(attribution).collect()
}

/// "Roe said the dam holds and denied that it leaks": what follows a second verb of telling is told by itself.
fn in_turn(text: &str, mut whole: Attribution) -> Vec<Attribution> {
    const AND: &str = " and ";
    let is_quoted = |piece: &Range<usize>| text[piece.clone()].contains(['“', '”', '"']);
    let last = whole.content.last().cloned().filter(|piece| !is_quoted(piece) && !whole.source.is_empty());
    let Some(last) = last.filter(|last| whole.cue[0].end <= last.start) else { return vec![whole] };
    let verb_behind = |(at, _): (usize, &str)| {
        let start = last.start + at + AND.len();
        let verb = text[start..last.end].split(' ').next().unwrap_or("");
        let is_past = verb.ends_with("ed") || matches!(verb, "said" | "told" | "wrote");
        let cue = start..start + verb.len();
        (is_past && cue::act(verb).is_some() && cue.end + FEW < last.end).then_some((last.start + at, cue))
    };
    let Some((end, cue)) = text[last.clone()].match_indices(AND).find_map(verb_behind) else {
        return vec![whole];
    };
    let (content, source) = (vec![trim(text, cue.end..last.end)], whole.source.clone());
    let second = Attribution { source, cue: vec![cue], content, parent: None, score: whole.score };
    let n_pieces = whole.content.len();
    whole.content[n_pieces - 1].end = end;
    vec![whole, second]
}

/// "Day said the judge told her the case was closed": labels are flat, so that the outer cue is left without a
/// content; it is the whole of the attribution that follows it or, in "…, Day testified", that goes before.
fn reporting(text: &str, reading: &Reading, found: &[Attribution]) -> Vec<Attribution> {
    let starts: Vec<(usize, usize)> = found.iter().map(hull).map(|hull| (hull.start, hull.end)).collect();
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|idx| starts[*idx]);
    let bare = reading.links.iter().filter(|link| link.contents.is_empty() && link.source.is_some());
    let attribution = |link: &crate::links::Link| {
        let cue = reading.bytes(link.cue);
        let source = reading.bytes(link.source?);
        let next = order.partition_point(|idx| starts[*idx].0 < cue.end);
        let own = source.start.min(cue.start);
        let before = order[..next].iter().rev().copied().find(|idx| starts[*idx].1 <= own);
        if let Some(before) = before.filter(|idx| text[starts[*idx].1..own].trim() == ",") {
            let (start, end) = starts[before];
            return (!text[start..end].contains('\n')).then(|| Attribution {
                source: vec![source],
                cue: vec![cue],
                content: std::iter::once(start..end).collect(),
                parent: None,
                score: link.score.min(found[before].score),
            });
        }
        let inner = *order.get(next)?;
        let (start, end) = starts[inner];
        let between = text[cue.end..start].trim();
        let is_joined = matches!(between, "" | "that" | "," | ":") && source.end <= cue.start;
        let is_sourced = found[inner].source.first().is_some_and(|source| source.start == start);
        (is_joined && is_sourced && !text[start..end].contains('\n')).then(|| Attribution {
            source: vec![source],
            cue: vec![cue],
            content: std::iter::once(start..end).collect(),
            parent: None,
            score: link.score.min(found[inner].score),
        })
    };
    bare.filter_map(attribution).collect()
}

/// "A readout quoted Roe as saying": who is quoted said it, and who quotes relays it.
fn name_the_quoted(text: &str, attribution: &mut Attribution) {
    const SAYING: &str = " as saying";
    const REACH: usize = 200;
    let Some(cue) = attribution.cue.first().cloned() else { return };
    let words = &text[cue.start..text.floor_char_boundary(cue.start + REACH)];
    let (Some(verb), Some(saying)) = (words.find(' '), words.find(SAYING)) else { return };
    let is_link = ["quoted", "quotes", "quoting", "cited", "citing"].contains(&&words[..verb]);
    if !is_link || saying <= verb || words[..saying].contains(['\n', '.', '“', '"']) {
        return;
    }
    let named = trim(text, cue.start + verb..cue.start + saying);
    let behind = cue.start + saying + SAYING.len();
    // What is said stands before the cue or behind it.
    let said = attribution.content.iter().filter(|piece| piece.end <= cue.start || behind < piece.end);
    let said = said.map(|piece| match piece.end <= cue.start {
        true => piece.clone(),
        false => trim(text, piece.start.max(behind)..piece.end),
    });
    let said: Vec<Range<usize>> = said.filter(|piece| !piece.is_empty()).collect();
    if named.is_empty() || said.is_empty() {
        return;
    }
    attribution.source = std::iter::once(named).collect();
    attribution.cue = vec![cue.start..cue.start + verb, cue.start + saying + 1..behind];
    attribution.content = said;
}

/// "According to Roe, a nurse in Vale, the dam holds": what stands between two commas behind the source tells of
/// it. "“It holds,” Roe assured Lund": who stands behind the cue is told it.
fn set_apart_names(text: &str, quotations: &[Quotation], attribution: &mut Attribution) {
    let (Some(source), Some(cue)) = (attribution.source.last().cloned(), attribution.cue.last().cloned())
    else {
        return;
    };
    let [first, second, ..] = &attribution.content[..] else { return };
    let (first, second) = (first.clone(), second.clone());
    let behind_source = text.get(source.end..first.start) == Some(", ") && cue.end <= source.start;
    let is_article = |words: &str| ["a ", "an ", "the "].iter().any(|article| words.starts_with(article));
    if behind_source && is_article(&text[first.clone()]) && text[first.end..second.start].starts_with(',') {
        attribution.source = std::iter::once(attribution.source[0].start..first.end).collect();
        attribution.content.remove(0);
        return;
    }
    let is_quoted =
        overlapping(quotations, &first).any(|q| q.whole.start <= first.start && first.end <= q.whole.end);
    let is_name = |word: &str| word.starts_with(char::is_uppercase) || word == "and";
    let is_told =
        text.get(cue.end..second.start) == Some(" ") && text[second.clone()].split(' ').all(is_name);
    if is_quoted && is_told {
        attribution.content.remove(1);
    }
}

/// "“It holds,” Roe said of the dam, and Lund left": what follows the cue of a quotation without marks is the
/// writer's. None of the 2192 attributions of PolNeAR dev goes on so.
fn set_apart_narration(text: &str, quotations: &[Quotation], attribution: &mut Attribution) {
    let (Some(cue), Some(first)) = (attribution.cue.first(), attribution.content.first()) else { return };
    let (cue, first) = (cue.clone(), first.clone());
    let is_whole = |q: &Quotation| q.whole.start <= first.start && first.end <= q.whole.end;
    let is_speech =
        text[first.clone()].trim_end_matches(['”', '"', '’', '\'']).ends_with([',', '.', '?', '!']);
    let behind = cue.end;
    // "“It holds,” when Lund asked": as little what stands behind closed marks.
    let narrated = |piece: &Range<usize>| {
        let quoted = overlapping(quotations, piece)
            .find(|q| q.whole.start <= piece.start + 4 && q.whole.end < piece.end)?;
        let words = &text[quoted.whole.end..piece.end];
        let is_told = words.split_whitespace().count() > 1 && !words.contains(['“', '”', '"', '\'', '‘']);
        let is_ended = text[quoted.pieces.last()?.clone()].ends_with([',', '.', '?', '!']);
        (is_told && is_ended && quoted.n_words(text) > 1).then_some(quoted.whole.end)
    };
    let ends: Vec<Option<usize>> = attribution.content.iter().map(narrated).collect();
    for (piece, end) in attribution.content.iter_mut().zip(ends) {
        piece.end = end.unwrap_or(piece.end);
    }
    if behind > first.end && is_speech && overlapping(quotations, &first).any(is_whole) {
        attribution
            .content
            .retain(|piece| piece.start < behind || overlapping(quotations, piece).next().is_some());
    }
}

/// "Roe confirmed the repair to Radio Vale": what is told to somebody does not end with "to".
fn without_preposition(text: &str, piece: Range<usize>) -> Range<usize> {
    let kept = text[piece.clone()].strip_suffix(" to").map_or(piece.end, |kept| piece.start + kept.len());
    let goes_on = text[piece.end..].starts_with(' ');
    piece.start..if goes_on { kept } else { piece.end }
}

/// From the first of an attribution's words to the last.
fn hull(attribution: &Attribution) -> Range<usize> {
    let all = || attribution.source.iter().chain(&attribution.cue).chain(&attribution.content);
    let start = all().map(|range| range.start).min().unwrap_or(0);
    start..all().map(|range| range.end).max().unwrap_or(0)
}

/// Gives every quotation that is speech to an attribution, whole: to the one whose content it overlaps, to the one
/// that it resumes, or to a new one.
fn join(text: &str, paragraphs: &[Range<usize>], quotations: &[Quotation], found: &mut Vec<Attribution>) {
    let mut pieces: Vec<(usize, usize, usize)> = Vec::new();
    for (idx, attribution) in found.iter().enumerate() {
        pieces.extend(attribution.content.iter().map(|range| (range.start, range.end, idx)));
    }
    pieces.sort_unstable();
    let mut cues: Vec<(usize, usize, usize)> = Vec::new();
    for (idx, attribution) in found.iter().enumerate() {
        cues.extend(attribution.cue.iter().map(|range| (range.start, range.end, idx)));
    }
    cues.sort_unstable();
    let mut owners: Vec<Option<usize>> = Vec::with_capacity(quotations.len());
    for (idx, quotation) in quotations.iter().enumerate() {
        if quotation.is_title(text) {
            owners.push(None);
            continue;
        }
        let setting = speech::setting(text, paragraphs, quotations, idx);
        let signed = setting.introduced.as_ref().is_some_and(|introduced| introduced.cue.is_none());
        let linked = owner(&pieces, found, quotation);
        if let Some(linked) = linked.filter(|_| signed) {
            leave(&mut found[linked], quotation);
        }
        let owner = linked.filter(|_| !signed).or_else(|| {
            let before = idx.checked_sub(1).and_then(|before| owners[before]);
            if setting.resumes && before.is_some() && setting.introduced.is_none() {
                return before;
            }
            if !setting.is_sentence {
                return None;
            }
            let (cue, source) = setting.introduced.map_or((None, None), |i| (i.cue, i.source));
            let same_cue = cue.as_ref().and_then(|cue| {
                let is_before = |owner: &usize| found[*owner].cue.iter().any(|c| overlaps(c, cue));
                let first = cues.partition_point(|(_, end, _)| *end <= cue.start);
                let here = cues.get(first).filter(|(start, _, _)| *start < cue.end);
                before.filter(is_before).or(here.map(|(_, _, idx)| *idx))
            });
            if same_cue.is_some() || cue.is_none() && source.is_none() && quotation.n_words(text) < FEW {
                return same_cue;
            }
            found.push(Attribution {
                score: if source.is_some() { 0.7 } else { 0.4 },
                source: source.into_iter().collect(),
                cue: cue.into_iter().collect(),
                content: Vec::new(),
                parent: None,
            });
            Some(found.len() - 1)
        });
        if let Some(owner) = owner {
            cover(text, &mut found[owner], quotation, paragraphs);
        }
        owners.push(owner);
    }
}

/// The attribution most of whose content is in the quotation, or the other way round, its cue outside.
fn owner(pieces: &[(usize, usize, usize)], found: &[Attribution], quotation: &Quotation) -> Option<usize> {
    let whole = &quotation.whole;
    let first = pieces.partition_point(|(_, end, _)| *end <= whole.start);
    let within = pieces[first..].iter().take_while(|(start, _, _)| *start < whole.end);
    let is_outside = |idx: usize| found[idx].cue.iter().all(|cue| !overlaps(cue, whole));
    let shared = |start: usize, end: usize| end.min(whole.end) - start.max(whole.start);
    let fitting = within.filter(|(_, _, idx)| is_outside(*idx));
    fitting.max_by_key(|(start, end, _)| shared(*start, *end)).map(|(_, _, idx)| *idx)
}

/// Takes a quotation from an attribution: somebody else signed it.
fn leave(attribution: &mut Attribution, quotation: &Quotation) {
    attribution.content.retain(|piece| !overlaps(piece, &quotation.whole));
}

/// Makes a quotation part of the content, joined with what it touches, but never over cue and source.
fn cover(text: &str, attribution: &mut Attribution, quotation: &Quotation, paragraphs: &[Range<usize>]) {
    for piece in &quotation.pieces {
        let Some(paragraph) = holder(paragraphs, piece.start) else { continue };
        let bounds = &paragraphs[paragraph];
        // The marks belong to it.
        let start = piece.start.max(bounds.start);
        let start =
            text[bounds.start..start].char_indices().next_back().map_or(start, |(at, _)| bounds.start + at);
        let end =
            text[piece.end..bounds.end].chars().next().map_or(piece.end, |mark| piece.end + mark.len_utf8());
        let mut whole = start.max(quotation.whole.start)..end.min(quotation.whole.end);
        let content = &mut attribution.content;
        content.retain(|range| {
            let touches = overlaps(range, &whole);
            if touches {
                whole = range.start.min(whole.start)..range.end.max(whole.end);
            }
            !touches
        });
        let at = content.partition_point(|range| range.start < whole.start);
        content.insert(at, whole);
    }
}

/// "They praised the dam, which Roe blamed on Lund": "which" says nothing; it is the content that it follows.
fn relate(text: &str, found: &mut [Attribution]) {
    let mut ends: Vec<(usize, Range<usize>)> =
        found.iter().flat_map(|a| &a.content).map(|piece| (piece.end, piece.clone())).collect();
    ends.sort_by_key(|(end, _)| *end);
    for attribution in found.iter_mut() {
        let is_relative = |piece: &Range<usize>| matches!(&text[piece.clone()], "which" | "who" | "whom");
        if let Some(idx) = attribution.content.iter().position(is_relative) {
            let at = attribution.content[idx].start;
            let before = text[..at].trim_end().trim_end_matches(',').len();
            let known = ends.binary_search_by_key(&before, |(end, _)| *end);
            attribution.content.remove(idx);
            match known {
                Ok(known) => attribution.content.insert(idx, ends[known].1.clone()),
                Err(_) => attribution.content.clear(),
            }
        }
    }
}

/// Takes the marks off pieces that are a quotation and no more.
fn unmark(quotations: &[Quotation], content: &mut Vec<Range<usize>>) {
    let mut out = Vec::with_capacity(content.len());
    for range in content.drain(..) {
        let is_whole = |q: &&Quotation| q.whole.start <= range.start && range.end <= q.whole.end;
        let piece = overlapping(quotations, &range)
            .find(is_whole)
            .and_then(|quotation| quotation.pieces.iter().find(|piece| overlaps(piece, &range)).cloned());
        let clipped =
            piece.map_or(range.clone(), |piece| range.start.max(piece.start)..range.end.min(piece.end));
        out.push(clipped);
    }
    *content = out;
}

/// Sets the parent of each attribution that stands whole in the content of another; `found` is in order.
fn nest(found: &mut [Attribution]) {
    let mut open: Vec<usize> = Vec::new();
    for idx in 0..found.len() {
        let hull = hull(&found[idx]);
        let holds = |outer: &Attribution| {
            outer.content.iter().any(|range| range.start <= hull.start && hull.end <= range.end)
        };
        let ends = |outer: &Attribution| outer.content.last().map_or(0, |range| range.end);
        open.retain(|outer| ends(&found[*outer]) > hull.start);
        if !found[idx].cue.is_empty() {
            found[idx].parent = open.iter().rev().copied().find(|outer| holds(&found[*outer]));
        }
        open.push(idx);
    }
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The quotations that share characters with `range`; they are in order and apart.
fn overlapping<'q>(quotations: &'q [Quotation], range: &Range<usize>) -> impl Iterator<Item = &'q Quotation> {
    let first = quotations.partition_point(|quotation| quotation.whole.end <= range.start);
    let end = range.end;
    quotations[first..].iter().take_while(move |quotation| quotation.whole.start < end)
}
