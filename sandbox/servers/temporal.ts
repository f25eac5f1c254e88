import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Candidate, firstThatWorks } from './candidates.ts';
import { askTemporal } from './ask-temporal.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { byHand, partCandidate } from './fetch.ts';
import { type FetchOptions, serverEnvironment } from './fetch-options.ts';
import { nodeDownloadCandidate } from './node-download.ts';
import { temporalDownload } from './node-downloads.ts';
import { findOnPath } from './on-path.ts';
import { choosePort } from './ports.ts';
import type { Report } from './report.ts';
import { startServer } from './start-server.ts';

export type TemporalOptions = {
  /** Holds the SQLite file and the log; a start with the same folder resumes what was there. */
  readonly dataFolder: string;
  /** Made when it is missing. Default: `default`. */
  readonly namespace?: string;
  /** 0 is any free port; taken, it is an error. Default: the first free one from 7233. */
  readonly port?: number;
  /** As `port`; default: the first free one from 8233. */
  readonly uiPort?: number;
  /** Without the web interface. */
  readonly headless?: boolean;
  readonly report: Report;
  readonly fetch: FetchOptions;
};

export type TemporalServer = {
  /** host:port, on loopback. */
  readonly address: string;
  readonly namespace: string;
  readonly uiUrl: string | undefined;
  /** Words for the user: what it is, its version, source and licence. */
  readonly name: string;
  readonly pid: number;
  readonly stop: () => Promise<void>;
};

/**
 * Starts Temporal's development server, found or fetched, and waits until it has answered.
 * It ends with this process. Rejects with the ways out when no source works, and with the port or
 * the folder when one of these is taken.
 */
export async function startTemporal(options: TemporalOptions): Promise<TemporalServer> {
  const { report, fetch } = options;
  const folder = await openDataFolder(options.dataFolder);
  const ports = await choosePorts(options);
  return firstThatWorks({
    what: 'Temporal',
    candidates: temporalCandidates(fetch, report),
    use: (executable, candidate) => start(executable, candidate, { ...options, folder, ports }),
    waysOut: [
      'set TEMPORAL_ADDRESS to a Temporal server that runs already',
      'docker run --rm -p 7233:7233 -p 8233:8233 temporalio/temporal server start-dev --ip 0.0.0.0, and TEMPORAL_ADDRESS=127.0.0.1:7233',
      'install the Temporal CLI, so that `temporal` is on PATH',
      ...byHand('temporal', fetch),
    ],
    report,
    fetch,
  });
}

function temporalCandidates(fetch: FetchOptions, report: Report): Candidate[] {
  return [
    {
      name: '`temporal` on PATH (MIT)',
      key: 'temporal-on-path',
      atHand: () => findOnPath('temporal', fetch.environment),
    },
    nodeDownloadCandidate(temporalDownload, fetch, report),
    partCandidate('temporal', fetch, report),
  ];
}

type Ports = { readonly grpc: number; readonly ui: number | undefined };

async function choosePorts(options: TemporalOptions): Promise<Ports> {
  const grpc = await choosePort({ what: 'Temporal', named: options.port, preferred: 7233 });
  if (options.headless === true) return { grpc, ui: undefined };
  const what = "Temporal's web interface";
  const ui = await choosePort({ what, named: options.uiPort, preferred: 8233 });
  return { grpc, ui };
}

async function start(
  executable: string,
  candidate: Candidate,
  options: TemporalOptions & { readonly folder: DataFolder; readonly ports: Ports },
): Promise<TemporalServer> {
  const { folder, ports, namespace = 'default' } = options;
  const address = `127.0.0.1:${ports.grpc}`;
  const environment = serverEnvironment(options.fetch);
  const [{ child }, version] = await Promise.all([
    startServer({
      command: executable,
      args: [
        ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(ports.grpc)],
        ...(ports.ui === undefined ? ['--headless'] : ['--ui-port', String(ports.ui)]),
        ...['--namespace', namespace, '--log-level', 'warn'],
        ...['--db-filename', join(folder.path, 'temporal.db')],
        ...['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=OFF'],
        // Search attributes are added to a running server; the next start must know them.
        ...['--dynamic-config-value', 'system.forceSearchAttributesCacheRefreshOnRead=true'],
      ],
      environment,
      logFile: join(folder.path, 'temporal.log'),
      ask: () => askTemporal(ports.grpc, namespace),
      onRunning: folder.claim,
    }),
    versionOf(executable, environment),
  ]);
  return {
    address,
    namespace,
    uiUrl: ports.ui === undefined ? undefined : `http://127.0.0.1:${ports.ui}`,
    name: `${version}, ${candidate.name}`,
    pid: child.pid,
    stop: () => child.stop(),
  };
}

async function versionOf(
  executable: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const run = promisify(execFile)(executable, ['--version'], { env: environment });
  const { stdout } = await run.catch(() => ({ stdout: 'temporal version unknown' }));
  return stdout.trim().replace(/^temporal version/, 'Temporal CLI');
}
