import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { saveHistory } from '../../app/replay.ts';
import { startMongoDb } from '../../sandbox/servers/mongodb.ts';
import { startTemporal } from '../../sandbox/servers/temporal.ts';
import { testFetchOptions } from '../support/fetch-options.ts';
import { startRecordingStack } from '../support/recording-stack.ts';
import { recordings } from '../support/recordings/index.ts';

// Records the histories beside this file anew: npm run histories [-- NAME ...]
// Do so only when a workflow's decisions change on purpose; the old ones are what replay proves.
const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(recordings, name));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. There are: ${Object.keys(recordings).join(', ')}`);
  process.exit(1);
}
const chosen = Object.entries(recordings).filter(
  ([name]) => named.length === 0 || named.includes(name),
);
const fileOf = (name: string): string => join(import.meta.dirname, `${name}.json`);

const folder = await mkdtemp(join(tmpdir(), 'sidenote-record-'));
const common = { port: 0, report: console.error, fetch: testFetchOptions() };
const [temporal, mongodb] = await Promise.all([
  startTemporal({ ...common, dataFolder: join(folder, 'temporal'), headless: true }),
  startMongoDb({ ...common, dataFolder: join(folder, 'mongodb') }),
]);
const stack = await startRecordingStack({
  temporalAddress: temporal.address,
  mongodbUri: mongodb.uri,
});
try {
  for (const [name, play] of chosen) {
    const workflowId = await play(stack);
    const result: unknown = await stack.product.client.workflow.getHandle(workflowId).result();
    const events = await saveHistory(stack.product, workflowId, fileOf(name));
    console.log(`${name}: ${JSON.stringify(result ?? 'done')}, ${events} events`);
  }
  const kept = new Set(Object.keys(recordings).map((name) => `${name}.json`));
  const files = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.json'));
  for (const file of files) if (!kept.has(file)) await rm(join(import.meta.dirname, file));
} finally {
  await stack.stop();
  await Promise.all([temporal.stop(), mongodb.stop()]);
  await rm(folder, { recursive: true, force: true });
}
