import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type TestContext, expect, onTestFinished, test } from 'vitest';
import { createLocalEmbedder } from '../../../knowledge/embedding/local.ts';
import { isGoneWithin } from '../../sandbox/servers/support.ts';
import { realModel } from '../../support/embedding-model.ts';

const run = promisify(execFile);
const never = new AbortController().signal;

const texts = [
  'How do I get a refund for my last invoice?',
  'Where can I ask for my money back?',
  'The moon is about 384,400 km away from the earth.',
  'Größe, naïve, 日本語 and 🙂',
  '',
];

async function open(context: TestContext) {
  const files = await realModel();
  if (typeof files === 'string') return context.skip(files);
  const embedder = createLocalEmbedder(files);
  onTestFinished(() => embedder.close());
  return embedder;
}

const cosine = (one: Float32Array | undefined, other: Float32Array | undefined): number =>
  Array.from(one ?? []).reduce((sum, value, at) => sum + value * (other?.[at] ?? 0), 0);

/** The pids of models that this process runs. */
async function childPids(): Promise<number[]> {
  const pattern = ['-P', String(process.pid), '-f', 'knowledge/embedding/child.ts'];
  const { stdout } = await run('pgrep', pattern).catch(() => ({ stdout: '' }));
  return stdout.split('\n').filter(Boolean).map(Number);
}

test('a text has the same vector alone, after others and among others', async (context) => {
  const embedder = await open(context);
  const among = await embedder.embed(texts, never);
  const backwards = await embedder.embed(texts.toReversed(), never);
  expect(among).toEqual(backwards.toReversed());
  expect(await embedder.embed([texts[1] ?? ''], never)).toEqual([among[1]]);
});

test('vectors have their length and say what texts mean', async (context) => {
  const embedder = await open(context);
  const vectors = await embedder.embed(texts, never);
  expect(vectors).toHaveLength(texts.length);
  for (const vector of vectors) {
    expect(vector).toHaveLength(embedder.dimensions);
    expect(cosine(vector, vector)).toBeCloseTo(1, 5);
  }
  const [refund, money, moon] = vectors;
  expect(cosine(refund, money)).toBeGreaterThan(cosine(refund, moon) + 0.2);
});

test('a text that is too long is cut where the model ends', async (context) => {
  const embedder = await open(context);
  const words = (count: number) => Array.from({ length: count }, (_, at) => `word${at % 7}`);
  const long = words(600).join(' ');
  const longer = `${long} ${words(100_000).join(' ')}`;
  const [one, other] = await embedder.embed([long, longer], never);
  expect(cosine(one, one)).toBeCloseTo(1, 5);
  expect(other).toEqual(one);
});

test('a model that is killed fails what waits; the next call has a new one', async (context) => {
  const embedder = await open(context);
  const [before] = await embedder.embed(['hello'], never);
  const pids = await childPids();
  expect(pids).toHaveLength(1);
  const waiting = embedder.embed(Array<string>(500).fill('refund my invoice'), never);
  const rejected = expect(waiting).rejects.toThrow('does not work: its process ended (SIGKILL)');
  process.kill(pids[0] ?? 0, 'SIGKILL');
  await rejected;
  expect(await embedder.embed(['hello'], never)).toEqual([before]);
  expect(await childPids()).not.toEqual(pids);
});

test('closing in the middle of a text leaves no process', async (context) => {
  const embedder = await open(context);
  await embedder.embed(['hello'], never);
  const waiting = embedder.embed(['a long text '.repeat(500)], never);
  const rejected = expect(waiting).rejects.toThrow('closed');
  await embedder.close();
  await rejected;
  expect(await childPids()).toEqual([]);
});

test('files that are no model are told in a sentence', async () => {
  const embedder = createLocalEmbedder({ weights: '/nowhere/model', tokenizer: '/nowhere/words' });
  onTestFinished(() => embedder.close());
  await expect(embedder.embed(['hello'], never)).rejects.toThrow(
    /^The local embedding model does not work: .*\/nowhere\/model/,
  );
});

const code = (rest: string) => `
  const { createLocalEmbedder } = await import(process.argv[1]);
  const embedder = createLocalEmbedder({ weights: process.argv[2], tokenizer: process.argv[3] });
  const { signal } = new AbortController();
  const [vector] = await embedder.embed(['hello'], signal);
  console.log(vector.length);
  ${rest}`;

/** In a process of its own, in another folder, as `bin/sidenote.js` starts. */
async function inOwnProcess(rest: string): Promise<{ code: number; stdout: string }> {
  const files = await realModel();
  if (typeof files === 'string') throw new Error(files);
  const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
  const tsx = at('node_modules/tsx/dist/loader.mjs');
  const args = ['--import', tsx, '--input-type=module', '--eval', code(rest)];
  const local = at('knowledge/embedding/local.ts');
  return run(process.execPath, [...args, local, files.weights, files.tokenizer], {
    cwd: tmpdir(),
  }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error: { code: number; stdout: string }) => ({ code: error.code, stdout: error.stdout }),
  );
}

async function skipWithoutModel(context: TestContext): Promise<void> {
  const files = await realModel();
  if (typeof files === 'string') context.skip(files);
}

test('from any folder; a model at rest keeps no process alive', async (context) => {
  await skipWithoutModel(context);
  expect(await inOwnProcess('')).toEqual({ code: 0, stdout: '384\n' });
});

test('a process that leaves in the middle of a text ends as it wants, and so does the model', async (context) => {
  await skipWithoutModel(context);
  const leaving = `
    const { execFileSync } = await import('node:child_process');
    const pattern = ['-P', String(process.pid), '-f', 'knowledge/embedding/child.ts'];
    console.log(String(execFileSync('pgrep', pattern)));
    void embedder.embed(Array(500).fill('a long text '.repeat(200)), signal);
    setTimeout(() => process.exit(7), 50);`;
  const { code: ending, stdout } = await inOwnProcess(leaving);
  expect(ending).toBe(7);
  const pid = Number(stdout.split('\n')[1]);
  expect(pid).toBeGreaterThan(0);
  expect(await isGoneWithin(pid, 20_000)).toBe(true);
});
