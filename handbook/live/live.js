// Only while `cargo run` serves the book: reloads this page when it changed, and shows what is
// wrong. It knows nothing but text: whatever a message holds, it is never read as HTML.
{
    const { page, version } = document.currentScript.dataset;
    const host = document.createElement('handbook-live');
    const shadow = host.attachShadow({ mode: 'open' });
    const style = element('link', { rel: 'stylesheet', href: '/-/live.css' });
    const problems = element('div', { className: 'problems' });
    const notes = element('div', { className: 'notes' });
    shadow.append(style, problems, notes);
    document.body.append(host);

    let stream = null;
    let told = '';
    let focusedBefore = null;

    function element(name, properties = {}, ...children) {
        const made = Object.assign(document.createElement(name), properties);
        made.append(...children.filter(child => child !== null));
        return made;
    }

    // Nothing at all where there is no text.
    function text(name, className, content) {
        return content === '' ? null : element(name, { className, textContent: content });
    }

    function connect() {
        if (stream !== null || document.visibilityState === 'hidden') {
            return;
        }
        const address = page.split('/').map(encodeURIComponent).join('/');
        stream = new EventSource(`/-/live/${version}/${address}`);
        stream.addEventListener('reload', reload);
        stream.addEventListener('told', event => tell(event.data));
        stream.addEventListener('error', () => {
            // The browser asks again by itself, unless the answer was no stream.
            if (stream?.readyState === EventSource.CLOSED) {
                disconnect();
                setTimeout(connect, 1000);
            }
        });
    }

    function disconnect() {
        stream?.close();
        stream = null;
    }

    // The page for the printer would ask to print each time.
    function reload() {
        if (!('print' in document.documentElement.dataset)) {
            disconnect();
            location.reload();
        }
    }

    function tell(data) {
        if (data === told) {
            return;
        }
        const now = JSON.parse(data);
        const before = told === '' ? [] : JSON.parse(told).problems;
        told = data;
        notes.replaceChildren(...now.notes.filter(note => !isDismissed(note)).map(noteBox));
        if (JSON.stringify(before) !== JSON.stringify(now.problems)) {
            close();
            if (now.problems.length > 0) {
                open(now.problems);
            }
        }
    }

    function open(all) {
        const title = all.length === 1 ? 'The book does not build: 1 problem' : `The book does not build: ${all.length} problems`;
        const heading = element('h2', { id: 'title', textContent: title });
        const button = element('button', { type: 'button', textContent: 'Close' });
        button.addEventListener('click', close);
        const box = element('section', { className: 'box', tabIndex: -1 },
            element('header', {}, heading, button),
            element('p', { className: 'hint', textContent: 'This page is the last good one. It reloads when the problem is mended.' }),
            ...all.map(problemItem));
        box.setAttribute('role', 'alertdialog');
        box.setAttribute('aria-labelledby', heading.id);
        problems.append(box);
        focusedBefore = document.activeElement;
        box.focus({ preventScroll: true });
    }

    function problemItem(problem) {
        return element('article', {},
            text('p', 'place', problem.place),
            text('p', 'message', problem.message),
            scrolling(text('pre', 'lines', problem.lines)),
            scrolling(text('pre', 'evidence', problem.evidence)),
            problem.mend === '' ? null : element('p', { className: 'mend' }, element('b', { textContent: 'Mend: ' }), problem.mend));
    }

    // What may be wider than its box must be reached by the keyboard.
    function scrolling(box) {
        if (box !== null) {
            box.tabIndex = 0;
        }
        return box;
    }

    function close() {
        const hadFocus = problems.contains(shadow.activeElement);
        problems.replaceChildren();
        if (hadFocus) {
            focusedBefore?.focus({ preventScroll: true });
        }
    }

    function noteBox(note) {
        const button = element('button', { type: 'button', textContent: 'Dismiss' });
        const box = element('section', { className: 'note' },
            element('header', {}, element('h2', { textContent: note.title }), button),
            text('p', 'text', note.text),
            note.diff === '' ? null : element('details', {}, element('summary', { textContent: 'What is different' }), scrolling(text('pre', 'diff', note.diff))),
            element('p', {}, element('code', { textContent: note.command })));
        box.setAttribute('role', 'status');
        button.addEventListener('click', () => {
            dismiss(note);
            box.remove();
        });
        return box;
    }

    // For as long as the tab is open; without storage only until the next reload.
    function dismiss(note) {
        try {
            sessionStorage.setItem(`handbook-dismissed ${note.key}`, '');
        } catch {
            // Denied or full.
        }
    }

    function isDismissed(note) {
        try {
            return sessionStorage.getItem(`handbook-dismissed ${note.key}`) !== null;
        } catch {
            return false;
        }
    }

    // Escape closes; no key that is pressed in a box turns the page of the book.
    addEventListener('keydown', event => {
        if (event.key === 'Escape' && problems.hasChildNodes()) {
            event.stopPropagation();
            close();
        } else if (event.composedPath().includes(shadow)) {
            event.stopPropagation();
        }
    }, { capture: true });

    // A browser keeps few connections to one server: a tab that nobody sees gives its own back.
    document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' ? disconnect() : connect());
    addEventListener('pagehide', disconnect);
    addEventListener('pageshow', connect);
    connect();
}
