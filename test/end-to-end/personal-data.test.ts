import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createTemporalClient } from '../../temporal/connection.ts';
import { historyText } from '../../temporal/histories.ts';
import type { MarkedRun } from '../support/marked-run.ts';
import { marks } from '../support/marks.ts';

const entry = fileURLToPath(new URL('../support/marked-run.ts', import.meta.url));
const words = /qw\w*mark|zorbelina|secret\.example/i;

let child: ChildProcess;
let written = '';
let run: MarkedRun;

const temporal = () =>
  createTemporalClient({
    ...{ address: inject('temporalAddress'), namespace: 'default', apiKey: null, tls: null },
  });

beforeAll(async () => {
  child = fork(entry, [inject('temporalAddress'), inject('mongodbUri')], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      written += chunk.toString();
    });
  }
  run = await Promise.race([
    once(child, 'message').then(([told]: MarkedRun[]) => {
      if (!told) throw new Error('The run told nothing');
      return told;
    }),
    once(child, 'exit').then(() => {
      throw new Error(`The run ended: ${written.slice(-2_000)}`);
    }),
  ]);
});
afterAll(() => {
  child.kill('SIGKILL');
});

/** Every payload of a history is base64: what it says has to be looked at in the clear. */
const inTheClear = (text: string): string =>
  text.replaceAll(/"data": ?"([^"]*)"/g, (_, data: string) =>
    Buffer.from(data, 'base64').toString(),
  );

it('the run had notes, a step that failed and one that Intercom refused', () => {
  expect(run.outcomes).toEqual(['suggested', 'suggested', 'suggested', 'intercom_rejected']);
});

it('no history, search attribute or detail of a run holds what a person wrote or is', async () => {
  const { client, connection } = temporal();
  const query = `TaskQueue="${run.taskQueue}"`;
  let seen = 0;
  for await (const { workflowId, runId } of client.workflow.list({ query })) {
    seen += 1;
    const handle = client.workflow.getHandle(workflowId, runId);
    const history = inTheClear(historyText(await handle.fetchHistory()));
    expect(history).toContain(workflowId.split(':')[1]);
    expect(history).not.toMatch(words);
    const { raw } = await handle.describe();
    expect(inTheClear(JSON.stringify(raw))).not.toMatch(words);
    const details: unknown = await handle.query('__temporal_workflow_metadata');
    expect(JSON.stringify(details)).not.toMatch(words);
  }
  expect(seen).toBeGreaterThanOrEqual(run.outcomes.length);
  await connection.close();
});

it('no log line does either, not even of steps that failed', async () => {
  child.send('stop');
  await once(child, 'exit');
  expect(written).toContain('SyntaxError at marked-run.ts');
  expect(written).toContain('conversation.user.created');
  expect(written).not.toMatch(words);
  for (const mark of Object.values(marks)) expect(written).not.toContain(mark);
});
