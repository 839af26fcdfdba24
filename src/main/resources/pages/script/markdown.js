// A round-up as Markdown: what is read on its page, in the same order.
const marks = { H1: '# ', H3: '## ', SUMMARY: '### ', P: '' };
addCopyButton(document.querySelector('.markdown'), '', () => {
    const read = [...document.querySelectorAll('main h1, main .prose p, .whole h3, .whole summary')];
    return read.map(one => marks[one.tagName] + one.textContent.trim()).join('\n\n') + '\n';
});
