import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type FindOptions, findModel } from '../../../app/embedding-model/find.ts';
import { NothingWorks } from '../../../sandbox/servers/candidates.ts';
import type { FetchOptions } from '../../../sandbox/servers/fetch-options.ts';
import { type Files, startFiles, startSilence } from '../../sandbox/servers/local-network.ts';
import { freshFolder, recorder, smallDisk } from '../../sandbox/servers/support.ts';
import { content, emptyPath, modelFolder, pathWithMaven, pins, wrong } from './support.ts';

const wholeHub: Files = {
  'model/tokenizer.json': content.tokenizer,
  'model/onnx/model_quantized.onnx': content.weights,
};

type Rest = Partial<FetchOptions> & Partial<FindOptions> & { hub?: Files; path?: string };

async function setUp({ hub, path, ...rest }: Rest = {}) {
  const server = await startFiles(hub ?? {});
  const { lines, report } = recorder();
  const fetch: FetchOptions = {
    cacheFolder: rest.cacheFolder ?? (await freshFolder()),
    offline: rest.offline ?? false,
    environment: { PATH: path ?? (await emptyPath()) },
    connectMs: rest.connectMs ?? 5_000,
    ...(rest.signal === undefined ? {} : { signal: rest.signal }),
  };
  const options: FindOptions = {
    folder: rest.folder ?? null,
    hubAddress: rest.hubAddress ?? `http://127.0.0.1:${server.port}/model`,
    fetch,
    report,
    pins,
  };
  const run = () => findModel(options, async (files) => files);
  const tried = async (): Promise<string> => {
    const error: unknown = await run().catch((one: unknown) => one);
    if (error instanceof NothingWorks) return error.tried.join('\n');
    throw error instanceof Error ? error : new Error('it was found');
  };
  const inCache = () => readdir(join(fetch.cacheFolder, 'models')).catch(() => []);
  return { run, tried, lines, asked: server.asked, fetch, options, inCache };
}

test.each([
  ['the names of the cache', 'model.onnx', 'tokenizer.json'],
  ['those of the hub', 'model_quantized.onnx', 'tokenizer.json'],
  ['its folders', 'onnx/model_quantized.onnx', 'tokenizer.json'],
  ['those of the jar', 'bge-small-en-v1.5-q.onnx', 'bge-small-en-v1.5-q-tokenizer.json'],
])('a folder that is named comes first, with %s', async (_, weights, tokenizer) => {
  const folder = await modelFolder(weights, tokenizer);
  const { run, asked, lines } = await setUp({ folder, hub: wholeHub });
  expect(await run()).toEqual({
    weights: join(folder, weights),
    tokenizer: join(folder, tokenizer),
  });
  expect(asked).toEqual([]);
  expect(lines).toEqual([]);
});

test('a folder that is named and has something else is told, and the model is fetched', async () => {
  const folder = await modelFolder('model.onnx', 'tokenizer.json');
  await writeFile(join(folder, 'model.onnx'), wrong);
  const { run, lines, fetch } = await setUp({ folder, hub: wholeHub });
  expect((await run()).weights).toContain(fetch.cacheFolder);
  expect(lines[0]).toMatch(
    /SIDENOTE_EMBEDDING_MODEL_DIR does not work: .*refused, its sha256 begins with [0-9a-f]{12} instead/,
  );
  expect(await readFile(join(folder, 'model.onnx'))).toEqual(Buffer.from(wrong));
});

test('the hub is asked once; then the model is in the cache', async () => {
  const { run, asked, lines, fetch } = await setUp({ hub: wholeHub });
  const files = await run();
  expect(await readFile(files.weights)).toEqual(Buffer.from(content.weights));
  expect(files.weights.startsWith(join(fetch.cacheFolder, 'models', pins.name))).toBe(true);
  expect(lines).toEqual(['Fetching bge-small-en-v1.5 (MIT, 34.7 MB) from the model hub']);
  expect(await run()).toEqual(files);
  expect(asked).toHaveLength(2);
  expect(await readdir(join(fetch.cacheFolder, 'tmp'))).toEqual([]);
});

test('what has gone bad in the cache is fetched anew', async () => {
  const { run, asked, lines } = await setUp({ hub: wholeHub });
  const files = await run();
  await writeFile(files.weights, wrong);
  expect(await run()).toEqual(files);
  expect(await readFile(files.weights)).toEqual(Buffer.from(content.weights));
  expect(asked).toHaveLength(4);
  expect(lines[1]).toMatch(/refused, .*: it is removed$/);
});

