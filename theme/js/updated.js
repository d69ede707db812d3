// Notices that a file of the page could not be loaded. It keeps its name in all versions.
{
    const address = new URL('outdated.js', document.currentScript.src);
    const notice = ({ type, target }) => {
        // What is opened from a file has no host, and may load no module.
        if (location.protocol === 'file:') {
            return;
        }
        if (type !== 'error' || target.matches?.('link, script')) {
            import(address).then(({ help }) => help(target), () => {});
        }
    };
    addEventListener('error', notice, true);
    addEventListener('unhandledrejection', notice);
    addEventListener('not-loaded', notice);
}
