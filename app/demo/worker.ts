import { readFileSync } from 'node:fs';
import { processEnvironment } from '../../config/environment.ts';
import { loadConfig } from '../../config/load.ts';
import { realClock } from '../clocks.ts';
import { makeLinks } from '../links.ts';
import { makeWorker } from '../make-worker.ts';
import { modelFrom } from '../model.ts';
import { useProxy } from '../outbound-proxy.ts';
import { startWhenThere } from '../start-when-there.ts';
import { temporalAddressFrom } from '../temporal-address.ts';
import { intercomTimeoutMs, workerOptions } from './worker-options.ts';

/** The demo's worker, a process of its own: it can be killed while everything else goes on. */
const options = workerOptions.parse(JSON.parse(process.argv[2] ?? ''));
const environment = processEnvironment();
await useProxy(environment);
const config = loadConfig(environment);
const secrets = [options.linkSecret];
const links = makeLinks(
  { secrets, publicUrl: options.publicUrl, loopbackToo: true },
  options.publicUrl,
  realClock,
);
const { address, namespace } = options.temporal;
const temporal = { ...(await temporalAddressFrom(config, address)), namespace };
const worker = await startWhenThere(() =>
  makeWorker({
    temporal,
    mongodbUri: options.mongodbUri,
    workspaces: [options.workspace],
    model: modelFrom(config),
    links: links.inNotes,
    secrets,
    clock: realClock,
    intercomTimeoutMs,
    bundle: { code: readFileSync(options.bundleFile, 'utf8') },
    // Faults are part of the demo: they would fill the terminal.
    sdkLogLevel: 'ERROR',
  }),
);
process.on('message', (message) => {
  if (message === 'stop') void worker.stop().finally(() => process.disconnect());
});
// The demo itself was killed: nothing may stay behind.
process.once('disconnect', () => process.exit());
process.send?.('ready');
