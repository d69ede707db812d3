//! The addresses in pages, followed as a host resolves them.

use super::hosts::Host;
use axum::http::Method;
use handbook::site::html::{Element, elements};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use url::Url;

/// A page or another file, as a host answers with it.
struct Answer {
    address: Url,
    media: String,
    text: String,
    elements: Vec<Element>,
}

/// All addresses of a host that were followed.
pub struct Addresses<'a> {
    host: &'a Host,
    answers: BTreeMap<String, Option<Rc<Answer>>>,
    /// How many were followed.
    pub checked: usize,
    /// Those that lead nowhere, or to what a browser does not take.
    pub wrong: BTreeSet<String>,
}

/// The targets of the links in a text.
pub fn addresses(text: &str) -> Vec<String> {
    elements(text).iter().filter_map(|element| attribute(element, "href")).map(ToString::to_string).collect()
}

fn attribute<'a>((_, attributes): &'a Element, name: &str) -> Option<&'a str> {
    attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

impl<'a> Addresses<'a> {
    /// None yet.
    pub fn of(host: &'a Host) -> Self {
        Self { host, answers: BTreeMap::new(), checked: 0, wrong: BTreeSet::new() }
    }

    /// Follows an address and then all that the page has.
    pub async fn page(&mut self, address: &str) {
        let Some(page) = self.answer(address, address).await else { return };
        let mut base = page.address.clone();
        for element in &page.elements {
            let tag = element.0.as_str();
            let target = attribute(element, "href").or_else(|| attribute(element, "src"));
            match (tag, target) {
                ("base", Some(target)) => {
                    // The 404 page, by its own address: its root is found by a script.
                    base = base
                        .join(if target == "/" { self.host.profile.root() } else { target })
                        .expect("an address");
                }
                (_, Some(target))
                    if !target.starts_with("data:")
                        && !target.starts_with("../") | !page.address.path().ends_with("/404.html") =>
                {
                    let wanted = match (tag, attribute(element, "rel")) {
                        ("script", _) => "javascript",
                        ("link", Some("stylesheet")) => "text/css",
                        ("link", Some("icon" | "shortcut icon")) | ("img", _) => "image/",
                        ("iframe", _) => "text/html",
                        _ => "",
                    };
                    self.follow(&base, target, wanted).await;
                }
                _ => {}
            }
        }
    }

    /// The text at an address.
    pub async fn file(&mut self, address: &str) -> String {
        self.answer(address, address).await.map(|answer| answer.text.clone()).unwrap_or_default()
    }

    /// Follows a link from an address.
    pub async fn lead(&mut self, from: &str, target: &str) {
        self.follow(&Url::parse(from).expect("an address"), target, "text/html").await;
    }

    async fn follow(&mut self, base: &Url, target: &str, wanted: &str) {
        let address = base.join(target).expect("an address");
        if address.origin() != base.origin() {
            return;
        }
        self.checked += 1;
        let mut plain = address.clone();
        plain.set_fragment(None);
        if let Some(answer) = self.answer(plain.as_str(), base.as_str()).await {
            if !answer.media.contains(wanted) {
                self.wrong.insert(format!("{base}: {target} has the type {}", answer.media));
            }
            let id = address.fragment().unwrap_or_default();
            let has = |element: &Element| attribute(element, "id") == Some(id);
            if !id.is_empty() && !answer.elements.iter().any(has) {
                self.wrong.insert(format!("{base}: {target} leads to no such place"));
            }
        }
    }

    /// What a host answers with after its redirects, asked once.
    async fn answer(&mut self, address: &str, from: &str) -> Option<Rc<Answer>> {
        if let Some(known) = self.answers.get(address) {
            return known.clone();
        }
        let mut at = Url::parse(address).expect("an address");
        let mut found = None;
        for _ in 0..4 {
            let response = self.host.answer(Method::GET, at.as_str(), &[]);
            let header = |name: &str| {
                response.headers().get(name).and_then(|it| it.to_str().ok()).unwrap_or_default().to_string()
            };
            let status = response.status();
            if status.is_redirection() {
                at = at.join(&header("location")).expect("an address");
                continue;
            }
            if status.is_success() {
                let media = header("content-type");
                let bytes = axum::body::to_bytes(response.into_body(), 1 << 25).await.expect("a body");
                let text = String::from_utf8_lossy(&bytes).into_owned();
                let elements = if media.contains("html") { elements(&text) } else { Vec::new() };
                found = Some(Rc::new(Answer { address: at.clone(), media, text, elements }));
            } else {
                self.wrong.insert(format!("{from}: {address} is answered with {status}"));
            }
            break;
        }
        self.answers.insert(address.to_string(), found.clone());
        found
    }
}
