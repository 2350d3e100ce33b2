//! Values of flags: what is typed, read.

use std::time::Duration;

/// An ISO 8601 day, or a day with a time and perhaps a zone, behind `T` or a blank. Words behind the day that
/// are no time are left out.
pub fn iso_date(text: &str) -> Result<String, String> {
    let moment = text.replacen(' ', "T", 1);
    let is_moment = moment.contains('T')
        && (moment.parse::<jiff::Timestamp>().is_ok() || moment.parse::<jiff::civil::DateTime>().is_ok());
    if is_moment {
        return Ok(moment);
    }
    let day = text.split_once(' ').map_or(text, |(day, _)| day);
    if day.len() == 10 && day.parse::<jiff::civil::Date>().is_ok() {
        return Ok(day.to_string());
    }
    Err("not a date such as 2031-03-12 or 2031-03-12T14:05:00+01:00".to_string())
}

/// An http(s) address.
pub fn web_address(text: &str) -> Result<String, String> {
    match url::Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => Ok(text.to_string()),
        _ => Err("not an address such as https://example.org/news/1".to_string()),
    }
}

/// A number of bytes such as `1048576`, `1024K`, `1M`.
pub fn size(text: &str) -> Result<u64, String> {
    let trimmed = text.trim_end_matches(['B', 'b']).trim_end_matches('i');
    let (digits, shift) = match trimmed.char_indices().last() {
        Some((at, 'K' | 'k')) => (&trimmed[..at], 10),
        Some((at, 'M' | 'm')) => (&trimmed[..at], 20),
        Some((at, 'G' | 'g')) => (&trimmed[..at], 30),
        _ => (trimmed, 0),
    };
    let bytes = digits.parse::<u64>().ok().and_then(|n| n.checked_mul(1 << shift));
    // Half the range is left free so that limits can be added to.
    match bytes {
        Some(n) if n > 0 && n <= u64::MAX / 2 => Ok(n),
        _ => Err("not a size such as 500K, 20M or 1G".to_string()),
    }
}

/// A part of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByteRange {
    pub offset: u64,
    pub length: u64,
}

/// A part of a file such as `53871421+18231`.
pub fn byte_range(text: &str) -> Result<ByteRange, String> {
    let range = || {
        let (offset, length) = text.split_once('+')?;
        Some(ByteRange { offset: offset.parse().ok()?, length: length.parse().ok().filter(|n| *n > 0)? })
    };
    range().ok_or_else(|| "not a range such as 53871421+18231: an offset and a length in bytes".to_string())
}

/// A number from 0 to 1.
pub fn probability(text: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|p| (0.0..=1.0).contains(p));
    number.ok_or_else(|| "not a number from 0 to 1 such as 0.8".to_string())
}

/// A number of seconds such as `60` or `1.5s`.
pub fn seconds(text: &str) -> Result<Duration, String> {
    match text.trim_end_matches('s').parse::<f64>() {
        Ok(n) if n > 0.0 && n <= 86_400.0 => Ok(Duration::from_secs_f64(n)),
        _ => Err("not a number of seconds between 0 and 86400".to_string()),
    }
}

/// A time such as `90s`, `15m`, `2h`, `1d`.
pub fn span(text: &str) -> Result<Duration, String> {
    let (digits, unit) = match text.char_indices().last() {
        Some((at, 'm')) => (&text[..at], 60.0),
        Some((at, 'h')) => (&text[..at], 3600.0),
        Some((at, 'd')) => (&text[..at], 86_400.0),
        _ => return seconds(text).map_err(|_| "not a time such as 90s, 15m or 2h".to_string()),
    };
    match digits.parse::<f64>() {
        Ok(n) if n > 0.0 && n * unit <= 31.0 * 86_400.0 => Ok(Duration::from_secs_f64(n * unit)),
        _ => Err("not a time such as 90s, 15m or 2h".to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_units() {
        assert_eq!(size("10"), Ok(10));
        assert_eq!(size("2K"), Ok(2048));
        assert_eq!(size("3MiB"), Ok(3 << 20));
        assert_eq!(size("1G"), Ok(1 << 30));
        for wrong in ["", "0", "-1", "M", "1.5M", "99999999999G", "1é"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn dates_are_days_or_moments() {
        for right in ["2031-03-12", "2031-03-12T14:05:00+01:00", "2031-03-12T14:05Z", "2031-03-12T14:05"] {
            assert_eq!(iso_date(right).as_deref(), Ok(right));
        }
        assert_eq!(iso_date("2031-03-12 14:05:09.488+00:00").as_deref(), Ok("2031-03-12T14:05:09.488+00:00"));
        assert_eq!(iso_date("2031-03-12 14:05:09").as_deref(), Ok("2031-03-12T14:05:09"));
        assert_eq!(iso_date("2031-03-12 (check with the text)").as_deref(), Ok("2031-03-12"));
        for wrong in ["", "yesterday", "2031-03-12T99", "2031-02-30", "12.3.2031", "2031-03", "20310312"] {
            assert!(iso_date(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_probability_is_from_0_to_1() {
        assert_eq!(probability("0.8"), Ok(0.8));
        assert_eq!(probability("0"), Ok(0.0));
        assert_eq!(probability("1"), Ok(1.0));
        for wrong in ["", "80%", "-0.1", "1.01", "NaN", "inf"] {
            assert!(probability(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_address_has_a_scheme_that_is_fetched() {
        assert!(web_address("https://example.org/1").is_ok());
        assert!(web_address("example.org/1").is_err());
        assert!(web_address("javascript:alert(1)").is_err());
    }

    #[test]
    fn times_have_units() {
        assert_eq!(span("90s"), Ok(Duration::from_secs(90)));
        assert_eq!(span("15m"), Ok(Duration::from_secs(900)));
        assert_eq!(span("1.5h"), Ok(Duration::from_secs(5400)));
        for wrong in ["", "0m", "-1h", "m", "99999d", "é"] {
            assert!(span(wrong).is_err(), "{wrong}");
        }
    }
}
