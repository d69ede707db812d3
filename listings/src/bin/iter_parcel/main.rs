use futures::{Stream, StreamExt};
use listings::log;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::{Instant, Interval, interval_at};

struct Parcel {
    news: std::array::IntoIter<&'static str, 3>,
    ticks: Interval,
}

impl Stream for Parcel {
    type Item = &'static str;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context,
    ) -> Poll<Option<&'static str>> {
        ready!(self.ticks.poll_tick(context));
        Poll::Ready(self.news.next())
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let pause = Duration::from_millis(100);
    let mut parcel = Parcel {
        news: ["packed", "on its way", "delivered"].into_iter(),
        ticks: interval_at(Instant::now() + pause, pause),
    };
    log!("parcel: start");
    while let Some(state) = parcel.next().await {
        log!("parcel: {state}");
    }
    log!("parcel: done");
}
