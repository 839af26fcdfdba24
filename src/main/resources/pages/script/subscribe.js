// The addresses of feeds can be copied.
for (const feed of document.querySelectorAll('.feed')) {
    addCopyButton(feed, ' ' + feed.textContent.trim(), () => feed.querySelector('code').textContent);
}
