from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)

NOW = datetime(2026, 10, 21, 7, 28, tzinfo=timezone.utc)
LONGEST = 30.0  # seconds


def wait_of(header, now):
    """In seconds; None for a wait that is too long."""
    try:
        if header.isdecimal():
            wait = float(header)
        else:
            wait = (parsedate_to_datetime(header) - now).total_seconds()
    except (TypeError, ValueError):
        wait = 1.0  # no header, or one that HTTP does not allow
    return max(wait, 0.0) if wait <= LONGEST else None


for header in [
    "2",
    "Wed, 21 Oct 2026 07:28:05 GMT",
    "Wed, 21 Oct 2026 07:27:00 GMT",
    "",
    "1.5",
    "-1",
    "inf",
    "3600",
    "9" * 30,
]:
    wait = wait_of(header, NOW)
    what = "gives up" if wait is None else f"waits {wait:.0f} s"
    log(f"client: '{header[:30]}': {what}")
