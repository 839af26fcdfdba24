// A round-up as Markdown: what is read on its page, in the same order.
const markdown = document.querySelector('.markdown');
if (navigator.clipboard) {
    const marks = { H1: '# ', H3: '## ', SUMMARY: '### ', P: '' };
    const button = document.createElement('button');
    button.textContent = markdown.dataset.copy;
    button.addEventListener('click', async () => {
        const read = [...document.querySelectorAll('main h1, main .prose p, .whole h3, .whole summary')];
        const lines = read.map(one => marks[one.tagName] + one.textContent.trim());
        await navigator.clipboard.writeText(lines.join('\n\n') + '\n');
        button.textContent = call.dataset.copied;
    });
    markdown.append(button);
    markdown.hidden = false;
}
