// The samples of the call can be copied, and its answer is shown.
const call = document.querySelector('.call');

function term(name) {
    const element = document.createElement('dt');
    element.textContent = name;
    return element;
}

for (const name of call.querySelectorAll('dt')) {
    addCopyButton(name, ' ' + name.textContent, () => name.nextElementSibling.textContent.trim());
}

// The answers are asked for when they are first to be seen.
call.querySelector('details').addEventListener('toggle', () => {
    for (const link of call.matches('.beside') ? [] : call.querySelectorAll('.request a')) {
        fetch(link.href, { headers: { accept: 'application/json' } })
            .then(answer => answer.json())
            .then(json => {
                const value = document.createElement('dd');
                value.append(pre(JSON.stringify(json, null, 2)));
                link.parentElement.nextElementSibling.append(term(call.dataset.answer), value);
            })
            // It can be had by the link.
            .catch(() => {});
    }
}, { once: true });
