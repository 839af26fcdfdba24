// Reads the pages of the service at SHIDA_URL in Chromium: as people do, by keyboard alone, and without scripts.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const STORY = '/capital-unions-2022/winter-olympics';
const PAGES = [
    '/',
    '/?lang=en',
    '/capital-unions-2022',
    '/capital-unions-2022?topic=craftsmen',
    STORY,
    STORY + '?lang=en',
    '/hostile-2001',
    '/hostile-2001/scripts',
    '/hostile-2001/emoji',
    '/capital-unions-2022?read=all',
    '/series/capital-unions',
    '/topics',
    '/topics/craftsmen',
    '/search',
    '/search?q=dongao',
    '/search?q=nothing-at-all',
    '/subscribe',
    '/docs',
    '/docs/getStory',
    '/docs/listStories?lang=en',
    '/problems/not-found',
    '/problems/not-found?lang=en',
];

let browser;
before(async () => {
    browser = await chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-dev-shm-usage'],
    });
});
after(() => browser.close());

// Opens a page, which is to have no complaint until it is closed.
async function visit(path, act, { ignore, ...playwright } = {}) {
    const context = await browser.newContext({
        baseURL: process.env.SHIDA_URL,
        locale: 'zh-CN',
        viewport: { width: 1024, height: 768 },
        ...playwright,
    });
    const page = await context.newPage();
    const complaints = [];
    page.on('console', message => ignore?.test(message.text()) || complaints.push(message.text()));
    page.on('pageerror', error => complaints.push(error.message));
    page.on('dialog', dialog => complaints.push(dialog.message()));
    await page.goto(path);
    await act(page);
    assert.deepEqual(complaints, []);
    await context.close();
}

const path = page => {
    const url = new URL(page.url());
    return url.pathname + url.search;
};
const titles = page => page.locator('.entry h3').allInnerTexts();

for (const address of PAGES) {
    test(`${address} can be perceived and operated by all`, () =>
        visit(address, async page => {
            for (const width of [320, 1440]) {
                await page.setViewportSize({ width, height: 800 });
                const wide = await page.evaluate(() => document.documentElement.scrollWidth);
                assert.ok(wide <= width, `${width}: ${wide}`);
            }
            await page.locator('details').evaluateAll(all => all.forEach(one => (one.open = true)));
            await page.evaluate(AXE);
            for (const [colorScheme, rules] of [['light', {}], ['dark', { runOnly: ['color-contrast'] }]]) {
                await page.emulateMedia({ colorScheme });
                const found = await page.evaluate(rules => globalThis.axe.run(rules), rules);
                assert.deepEqual(found.violations.map(({ id, nodes }) => [id, nodes.map(node => node.html)]), []);
            }
        }));
}

test('the ten stories are read one after the other, and back', () =>
    visit('/', async page => {
        await page.locator('.lead h2 a').click();
        assert.equal((await titles(page)).length, 10);
        await page.locator('.entry h3 a').first().click();
        for (let rank = 1; rank < 10; rank++) {
            assert.equal(await page.locator('.story .rank [aria-hidden]').innerText(), String(rank));
            await page.locator('a[rel=next]').click();
        }
        assert.equal(path(page), '/capital-unions-2022/beijing-craftsmen-award');
        assert.equal(await page.locator('a[rel=next]').count(), 0);
        await page.locator('a[rel=prev]').click();
        assert.equal(path(page), '/capital-unions-2022/outdoor-worker-stations');
    }));

test('the language is switched, and stays', () =>
    visit(STORY, async page => {
        await page.locator('.switch').click();
        assert.equal(await page.locator('a[rel=next] .way').innerText(), 'Next');
        await page.locator('a[rel=next]').click();
        assert.equal(await page.locator('html').getAttribute('lang'), 'en');
        assert.equal(await page.locator('h1').getAttribute('lang'), 'zh-CN');
    }));

test('the call is seen and copied', () =>
    visit(STORY, async page => {
        await page.locator('.call > details > summary').click();
        await page.locator('.call dt button').first().click();
        await page.locator('.call dt button', { hasText: '已复制' }).waitFor();
        assert.equal(
            await page.evaluate(() => navigator.clipboard.readText()),
            `curl '${process.env.SHIDA_URL}/v1/stories/capital-unions-2022-winter-olympics'`);
    }, { permissions: ['clipboard-read', 'clipboard-write'] }));

