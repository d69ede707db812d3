// Runs before the first line is drawn: settles theme and language, so that nothing jumps.
// A classic script, because mdBook's own scripts look for these names among the globals.
{
    const root = document.documentElement;
    const stored = key => {
        try {
            return localStorage.getItem(key);
        } catch {
            return null;
        }
    };
    const { pathToRoot, light, dark, searchIndex } = root.dataset;
    Object.assign(globalThis, {
        path_to_root: pathToRoot,
        path_to_searchindex_js: searchIndex,
        default_light_theme: light,
        default_dark_theme: dark,
        default_theme: matchMedia('(prefers-color-scheme: dark)').matches ? dark : light,
        // The code is coloured already, and copied by theme/js/copy.js.
        hljs: { configure() {}, highlightBlock() {} },
        ClipboardJS: class { on() {} },
    });
    root.classList.remove(light);
    root.classList.add(stored('mdbook-theme') ?? globalThis.default_theme, 'js');
    root.dataset.language = stored('handbook-language') === 'rust' ? 'rust' : 'python';
}
