// Shows or hides the sidebar before it is drawn: visible on wide screens, as last left there.
{
    const root = document.documentElement;
    const toggle = document.getElementById('mdbook-sidebar-toggle-anchor');
    let visible = document.body.clientWidth >= 1080;
    if (visible) {
        try {
            visible = localStorage.getItem('mdbook-sidebar') !== 'hidden';
        } catch {
            // Without storage it is as on a first visit.
        }
    }
    toggle.checked = visible;
    root.classList.toggle('sidebar-visible', visible);
    document.addEventListener('DOMContentLoaded', () => {
        const button = document.getElementById('mdbook-sidebar-toggle');
        button.setAttribute('aria-expanded', visible);
        // mdBook has a label here, which the keyboard does not press, and listens to its box.
        button.addEventListener('click', () => toggle.click());
        document.getElementById('mdbook-sidebar').setAttribute('aria-hidden', !visible);
        for (const link of document.querySelectorAll('#mdbook-sidebar a')) {
            link.tabIndex = visible ? 0 : -1;
        }
    });
}
