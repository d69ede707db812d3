//! Servers on loopback that answer as well-known hosts of static sites do, to try a built book on
//! each of them. What a host does is taken from its documentation and from answers of the real one.

#![allow(dead_code, reason = "each test uses a part of it")]

mod nginx;
mod own;
mod rules;
mod snapshot;

pub use nginx::Nginx;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header::{ETAG, HOST, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LOCATION};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::Response;
use rules::Rules;
use snapshot::{File, Snapshot};
use std::collections::HashMap;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// A kind of host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// GitHub Pages of a project: below `/handbook/`, every answer fresh for ten minutes, `/x` is
    /// x.html, an unknown address gets 404.html. Each deploy gives every file a new ETag.
    GithubPages,
    /// Cloudflare Pages: `/x.html` is redirected to `/x`, ETags by content, `_headers` is read.
    CloudflarePages,
    /// Netlify with pretty URLs: as Cloudflare Pages, with other redirects and defaults.
    Netlify,
    /// nginx as Debian installs it: its table of types, no charset, no `Cache-Control`, its own
    /// page for an unknown address. [`Nginx`] is the real one.
    Nginx,
    /// Objects of S3 without its website option, below `/bucket/`: keys are exact, no folder has
    /// an index, an unknown key gets XML.
    S3,
    /// Python's `http.server`: no ETag, no charset, no 404.html.
    PlainFiles,
    /// A server whose table of types is 20 years old: it knows no JSON, no WebAssembly, no zip.
    OldTypes,
}

impl Profile {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::GithubPages,
        Self::CloudflarePages,
        Self::Netlify,
        Self::Nginx,
        Self::S3,
        Self::PlainFiles,
        Self::OldTypes,
    ];

    /// Its name in the name of a test.
    pub fn name(self) -> &'static str {
        match self {
            Self::GithubPages => "github_pages",
            Self::CloudflarePages => "cloudflare_pages",
            Self::Netlify => "netlify",
            Self::Nginx => "nginx",
            Self::S3 => "s3",
            Self::PlainFiles => "plain_files",
            Self::OldTypes => "old_types",
        }
    }

    /// Its row in the README's table.
    fn row(self) -> &'static str {
        match self {
            Self::GithubPages => "GitHub Pages",
            Self::CloudflarePages => "Cloudflare Pages",
            Self::Netlify => "Netlify",
            Self::Nginx => "nginx",
            Self::S3 => "S3",
            Self::PlainFiles | Self::OldTypes => "Any web server",
        }
    }

    /// The path of the folder that it serves.
    pub fn root(self) -> &'static str {
        match self {
            Self::GithubPages => "/handbook/",
            Self::S3 => "/bucket/",
            _ => "/",
        }
    }

    /// What a reader opens first, relative to the root.
    pub fn entry(self) -> &'static str {
        if self == Self::S3 { "index.html" } else { "" }
    }

    /// Whether an unknown address gets the book's 404.html.
    pub fn shows_404_page(self) -> bool {
        matches!(self, Self::GithubPages | Self::CloudflarePages | Self::Netlify)
    }

    /// Whether it sends the headers that `_headers` asks for.
    pub fn reads_headers_file(self) -> bool {
        matches!(self, Self::CloudflarePages | Self::Netlify)
    }

    /// The status of its redirects from `/x.html` to `/x`, if it sends them.
    fn strips_html(self) -> Option<StatusCode> {
        match self {
            Self::CloudflarePages => Some(StatusCode::PERMANENT_REDIRECT),
            Self::Netlify => Some(StatusCode::MOVED_PERMANENTLY),
            _ => None,
        }
    }

    /// What it calls the type of a file.
    fn media_type(self, name: &str) -> String {
        let end = name.rsplit_once('.').map_or("", |(_, end)| end);
        match self {
            Self::Nginx => nginx::media_type(end),
            Self::S3 => table(&PYTHON, end).unwrap_or("binary/octet-stream").into(),
            Self::OldTypes => table(&OLD, end).unwrap_or("application/octet-stream").into(),
            Self::PlainFiles => table(&PYTHON, end).unwrap_or("application/octet-stream").into(),
            _ => table(&WEB, end).unwrap_or("application/octet-stream").into(),
        }
    }
}