test('a keyboard is enough', () =>
    visit('/', async page => {
        await page.keyboard.press('Tab');
        assert.equal(await page.locator(':focus').getAttribute('class'), 'skip');
        await page.keyboard.press('Enter');
        assert.equal(await page.locator(':focus').getAttribute('id'), 'content');
        await page.locator('#q').focus();
        await page.keyboard.type('gongj');
        const options = page.locator('#suggestions [role=option]');
        await options.first().waitFor();
        await page.keyboard.press('ArrowDown');
        assert.equal(await page.locator('#q').getAttribute('aria-activedescendant'), 'suggestion-0');
        assert.equal(await options.first().innerText(), '工匠');
        await page.keyboard.press('Escape');
        assert.equal(await options.count(), 0);
        await page.keyboard.type('iang');
        await options.first().waitFor();
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await page.waitForURL('**/topics/craftsmen');
    }));

test('a story that is suggested opens', () =>
    visit('/?lang=en', async page => {
        await page.locator('#q').pressSequentially('首都各级工会和广大职工积极');
        await page.locator('#suggestions [role=option]', { hasText: '冬残奥会' }).click();
        await page.waitForURL('**' + STORY + '?lang=en');
    }));

test('all of it works without scripts', () =>
    visit('/capital-unions-2022', async page => {
        await page.locator('.filter a', { hasText: '工匠' }).click();
        assert.equal((await titles(page)).length, 3);
        await page.locator('#q').fill('dongao');
        await page.locator('#q').press('Enter');
        await page.waitForURL('**/search?q=dongao');
        assert.deepEqual(await page.locator('h3 mark').allInnerTexts(), ['冬奥']);
        await page.locator('.call > details > summary').click();
        assert.ok(await page.locator('.call pre').first().isVisible());
    }, { javaScriptEnabled: false }));

