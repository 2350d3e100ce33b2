//! Occasions that people speak at, by the nouns for them.

/// Whether a channel is an occasion that people speak at, not something that carries their words.
pub fn is_event(channel: &str) -> bool {
    event(channel).is_some()
}

/// The occasion that a channel ends with: "conference" of "morning press conferences".
pub fn event(channel: &str) -> Option<&'static str> {
    const EVENTS: [&str; 14] = [
        "interview",
        "conference",
        "briefing",
        "speech",
        "testimony",
        "hearing",
        "debate",
        "rally",
        "event",
        "address",
        "meeting",
        "deposition",
        "call",
        "conversation",
    ];
    let channel = channel.to_lowercase();
    // "interview with Radio Vale"
    let channel = channel.split(" with ").next().unwrap_or("");
    EVENTS.into_iter().find(|event| channel.trim_end_matches('s').ends_with(event))
}
