// Finds the site's root for the page that a host shows at any unknown address. That page asks for
// this script in each of the folders above it, and it comes from the root.
{
    const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
    if (!document.querySelector('base')) {
        const base = document.createElement('base');
        // The first one in the page holds.
        base.href = new URL('../../', src).href;
        document.head.prepend(base);
    }
}
