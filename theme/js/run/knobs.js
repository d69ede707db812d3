// The values that a reader has given the knobs of a listing.

/** @param {HTMLElement} figure */
function sliders(figure) {
    return /** @type {HTMLInputElement[]} */ ([...figure.querySelectorAll('.knobs input')]);
}

/**
 * The values that are not those of the recorded run: as variables for a program, and as a text.
 * @param {HTMLElement} figure
 */
export function settingsOf(figure) {
    const moved = sliders(figure).filter(({ value, defaultValue }) => value !== defaultValue);
    /** @type {Record<string, string>} */
    const env = Object.fromEntries(moved.map(({ name, value }) => [name, value]));
    return { env, text: moved.map(({ name, value }) => `${name}=${value}`).join(' ') };
}

/**
 * Puts them back, without a run.
 * @param {HTMLElement} figure
 */
export function resetKnobs(figure) {
    for (const slider of sliders(figure)) {
        slider.value = slider.defaultValue;
        slider.dispatchEvent(new Event('change'));
    }
}
