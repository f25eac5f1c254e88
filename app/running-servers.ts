import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';

/** Servers that a process of ours has started, noted so that other commands find them. */
const note = z.object({
  temporal: z
    .object({ address: z.string(), namespace: z.string(), uiUrl: z.string().nullable() })
    .nullable(),
  mongodb: z.object({ uri: z.string() }).nullable(),
});

export type RunningServers = z.output<typeof note>;

const none: RunningServers = { temporal: null, mongodb: null };

/** The servers noted in `folder` that answer now. */
export async function findRunningServers(folder: string): Promise<RunningServers> {
  const text = await readFile(join(folder, 'servers.json'), 'utf8').catch(() => null);
  if (text === null) return none;
  const parsed = note.safeParse(jsonOf(text));
  if (!parsed.success) return none;
  const { temporal, mongodb } = parsed.data;
  const [temporalUp, mongodbUp] = await Promise.all([
    temporal !== null && listens(temporal.address),
    mongodb !== null && listens(new URL(mongodb.uri).host),
  ]);
  return { temporal: temporalUp ? temporal : null, mongodb: mongodbUp ? mongodb : null };
}

export async function noteRunningServers(folder: string, servers: RunningServers): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'servers.json');
  await writeFile(`${file}.new`, `${JSON.stringify(servers, null, 2)}\n`);
  await rename(`${file}.new`, file);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Whether anything takes connections at host:port; a dead loopback port says so at once. */
function listens(hostAndPort: string): Promise<boolean> {
  const at = hostAndPort.lastIndexOf(':');
  const host = hostAndPort.slice(0, at).replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(hostAndPort.slice(at + 1)), timeout: 1_000 });
    const answer = (up: boolean): void => {
      socket.destroy();
      resolve(up);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
    socket.once('timeout', () => answer(false));
  });
}
