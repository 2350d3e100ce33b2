//! What the colours mean.

use anstyle::{AnsiColor, Style};

pub const DIM: Style = Style::new().dimmed();
pub const BOLD: Style = Style::new().bold();
pub const ITALIC: Style = Style::new().italic();
/// Who speaks.
pub const NAME: Style = AnsiColor::Cyan.on_default().bold();
pub const LABEL: Style = AnsiColor::Blue.on_default();
/// What keeps this from being certain.
pub const DOUBT: Style = AnsiColor::Yellow.on_default();
/// The words that were asked for.
pub const MARK: Style = AnsiColor::Yellow.on_default().bold();
