import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { realClock } from '../../app/clocks.ts';
import type { IntercomSimulator } from '../../sandbox/intercom/simulator-types.ts';
import { startIntercomSimulator } from '../../sandbox/intercom/simulator.ts';
import { connectDatabase } from '../../storage/mongodb.ts';
import { databaseUri } from '../support/database.ts';
import { testFetchOptions } from '../support/fetch-options.ts';
import { answered, previewWorkspace, question } from '../support/preview-workspace.ts';

let simulator: IntercomSimulator;
let root: string;
let folders: { working: string; temporary: string };
beforeAll(async () => {
  simulator = await startIntercomSimulator({ clock: realClock });
  root = await mkdtemp(join(tmpdir(), 'sidenote-preview-test-'));
});
beforeEach(async () => {
  const own = await mkdtemp(join(root, 'run-'));
  folders = { working: join(own, 'working'), temporary: join(own, 'temporary') };
  await Promise.all(Object.values(folders).map((folder) => mkdir(folder)));
});
afterAll(async () => {
  await simulator.stop();
  await rm(root, { recursive: true, force: true });
});

const command = resolve('bin/sidenote.js');
const normalDatabase = databaseUri('normal');

/**
 * Runs the command in an empty folder, as somebody would who has servers of their own named in the
 * environment as well: they are none of a preview's business.
 */
function sidenote(token: string, { args = [], stopAt }: { args?: string[]; stopAt?: string }) {
  const { environment, cacheFolder } = testFetchOptions();
  return new Promise<{ code: number; stdout: string; stderr: string }>((done) => {
    const child = execFile(
      process.execPath,
      [command, 'preview', ...args],
      {
        cwd: folders.working,
        env: {
          ...environment,
          ...{ XDG_CACHE_HOME: resolve(cacheFolder, '..'), TMPDIR: folders.temporary },
          ...{ INTERCOM_ACCESS_TOKEN: token, INTERCOM_BASE_URL: simulator.url },
          ...{ MONGODB_URI: normalDatabase, TEMPORAL_ADDRESS: inject('temporalAddress') },
          ...{ OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', SIDENOTE_MODE: 'live' },
        },
      },
      (_error, stdout, stderr) => done({ code: child.exitCode ?? -1, stdout, stderr }),
    );
    child.stderr?.on('data', (chunk) => {
      if (stopAt !== undefined && String(chunk).includes(stopAt)) child.kill('SIGINT');
    });
  });
}

/** Nothing in the working folder, the temporary one, and the database of the environment. */
async function expectNothingKept(): Promise<void> {
  expect(await readdir(folders.working)).toEqual([]);
  // The loader of TypeScript keeps its own cache of our code there.
  const left = (await readdir(folders.temporary)).filter((name) => !name.startsWith('tsx-'));
  expect(left.filter((name) => !name.startsWith('node-compile-cache'))).toEqual([]);
  const database = await connectDatabase(normalDatabase);
  const collections = await database.db.listCollections().toArray();
  await database.close();
  expect(collections).toEqual([]);
}

const isRead = ({ method, path }: { method: string; path: string }): boolean =>
  method === 'GET' || (method === 'POST' && path === '/conversations/search');

describe('npx sidenote preview', () => {
  it('prints a table, what it would have said and what the team said, and only reads', async () => {
    const { token, appId, ask, jane } = previewWorkspace(simulator);
    const first = ask(question, 40);
    jane(first, answered, 39);
    const others = Array.from({ length: 10 }, (_, at) => ask(at % 2 ? question : 'Hello', 20 - at));

    const { code, stdout, stderr } = await sidenote(token, { args: ['--last', '10'] });
    expect(stderr).toContain('Decided 10 of 10');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^conversation +outcome +confidence +sources +message\n/);
    for (const id of others.slice(1)) expect(stdout).toContain(`\n${id}  `);
    expect(stdout).toContain('Settings → Data → Export');
    expect(stdout).toContain('No note, nothing_to_answer: The message asks nothing');
    expect(stdout).toContain('Of 10 conversations: ');
    expect(stdout).toContain('Nothing was written to Intercom, and nothing of this is kept.');

    const calls = simulator.calls().filter((call) => call.appId === appId);
    expect(calls.length).toBeGreaterThan(10);
    expect(calls.filter((call) => !isRead(call))).toEqual([]);
    await expectNothingKept();
  }, 180_000);

  it('shows one conversation as JSON by its link, with the answer that was left out', async () => {
    const { token, appId, ask, jane } = previewWorkspace(simulator);
    const id = ask(question, 40);
    jane(id, answered, 39);
    const link = `https://app.intercom.com/a/inbox/${appId}/inbox/conversation/${id}`;
    const { code, stdout } = await sidenote(token, {
      args: ['--conversation', link, '--json'],
    });
    expect(code).toBe(0);
    const { conversations } = z
      .object({ conversations: z.array(z.unknown()) })
      .parse(JSON.parse(stdout));
    expect(conversations).toMatchObject([
      {
        conversationId: id,
        url: link,
        decided: {
          ...{ message: question, outcome: 'suggested', reason: null },
          draft: expect.stringContaining('Settings'),
          sources: [{ title: 'Export your data' }],
          answer: { text: answered },
        },
      },
    ]);
    await expectNothingKept();
  }, 180_000);

  it('keeps nothing when it is stopped half way', async () => {
    const { token, ask } = previewWorkspace(simulator);
    ask(question);
    const { code, stdout, stderr } = await sidenote(token, {
      stopAt: 'Temporal at',
    });
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(stderr).toContain('Stopped. Nothing is kept.');
    await expectNothingKept();
  }, 180_000);
});
