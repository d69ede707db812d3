//! Who is answered. On loopback, this machine alone, asked by its own names. At another address also
//! whoever has the token that the terminal shows: in the address once, in a cookie from then on.

use crate::site::connections::Peer;
use axum::extract::{ConnectInfo, Request};
use axum::http::header::{COOKIE, HOST, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::net::IpAddr;

/// The names under which this machine alone is asked. Any other name means that a page of another
/// site had its own name lead here, to read what it may not.
const NAMES: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// The name of the token, in an address and as a cookie.
pub const NAME: &str = "handbook-token";

/// Who may read.
#[derive(Debug, Clone)]
pub struct Access {
    /// What a reader on another machine needs; none where nobody else can reach the server.
    token: Option<String>,
    /// A further name of this machine: the address that the server listens on.
    address: String,
}

impl Access {
    /// For a server that listens on this address; with a new token if others can reach it.
    ///
    /// # Errors
    /// If the system has no random numbers.
    pub fn new(address: IpAddr) -> std::io::Result<Self> {
        let mut token = None;
        if !address.is_loopback() {
            let mut bytes = [0; 16];
            getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
            token = Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect());
        }
        Ok(Self { token, address: address.to_string() })
    }

    /// The end of an address that lets its reader in.
    pub fn query(&self) -> String {
        self.token.as_ref().map(|token| format!("/?{NAME}={token}")).unwrap_or_default()
    }

    /// The answer for a request that is refused, or that brings the token and has to go on without it.
    pub fn answer(&self, request: &Request) -> Option<Response> {
        let headers = request.headers();
        if let Some(token) = &self.token {
            let prefix = format!("{NAME}=");
            let query = request.uri().query().unwrap_or_default();
            let brought = query.split('&').find_map(|pair| pair.strip_prefix(&prefix));
            if brought.is_some_and(|brought| same(brought, token)) {
                return Some(let_in(request.uri().path(), token));
            }
            if cookies(headers).any(|cookie| cookie.strip_prefix(&prefix).is_some_and(|it| same(it, token))) {
                return None;
            }
        }
        let mut names = NAMES.into_iter().chain([self.address.as_str()]);
        let by_our_name = names.any(|ours| ours.eq_ignore_ascii_case(asked(headers)));
        let peer = request.extensions().get::<ConnectInfo<Peer>>();
        let from_here =
            peer.is_some_and(|ConnectInfo(Peer(address))| address.ip().to_canonical().is_loopback());
        match (&self.token, by_our_name, from_here) {
            (_, true, true) => None,
            (None, ..) => {
                Some(refused(StatusCode::MISDIRECTED_REQUEST, &format!("ask for {}", NAMES.join(", "))))
            }
            (Some(_), ..) => Some(refused(
                StatusCode::UNAUTHORIZED,
                "open the address with its token, as the terminal shows it",
            )),
        }
    }
}

fn refused(status: StatusCode, why: &str) -> Response {
    (status, format!("{why}\n")).into_response()
}

/// Sets the cookie, and leads to the same page: the token stays in no history and no link. The path
/// begins with one slash, so it leads to no other site.
fn let_in(path: &str, token: &str) -> Response {
    let cookie = format!("{NAME}={token}; Path=/; HttpOnly; SameSite=Strict");
    let path = format!("/{}", path.trim_start_matches(['/', '\\']));
    (StatusCode::SEE_OTHER, [(SET_COOKIE, cookie), (LOCATION, path)]).into_response()
}

fn cookies(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).map(str::trim)
}

/// The name that was asked, without the port.
fn asked(headers: &HeaderMap) -> &str {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    host.rsplit_once(':').filter(|(_, port)| is_port(port)).map_or(host, |(name, _)| name)
}

/// Hashes are compared, so the time that it takes says nothing of the token.
fn same(brought: &str, token: &str) -> bool {
    Sha256::digest(brought) == Sha256::digest(token)
}
