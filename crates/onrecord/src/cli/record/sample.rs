//! A record for the tests of what is printed: an invented article with every sort of statement.

use onrecord_record::{
    Act, Actor, ActorKind, ActorRole, Article, Block, Commitment, Engagement, EngagementKind, Furniture,
    FurnitureRole, Issue, Locator, Mention, Modality, Note, Phase, Position, Quote, Record, Role,
    SCHEMA_VERSION, SourceRange, Span, Stance, Statement, Status, When,
};

const TEXT: &str = "“We will rebuild the bridge before winter,” Halvorsen told reporters.

“And we,” she added, “will pay for it.”

Two officials said the talks had stalled, but Halvorsen did not rule out a return.

It was feared that the river would rise.";

fn span(words: &str) -> Span {
    let at = TEXT.find(words).expect("words of the text");
    Locator::new(TEXT).span(at..at + words.len())
}

fn statement(id: &str, content: &[&str], source: &str, cue: &str, speaker: &str) -> Statement {
    Statement {
        cue: (!cue.is_empty()).then(|| Mention::from(span(cue))),
        source: (!source.is_empty()).then(|| Mention::from(span(source))),
        speakers: if speaker.is_empty() { Vec::new() } else { vec![speaker.to_string()] },
        confidence: 0.9,
        speaker_confidence: Some(0.95),
        ..Statement::of_words(id, content.iter().map(|words| span(words)).collect())
    }
}

fn actor(id: &str, name: &str, kind: ActorKind) -> Actor {
    Actor { id: id.to_string(), name: name.to_string(), kind, roles: Vec::new(), mentions: Vec::new() }
}

/// Direct, continued in two pieces, unnamed and negated statements, a thought of nobody, and one entry of every other
/// kind.
pub fn record() -> Record {
    let thought = Statement {
        quote: Quote::Indirect,
        ..statement("t1", &["the river would rise"], "It", "was feared that", "")
    };
    let mut minister = actor("a1", "Mira Halvorsen", ActorKind::Person);
    minister.roles =
        vec![ActorRole { title: "transport minister".into(), of: "Ostvia".into(), evidence: None }];
    Record {
        schema_version: SCHEMA_VERSION.to_string(),
        input: "bridge.html".to_string(),
        article: article(),
        actors: vec![
            minister,
            actor("a2", "", ActorKind::Unnamed),
            actor("a3", "reporters", ActorKind::Group),
        ],
        statements: statements(),
        thoughts: vec![thought],
        engagements: vec![talks()],
        commitments: vec![promise()],
        positions: vec![position()],
        notes: vec![Note::on_page("the page does not say who wrote it")],
        ..Record::default()
    }
}

/// Direct, continued in two pieces, of unnamed speakers, negated.
fn statements() -> Vec<Statement> {
    let first = Statement {
        addressees: vec!["a3".to_string()],
        act: Act::Promise,
        said: Some(When::inferred("2031-03-11", "2031-03-11", Vec::new())),
        ..statement("s1", &["We will rebuild the bridge before winter,"], "Halvorsen", "told", "a1")
    };
    let second = statement("s2", &["And we,", "will pay for it."], "she", "added", "a1");
    let third = Statement {
        quote: Quote::Indirect,
        ..statement("s3", &["the talks had stalled"], "Two officials", "said", "a2")
    };
    let fourth = Statement {
        quote: Quote::Indirect,
        modality: Modality::Negated,
        confidence: 0.3,
        ..statement("s4", &["a return"], "", "did not rule out", "")
    };
    vec![first, second, third, fourth]
}

fn talks() -> Engagement {
    Engagement {
        id: "e1".to_string(),
        kind: EngagementKind::Negotiation,
        phase: Phase::UnderWay,
        participants: vec!["a1".to_string(), "a3".to_string()],
        place: Some("Verran".to_string()),
        when: Some(When::stated("2031-03", "2031-03", Vec::new())),
        moved_from: None,
        evidence: vec![span("the talks had stalled")],
        confidence: 0.8,
    }
}

fn promise() -> Commitment {
    Commitment {
        id: "c1".to_string(),
        by: vec!["a1".to_string()],
        to: vec!["a3".to_string()],
        what: span("rebuild the bridge before winter"),
        due: Some("before winter".to_string()),
        due_on: Some(When::inferred("2031-12-21", "2031-12-21", Vec::new())),
        condition: None,
        status: Status::Made,
        told_by: Vec::new(),
        statement: Some("s1".to_string()),
        when: Some(When::inferred("2031-03-11", "2031-03-11", Vec::new())),
        evidence: vec![span("We will rebuild the bridge before winter,")],
        confidence: 0.9,
    }
}

fn position() -> Position {
    Position {
        id: "p1".to_string(),
        actor: "a1".to_string(),
        issue: Issue { text: "a return".to_string() },
        stance: Stance::Undecided,
        statements: vec!["s4".to_string()],
        when: None,
        evidence: vec![span("did not rule out a return")],
        confidence: 0.4,
    }
}

fn article() -> Article {
    let locator = Locator::new(TEXT);
    let mut blocks = Vec::new();
    let mut at = 0;
    for paragraph in TEXT.split("\n\n") {
        let span = locator.span(at..at + paragraph.len());
        at += paragraph.len() + 2;
        blocks.push(Block {
            role: Role::Paragraph,
            text: span.text,
            start: span.start,
            end: span.end,
            byte_start: span.byte_start,
            byte_end: span.byte_end,
            source: SourceRange::default(),
        });
    }
    blocks[1].role = Role::Quotation;
    let menu = Furniture {
        role: FurnitureRole::Navigation,
        text: "Home World Sport".to_string(),
        source: SourceRange::default(),
    };
    Article {
        title: "Ostvia to rebuild the Long Bridge".to_string(),
        standfirst: "Work begins in spring, the minister says".to_string(),
        bylines: vec!["Ada Lorne".to_string(), "Tomas Reed".to_string()],
        published: Some("2031-03-12T14:05:00+01:00".to_string()),
        publisher: "The Verran Courier".to_string(),
        language: "en".to_string(),
        url: "https://courier.example/bridge".to_string(),
        text: TEXT.to_string(),
        blocks,
        updates: Vec::new(),
        furniture: vec![menu],
        ..Article::default()
    }
}
