//! One entry of each kind, as records of several tests have them; what a test is about it says in their place.

use onrecord_record::{
    Commitment, Engagement, EngagementKind, Issue, Locator, Phase, Position, Span, Stance, Status,
};

/// Where words stand for the first time in a text.
pub fn span(text: &str, words: &str) -> Span {
    let at = text.find(words).unwrap();
    Locator::new(text).span(at..at + words.len())
}

/// A meeting that the first actor took part in.
pub fn meeting(held: Span) -> Engagement {
    Engagement {
        id: "e1".to_string(),
        kind: EngagementKind::Meeting,
        phase: Phase::Held,
        participants: vec!["a1".to_string()],
        place: None,
        when: None,
        moved_from: None,
        evidence: vec![held],
        confidence: 0.4,
    }
}

/// What the first actor bound itself to in the first statement.
pub fn promise(what: Span) -> Commitment {
    Commitment {
        id: "c1".to_string(),
        by: vec!["a1".to_string()],
        to: Vec::new(),
        what,
        due: None,
        due_on: None,
        condition: None,
        status: Status::Made,
        told_by: Vec::new(),
        statement: Some("s1".to_string()),
        when: None,
        evidence: Vec::new(),
        confidence: 0.6,
    }
}

/// That the first actor is for something, as the first statement shows.
pub fn support(issue: &str, shown: Span) -> Position {
    Position {
        id: "p1".to_string(),
        actor: "a1".to_string(),
        issue: Issue { text: issue.to_string() },
        stance: Stance::Supports,
        statements: vec!["s1".to_string()],
        when: None,
        evidence: vec![shown],
        confidence: 0.3,
    }
}
