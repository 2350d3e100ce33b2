//! From words to characters on paper or a terminal: styles, lines, escapes. It knows nothing of records and stores.

pub mod cards;
pub mod markup;
pub mod quotation;
pub mod rich;
pub mod sanitize;
pub mod styles;
