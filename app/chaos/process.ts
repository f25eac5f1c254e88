import { readFileSync } from 'node:fs';
import { createExtractiveModel } from '../../models/extractive.ts';
import { realClock } from '../clocks.ts';
import { makeLinks } from '../links.ts';
import { makeWeb } from '../make-web.ts';
import { makeWorker } from '../make-worker.ts';
import { startWhenThere } from '../start-when-there.ts';
import { createKiller, killingFetch, killingSteps } from './killing.ts';
import { killingPorts } from './killing-web.ts';
import { type ProcessOptions, kills, processOptions } from './process-options.ts';
import { activityPortsWithout, serverPortsWithout } from './without.ts';

/** The web process or a worker of a chaos run, which kills itself where the plan says so. */
const options = processOptions.parse(JSON.parse(process.argv[2] ?? ''));
const part = await startPart(options);
process.on('message', (message) => {
  if (message === 'stop') void part.stop().finally(() => process.disconnect());
});
// The run itself was killed: nothing may stay behind.
process.once('disconnect', () => process.exit());
process.send?.('ready');

async function startPart(given: ProcessOptions): Promise<{ stop(): Promise<void> }> {
  const url = `http://127.0.0.1:${given.webPort}`;
  const linkOptions = { secrets: ['of-the-chaos-run'], publicUrl: url, loopbackToo: true };
  const links = makeLinks(linkOptions, url, realClock);
  const planned = kills.parse(JSON.parse(readFileSync(given.killsFile, 'utf8')));
  const killer = createKiller({ ...given, kills: planned });
  const shared = {
    temporal: { ...given.temporal, apiKey: null, tls: null },
    mongodbUri: given.mongodbUri,
    workspaces: given.workspaces,
    clock: realClock,
    taskQueue: given.taskQueue,
  };
  switch (given.part) {
    case 'web':
      return makeWeb({
        ...{ ...shared, links, host: '127.0.0.1', port: given.webPort, logLevel: 'silent' },
        spool: { folder: given.spoolFolder, maximumBytes: 10_000_000 },
        wrapPorts: (ports) => killingPorts(killer, serverPortsWithout(given.without, ports)),
      });
    case 'worker':
      globalThis.fetch = killingFetch(killer, globalThis.fetch);
      return startWhenThere(() =>
        makeWorker({
          ...{ ...shared, model: createExtractiveModel(), links: links.inNotes },
          secrets: linkOptions.secrets,
          knowledgeOf: given.knowledgeOf,
          bundle: { code: readFileSync(given.bundleFile, 'utf8') },
          sdkLogLevel: 'ERROR',
          ...(given.intercomTimeoutMs === undefined
            ? {}
            : { intercomTimeoutMs: given.intercomTimeoutMs }),
          wrapPorts: (ports) => activityPortsWithout(given.without, ports),
          wrapActivities: killingSteps(killer),
        }),
      );
  }
}
