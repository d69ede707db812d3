// Leads a reader of an old address on. The address of a heading may have its own target; the part
// from # on is kept otherwise.

const { to, fragments } = /** @type {HTMLElement} */ (document.currentScript).dataset;
const target = JSON.parse(fragments)[location.hash] ?? (to && to + location.hash);
if (location.hash && target) {
    location.replace(new URL(target, location.href));
}
