use httpdate::parse_http_date;
use listings::log;
use std::time::{Duration, SystemTime};

const NOW: &str = "Wed, 21 Oct 2026 07:28:00 GMT";
const LONGEST: Duration = Duration::from_secs(30);

/// None for a wait that is too long.
fn wait_of(header: &str, now: SystemTime) -> Option<Duration> {
    let digits = header.bytes().all(|byte| byte.is_ascii_digit());
    let wait = if digits && !header.is_empty() {
        Duration::from_secs(header.parse().unwrap_or(u64::MAX))
    } else if let Ok(date) = parse_http_date(header) {
        date.duration_since(now).unwrap_or_default()
    } else {
        Duration::from_secs(1) // no header, or one that HTTP does not allow
    };
    (wait <= LONGEST).then_some(wait)
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() -> Result<(), httpdate::Error> {
    let now = parse_http_date(NOW)?;
    for header in [
        "2",
        "Wed, 21 Oct 2026 07:28:05 GMT",
        "Wed, 21 Oct 2026 07:27:00 GMT",
        "",
        "1.5",
        "-1",
        "inf",
        "3600",
        "999999999999999999999999999999",
    ] {
        let what = match wait_of(header, now) {
            Some(wait) => format!("waits {} s", wait.as_secs()),
            None => "gives up".to_string(),
        };
        log!("client: '{header}': {what}");
    }
    Ok(())
}
