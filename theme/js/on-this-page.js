// The headings of a page, below its chapter in the sidebar, with the one marked that is being read.

/** Where in the window a section begins to be read, in pixels from its top. */
const LINE = 150;

/**
 * That line. It moves down with the end of the page, since the last headings come no higher.
 * @param {number} scrolled
 * @param {number} most How far the page can be scrolled.
 * @param {number} height The window's.
 */
export function lineAt(scrolled, most, height) {
    const last = Math.min(most, height);
    const left = most - scrolled;
    return left < last ? LINE + (height - LINE) * (1 - left / last) : LINE;
}

export function listHeadings() {
    const active = document.querySelector('#mdbook-sidebar .active');
    const anchors = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll('main :is(h2, h3)[id] > a.header')]);
    if (!active || anchors.length === 0) {
        return;
    }
    const list = section();
    const links = anchors.map(anchor => {
        const item = document.createElement('li');
        item.className = 'header-item expanded';
        item.innerHTML = `<span class="chapter-link-wrapper"><a class="header-in-summary" href="${anchor.hash}">${anchor.innerHTML}</a></span>`;
        const above = anchor.matches('h3 > *') && list.lastElementChild;
        (above ? above.querySelector('ol') ?? above.appendChild(section()) : list).append(item);
        return /** @type {HTMLElement} */ (item.querySelector('a'));
    });
    const box = document.createElement('div');
    box.className = 'on-this-page';
    box.append(list);
    active.parentElement?.after(box);

    /** @param {number} read */
    const mark = read => links.forEach((link, index) => link.classList.toggle('current-header', index === read));
    const follow = () => {
        const line = lineAt(scrollY, document.documentElement.scrollHeight - innerHeight, innerHeight);
        const tops = anchors.map(anchor => anchor.getBoundingClientRect().top);
        const read = tops.findLastIndex(top => top <= line);
        // Before the first section, it is the one that comes.
        mark(read < 0 && tops[0] < innerHeight ? 0 : read);
    };
    // Near the end the page does not come to a heading that is chosen: it is marked after the scroll.
    links.forEach((link, index) => link.addEventListener('click', () => {
        requestAnimationFrame(() => requestAnimationFrame(() => mark(index)));
    }));
    follow();
    addEventListener('scroll', follow, { passive: true });
}

function section() {
    const list = document.createElement('ol');
    list.className = 'section';
    return list;
}