fn table(types: &[(&str, &'static str)], end: &str) -> Option<&'static str> {
    types.iter().find(|(name, _)| *name == end).map(|(_, media)| *media)
}

/// As hosts made for the web name types.
const WEB: [(&str, &str); 11] = [
    ("html", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "application/javascript; charset=utf-8"),
    ("mjs", "application/javascript; charset=utf-8"),
    ("json", "application/json; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("wasm", "application/wasm"),
    ("zip", "application/zip"),
    ("xml", "application/xml"),
];

/// As servers named them 20 years ago.
const OLD: [(&str, &str); 6] = [
    ("html", "text/html"),
    ("css", "text/css"),
    ("js", "application/x-javascript"),
    ("txt", "text/plain"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
];

/// As Python's `mimetypes` names them, which `http.server` and `aws s3 sync` ask.
const PYTHON: [(&str, &str); 12] = [
    ("html", "text/html"),
    ("css", "text/css"),
    ("js", "text/javascript"),
    ("mjs", "text/javascript"),
    ("json", "application/json"),
    ("txt", "text/plain"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("wasm", "application/wasm"),
    ("zip", "application/zip"),
    ("xml", "text/xml"),
    ("py", "text/x-python"),
];

/// A request that a host has answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Its method.
    pub method: Method,
    /// Its path with its query.
    pub path: String,
    /// The status of the answer.
    pub status: u16,
}

/// A host that runs. Each browser test has a runtime of its own, and the host ends with it.
pub struct Host {
    /// What it answers as.
    pub profile: Profile,
    /// Its origin, such as `http://127.0.0.1:4321`.
    pub origin: String,
    site: Arc<Site>,
    server: Option<(JoinHandle<()>, watch::Sender<bool>)>,
}

/// What may be wrong with a file of a host.
#[derive(Debug, Clone)]
pub enum Fault {
    /// It is not there.
    Missing,
    /// It comes so much later.
    Late(Duration),
    /// It holds something else.
    Holds(&'static str),
}

struct Site {
    profile: Profile,
    snapshot: Mutex<Arc<Snapshot>>,
    faults: Mutex<HashMap<String, Fault>>,
    asked: Mutex<Vec<Asked>>,
}

impl Host {
    /// Serves what is in a folder now, on a free port.
    pub async fn start(profile: Profile, folder: &Path) -> Self {
        let snapshot = Mutex::new(Arc::new(Snapshot::first(folder)));
        let site = Arc::new(Site { profile, snapshot, faults: Mutex::default(), asked: Mutex::default() });
        let mut host = Self { profile, origin: String::new(), site, server: None };
        host.listen(0).await;
        host
    }

    /// The full address of a path below the root, such as `patterns/gather.html`.
    pub fn address(&self, path: &str) -> String {
        format!("{}{}{path}", self.origin, self.profile.root())
    }

    /// Deploys what is in another folder now, or in the same one again, in one step. Files with
    /// the same content keep the time of their last change where the host keeps it.
    pub fn deploy(&self, folder: &Path) {
        let mut snapshot = self.site.snapshot.lock().expect("a snapshot");
        *snapshot = Arc::new(snapshot.next(folder));
    }

    /// Has something go wrong with a file from now on, named as below the root; with none, all is
    /// well again.
    pub fn fault(&self, fault: Option<(&str, Fault)>) {
        let mut faults = self.site.faults.lock().expect("the faults");
        match fault {
            Some((path, fault)) => drop(faults.insert(format!("{}{path}", self.profile.root()), fault)),
            None => faults.clear(),
        }
    }

    /// The requests that were answered since the last call.
    pub fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut self.site.asked.lock().expect("a list"))
    }

    /// Closes the port and every connection, as when a reader has no network.
    pub async fn unplug(&mut self) {
        if let Some((server, stop)) = self.server.take() {
            stop.send_replace(true);
            let _ = server.await;
        }
    }

    /// Opens the same port again.
    pub async fn plug(&mut self) {
        let port = self.origin.rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");
        self.listen(port).await;
    }

    async fn listen(&mut self, port: u16) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.expect("a free port");
        self.origin = format!("http://{}", listener.local_addr().expect("an address"));
        let site = Arc::clone(&self.site);
        let app = Router::new().fallback(move |request: Request| {
            let site = Arc::clone(&site);
            async move { site.logged(request).await }
        });
        let (stop, mut stopped) = watch::channel(false);
        let server = tokio::spawn(async move {
            let stop = async move {
                let _ = stopped.wait_for(|stopped| *stopped).await;
            };
            handbook::site::serve::serve(listener, app, stop).await.expect("the server runs");
        });
        self.server = Some((server, stop));
    }

    /// The answer to a request, without a network.
    pub fn answer(&self, method: Method, address: &str, headers: &[(&str, &str)]) -> Response {
        let mut request = Request::builder().method(method).uri(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.site.answer(&request.body(Body::empty()).expect("a request"))
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        if let Some((server, _)) = self.server.take() {
            server.abort();
        }
    }
}

/// The address of a file that is opened without any server.
pub fn file_address(folder: &Path, path: &str) -> String {
    let folder = folder.canonicalize().expect("a folder");
    url::Url::from_file_path(folder.join(path)).expect("an absolute path").into()
}

/// What a path stands for.
enum Found<'a> {
    File(&'a str, &'a File),
    Moved(StatusCode, String),
    Missing,
}

impl Site {
    async fn logged(&self, request: Request) -> Response {
        let fault = self.faults.lock().expect("the faults").get(request.uri().path()).cloned();
        let response = match fault {
            None => self.answer(&request),
            Some(Fault::Late(time)) => {
                tokio::time::sleep(time).await;
                self.answer(&request)
            }
            Some(Fault::Missing) => reply(StatusCode::NOT_FOUND, HeaderMap::new(), Bytes::new()),
            Some(Fault::Holds(text)) => {
                let mut response = self.answer(&request);
                response.headers_mut().remove(ETAG);
                response.headers_mut().remove(LAST_MODIFIED);
                *response.status_mut() = StatusCode::OK;
                *response.body_mut() = Body::from(text);
                response
            }
        };
        let path = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
        let asked = Asked { method: request.method().clone(), path, status: response.status().as_u16() };
        self.asked.lock().expect("a list").push(asked);
        response
    }

    fn answer(&self, request: &Request) -> Response {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return reply(StatusCode::METHOD_NOT_ALLOWED, HeaderMap::new(), Bytes::new());
        }
        let snapshot = Arc::clone(&self.snapshot.lock().expect("a snapshot"));
        let path = request.uri().path();
        let mut response = match self.find(&snapshot, path) {
            Found::File(name, file) => self.file(name, file, request.headers()),
            Found::Moved(status, to) => {
                let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
                let mut headers = HeaderMap::new();
                let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
                // nginx redirects to a whole address, the others to a path.
                let origin = host.filter(|_| self.profile == Profile::Nginx);
                let origin = origin.map(|host| format!("http://{host}")).unwrap_or_default();
                put(&mut headers, LOCATION, &format!("{origin}{to}{query}"));
                reply(status, headers, Bytes::new())
            }
            Found::Missing => self.missing(&snapshot, path),
        };
        if self.profile.reads_headers_file()
            && let Some(file) = snapshot.get("_headers")
        {
            Rules::parse(&String::from_utf8_lossy(&file.bytes)).apply(path, response.headers_mut());
        }
        response
    }

    fn find<'a>(&self, snapshot: &'a Snapshot, path: &str) -> Found<'a> {
        let root = self.profile.root();
        let Some(key) = path.strip_prefix(root) else {
            let is_root = path == root.trim_end_matches('/') && self.profile != Profile::S3;
            return if is_root { moved(StatusCode::MOVED_PERMANENTLY, root) } else { Found::Missing };
        };
        let found = |key: &str| snapshot.entry(key).map(|(name, file)| Found::File(name, file));
        if self.profile == Profile::S3 {
            return found(key).unwrap_or(Found::Missing);
        }
        if self.profile.reads_headers_file() && key == "_headers" {
            return Found::Missing;
        }
        if let Some(status) = self.profile.strips_html()
            && snapshot.get(key).is_some()
        {
            if let Some(folder) =
                key.strip_suffix("index.html").filter(|it| it.is_empty() || it.ends_with('/'))
            {
                return moved(status, &format!("{root}{folder}"));
            }
            if let Some(plain) = key.strip_suffix(".html") {
                return moved(status, &format!("{root}{plain}"));
            }
        }
        if key.is_empty() || key.ends_with('/') {
            if let Some(index) = found(&format!("{key}index.html")) {
                return index;
            }
            let plain = key.trim_end_matches('/');
            return match self.profile.strips_html() {
                Some(status) if snapshot.get(&format!("{plain}.html")).is_some() => {
                    moved(status, &format!("{root}{plain}"))
                }
                _ => Found::Missing,
            };
        }
        let as_file = found(key).or_else(|| match self.profile {
            Profile::Nginx | Profile::PlainFiles | Profile::OldTypes => None,
            _ => found(&format!("{key}.html")),
        });
        as_file.unwrap_or_else(|| match snapshot.has_folder(key) {
            true => moved(
                self.profile.strips_html().unwrap_or(StatusCode::MOVED_PERMANENTLY),
                &format!("{root}{key}/"),
            ),
            false => Found::Missing,
        })
    }

    fn file(&self, name: &str, file: &File, asked: &HeaderMap) -> Response {
        let mut headers = self.validators(file);
        let status = match is_fresh(&headers, asked) {
            true => StatusCode::NOT_MODIFIED,
            false => {
                put(&mut headers, "content-type", &self.profile.media_type(name));
                StatusCode::OK
            }
        };
        let body = if status == StatusCode::OK { file.bytes.clone() } else { Bytes::new() };
        reply(status, headers, body)
    }

    /// How long an answer is fresh, and how a browser asks whether it still is.
    fn validators(&self, file: &File) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let mut put = |name: &str, value: &str| put(&mut headers, name, value);
        match self.profile {
            Profile::GithubPages => {
                put("cache-control", "max-age=600");
                put("etag", &format!("\"{}-{:x}\"", file.deployed_hex(), file.bytes.len()));
                put("last-modified", &file.deployed());
                put("access-control-allow-origin", "*");
            }
            Profile::CloudflarePages => {
                put("cache-control", "public, max-age=0, must-revalidate");
                put("etag", &format!("\"{}\"", file.hash));
                put("access-control-allow-origin", "*");
                put("referrer-policy", "strict-origin-when-cross-origin");
                put("x-content-type-options", "nosniff");
            }
            Profile::Netlify => {
                put("cache-control", "public,max-age=0,must-revalidate");
                put("etag", &format!("\"{}-ssl\"", file.hash));
            }
            Profile::Nginx => {
                put("etag", &format!("\"{}-{:x}\"", file.changed_hex(), file.bytes.len()));
                put("last-modified", &file.changed());
            }
            Profile::S3 => {
                put("etag", &format!("\"{}\"", file.hash));
                put("last-modified", &file.changed());
            }
            Profile::PlainFiles | Profile::OldTypes => put("last-modified", &file.changed()),
        }
        headers
    }

    fn missing(&self, snapshot: &Snapshot, path: &str) -> Response {
        let mut headers = HeaderMap::new();
        let inside = path.starts_with(self.profile.root());
        if self.profile.shows_404_page()
            && inside
            && let Some(page) = snapshot.get("404.html")
        {
            headers = self.validators(page);
            put(&mut headers, "content-type", &self.profile.media_type("404.html"));
            return reply(StatusCode::NOT_FOUND, headers, page.bytes.clone());
        }
        // Who may not list the bucket is not told whether a key exists.
        let (status, media, text) = match self.profile {
            Profile::S3 => (
                StatusCode::FORBIDDEN,
                "application/xml",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>AccessDenied</Code></Error>",
            ),
            _ => (
                StatusCode::NOT_FOUND,
                "text/html",
                "<html><title>404 Not Found</title><h1>404 Not Found</h1>",
            ),
        };
        put(&mut headers, "content-type", media);
        reply(status, headers, Bytes::from_static(text.as_bytes()))
    }
}

