import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { askMongoDb } from './ask-mongodb.ts';
import { type Candidate, firstThatWorks } from './candidates.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { byHand, partCandidate } from './fetch.ts';
import { type FetchOptions, serverEnvironment } from './fetch-options.ts';
import { nodeDownloadCandidate } from './node-download.ts';
import { mongodDownload } from './node-downloads.ts';
import { findOnPath } from './on-path.ts';
import { choosePort } from './ports.ts';
import type { Report } from './report.ts';
import { startServer } from './start-server.ts';

export type MongoDbOptions = {
  /** Holds the data and the log; a start with the same folder finds what was written. */
  readonly dataFolder: string;
  /** 0 is any free port; taken, it is an error. Default: the first free one from 27017. */
  readonly port?: number;
  readonly report: Report;
  readonly fetch: FetchOptions;
};

export type MongoDbServer = {
  /** On loopback; a replica set of one node, so transactions work. */
  readonly uri: string;
  /** Words for the user: what it is, its version, source and licence. */
  readonly name: string;
  readonly pid: number;
  readonly stop: () => Promise<void>;
};

/** The two programs that can serve; their files on disk differ. */
type Kind = 'mongod' | 'secantusdb';

/**
 * Starts a server that speaks MongoDB's protocol, found or fetched, and waits until the driver has
 * an answer from it. It ends with this process. Rejects with the ways out when no source works,
 * and with the port or the folder when one of these is taken.
 */
export async function startMongoDb(options: MongoDbOptions): Promise<MongoDbServer> {
  const { report, fetch } = options;
  const folder = await openDataFolder(options.dataFolder);
  const port = await choosePort({ what: 'MongoDB', named: options.port, preferred: 27017 });
  const secantus = partCandidate('mongodb', fetch, report);
  return firstThatWorks({
    what: 'MongoDB',
    candidates: [
      {
        name: '`mongod` on PATH (SSPL-1.0)',
        key: 'mongod-on-path',
        atHand: () => findOnPath('mongod', fetch.environment),
      },
      nodeDownloadCandidate(mongodDownload, fetch, report),
      secantus,
    ],
    use: (executable, candidate) => {
      const kind = candidate === secantus ? 'secantusdb' : 'mongod';
      return start(executable, kind, candidate, { folder, port, fetch });
    },
    waysOut: [
      'set MONGODB_URI to a MongoDB server (a replica set) that runs already',
      'docker run --rm -p 27017:27017 mongo:8 --replSet rs0, then rs.initiate() in its shell, and MONGODB_URI=mongodb://127.0.0.1:27017/?directConnection=true',
      'install MongoDB, so that `mongod` is on PATH',
      ...byHand('mongodb', fetch),
    ],
    report,
    fetch,
  });
}

type Place = { readonly folder: DataFolder; readonly port: number; readonly fetch: FetchOptions };

async function start(
  executable: string,
  kind: Kind,
  candidate: Candidate,
  { folder, port, fetch }: Place,
): Promise<MongoDbServer> {
  const dataFolder = join(folder.path, kind);
  await mkdir(dataFolder, { recursive: true });
  const uri = `mongodb://127.0.0.1:${port}/?directConnection=true`;
  const args =
    kind === 'mongod' ? mongodArguments(dataFolder) : await secantusArguments(folder, dataFolder);
  const { child, answer } = await startServer({
    command: executable,
    args: [...args, '--port', String(port)],
    environment: serverEnvironment(fetch),
    logFile: join(folder.path, 'mongodb.log'),
    ask: () => askMongoDb(uri, port),
    onRunning: folder.claim,
  });
  return {
    uri,
    name: `MongoDB ${answer.version}${kind === 'mongod' ? '' : ' as spoken by SecantusDB'}, ${candidate.name}`,
    pid: child.pid,
    stop: () => child.stop(),
  };
}

function mongodArguments(dataFolder: string): string[] {
  const local = ['--bind_ip', '127.0.0.1', '--dbpath', dataFolder, '--replSet', 'sidenote'];
  return [...local, '--wiredTigerCacheSizeGB', '0.25', '--quiet'];
}

async function secantusArguments(folder: DataFolder, dataFolder: string): Promise<string[]> {
  // A file of the user's own, found by itself, would change the settings below.
  const settings = join(folder.path, 'secantusd.toml');
  await writeFile(settings, '');
  return [
    ...['--config', settings, '--host', '127.0.0.1', '--storage-path', dataFolder],
    // Acknowledged writes survive a kill; its own default of 2 GB logs makes restarts slow.
    ...['--sync-on-commit', '--log-file-max', '128MB', '--cache-size', '256M'],
    ...['--log-level', 'WARNING'],
  ];
}
