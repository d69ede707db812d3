//! A language model's API, scripted: it knows one answer, a limit and how to hang.
//!
//! Prints its address, and ends with its standard input. `POST /v1/chat/completions`
//! takes what such APIs take. A prompt `hang` is never answered, `hang after 3` after
//! three tokens, and `think 500` after so many milliseconds. Above its rate it answers 429.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use futures::stream::{self, StreamExt};
use serde::Deserialize;
use serde_json::{Value, json};
use std::convert::Infallible;
use std::future::pending;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, stdin};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::{Instant, sleep};

const ANSWER: [&str; 6] =
    ["A", " future", " does", " nothing", " until", " polled."];

/// At most so many requests in [`WINDOW`].
const RATE: usize = 5;
const WINDOW: Duration = Duration::from_secs(1);

/// How long an answer takes that is not streamed, unless the prompt says.
const THINKING: Duration = Duration::from_millis(20);

/// What the model saw of its clients.
#[derive(Default)]
struct Seen {
    /// When the last requests came that were not refused.
    recent: Vec<Instant>,
    answered: usize,
    refused: usize,
    now: usize,
    most_at_once: usize,
    /// How many tokens each client had been sent that went away.
    gone: Vec<usize>,
}

type Model = Arc<watch::Sender<Seen>>;

/// An answer that is under way. Dropped before its end, it tells that the client has gone away.
struct Open {
    model: Model,
    sent: usize,
    whole: bool,
}

impl Open {
    fn new(model: Model) -> Self {
        model.send_modify(|seen| {
            seen.now += 1;
            seen.most_at_once = seen.most_at_once.max(seen.now);
        });
        Self {
            model,
            sent: 0,
            whole: false,
        }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.model.send_modify(|seen| {
            seen.now -= 1;
            match self.whole {
                true => seen.answered += 1,
                false => seen.gone.push(self.sent),
            }
        });
    }
}

#[derive(Deserialize)]
struct Chat {
    messages: Vec<Message>,
    #[serde(default)]
    stream: bool,
}

#[derive(Deserialize)]
struct Message {
    content: String,
}

impl Chat {
    fn prompt(&self) -> &str {
        self.messages.last().map_or("", |message| &message.content)
    }

    /// How long an answer takes that is not streamed.
    fn thinks(&self) -> Duration {
        let asked = self.prompt().strip_prefix("think ");
        let asked = asked.and_then(|milliseconds| milliseconds.parse().ok());
        asked.map_or(THINKING, Duration::from_millis)
    }

    /// After how many tokens it is to hang.
    fn hangs_after(&self) -> Option<usize> {
        let prompt = self.prompt().strip_prefix("hang")?;
        prompt
            .strip_prefix(" after ")
            .map_or(Some(0), |tokens| tokens.parse().ok())
    }
}

/// Whether one more request is within the rate.
fn admitted(model: &Model) -> bool {
    model.send_if_modified(|seen| {
        seen.recent.retain(|came| came.elapsed() < WINDOW);
        let admitted = seen.recent.len() < RATE;
        match admitted {
            true => seen.recent.push(Instant::now()),
            false => seen.refused += 1,
        }
        admitted
    })
}

async fn chat(State(model): State<Model>, Json(chat): Json<Chat>) -> Response {
    if !admitted(&model) {
        let error = json!({ "error": { "message": "rate limit reached" } });
        let seconds = WINDOW.as_secs().to_string();
        return (
            StatusCode::TOO_MANY_REQUESTS,
            [(RETRY_AFTER, seconds)],
            Json(error),
        )
            .into_response();
    }
    let mut open = Open::new(model);
    let hangs_after = chat.hangs_after();
    if chat.stream {
        return streamed(open, hangs_after).into_response();
    }
    if hangs_after.is_some() {
        pending::<()>().await;
    }
    sleep(chat.thinks()).await;
    open.whole = true;
    Json(json!({ "choices": [{ "message": { "content": ANSWER.concat() } }] }))
        .into_response()
}

fn streamed(open: Open, hangs_after: Option<usize>) -> impl IntoResponse {
    let pieces = stream::unfold(Some(open), move |open| async move {
        let mut open = open?;
        if hangs_after == Some(open.sent) {
            pending::<()>().await;
        }
        let Some(token) = ANSWER.get(open.sent) else {
            open.whole = true;
            return Some((Event::default().data("[DONE]"), None));
        };
        open.sent += 1;
        let chunk = json!({ "choices": [{ "delta": { "content": token } }] });
        Some((Event::default().data(chunk.to_string()), Some(open)))
    });
    Sse::new(pieces.map(Ok::<_, Infallible>))
}

async fn seen(State(model): State<Model>) -> Json<Value> {
    let seen = model.borrow();
    let Seen {
        answered,
        refused,
        most_at_once,
        ..
    } = *seen;
    Json(
        json!({ "answered": answered, "refused": refused, "most_at_once": most_at_once }),
    )
}

/// Answers when so many clients have gone away before their answer was whole: with how many tokens
/// had been sent to each.
async fn gone(
    State(model): State<Model>,
    Path(count): Path<usize>,
) -> Json<Vec<usize>> {
    let mut all = model.subscribe();
    let seen = all.wait_for(|seen| seen.gone.len() >= count).await;
    Json(seen.map(|seen| seen.gone.clone()).unwrap_or_default())
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new()
        .route("/v1/chat/completions", post(chat))
        .route("/seen", get(seen))
        .route("/gone/{count}", get(gone))
        .with_state(Model::default());
    let mut input = stdin();
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    tokio::select! {
        served = axum::serve(listener, app) => served,
        _ = input.read_u8() => Ok(()),
    }
}
