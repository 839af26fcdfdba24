// Stores the pages that were read last, and shows one when the server cannot be reached. It is asked first, always, by way
// of the browser's cache as ever.
const STORE = 'shida ' + self.registration.scope;
const ANY_LANGUAGE = { ignoreVary: true };

// Swagger UI cannot be shown by its page alone.
const isPage = response => response.ok
    && (response.headers.get('content-type') ?? '').startsWith('text/html')
    && !new URL(response.url).pathname.includes('/docs/swagger/');

async function store(request, response) {
    const pages = await caches.open(STORE);
    if (isPage(response)) {
        await pages.put(request, response);
        // The one that was stored longest ago comes first.
        const stored = await pages.keys();
        await Promise.all(stored.slice(0, Math.max(0, stored.length - MAX_PAGES)).map(page => pages.delete(page, ANY_LANGUAGE)));
    } else if ([404, 410].includes(response.status)) {
        await pages.delete(request, ANY_LANGUAGE);
    }
}

async function answer(event) {
    try {
        const response = await event.preloadResponse ?? await fetch(event.request);
        event.waitUntil(store(event.request, response.clone()));
        return response;
    } catch (failure) {
        const stored = await (await caches.open(STORE)).match(event.request, ANY_LANGUAGE);
        if (stored) {
            return stored;
        }
        throw failure;
    }
}

// The page that brought the worker has been read too.
async function begin() {
    if (MAX_PAGES === 0) {
        await caches.delete(STORE);
        return;
    }
    await self.registration.navigationPreload?.enable();
    await self.clients.claim();
    for (const page of await self.clients.matchAll()) {
        await store(page.url, await fetch(page.url, { headers: { accept: 'text/html' } }));
    }
}

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', event => event.waitUntil(begin().catch(() => {})));
if (MAX_PAGES > 0) {
    self.addEventListener('fetch', event => {
        if (event.request.mode === 'navigate' && event.request.method === 'GET') {
            event.respondWith(answer(event));
        }
    });
}
