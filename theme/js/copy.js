// Copy: the whole program, with the helper that the page leaves out.

export function addCopyButtons(scope) {
    for (const listing of scope.querySelectorAll('.listing')) {
        const button = document.createElement('button');
        button.type = 'button';
        button.className = 'copy';
        button.textContent = 'Copy';
        button.addEventListener('click', () => copy(button, listing));
        listing.querySelector('.bar').append(button);
    }
}

async function copy(button, listing) {
    const programs = [...listing.querySelectorAll('.program')];
    const shown = programs.find(program => program.offsetParent !== null);
    try {
        await navigator.clipboard.writeText(shown.dataset.edited ?? shown.dataset.copy);
        say(button, 'Copied');
    } catch {
        say(button, 'Not allowed');
    }
}

function say(button, text) {
    button.textContent = text;
    setTimeout(() => {
        button.textContent = 'Copy';
    }, 2000);
}
