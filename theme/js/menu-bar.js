// The bar at the top: it goes away with the text while a reader scrolls down, and comes back with it.

export function moveMenuBar() {
    const bar = /** @type {HTMLElement} */ (document.getElementById('mdbook-menu-bar'));
    let [last, hidden] = [Math.max(scrollY, 0), 0];
    const move = () => {
        // Some browsers scroll beyond the top, for a moment.
        const now = Math.max(scrollY, 0);
        hidden = Math.min(Math.max(hidden + now - last, 0), bar.offsetHeight);
        last = now;
        bar.style.top = `${-hidden}px`;
        bar.classList.toggle('bordered', now > 0);
    };
    // mdBook's class would hold it fast; so do its styles, beside a visible sidebar.
    bar.classList.remove('sticky');
    bar.style.position = 'sticky';
    move();
    addEventListener('scroll', move, { passive: true });
    bar.querySelector('.menu-title')?.addEventListener('click', () => scrollTo({ top: 0, behavior: 'smooth' }));
}
