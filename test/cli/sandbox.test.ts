import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realClock } from '../../app/clocks.ts';
import { readFaultPlan } from '../../sandbox/intercom/faults/read-plan.ts';
import { startIntercomSimulator } from '../../sandbox/intercom/simulator.ts';

const plan = `
calls:
  - { kind: before, method: GET, path: /me, status: 503, probability: 0.5 }
deliveries:
  - { kind: drop }
`;
const token = 'sandbox-token';
const command = ['bin/sidenote.js', 'sandbox', '--port', '0'];

let folder: string;
let faults: string;
let log: string;
let child: ChildProcess;
/** All that the command prints before it waits. */
let printed = '';
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidenote-sandbox-'));
  faults = join(folder, 'faults.yaml');
  log = join(folder, 'calls.jsonl');
  await writeFile(faults, plan);
  const args = [...command, '--faults', faults, '--seed', '7', '--log', log, '--app', 'shop'];
  const started = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  child = started;
  for await (const chunk of started.stdout) {
    printed += String(chunk);
    if (printed.includes('Ctrl-C')) break;
  }
  url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0] ?? '';
});
afterAll(async () => {
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const [code]: unknown[] = await gone;
  await rm(folder, { recursive: true, force: true });
  expect(code).toBe(0);
});

async function statusesOf(at: string): Promise<number[]> {
  const statuses: number[] = [];
  for (let call = 0; call < 20; call += 1) {
    const answer = await fetch(`${at}/me`, { headers: { authorization: `Bearer ${token}` } });
    await answer.text();
    statuses.push(answer.status);
  }
  return statuses;
}

describe('the simulator alone', () => {
  it('fails by the plan, and for the same seed alike anywhere', async () => {
    expect(printed).toContain('1 on calls, 1 on webhooks');
    expect(printed).toMatch(new RegExp(`Access token +${token}`));
    const statuses = await statusesOf(url);
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
    expect((await readFile(log, 'utf8')).trim().split('\n')).toHaveLength(2 * statuses.length);

    const own = await startIntercomSimulator({ clock: realClock, seed: 7 });
    own.createWorkspace({ appId: 'shop', token, clientSecret: 'secret', adminId: '1' });
    own.setFaults(await readFaultPlan(faults));
    expect(await statusesOf(own.url)).toEqual(statuses);
    await own.stop();
  });

  it('takes the message that it tells how to send', async () => {
    const [, address = '', body = ''] =
      /curl (\S+startConversation) -H 'content-type: application\/json' -d '([^']+)'/.exec(
        printed,
      ) ?? [];
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(address, { method: 'POST', headers, body });
    expect(await answer.text()).toMatch(/"conversationId":"\d+"/);
  });

  it('ends with an error when there is no such plan', async () => {
    const run = promisify(execFile)(process.execPath, [...command, '--faults', 'none.yaml']);
    await expect(run).rejects.toMatchObject({ code: 1, stderr: /no such file/ });
  });
});

describe('a fault plan in a file', () => {
  it.each([
    ['calls: [{ kind: explode }]', /wrong\.yaml: The fault plan is not valid:[^]+calls/],
    ['{ "calls": [{ "kind": "reset", "probabilty": 1 }] }', /probabilty/],
    ['call: []', /call/],
    ['calls: [', /neither JSON nor YAML/],
  ])('%j is told in words', async (text, words) => {
    const file = join(folder, 'wrong.yaml');
    await writeFile(file, text);
    await expect(readFaultPlan(file)).rejects.toThrow(words);
  });
});
