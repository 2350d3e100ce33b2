use std::ops::Range;

use onrecord_record::{
    Act, Actor, ActorKind, ActorRole, Article, Block, Commitment, Engagement, EngagementKind, Issue, Locator,
    Modality, Phase, Position, Provenance, Record, Role, SourceRange, Span, Stance, Statement, Status, When,
};
use sha2::{Digest, Sha256};

use super::dice::Dice;
use super::words::{self, PAPERS};
use super::{BODY, Copy, Generated, Said};

/// How many bytes a page has around its article, of scripts and of links: 60,000 with the article.
const HEAD: f64 = 24_000.0;
const FOOT: f64 = 31_000.0;

/// An outlet and what stands around its articles.
pub struct Publisher {
    name: String,
    host: String,
    head: String,
    foot: String,
}

impl Publisher {
    pub fn new(
        idx: usize,
        around: f64,
        some: &impl Fn(usize, &mut Dice) -> String,
        dice: &mut Dice,
    ) -> Publisher {
        let name = format!("{} {}", words::place(dice), dice.pick(&PAPERS));
        let host = format!("{}{idx}.example", name.to_lowercase().replace(' ', "-"));
        let mut head = String::from("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
        while (head.len() as f64) < HEAD * around {
            head += &format!(
                "<script>window.{}=window.{}||[];push({{id:\"{:x}\",slot:\"{}\",size:[{},{}]}});</script>\n",
                some(1, dice),
                some(1, dice),
                dice.number(),
                some(2, dice).replace(' ', "-"),
                dice.below(900),
                dice.below(400),
            );
        }
        let mut foot = String::new();
        while (foot.len() as f64) < FOOT * around {
            let (words, value) = (some(7, dice), dice.number() >> 32);
            foot += &format!(
                "<li class=\"teaser teaser--{}\"><a href=\"https://{host}/{}-{value}\" data-id=\"{value:x}\"><img src=\"/i/{value:x}.jpg\" alt=\"{words}\">{words}</a></li>\n",
                dice.below(5),
                words.replace(' ', "-"),
            );
        }
        Publisher { name, host, head, foot }
    }

    /// The page, and what would be read from it.
    pub fn print(&self, idx: usize, copy: &Copy, is_copy: bool, dice: &mut Dice) -> Generated {
        let date = jiff::civil::date(2021, 1, 1) + jiff::Span::new().days(copy.day + i32::from(is_copy));
        let url = format!("https://{}/{idx}", self.host);
        let mut page = self.head.clone();
        page +=
            &format!("<title>{}</title><link rel=\"canonical\" href=\"{url}\"></head><body>\n", copy.title);
        let (mut text, mut blocks) = (String::new(), Vec::new());
        for paragraph in &copy.paragraphs {
            if !text.is_empty() {
                text += "\n\n";
            }
            blocks.push((text.len()..text.len() + paragraph.text.len(), page.len()));
            text += &paragraph.text;
            page += &format!("<p class=\"body-text\">{}</p>\n", paragraph.text);
        }
        page += &self.foot;
        let locator = Locator::new(&text);
        let mut reading = Reading::new(copy, &locator);
        for ((block, _), paragraph) in blocks.iter().zip(&copy.paragraphs) {
            if let Some(said) = &paragraph.said {
                reading.say(block.start, said, date, dice);
            }
        }
        let block = |(range, at): &(Range<usize>, usize)| {
            let Span { start, end, byte_start, byte_end, text } = locator.span(range.clone());
            let source = SourceRange { byte_start: *at, byte_end: at + range.len() };
            Block { role: Role::Paragraph, text, start, end, byte_start, byte_end, source }
        };
        let article = Article {
            title: copy.title.clone(),
            bylines: vec![format!("{} Desk", self.name)],
            published: Some(format!("{date}T{:02}:{:02}:00+00:00", dice.below(24), dice.below(60))),
            publisher: self.name.clone(),
            language: "en".to_string(),
            language_confidence: 1.0,
            url: url.clone(),
            agency: is_copy.then(|| "Wire".to_string()).into_iter().collect(),
            text: text.clone(),
            blocks: blocks.iter().map(block).collect(),
            ..Article::default()
        };
        let provenance = Provenance {
            kind: "html".to_string(),
            sha256: Sha256::digest(&page).iter().map(|byte| format!("{byte:02x}")).collect(),
            bytes: page.len() as u64,
            charset: "utf-8".to_string(),
            charset_from: "meta".to_string(),
            version: "0.1.0".to_string(),
            model: "generated 1".to_string(),
            ..Provenance::default()
        };
        Generated { record: reading.record(url, article, provenance), bytes: page.into_bytes() }
    }
}

/// What the machine reads, one statement after the other.
struct Reading<'t> {
    locator: &'t Locator<'t>,
    actors: Vec<Actor>,
    statements: Vec<Statement>,
}

