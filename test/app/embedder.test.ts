import { homedir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, expect, onTestFinished, test } from 'vitest';
import { type EmbedderOptions, openEmbedder } from '../../app/embedder.ts';
import { bgeSmallPins } from '../../app/embedding-model/files.ts';
import { hostEnvironment } from '../../config/environment.ts';
import { loadConfig } from '../../config/load.ts';
import { startSilence } from '../sandbox/servers/local-network.ts';
import { freshFolder, recorder } from '../sandbox/servers/support.ts';
import { realModel } from '../support/embedding-model.ts';
import { modelFolder, pins } from './embedding-model/support.ts';

const never = new AbortController().signal;

async function open(
  environment: Record<string, string>,
  find: EmbedderOptions['find'] = {},
  signal = never,
) {
  const { lines, report } = recorder();
  const cache = await freshFolder();
  const local = { SIDENOTE_EMBEDDINGS: 'local' };
  const whole = { PATH: cache, XDG_CACHE_HOME: cache, ...local, ...environment };
  const config = loadConfig(whole);
  const opened = await openEmbedder({ config, environment: whole, report, find, signal });
  onTestFinished(() => opened.close());
  return { ...opened, lines };
}

test('unset, it is the local models', () => {
  expect(loadConfig({}).sidenote.embeddings).toBe('local');
});

test('none is none, and asks nobody', async () => {
  const { embedder, sentence, lines } = await open({ SIDENOTE_EMBEDDINGS: 'none' });
  expect(embedder).toBeNull();
  expect(sentence).toBe('Knowledge is searched by words alone: SIDENOTE_EMBEDDINGS is none.');
  expect(lines).toEqual([]);
});

test('offline there is no local model that was not there before', async () => {
  const { embedder, sentence } = await open({ SIDENOTE_OFFLINE: '1' });
  expect(embedder).toBeNull();
  expect(sentence).toMatch(
    /^Knowledge is searched by words alone: the embedding model is not there/,
  );
  expect(sentence).toContain('not in the cache, and offline is set');
});

test('the local model of a folder that is named makes vectors', async (context: TestContext) => {
  const files = await realModel();
  if (typeof files === 'string') return context.skip(files);
  const folder = join(files.weights, '..');
  const { embedder, sentence, lines } = await open({
    ...hostEnvironment(),
    SIDENOTE_EMBEDDING_MODEL_DIR: folder,
    SIDENOTE_OFFLINE: '1',
  });
  expect(sentence).toMatch(
    /^Knowledge is searched by words and by meaning: bge-small-en-v1\.5-int8-6c9c6101-512.*, on this machine/,
  );
  expect(await embedder?.embed(['hello'], never)).toHaveLength(1);
  expect(lines.filter((line) => line.includes('refused'))).toEqual([]);
});

test('where the second local model cannot be had, the first one makes vectors', async (context) => {
  const files = await realModel();
  if (typeof files === 'string') return context.skip(files);
  const folder = join(files.weights, '..');
  const { embedder, parts, sentence } = await open(
    { ...hostEnvironment(), SIDENOTE_EMBEDDING_MODEL_DIR: folder, SIDENOTE_OFFLINE: '1' },
    {
      models: [
        { pins: bgeSmallPins, share: 0.67 },
        { pins: { ...pins, name: 'no-such-model' }, share: 0.33 },
      ],
    },
  );
  expect(parts).toHaveLength(1);
  expect(embedder?.model).toBe('bge-small-en-v1.5-int8-6c9c6101-512');
  expect(sentence).toMatch(
    /, on this machine; without no-such-model: the embedding model is not there/,
  );
});

test('both local models make one vector', async (context: TestContext) => {
  const { embedder, parts, sentence } = await open({
    ...hostEnvironment(),
    XDG_CACHE_HOME: hostEnvironment()['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
    PATH: hostEnvironment()['PATH'] ?? '',
  });
  if (parts?.length !== 2) return context.skip(`both models cannot be had here: ${sentence}`);
  const [vector] = (await embedder?.embed(['hello'], never)) ?? [];
  expect(vector).toHaveLength(768);
  expect(Math.hypot(...(vector ?? []))).toBeCloseTo(1, 5);
});

test('a model that cannot be run is no reason to fail, nor to fetch another', async () => {
  const folder = await modelFolder('model.onnx', 'tokenizer.json');
  const silence = await startSilence();
  const { embedder, sentence } = await open(
    { SIDENOTE_EMBEDDING_MODEL_DIR: folder },
    { models: [{ pins, share: 1 }], hubAddress: `http://127.0.0.1:${silence.port}` },
  );
  expect(embedder).toBeNull();
  expect(sentence).toMatch(
    /^Knowledge is searched by words alone: The local embedding model does not work: /,
  );
  expect(silence.connections()).toBe(0);
});

test('a start that is given up while the model is fetched has none', async () => {
  const silence = await startSilence();
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error('the process ends')), 200);
  const find = { hubAddress: `http://127.0.0.1:${silence.port}` };
  const { embedder, sentence } = await open({}, find, controller.signal);
  expect(embedder).toBeNull();
  expect(sentence).toBe('Knowledge is searched by words alone: the process ends.');
});

const openAi = (port: number, model: string) => ({
  SIDENOTE_EMBEDDINGS: 'openai',
  OPENAI_API_KEY: 'key',
  OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`,
  OPENAI_EMBEDDING_MODEL: model,
});

test("a provider's known model is there without a call", async () => {
  const { port, connections } = await startSilence();
  const { embedder, sentence } = await open(openAi(port, 'text-embedding-3-small'));
  expect(embedder?.dimensions).toBe(512);
  expect(sentence).toContain(`127.0.0.1:${port}/text-embedding-3-small/512`);
  expect(connections()).toBe(0);
});

test('a provider that cannot be reached leaves words alone', async () => {
  const { embedder, sentence } = await open(openAi(9, 'nomic-embed-text'));
  expect(embedder).toBeNull();
  expect(sentence).toBe(
    'Knowledge is searched by words alone: The model server could not be reached.',
  );
});
