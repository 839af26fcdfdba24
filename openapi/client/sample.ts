// A tour of the API. SHIDA_URL says where it is; `npm run generate` makes ./generated/shida.d.ts from the document.
import createClient from "openapi-fetch";
import type { components, paths } from "./generated/shida.js";

type Story = components["schemas"]["StoryWithFields"];
type Problem = components["schemas"]["Problem"];

const baseUrl = process.env.SHIDA_URL ?? "http://localhost:8080";
const shida = createClient<paths, "application/json" | "application/problem+json">({ baseUrl });

function expect(holds: boolean, expectation: string): asserts holds {
  if (!holds) {
    throw new Error(`Expected ${expectation}.`);
  }
}

/** The data of an answer, or an error that says the problem. */
function dataOf<T>({ data, error }: { data?: T; error?: Problem }): T {
  if (data === undefined) {
    throw new Error(error ? `${error.title}: ${error.detail}` : "The answer is empty.");
  }
  return data;
}

/** Every story, three at a time: each page has the cursor of the next. */
async function* allStories(): AsyncGenerator<Story> {
  let cursor: string | null | undefined;
  do {
    const page = dataOf(await shida.GET("/v1/stories", { params: { query: { limit: 3, cursor: cursor ?? undefined } } }));
    yield* page.items;
    cursor = page.next;
  } while (cursor);
}

async function filtered(): Promise<void> {
  const query = { year: [2022], topic: ["winter-olympics", "craftsmen"] };
  const { items, total } = dataOf(await shida.GET("/v1/stories", { params: { query } }));
  console.log(`${total} stories of 2022 are about the Winter Olympics or craftsmen:`);
  items.forEach((story: Story) => console.log(`  ${story.rank}. ${story.title}`));
  expect(items.length === 4, "four such stories");
}

async function paged(): Promise<void> {
  const ids: string[] = [];
  for await (const story of allStories()) {
    ids.push(story.id);
  }
  console.log(`\n${ids.length} stories in all, read in pages of three.`);
  expect(ids.length === 10, "ten stories in all");
  expect(new Set(ids).size === ids.length, "no story twice");
}

async function one(): Promise<void> {
  const path = { id: "capital-unions-2022-winter-olympics" };
  const { title, replay } = dataOf(await shida.GET("/v1/stories/{id}", { params: { path } }));
  const sentence = replay?.match(/^.+?。/u)?.[0];
  console.log(`\n${title}\n  ${sentence}`);
  expect(sentence !== undefined, "a replay with a sentence");
}

async function misspelt(): Promise<void> {
  const query = { topic: ["winter-olympic"] };
  const { error } = await shida.GET("/v1/stories", { params: { query } });
  console.log(`\n${error?.title} (${error?.type})`);
  error?.errors?.forEach(({ parameter, value, reason, didYouMean }) =>
    console.log(`  ${parameter}=${value}: ${reason}. Did you mean ${didYouMean}?`),
  );
  expect(error?.errors?.[0]?.didYouMean === "winter-olympics", "the suggestion winter-olympics");
}

try {
  for (const part of [filtered, paged, one, misspelt]) {
    await part();
  }
} catch (failure) {
  console.error(`\n${baseUrl}: ${failure instanceof Error ? failure.message : failure}`);
  process.exitCode = 1;
}