impl<'t> Reading<'t> {
    fn new(copy: &Copy, locator: &'t Locator<'t>) -> Reading<'t> {
        let mut reading = Reading { locator, actors: Vec::new(), statements: Vec::new() };
        for person in &copy.persons {
            reading.actor(&person.name, ActorKind::Person);
        }
        reading.actor(&copy.body, ActorKind::Organisation);
        reading.actor("", ActorKind::Unnamed);
        reading
    }

    fn actor(&mut self, name: &str, kind: ActorKind) -> usize {
        if let Some(known) = self.actors.iter().position(|actor| actor.name == name) {
            return known;
        }
        let id = format!("a{}", self.actors.len() + 1);
        let actor = Actor { id, name: name.to_string(), kind, roles: Vec::new(), mentions: Vec::new() };
        self.actors.push(actor);
        self.actors.len() - 1
    }

    fn say(&mut self, at: usize, said: &Said, date: jiff::civil::Date, dice: &mut Dice) {
        const ACTS: [Act; 10] = [
            Act::Assert,
            Act::Assert,
            Act::Assert,
            Act::Assess,
            Act::Announce,
            Act::Demand,
            Act::Criticise,
            Act::Promise,
            Act::Deny,
            Act::Support,
        ];
        let locator = self.locator;
        let span = |range: &Range<usize>| locator.span(at + range.start..at + range.end);
        let speaker = &mut self.actors[said.speaker];
        speaker.mentions.push(span(&said.source));
        if let Some(office) = &said.office {
            let evidence = span(office);
            let (title, of) = evidence.text.split_once(" of ").expect("an office of a body");
            let (title, of) = (title.to_string(), of.to_string());
            speaker.roles.push(ActorRole { title, of, evidence: Some(evidence) });
        }
        if let Some((range, name)) = &said.about {
            let idx = self.actor(name, ActorKind::Organisation);
            self.actors[idx].mentions.push(span(range));
        }
        let other = (said.speaker + 1) % BODY;
        self.statements.push(Statement {
            id: format!("s{}", self.statements.len() + 1),
            content: vec![span(&said.content)],
            cue: Some(span(&said.cue).into()),
            source: Some(span(&said.source).into()),
            speakers: vec![self.actors[said.speaker].id.clone()],
            addressees: dice.chance(0.1).then(|| self.actors[other].id.clone()).into_iter().collect(),
            via: dice.chance(0.05).then(|| self.actors[BODY].id.clone()).into_iter().collect(),
            channel: None,
            quote: said.quote,
            act: ACTS[dice.below(ACTS.len())],
            modality: Modality::Actual,
            said: dice.chance(0.5).then(|| When::inferred(date.to_string(), date.to_string(), Vec::new())),
            parent: None,
            confidence: (dice.share() * 100.0).round() / 100.0,
            speaker_confidence: None,
        });
    }

    fn record(self, input: String, article: Article, provenance: Provenance) -> Record {
        let Reading { mut actors, statements, .. } = self;
        // Whoever does not appear is in no record.
        actors.retain(|actor| !actor.mentions.is_empty());
        if let Some(unnamed) = actors.iter_mut().find(|actor| actor.kind == ActorKind::Unnamed) {
            let role = ActorRole { title: "senior official".to_string(), of: String::new(), evidence: None };
            unnamed.roles.push(role);
        }
        let of = |idx: usize| statements[idx % statements.len()].clone();
        let engagement = Engagement {
            id: "e1".to_string(),
            kind: EngagementKind::Meeting,
            phase: Phase::Held,
            participants: actors.iter().take(2).map(|actor| actor.id.clone()).collect(),
            place: None,
            when: None,
            moved_from: None,
            evidence: of(1).content,
            confidence: 0.8,
        };
        let commitment = Commitment {
            id: "c1".to_string(),
            by: of(2).speakers,
            to: Vec::new(),
            what: of(2).content[0].clone(),
            due: None,
            due_on: None,
            condition: None,
            status: Status::Made,
            told_by: Vec::new(),
            statement: Some(of(2).id),
            when: None,
            evidence: of(2).content,
            confidence: 0.8,
        };
        let position = |id: &str, statement: Statement| Position {
            id: id.to_string(),
            actor: statement.speakers[0].clone(),
            issue: Issue { text: statement.content[0].text.chars().take(30).collect() },
            stance: Stance::Opposes,
            statements: vec![statement.id],
            when: None,
            evidence: statement.content,
            confidence: 0.8,
        };
        Record {
            schema_version: onrecord_record::SCHEMA_VERSION.to_string(),
            input,
            article,
            actors,
            engagements: vec![engagement],
            commitments: vec![commitment],
            positions: vec![position("p1", of(3)), position("p2", of(4))],
            statements,
            provenance,
            ..Record::default()
        }
    }
}
