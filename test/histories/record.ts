import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { saveHistory } from '../../app/replay.ts';
import { assistWorkflowId } from '../../domain/identifiers.ts';
import { startMongoDb } from '../../sandbox/servers/mongodb.ts';
import { startTemporal } from '../../sandbox/servers/temporal.ts';
import { testFetchOptions } from '../support/fetch-options.ts';
import { startProductSandbox } from '../support/product-sandbox.ts';
import { scenarioSettings, scenarios } from '../support/scenarios.ts';

// Records the histories beside this file anew: npx tsx test/histories/record.ts
// Do so only when the workflow's decisions change on purpose; the old ones are what replay proves.
const folder = await mkdtemp(join(tmpdir(), 'sidenote-record-'));
const common = { port: 0, report: console.error, fetch: testFetchOptions() };
const [temporal, mongodb] = await Promise.all([
  startTemporal({ ...common, dataFolder: join(folder, 'temporal'), headless: true }),
  startMongoDb({ ...common, dataFolder: join(folder, 'mongodb') }),
]);
const sandbox = await startProductSandbox({
  temporalAddress: temporal.address,
  mongodbUri: mongodb.uri,
  settings: scenarioSettings,
  scale: 2,
});
try {
  for (const [name, play] of Object.entries(scenarios)) {
    const message = await play(sandbox);
    const file = join(import.meta.dirname, `${name}.json`);
    const handle = sandbox.product.client.workflow.getHandle(assistWorkflowId(message));
    const outcome: unknown = await handle.result();
    const events = await saveHistory(sandbox.product, assistWorkflowId(message), file);
    console.log(`${name}: ${JSON.stringify(outcome)}, ${events} events`);
  }
  console.log(await readdir(import.meta.dirname));
} finally {
  await sandbox.stop();
  await Promise.all([temporal.stop(), mongodb.stop()]);
  await rm(folder, { recursive: true, force: true });
}
