//! Answers requests: the site from memory, and for each open page a stream of what it is told.

use super::access::Access;
use super::state::State;
use crate::problem::shown;
use crate::site::content::is_page;
use crate::site::serve;
use axum::Router;
use axum::body::Body;
use axum::extract::{self, Path, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::{Next, from_fn, map_response};
use axum::response::sse::{KeepAlive, Sse};
use axum::response::{IntoResponse, Response, sse};
use axum::routing::get;
use futures_util::Stream;
use futures_util::stream::unfold;
use maud::{DOCTYPE, html};
use std::convert::Infallible;
use std::path::PathBuf;
use std::time::Duration;
use tokio::sync::watch::Receiver;

const SCRIPT: &str = include_str!("live.js");
const STYLE: &str = include_str!("live.css");

/// A page asks again so soon after the server ended.
const RETRY: Duration = Duration::from_millis(500);

type Seen = extract::State<Receiver<State>>;

/// All that is answered.
pub fn app(state: Receiver<State>, access: Access) -> Router {
    let file =
        |kind: &'static str, text: &'static str| get(move || async move { ([(CONTENT_TYPE, kind)], text) });
    Router::new()
        .route("/-/live.js", file("text/javascript; charset=utf-8", SCRIPT))
        .route("/-/live.css", file("text/css; charset=utf-8", STYLE))
        .route("/-/live/{version}/{*page}", get(live))
        .route("/", get(|state: Seen| async { file_of(state, String::new()) }))
        .route("/{*path}", get(|state: Seen, Path(path): Path<String>| async { file_of(state, path) }))
        .with_state(state)
        .layer(from_fn(move |request: Request, next: Next| {
            let refused = access.answer(&request);
            async move {
                match refused {
                    Some(answer) => answer,
                    None => next.run(request).await,
                }
            }
        }))
        .layer(map_response(serve::guarded))
}

/// A file of the site. A path is looked up among the files that there are, and leads nowhere else.
fn file_of(extract::State(state): Seen, mut path: String) -> Response {
    let state = state.borrow().clone();
    if path.is_empty() || path.ends_with('/') {
        path.push_str("index.html");
    }
    let path = PathBuf::from(path);
    let Some(site) = &state.site else {
        let page = injected(no_book().as_bytes(), &state, &path);
        return answer(StatusCode::SERVICE_UNAVAILABLE, "text/html; charset=utf-8", page);
    };
    match site.get(&path) {
        Some(bytes) if is_page(&path) => {
            answer(StatusCode::OK, "text/html; charset=utf-8", injected(bytes, &state, &path))
        }
        Some(bytes) => {
            let kind = mime_guess::from_path(&path).first_or_octet_stream();
            answer(StatusCode::OK, kind.essence_str(), bytes.to_vec())
        }
        None => {
            let page =
                site.get("404.html").map_or(&b"<!DOCTYPE html><title>404</title></head>"[..], |bytes| bytes);
            answer(StatusCode::NOT_FOUND, "text/html; charset=utf-8", injected(page, &state, &path))
        }
    }
}

fn answer(status: StatusCode, kind: &str, bytes: Vec<u8>) -> Response {
    (status, [(CONTENT_TYPE, kind.to_string())], Body::from(bytes)).into_response()
}

/// A page with the script that listens, which knows which page it is in and what that shows.
fn injected(page: &[u8], state: &State, path: &std::path::Path) -> Vec<u8> {
    let script = html! {
        script defer src="/-/live.js" data-page=(shown(path)) data-version=(state.version_of(path)) {}
    };
    let end = b"</head>";
    let at = page.windows(end.len()).position(|bytes| bytes == end).unwrap_or(page.len());
    [&page[..at], script.into_string().as_bytes(), &page[at..]].concat()
}

/// What is shown where the book does not build and there is no older one.
fn no_book() -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "The book does not build yet" }
            }
            body {
                h1 { "The book does not build yet" }
                p { "This page becomes the book as soon as it does. The terminal says what is wrong." }
            }
        }
    };
    page.into_string()
}

/// A page's stream: what is wrong, each time that this changes, and when to reload.
async fn live(
    extract::State(state): Seen,
    Path((version, page)): Path<(String, String)>,
) -> Sse<impl Stream<Item = Result<sse::Event, Infallible>>> {
    let listener = Listener { state, page: page.into(), version, told: String::new(), first: true };
    Sse::new(unfold(listener, Listener::next)).keep_alive(KeepAlive::default())
}

/// An open page.
struct Listener {
    state: Receiver<State>,
    page: PathBuf,
    /// What it shows.
    version: String,
    /// What it was told last.
    told: String,
    first: bool,
}

impl Listener {
    /// The next event for it; none when the server ends.
    async fn next(mut self) -> Option<(Result<sse::Event, Infallible>, Self)> {
        loop {
            let state = self.state.borrow_and_update().clone();
            if state.stopping {
                return None;
            }
            let version = state.version_of(&self.page);
            if version != self.version {
                self.version = version;
                return Some((Ok(sse::Event::default().event("reload").data("now")), self));
            }
            let told = state.told(&self.page);
            if told != self.told {
                let mut event = sse::Event::default().event("told").data(&told);
                if std::mem::take(&mut self.first) {
                    event = event.retry(RETRY);
                }
                self.told = told;
                return Some((Ok(event), self));
            }
            self.state.changed().await.ok()?;
        }
    }
}
