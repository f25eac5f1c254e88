import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { playDeliveryRows } from '../../app/play-deliveries.ts';
import { type PlayedScript, playScript } from '../../app/play-script.ts';
import { explanationWords } from '../../cli/explain.ts';
import { parseDeliveries } from '../../sandbox/deliveries/recorded-delivery.ts';
import { script } from '../../sandbox/script/parse-script.ts';
import type { ConversationInput } from '../../sandbox/script/script-schema.ts';
import { databaseUri } from '../support/database.ts';
import { sharedFile } from '../support/shared.ts';

const stage = () => ({
  temporal: {
    ...{ address: inject('temporalAddress'), namespace: 'default', apiKey: null, tls: null },
  },
  ...{ temporalUiUrl: null, model: null, scale: 20, knowledge: 'sandbox/knowledge' },
  mongodbUri: databaseUri('demo'),
  report: () => undefined,
});

const question = { type: 'customer' as const, text: 'How do I export my time entries?' };
const jane = { teammate: 'Jane Agent' };

const conversations: ConversationInput[] = [
  {
    name: 'suggested',
    assigned: jane,
    events: [{ ...question, expect: { outcome: 'suggested', article: 'export-data' } }],
    expect: { notes: 1, tags: ['opencx_ai_assisted'], explain: ['note'] },
  },
  {
    name: 'quiet',
    assigned: 'ai_admin',
    events: [{ ...question, expect: { outcome: 'quiet', reasons: ['owned_by_ai_admin'] } }],
    expect: { notes: 0, lacksTags: ['opencx_ai_assisted'] },
  },
  {
    name: 'superseded',
    assigned: jane,
    events: [
      {
        ...{ type: 'customer', text: 'Hello, I have a question.' },
        expect: { outcome: 'quiet', reasons: ['superseded'] },
      },
      { ...question, after: 1, expect: { outcome: 'suggested' } },
    ],
    expect: { notes: 1 },
  },
  {
    name: 'decided twice',
    assigned: 'ai_admin',
    events: [
      { ...question, expect: { outcome: 'suggested', decisions: 2 } },
      { type: 'assign', to: jane, after: 7_200, once: 'decided' },
    ],
    expect: { notes: 1, explain: ['AI teammate owns the conversation'] },
  },
  {
    name: 'failed',
    assigned: jane,
    faults: [{ kind: 'before', method: 'POST', path: '/conversations/*/reply', status: 403 }],
    events: [{ ...question, expect: { outcome: 'failed', reasons: ['intercom_rejected'] } }],
    expect: { notes: 0 },
  },
  {
    name: 'expected otherwise',
    assigned: jane,
    events: [
      { ...question, expect: { outcome: 'quiet', reasons: ['excluded_topic'], article: 'plans' } },
    ],
    expect: { notes: 0 },
  },
];

describe('a played script', () => {
  let played: PlayedScript;
  let startedAtMs: number;
  beforeAll(async () => {
    startedAtMs = performance.now();
    played = await playScript(script({ conversations }), {
      ...stage(),
      words: explanationWords,
      taskQueue: `demo-${randomBytes(4).toString('hex')}`,
    });
  });

  const outcomesOf = (name: string) =>
    played.results
      .filter((result) => result.played.conversation.name === name)
      .flatMap(({ messages }) => messages.map(({ outcome, reason }) => reason ?? outcome));

  it('tells what became of each message, in the order of the script', () => {
    expect(played.results.map((result) => result.played.conversation.name)).toEqual(
      conversations.map(({ name }) => name),
    );
    expect(outcomesOf('suggested')).toEqual(['suggested']);
    expect(outcomesOf('quiet')).toEqual(['owned_by_ai_admin']);
    expect(outcomesOf('superseded')).toEqual(['superseded', 'suggested']);
    expect(outcomesOf('decided twice')).toEqual(['suggested']);
    expect(outcomesOf('failed')).toEqual(['intercom_rejected']);
  });

  it('differs where it was expected otherwise, and nowhere else', () => {
    const differences = played.differences.map(({ conversation, message, sentence, knownGap }) => [
      ...[conversation, message, sentence, knownGap],
    ]);
    expect(differences).toEqual([
      ['expected otherwise', 1, 'it ended suggested, not quiet', null],
      ['expected otherwise', 1, 'it cites export-data, not plans', null],
      ['expected otherwise', null, 'notes: 1, not 0', null],
    ]);
  });

  it('jumps two hours instead of waiting for them', () => {
    expect(performance.now() - startedAtMs).toBeLessThan(7_200_000 / 20);
  });

  it('wrote nothing that a customer could see', () => {
    expect(played.results.map(({ customerVisible }) => customerVisible)).toEqual(
      conversations.map(() => 0),
    );
  });

  it('knew all of the sample articles', () => {
    expect(played.imported.skipped).toEqual([]);
    expect(played.imported.sources).toMatchObject([{ source: 'markdown:knowledge' }]);
  });
});

const recorded = sharedFile('data/webhooks/deliveries.jsonl');
const articles = sharedFile('data/kb_plausible/docs.jsonl');

describe.skipIf(recorded === null || articles === null)('recorded webhooks', () => {
  const rowsOf = async () => parseDeliveries(await readFile(recorded ?? '', 'utf8'));
  const options = () => ({ ...stage(), knowledge: articles ?? '' });

  it('end as wanted', { timeout: 120_000 }, async () => {
    const rows = await rowsOf();
    const played = await playDeliveryRows(rows, options());
    expect(played.map(({ row }) => row.name)).toEqual(rows.map(({ name }) => name));
    const wrong = played.filter(({ differences }) => differences.length > 0);
    expect(wrong.map(({ row, differences }) => [row.name, differences])).toEqual([]);
  });
});

it('a recorded webhook that is not as wanted, or wants what cannot be read, is a difference', async () => {
  const unsigned = { headers: { 'Content-Type': 'application/json' }, body: '{}' };
  const lines = [
    { ...unsigned, name: 'unreadable', want: { status: 'fine' } },
    { ...unsigned, name: 'otherwise', want: { status: 200, outcome: ['quiet'], notes: [1] } },
  ];
  const rows = parseDeliveries(lines.map((line) => JSON.stringify(line)).join('\n'));
  const played = await playDeliveryRows(rows, stage());
  expect(played.map(({ differences }) => differences)).toEqual([
    [expect.stringContaining('its want cannot be read')],
    ['status 401, not 200', 'no outcome, not quiet', '0 notes, not 1'],
  ]);
  expect(played[0]?.result).toMatchObject({ status: 401, outcome: null, decisions: 0, notes: 0 });
});