test('the call is answered where it is seen', () =>
    visit(STORY, async page => {
        await page.locator('.call > details > summary').click();
        assert.match(await page.locator('.json .m-commentary').innerText(), /^"commentary": "/);
        assert.deepEqual(
            await page.locator('.call dt button').evaluateAll(all => all.map(one => one.ariaLabel)),
            ['curl', 'JavaScript', 'Kotlin', 'Swift', 'Python'].map(name => '复制 ' + name));
    }));

test('the answer to a call in a list is asked for when it is seen', () =>
    visit('/topics/craftsmen', async page => {
        await page.locator('.call > details > summary').click();
        await page.locator('.call pre', { hasText: '"items": [' }).waitFor();
    }));

test('what one points at is lit up in the answer beside it', () =>
    visit(STORY, async page => {
        const colour = name => page.locator('.json .m-' + name).evaluate(one => getComputedStyle(one).backgroundColor);
        const plain = await colour('commentary');
        await page.locator('section.commentary').hover();
        assert.notEqual(await colour('commentary'), plain);
        assert.equal(await colour('replay'), plain);
        const [text, answer] = await page.evaluate(() => ['#content', '.call'].map(name => {
            const { left, right } = document.querySelector(name).getBoundingClientRect();
            return { left, right };
        }));
        assert.ok(answer.left >= text.right);
    }, { viewport: { width: 1440, height: 900 } }));

test('a round-up is copied as Markdown', () =>
    visit('/capital-unions-2022?read=all', async page => {
        await page.locator('.markdown button').click();
        await page.locator('.markdown button', { hasText: '已复制' }).waitFor();
        const lines = (await page.evaluate(() => navigator.clipboard.readText())).split('\n\n');
        assert.equal(lines[0], '# 2022年首都工会十大新闻盘点');
        assert.equal(lines.filter(line => line.startsWith('## ')).length, 10);
        assert.equal(lines.filter(line => line.startsWith('### ')).length, 20);
    }, { permissions: ['clipboard-read', 'clipboard-write'] }));

test('a page that was read is read again without a connection', () =>
    visit(STORY, async page => {
        await page.evaluate(() => navigator.serviceWorker.ready);
        const isStored = address => page.waitForFunction(async path => await caches.match(path), address);
        await isStored(STORY);
        await page.locator('a[rel=next]').click();
        const next = path(page);
        await isStored(next);
        // One that the browser's own cache has not.
        const stored = STORY + '?stored';
        await page.evaluate(async ([from, to]) => {
            const pages = await caches.open((await caches.keys())[0]);
            await pages.put(to, await pages.match(from));
        }, [STORY, stored]);
        await page.context().setOffline(true);
        for (const address of [STORY, next, stored]) {
            await page.goto(address);
            assert.ok(await page.locator('article .prose').first().isVisible());
        }
        await assert.rejects(page.goto('/topics'), /ERR_/);
    }));

test('only the pages that were read last are stored', () =>
    visit('/', async page => {
        await page.evaluate(() => navigator.serviceWorker.ready);
        await page.waitForFunction(() => caches.match('/'));
        await page.evaluate(async () => {
            const pages = await caches.open((await caches.keys())[0]);
            await pages.put('/gone', new Response('gone'));
            for (let i = 0; i < 60; i++) {
                await pages.put('/?' + i, new Response('page'));
            }
        });
        await page.goto('/gone');
        await page.goto('/topics');
        await page.waitForFunction(async () => {
            const stored = (await (await caches.open((await caches.keys())[0])).keys()).map(({ url }) => new URL(url));
            return stored.length === 50 && stored[49].pathname === '/topics' && stored[48].search === '?59'
                && !stored.some(({ pathname }) => pathname === '/gone');
        });
    }, { ignore: /404/ }));

test('a page that is not there leads on', () =>
    visit('/', async page => {
        await page.evaluate(() => location.assign('/capital-unions-2022/winter-olympic'));
        await page.locator('#near').waitFor();
        await page.locator('#near + ul a').first().click();
        await page.waitForURL('**' + STORY);
    }, { ignore: /404/ }));

test('the reference tries a call out', () =>
    visit('/docs/getTopic', async page => {
        await page.locator('.try button').click();
        await page.locator('.answer output', { hasText: '→ 200' }).waitFor();
        assert.match(await page.locator('.answer .body pre').innerText(), /"id": "/);
    }));

test('the reference tries a call out without scripts', () =>
    visit('/docs/getTopic', async page => {
        await page.locator('.try input[name=id]').fill('craftsmen');
        await page.locator('.try button').click();
        await page.waitForURL('**/v1/topics/craftsmen');
    }, { javaScriptEnabled: false }));

test('text of twice the size overlaps nowhere', async () => {
    for (const address of ['/', '/capital-unions-2022', STORY, '/search?q=dongao', '/docs']) {
        await visit(address, async page => {
            await page.evaluate(() => {
                document.documentElement.style.setProperty('font-size', '212.5%');
            });
            const wide = await page.evaluate(() => document.documentElement.scrollWidth);
            assert.ok(wide <= 390, `${address}: ${wide}`);
            const overlaps = await page.evaluate(() => {
                const boxes = [...document.querySelectorAll('.masthead > *')].map(one => one.getBoundingClientRect());
                return boxes.some((one, i) => boxes.some((other, j) => i < j && one.left < other.right - 1
                    && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1));
            });
            assert.equal(overlaps, false, address);
        }, { viewport: { width: 390, height: 844 } });
    }
});

test('what is found and what is chosen show in forced colours', () =>
    visit('/search?q=dongao', async page => {
        await page.emulateMedia({ forcedColors: 'active' });
        const [back, front] = await page.locator('mark').first().evaluate(one => {
            const style = getComputedStyle(one);
            return [style.backgroundColor, style.color];
        });
        assert.notEqual(back, front);
        await page.locator('#q').fill('');
        await page.locator('#q').pressSequentially('gongj');
        await page.locator('#suggestions [role=option]').first().waitFor();
        await page.keyboard.press('ArrowDown');
        const colours = await page.locator('#suggestions [role=option]').evaluateAll(all =>
            all.slice(0, 2).map(one => getComputedStyle(one).backgroundColor));
        assert.notEqual(colours[0], colours[1]);
    }));

test('Swagger UI tries a call out', () =>
    visit('/docs/swagger/', async page => {
        const operation = page.locator('[id$=getTopic]');
        await operation.click();
        await operation.getByRole('button', { name: 'Try it out' }).click();
        await operation.getByRole('button', { name: 'Execute' }).click();
        await operation.locator('.live-responses-table td.response-col_status', { hasText: '200' }).waitFor();
    }));
