import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery, Spool } from '../../domain/ports.ts';
import { createSpool } from '../../storage/spool.ts';

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'sidenote-spool-')), 'spool');
});
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

const delivery = (at: number): Delivery => ({
  appId: 'shop',
  notificationId: `notif_${at}`,
  topic: 'conversation.user.created',
  conversationId: `c${at}`,
  messageIds: [`part-${at}`],
  newestPartId: null,
  articleId: null,
  receivedAtMs: at,
  started: false,
});
const open = (bounds: { maximumBytes?: number; maximumLines?: number } = {}): Spool =>
  createSpool({ folder, maximumBytes: 1_000_000, ...bounds });

async function contents(spool: Spool) {
  const files = await Promise.all((await spool.seal()).map((name) => spool.read(name)));
  return {
    times: files.flatMap(({ deliveries }) => deliveries.map((one) => one.receivedAtMs)),
    damaged: files.reduce((sum, file) => sum + file.damaged, 0),
  };
}
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('spool', () => {
  it('keeps what comes at once and gives it back, the latest first, over a restart', async () => {
    const spool = open();
    const answers = await Promise.all(upTo(2_500).map((at) => spool.append(delivery(at))));
    expect(new Set(answers)).toEqual(new Set(['kept']));
    expect(spool.size().lines).toBe(2_500);
    const other = open();
    const { times, damaged } = await contents(other);
    expect([...times].sort((one, two) => one - two)).toEqual(upTo(2_500));
    expect(damaged).toBe(0);
    expect(other.size()).toEqual(spool.size());
    for (const name of await other.seal()) await other.remove(name);
    expect(await readdir(folder)).toEqual([]);
    expect(other.size()).toEqual({ bytes: 0, lines: 0 });
  });

  it('holds every field of a wake-up and nothing else', async () => {
    const spool = open();
    const review = { ...delivery(5), messageIds: [], newestPartId: '77' };
    const more = { ...review, text: 'Dear team, my card is 4111' };
    await spool.append(more);
    const [name = ''] = await spool.seal();
    expect((await spool.read(name)).deliveries).toEqual([review]);
    expect(await readFile(join(folder, name), 'utf8')).not.toContain('Dear');
  });

  it('loses nothing when another process seals and drains what is being written', async () => {
    const [writer, drainer] = [open(), open()];
    const found = new Set<number>();
    let writing = true;
    const drain = async () => {
      for (const name of await drainer.seal()) {
        for (const { receivedAtMs } of (await drainer.read(name)).deliveries)
          found.add(receivedAtMs);
        await drainer.remove(name);
      }
    };
    const draining = (async () => {
      while (writing) await drain();
    })();
    for (const at of upTo(300)) expect(await writer.append(delivery(at))).toBe('kept');
    writing = false;
    await draining;
    await drain();
    expect(found.size).toBe(300);
  });

  it('skips and counts damaged lines', async () => {
    const spool = open();
    await spool.append(delivery(1));
    const [name = ''] = await spool.seal();
    const strange = ['{"appId":"sh', '\u0000\u0000', '[]', '{"appId":"shop","messageIds":["x"]}'];
    await appendFile(join(folder, name), `${strange.join('\n')}\n`);
    await spool.append(delivery(2));
    expect(await contents(open())).toEqual({ times: [2, 1], damaged: 4 });
  });

  it('is full at its bound of bytes, also by what lay there before, and takes again once drained', async () => {
    const first = open();
    for (const at of upTo(10)) await first.append(delivery(at));
    const { bytes } = first.size();
    const spool = open({ maximumBytes: bytes + 200 });
    const answers = await Promise.all(upTo(3).map((at) => spool.append(delivery(at))));
    expect(answers).toEqual(['kept', 'full', 'full']);
    for (const name of await spool.seal()) await spool.remove(name);
    expect(await spool.append(delivery(9))).toBe('kept');
  });

  it('is full at its bound of lines, and for a wake-up of enormous length', async () => {
    const spool = open({ maximumLines: 2 });
    const long = { ...delivery(1), conversationId: 'c'.repeat(100_000) };
    expect(await spool.append(long)).toBe('full');
    const answers = await Promise.all(upTo(3).map((at) => spool.append(delivery(at))));
    expect(answers).toEqual(['kept', 'kept', 'full']);
  });

  it('is broken where its folder cannot be made, and works once it can', async () => {
    await writeFile(folder, 'in the way');
    const spool = open();
    expect(await spool.append(delivery(1))).toBe('broken');
    await rm(folder);
    expect(await spool.append(delivery(2))).toBe('kept');
  });

  it('is broken on a disk that takes no more, and what was kept before can be read', async () => {
    // A limit on the size of files stands for a full disk: the kernel cuts a write off in the middle.
    const script = `
      import { createSpool } from './storage/spool.ts';
      const spool = createSpool({ folder: process.argv[1], maximumBytes: 1e6 });
      const one = (at) => (${delivery.toString()})(at);
      const answers = [];
      for (let at = 1; at <= 30; at += 1) answers.push(await spool.append(one(at)));
      console.log(JSON.stringify(answers));
    `;
    const node = `exec "$0" --import tsx --input-type=module -e "$1" "$2"`;
    const { stdout } = await promisify(execFile)('bash', [
      ...['-c', `ulimit -f 2; ${node}`],
      ...[process.execPath, script, folder],
    ]);
    const answers: string[] = JSON.parse(stdout);
    const kept = upTo(30).filter((at) => answers[at - 1] === 'kept');
    expect(answers).toContain('broken');
    const { times } = await contents(open());
    expect(times).toEqual(expect.arrayContaining(kept));
    expect(kept.length).toBeGreaterThan(5);
  });
});