test('where the hub has nothing, Maven is asked; the next time it comes first', async () => {
  const first = await setUp({ path: await pathWithMaven(content.weights) });
  const files = await first.run();
  expect(await readFile(files.weights)).toEqual(Buffer.from(content.weights));
  expect(await readFile(files.tokenizer)).toEqual(Buffer.from(content.tokenizer));
  expect(first.lines[1]).toMatch(/the model hub \(127.* does not work: it answered 404$/);
  expect(first.lines[2]).toMatch(/^Fetching .* \(24\.6 MB\) with mvn$/);

  await writeFile(files.weights, '');
  const askedBefore = first.asked.length;
  await first.run();
  expect(first.asked).toHaveLength(askedBefore);
  expect(first.lines.join('\n')).toContain('is tried last: 0 min ago it failed:');
});

test.each([
  ['another sum', wrong, 'refused, its sha256 begins'],
  ['more than it has', new Uint8Array(70_000), 'it sent more than model.onnx has'],
])('what the hub sends with %s is not kept', async (_, weights, reason) => {
  const hub = { ...wholeHub, 'model/onnx/model_quantized.onnx': weights };
  const { tried, inCache } = await setUp({ hub });
  expect(await tried()).toContain(reason);
  expect(await inCache()).toEqual([]);
});

test('a jar with other weights is not kept', async () => {
  const { tried, inCache } = await setUp({ path: await pathWithMaven(wrong) });
  expect(await tried()).toMatch(/Maven \(mvn\): .*refused, its sha256 begins/);
  expect(await inCache()).toEqual([]);
});

test('of what Maven says, the error is told', async () => {
  const script = `echo '[INFO] Scanning'; echo '[ERROR] No network here -> [Help 1]'; echo '[ERROR] '; exit 1`;
  const { tried } = await setUp({ path: await pathWithMaven(wrong, script) });
  expect(await tried()).toMatch(/Maven \(mvn\): No network here$/m);
});

test('where there is nothing, each place has its reason', async () => {
  const { tried } = await setUp({ hubAddress: 'http://127.0.0.1:9/model' });
  const lines = (await tried()).split('\n');
  expect(lines).toEqual([
    'the cache: not found',
    expect.stringMatching(/^the model hub \(127\.0\.0\.1:9\): .+/),
    'Maven (mvn): mvn is not on PATH',
  ]);
});

test('a hub that takes the connection and never answers is given up', async () => {
  const silence = await startSilence();
  const hubAddress = `http://127.0.0.1:${silence.port}`;
  const { tried } = await setUp({ hubAddress, connectMs: 300 });
  expect(await tried()).toContain('no answer within 0.3 s');
  expect(silence.connections()).toBeGreaterThan(0);
});

test('a proxy that the environment names is told with what failed', async () => {
  const setting = await setUp();
  const environment = { ...setting.fetch.environment, HTTPS_PROXY: 'http://me:secret@proxy:3128' };
  const options = { ...setting.options, fetch: { ...setting.fetch, environment } };
  await expect(findModel(options, async () => null)).rejects.toThrow(
    'it answered 404 (HTTPS_PROXY is proxy:3128)',
  );
});

test('offline, nobody is asked', async () => {
  const path = await pathWithMaven(content.weights);
  const { tried, asked } = await setUp({ offline: true, hub: wholeHub, path });
  expect(await tried()).toContain('not in the cache, and offline is set');
  expect(asked).toEqual([]);
});

test('offline, a model in the cache is used', async () => {
  const online = await setUp({ hub: wholeHub });
  const files = await online.run();
  const { run } = await setUp({ offline: true, cacheFolder: online.fetch.cacheFolder });
  expect(await run()).toEqual(files);
});

test('a search that is given up ends a silent download, and blames nobody', async () => {
  const silence = await startSilence();
  const controller = new AbortController();
  const { run, fetch } = await setUp({
    hubAddress: `http://127.0.0.1:${silence.port}`,
    connectMs: 60_000,
    signal: controller.signal,
  });
  const running = expect(run()).rejects.toThrow('the process ends');
  while (silence.connections() === 0) await sleep(10);
  controller.abort(new Error('the process ends'));
  await running;
  expect(await readdir(fetch.cacheFolder)).not.toContain('failed');
});

test('a search that is given up ends Maven', async () => {
  const controller = new AbortController();
  const folder = await freshFolder();
  const { run } = await setUp({
    path: await pathWithMaven(wrong, `echo "$$" > ${folder}/pid; sleep 600`),
    signal: controller.signal,
  });
  const running = expect(run()).rejects.toThrow('the process ends');
  while ((await readdir(folder)).length === 0) await sleep(10);
  controller.abort(new Error('the process ends'));
  await running;
  const pid = Number(await readFile(join(folder, 'pid'), 'utf8'));
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

test('a cache that cannot be written is told once for each source, and no source is blamed', async () => {
  const file = join(await freshFolder(), 'file');
  await writeFile(file, '');
  const { tried } = await setUp({ hub: wholeHub, cacheFolder: join(file, 'sidenote') });
  expect(await tried()).toContain('cannot be written (ENOTDIR): mend it, or set XDG_CACHE_HOME');
});

test('a full disk is told as such', async (context) => {
  const cacheFolder = await smallDisk();
  if (cacheFolder === undefined) return context.skip('this user may not mount a small disk');
  await writeFile(join(cacheFolder, 'ballast'), new Uint8Array(480_000));
  const { tried } = await setUp({ hub: wholeHub, cacheFolder });
  expect(await tried()).toContain(`the disk of the cache folder ${cacheFolder} is full`);
  const blamed = await readdir(join(cacheFolder, 'failed')).catch(() => []);
  expect(blamed).not.toContain(`${pins.name}-hub.json`);
});

test('two that fetch at once both get the model', async () => {
  const { run, fetch } = await setUp({ hub: wholeHub });
  const found = await Promise.all([run(), run(), run()]);
  expect(new Set(found.map(({ weights }) => weights)).size).toBe(1);
  expect(await readdir(join(fetch.cacheFolder, 'tmp'))).toEqual([]);
});
