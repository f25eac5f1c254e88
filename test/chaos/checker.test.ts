import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportEvidence } from '../../app/chaos/export.ts';
import { type MessageRef, partId, sourceId } from '../../domain/identifiers.ts';
import { quiet } from '../../domain/outcome.ts';
import type { Evidence } from '../../sandbox/chaos/evidence.ts';
import { violationsOf } from '../../sandbox/chaos/invariants.ts';
import type { RecordedCall } from '../../sandbox/intercom/records.ts';

const place = { appId: 'app', conversationId: '7' };
const first: MessageRef = { ...place, messageId: sourceId('1') };
const second: MessageRef = { ...place, messageId: partId('2') };
const untold: MessageRef = { ...place, conversationId: '8', messageId: sourceId('1') };
const [one, two] = ['SN-2222-2222-2222', 'SN-3333-3333-3333'];

const note = (number: number, atMs: number, html: string): RecordedCall => ({
  ...{ number, at: atMs, startedAt: atMs, doneAt: atMs, finishedAt: atMs, done: true },
  ...{ ...place, method: 'POST', path: '/conversations/7/reply', query: {}, status: 200 },
  body: { message_type: 'note', type: 'admin', admin_id: '9', body: html },
});

/** Two notes in a turn, the second naming the first; and a message that nobody told of. */
const evidence: Evidence = {
  messages: [first, second].map((message, index) => ({
    ...{ message, writtenAtMs: index * 5_000, redactedAtMs: null },
    notificationId: `n${index}`,
  })),
  acts: [{ ...untold, kind: 'answer', atMs: 90 }],
  calls: [
    note(1, 1_000, `<p>Answer · ${one}</p>`),
    note(2, 6_000, `<p>Replaces the earlier note ${one}.</p><p>Answer · ${two}</p>`),
  ],
  deliveries: ['n0', 'n1'].map((notificationId) => ({
    ...{ ...place, notificationId, topic: 'conversation.user.replied', createdAt: 0 },
    ...{ outcome: 'delivered', attempts: [{ at: 0, status: 200, latencyMs: 1 }] },
  })),
  recorded: [
    { message: first, code: one },
    { message: second, code: two },
  ].map(({ message, code }) => ({
    ...{ message, ended: true, outcomes: [{ kind: 'suggested' }] },
    note: { referenceCode: code, state: 'posted' },
  })),
  workflows: { open: [], failed: [] },
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidenote-export-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const check = (): Promise<{ status: number; said: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, ['scripts/check-chaos.mjs', folder], (error, stdout) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : 0, said: stdout });
    });
  });

/** Changes the lines of an exported file. */
async function tamper(name: string, change: (lines: string[]) => string[]): Promise<void> {
  const file = join(folder, `${name}.jsonl`);
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  await writeFile(
    file,
    change(lines)
      .map((line) => `${line}\n`)
      .join(''),
  );
}

describe('the checker of exported runs', () => {
  it('finds nothing where nothing is wrong, as the run itself does', async () => {
    expect(violationsOf(evidence)).toEqual([]);
    await exportEvidence(folder, evidence);
    expect(await check()).toEqual({
      status: 0,
      said: '2 messages, 2 outcomes, 2 notes\n0 duplicates, 0 losses\n',
    });
  });

  it('finds an outcome that is missing, and one that is there twice', async () => {
    await exportEvidence(folder, evidence);
    await tamper('outcomes', (lines) => lines.slice(1));
    const missing = await check();
    expect(missing.status).toBe(1);
    expect(missing.said).toContain('app:7:source-1: lost');
    await exportEvidence(folder, evidence);
    await tamper('outcomes', (lines) => [...lines, ...lines.slice(1)]);
    const twice = await check();
    expect(twice.status).toBe(1);
    expect(twice.said).toContain('app:7:part-2: 2 outcomes');
  });

  it('finds a note that is there twice, and one that names none', async () => {
    await exportEvidence(folder, evidence);
    await tamper('calls', (lines) => [...lines, ...lines.slice(0, 1)]);
    const twice = await check();
    expect(twice.status).toBe(1);
    expect(twice.said).toContain(`app:7: note ${one} twice`);
    await exportEvidence(folder, evidence);
    await tamper('calls', (lines) => lines.map((line) => line.replace(`${one}.</p>`, '.</p>')));
    const unnamed = await check();
    expect(unnamed.status).toBe(1);
    expect(unnamed.said).toContain(`note ${two} does not name the one before it`);
  });

  it('finds an outcome that says more than there is, and a note of nobody', async () => {
    await exportEvidence(folder, evidence);
    await tamper('calls', (lines) => lines.slice(0, 1));
    const claimed = await check();
    expect(claimed.status).toBe(1);
    expect(claimed.said).toContain('app:7:part-2: suggested, and no note');
    await exportEvidence(folder, {
      ...evidence,
      recorded: evidence.recorded.map((row) => ({
        ...row,
        outcomes: [quiet('superseded')],
        note: null,
      })),
    });
    const unknown = await check();
    expect(unknown.status).toBe(1);
    expect(unknown.said).toContain(`note ${one} belongs to no message`);
  });

  it('owes an outcome to what was accepted, although it is answered by now', async () => {
    const answered = { ...evidence, acts: [{ ...place, kind: 'answer' as const, atMs: 9_000 }] };
    await exportEvidence(folder, answered);
    await tamper('outcomes', () => []);
    expect((await check()).said).toContain('app:7:part-2: lost');
  });
});
