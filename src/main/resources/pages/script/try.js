// Without this, the form leads to the answer.
const form = document.querySelector('.try');
const output = document.querySelector('.answer output');
const body = document.querySelector('.answer .body');
form.addEventListener('submit', async event => {
    event.preventDefault();
    const fields = new FormData(form);
    let path = form.dataset.path;
    const query = new URLSearchParams();
    for (const [name, value] of fields) {
        if (path.includes('{' + name + '}')) {
            path = path.replace('{' + name + '}', encodeURIComponent(value));
        } else if (value && name !== 'try' && name !== 'lang') {
            query.append(name, value);
        }
    }
    const target = path + (query.size ? '?' + query : '');
    body.replaceChildren();
    document.querySelector('.answer details')?.removeAttribute('open');
    try {
        const answer = await fetch(target, { headers: { accept: 'application/json' } });
        const text = await answer.text();
        output.textContent = 'GET ' + target + ' → ' + answer.status;
        body.append(pre(JSON.stringify(JSON.parse(text), null, 2)));
    } catch (failure) {
        output.textContent = failure;
    }
    output.parentElement.scrollIntoView({ block: 'nearest' });
});
