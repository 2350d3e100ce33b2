pub fn latencies(_: &[String]) -> Result<(), Box<dyn std::error::Error>> { Ok(()) }
