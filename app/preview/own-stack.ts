import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { Environment } from '../../config/environment.ts';
import type { Report } from '../../sandbox/servers/report.ts';
import { type Servers, openServers } from '../local-servers.ts';

/**
 * Lends servers that nobody else uses, with their data in a temporary folder that only this user
 * can read, and removes them and it whatever happens: it holds what customers wrote.
 */
export async function withOwnStack<Result>(
  options: { readonly config: Config; readonly environment: Environment; readonly report: Report },
  use: (servers: Servers) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'sidenote-preview-'));
  const removeNow = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeNow);
  try {
    const servers = await openServers({ ...options, folder, anyPort: true });
    try {
      return await use(servers);
    } finally {
      await servers.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
    process.off('exit', removeNow);
  }
}
