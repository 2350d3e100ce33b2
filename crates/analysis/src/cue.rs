//! Cues: the verbs and phrases that say that something is said. One row a verb, each with an example of ours.

use onrecord_record::Act;

/// A reporting verb.
pub struct Cue {
    /// Its forms, in lower case.
    pub forms: &'static [&'static str],
    /// What is done by it.
    pub act: Act,
    /// The row's example.
    #[cfg_attr(not(test), expect(dead_code))]
    pub example: &'static str,
}

const fn cue(forms: &'static [&'static str], act: Act, example: &'static str) -> Cue {
    Cue { forms, act, example }
}

/// The table of reporting verbs.
pub const CUES: [Cue; 48] = [
    cue(&["said", "says", "say", "saying"], Act::Assert, "“It holds,” Roe said."),
    cue(&["told", "tells", "telling"], Act::Assert, "“It holds,” Roe told reporters."),
    cue(&["added", "adds", "adding"], Act::Assert, "“It holds,” Roe added."),
    cue(
        &["replied", "replies", "responded", "responds", "answered"],
        Act::Assert,
        "“It holds,” Roe replied.",
    ),
    cue(&["stated", "states", "stating"], Act::Assert, "“It holds,” Roe stated."),
    cue(&["wrote", "writes", "tweeted", "posted"], Act::Assert, "“It holds,” Roe wrote."),
    cue(&["noted", "notes", "noting", "observed"], Act::Assert, "“It holds,” Roe noted."),
    cue(&["explained", "explains", "explaining"], Act::Assert, "“It holds,” Roe explained."),
    cue(&["claimed", "claims", "claiming", "alleged", "alleges"], Act::Assert, "“It holds,” Roe claimed."),
    cue(
        &["argued", "argues", "arguing", "insisted", "insists", "maintained"],
        Act::Assert,
        "“It holds,” Roe argued.",
    ),
    cue(
        &["continued", "recalled", "recalls", "remarked", "quipped", "joked"],
        Act::Assert,
        "“It holds,” Roe continued.",
    ),
    cue(
        &["declared", "declares", "declaring", "stressed", "stresses", "emphasised", "emphasized"],
        Act::Assert,
        "“It holds,” Roe declared.",
    ),
    cue(
        &["reiterated", "repeated", "confirmed", "confirms", "acknowledged"],
        Act::Assert,
        "“It holds,” Roe reiterated.",
    ),
    cue(
        &["testified", "reported", "reports", "revealed", "disclosed"],
        Act::Assert,
        "“It holds,” Roe testified.",
    ),
    cue(&["announced", "announces", "announcing"], Act::Announce, "“We open in May,” Roe announced."),
    cue(&["asked", "asks", "wondered", "inquired"], Act::Ask, "“Will it hold?” Roe asked."),
    cue(
        &["admitted", "admits", "conceded", "concedes", "confessed"],
        Act::Admit,
        "“I was wrong,” Roe admitted.",
    ),
    cue(&["denied", "denies", "denying"], Act::Deny, "Roe denied that it “leaked”."),
    cue(&["declined", "refused"], Act::Decline, "Roe declined to say “more”."),
    cue(&["agreed", "agrees"], Act::Concur, "“She is right,” Roe agreed."),
    cue(&["urged", "urges", "urging", "appealed", "pleaded"], Act::Request, "Roe urged Lund not to “rush”."),
    cue(&["demanded", "demands", "demanding"], Act::Demand, "“Stop,” Roe demanded."),
    cue(&["proposed", "proposes", "suggested", "suggests"], Act::Propose, "“Let us meet,” Roe proposed."),
    cue(
        &["promised", "promises", "vowed", "vows", "pledged", "pledges"],
        Act::Promise,
        "“We will build,” Roe promised.",
    ),
    cue(&["rejected", "rejects", "dismissed", "dismisses"], Act::Reject, "Roe rejected the “stunt”."),
    cue(&["threatened", "threatens"], Act::Threaten, "“We will sue,” Roe threatened."),
    cue(&["accused", "accuses", "accusing"], Act::Accuse, "Roe accused Lund of “theft”."),
    cue(
        &["criticised", "criticized", "slammed", "blasted", "condemned", "condemns", "denounced"],
        Act::Criticise,
        "Roe slammed the “mess”.",
    ),
    cue(
        &["praised", "praises", "hailed", "lauded", "welcomed", "welcomes"],
        Act::Praise,
        "Roe welcomed “progress”.",
    ),
    cue(&["apologised", "apologized"], Act::Regret, "“I am sorry,” Roe apologised."),
    cue(&["warned", "warns", "warning", "cautioned"], Act::Assess, "“It may burst,” Roe warned."),
    cue(&["predicted", "predicts", "forecast"], Act::Assess, "“It will hold,” Roe predicted."),
    cue(
        &["described", "describes", "describing", "called", "calls", "calling", "termed"],
        Act::Assess,
        "Roe called it “sound”.",
    ),
    cue(&["quoted"], Act::Assert, "The mill quoted Roe as saying “no”."),
    cue(&["concluded", "concludes"], Act::Assert, "“It is sound,” the report concluded."),
    cue(&["shouted", "exclaimed", "cried", "whispered", "muttered"], Act::Assert, "“Run!” Roe shouted."),
    cue(&["complained", "complains", "lamented"], Act::Criticise, "“Nobody came,” Roe complained."),
    cue(&["hoped", "hopes"], Act::Assess, "“It may hold,” Roe hoped."),
    cue(&["boasted", "bragged"], Act::Assert, "“We won,” Roe boasted."),
    cue(&["countered", "retorted", "objected"], Act::Oppose, "“No,” Roe countered."),
    cue(&["advised", "recommended", "recommends"], Act::Propose, "“Wait,” Roe advised."),
    cue(&["ordered", "instructed"], Act::Demand, "“Leave,” Roe ordered."),
    cue(&["thanked", "congratulated"], Act::Praise, "“Well done,” Roe congratulated."),
    cue(&["concurred"], Act::Concur, "“Quite so,” Roe concurred."),
    cue(&["supported", "endorsed", "backed"], Act::Support, "Roe backed the “right” plan."),
    cue(&["opposed", "opposes"], Act::Oppose, "Roe opposed the “wrong” plan."),
    cue(&["retracted", "withdrew"], Act::Retract, "Roe withdrew the “claim”."),
    cue(&["offered", "offers"], Act::Propose, "“Take mine,” Roe offered."),
];

/// What is done by the verb `word`, if it is one.
pub fn act(word: &str) -> Option<Act> {
    // A capital makes it a name ("the United States"), but for the odd sentence that begins with its verb.
    CUES.iter().find(|cue| cue.forms.contains(&word)).map(|cue| cue.act)
}

/// Whether `word` is one of these verbs in a form that tells of speech, be it a participle: "denouncing".
pub fn is_told(word: &str) -> bool {
    let stem = word.strip_suffix("ing").unwrap_or(word);
    let past = [format!("{stem}ed"), format!("{stem}d"), stem.to_string()];
    act(word).is_some() || stem.len() < word.len() && past.iter().any(|form| act(form).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_reads_its_own_example() {
        for cue in &CUES {
            let words: Vec<&str> = cue.example.split(|c: char| !c.is_alphabetic()).collect();
            assert!(words.iter().any(|w| cue.forms.contains(&w.to_lowercase().as_str())), "{}", cue.example);
        }
    }
}