fn moved<'a>(status: StatusCode, to: &str) -> Found<'a> {
    Found::Moved(status, to.to_string())
}

/// Whether what a browser has is what a host has, by the first rule that both know.
fn is_fresh(ours: &HeaderMap, asked: &HeaderMap) -> bool {
    let text = |headers: &HeaderMap, name: HeaderName| {
        headers.get(name).and_then(|value| value.to_str().ok()).map(ToString::to_string)
    };
    match (text(asked, IF_NONE_MATCH), text(ours, ETAG)) {
        (Some(theirs), Some(tag)) => {
            theirs.split(',').any(|their| their.trim().trim_start_matches("W/") == tag)
        }
        _ => text(asked, IF_MODIFIED_SINCE).is_some_and(|since| Some(since) == text(ours, LAST_MODIFIED)),
    }
}

fn put(headers: &mut HeaderMap, name: impl TryInto<HeaderName>, value: &str) {
    let name = name.try_into().unwrap_or_else(|_| panic!("a name"));
    headers.insert(name, HeaderValue::from_str(value).expect("a value"));
}

fn reply(status: StatusCode, headers: HeaderMap, body: Bytes) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// The tests of the hosts themselves; one needs nginx.
pub fn tests(nginx: &Result<PathBuf, String>) -> Vec<libtest_mimic::Trial> {
    let trial = |name: &str, test: fn()| {
        libtest_mimic::Trial::test(format!("hosts::{name}"), move || {
            test();
            Ok(())
        })
    };
    vec![
        trial("each_host_answers_as_it_does", own::each_host_answers_as_it_does),
        trial("a_deploy_changes_what_is_served", own::a_deploy_changes_what_is_served),
        trial("a_header_file_is_read", own::a_header_file_is_read),
        trial("a_host_is_unplugged", own::a_host_is_unplugged),
        trial("the_readme_names_each_host", own::the_readme_names_each_host),
        crate::support::needing("hosts::nginx_answers_as_its_profile".into(), nginx, |program| {
            own::nginx_answers_as_its_profile(&program);
            Ok(())
        }),
    ]
}
