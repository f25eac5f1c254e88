import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HopelessError } from './candidates.ts';

// A watchdog gives the server of a killed process 5 s to end.
const patienceMs = 7000;

/** A folder that one server at a time may write to. */
export type DataFolder = {
  /** Absolute. */
  readonly path: string;
  /** Notes the server that has it now. */
  readonly claim: (pid: number) => Promise<void>;
};

/**
 * Makes the folder and waits until no earlier server works in it: after a kill, the old one may
 * still be ending. Rejects with the pid when one goes on.
 */
export async function openDataFolder(folder: string): Promise<DataFolder> {
  const path = resolve(folder);
  const note = join(path, 'server.pid');
  await mkdir(path, { recursive: true });
  const giveUpMs = Date.now() + patienceMs;
  for (;;) {
    const pid = Number(await readFile(note, 'utf8').catch(() => ''));
    if (!Number.isInteger(pid) || pid <= 0 || !(await worksIn(pid, path))) break;
    if (Date.now() > giveUpMs) {
      throw new HopelessError(
        `${path} is in use by process ${pid}, a server that an earlier start left running or that another start uses. Stop it, or name another folder.`,
      );
    }
    await sleep(100);
  }
  return { path, claim: (pid) => writeFile(note, `${pid}\n`) };
}

// A pid alone may belong to another program by now; a server names its folder when it is started.
async function worksIn(pid: number, path: string): Promise<boolean> {
  if (process.platform === 'linux') {
    const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return commandLine.includes(path);
  }
  return new Promise((done) => {
    execFile('ps', ['-ww', '-o', 'args=', '-p', String(pid)], (error, stdout) => {
      done(error === null && stdout.includes(path));
    });
  });
}
