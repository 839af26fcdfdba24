// What every page does. It can be read without any of this.

// A text as it is, which can be scrolled by keyboard too.
function pre(text) {
    const element = document.createElement('pre');
    element.tabIndex = 0;
    element.textContent = text;
    return element;
}

// Adds a button that copies a text, where a browser lets a page do so; the name tells it apart from the others.
function addCopyButton(parent, name, text) {
    if (!navigator.clipboard) {
        return;
    }
    const { copy, copied } = parent.closest('[data-copy]').dataset;
    const button = document.createElement('button');
    const say = word => {
        button.textContent = word;
        button.ariaLabel = word + name;
    };
    say(copy);
    button.addEventListener('click', async () => {
        await navigator.clipboard.writeText(text());
        say(copied);
    });
    parent.append(button);
    parent.hidden = false;
}

// Suggestions, as the combobox pattern of WAI-ARIA has them.
const box = document.getElementById('q');
const list = document.getElementById('suggestions');
// What a proxy has in front of every path.
const prefix = box.form.getAttribute('action').replace(/\/search$/, '');
// Readers who save data are sent nothing that they have not asked for.
const frugal = matchMedia('(prefers-reduced-data: reduce)').matches || navigator.connection?.saveData;
let items = [];
let active = -1;
let asking = new AbortController();

function show(found) {
    items = found;
    list.replaceChildren(...items.map((item, i) => {
        const option = document.createElement('li');
        option.id = 'suggestion-' + i;
        option.role = 'option';
        option.dir = 'auto';
        option.textContent = item.text;
        option.addEventListener('pointerdown', event => event.preventDefault());
        option.addEventListener('click', () => open(item));
        return option;
    }));
    list.hidden = items.length === 0;
    box.setAttribute('aria-expanded', !list.hidden);
    activate(-1);
}

function activate(index) {
    active = index;
    [...list.children].forEach((option, i) => option.setAttribute('aria-selected', i === active));
    box.setAttribute('aria-activedescendant', active < 0 ? '' : list.children[active].id);
}

async function open(item) {
    let path = prefix + '/topics/' + item.id;
    if (item.kind === 'edition') {
        path = prefix + '/' + item.id;
    }
    if (item.kind === 'series') {
        path = prefix + '/series/' + item.id;
    }
    if (item.kind === 'story') {
        const story = await (await fetch(item.links.self + '?fields=edition')).json();
        path = prefix + '/' + story.edition + '/' + story.id.slice(story.edition.length + 1);
    }
    const lang = new URLSearchParams(location.search).get('lang');
    location.assign(path + (lang ? '?lang=' + encodeURIComponent(lang) : ''));
}

async function suggest() {
    if (frugal) {
        return;
    }
    asking.abort();
    asking = new AbortController();
    const typed = box.value.trim();
    try {
        const signal = asking.signal;
        const answer = typed && await fetch(prefix + '/v1/suggestions?q=' + encodeURIComponent(typed), { signal });
        show(answer && answer.ok ? (await answer.json()).items : []);
    } catch {
        // Something else has been typed meanwhile, or nothing can be suggested.
    }
}

function steer(event) {
    if (event.isComposing) {
        return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && items.length > 0) {
        const places = items.length + 1;
        activate((active + 1 + step + places) % places - 1);
    } else if (event.key === 'Enter' && active >= 0) {
        open(items[active]);
    } else if (event.key === 'Escape' && items.length > 0) {
        show([]);
    } else {
        return;
    }
    event.preventDefault();
}

box.role = 'combobox';
box.setAttribute('aria-autocomplete', 'list');
box.setAttribute('aria-controls', list.id);
box.setAttribute('aria-expanded', false);
list.role = 'listbox';
box.addEventListener('input', suggest);
box.addEventListener('keydown', steer);
box.addEventListener('blur', () => show([]));

// A page that was read can be read again without a connection.
if (!frugal) {
    addEventListener('load', () => navigator.serviceWorker?.register(prefix + '/offline.js', { updateViaCache: 'all' }).catch(() => {}));
}
