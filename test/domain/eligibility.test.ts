import { describe, expect, it } from 'vitest';
import type { Conversation, Entry } from '../../domain/conversation.ts';
import {
  circumstances,
  eligibilityOf,
  readableMessages,
  switchedOff,
} from '../../domain/eligibility.ts';
import type { QuietReason } from '../../domain/outcome.ts';
import { type Settings, defaultSettings } from '../../domain/settings.ts';
import { aiAdminId, entry, thread } from '../support/threads.ts';

type Case = {
  readonly what: string;
  readonly conversation?: Partial<Conversation>;
  readonly settings?: Partial<Settings>;
  readonly share?: number;
  readonly expected: QuietReason | null;
};

const opening = entry('source-1', 'customer', 0);
const factsOf = ({ conversation = {}, settings = {}, share = 50 }: Omit<Case, 'what'>) => ({
  conversation: thread([opening], conversation),
  settings: { ...defaultSettings, ...settings },
  aiAdminId,
  share,
});
const reasonFor = (facts: ReturnType<typeof factsOf>): QuietReason | null => {
  const verdict = eligibilityOf(facts);
  if (verdict.kind === 'failed') throw new Error('eligibility never fails');
  return verdict.kind === 'quiet' ? verdict.reason : null;
};
const scope = (changes: Partial<Settings['scope']>): Partial<Settings> => ({
  scope: { ...defaultSettings.scope, ...changes },
});
const contact = (email: string | null): Partial<Conversation> => ({
  contact: { id: 'c1', name: null, email, language: null },
});
const nobody = { teammateId: null, teamId: null };
const answered = (who: Parameters<typeof entry>[1]): Entry[] => [opening, entry('part-2', who, 5)];
const blocked = (changes: Partial<Settings['blocklist']>): Partial<Settings> => ({
  blocklist: { emails: [], domains: [], ...changes },
});

const cases: readonly Case[] = [
  { what: 'a web question that a person owns', expected: null },

  {
    what: 'a campaign',
    conversation: { deliveredAs: 'automated' },
    expected: 'not_customer_initiated',
  },
  {
    what: 'opened by a teammate',
    conversation: { deliveredAs: 'admin_initiated' },
    expected: 'not_customer_initiated',
  },

  {
    what: 'web switched off',
    settings: { channels: { web: false, email: true, other: false } },
    expected: 'assist_disabled',
  },
  {
    what: 'mail with web switched off',
    conversation: { channel: 'email' },
    settings: { channels: { web: false, email: true, other: false } },
    expected: null,
  },
  {
    what: 'another channel',
    conversation: { channel: 'other' },
    expected: 'unsupported_channel',
  },
  {
    what: 'another channel, switched on',
    conversation: { channel: 'other' },
    settings: { channels: { web: true, email: true, other: true } },
    expected: null,
  },

  { what: 'closed', conversation: { state: 'closed' }, expected: 'conversation_closed' },
  { what: 'snoozed', conversation: { state: 'snoozed' }, expected: 'conversation_snoozed' },

  {
    what: 'a blocked address, whatever its case',
    conversation: contact('Dana@Customer.example'),
    settings: blocked({ emails: [' dana@customer.EXAMPLE '] }),
    expected: 'contact_blocked',
  },
  {
    what: 'a blocked domain',
    conversation: contact('x@customer.example'),
    settings: blocked({ domains: ['@Customer.example'] }),
    expected: 'contact_blocked',
  },
  {
    what: 'a subdomain of a blocked domain',
    conversation: contact('x@mail.customer.example'),
    settings: blocked({ domains: ['customer.example'] }),
    expected: 'contact_blocked',
  },
  {
    what: 'a domain that only ends alike',
    conversation: contact('x@notcustomer.example'),
    settings: blocked({ domains: ['customer.example'] }),
    expected: null,
  },
  {
    what: 'no address to block',
    conversation: contact(null),
    settings: blocked({ domains: ['', '@'] }),
    expected: null,
  },

  {
    what: 'owned by the AI admin',
    conversation: { assignment: { teammateId: aiAdminId, teamId: null } },
    expected: 'owned_by_ai_admin',
  },
  {
    what: 'owned by the AI admin within a team',
    conversation: { assignment: { teammateId: aiAdminId, teamId: '3' } },
    expected: 'owned_by_ai_admin',
  },
  {
    what: 'owned by a team',
    conversation: { assignment: { teammateId: null, teamId: '3' } },
    settings: { unassigned: 'quiet' },
    expected: null,
  },
  { what: 'unassigned, as preset', conversation: { assignment: nobody }, expected: null },
  {
    what: 'unassigned, to stay quiet',
    conversation: { assignment: nobody },
    settings: { unassigned: 'quiet' },
    expected: 'unassigned',
  },
  {
    what: 'unassigned, to wait',
    conversation: { assignment: nobody },
    settings: { unassigned: 'wait' },
    expected: 'unassigned',
  },

  {
    what: 'Fin answers',
    conversation: { assignment: nobody, entries: answered('fin') },
    expected: 'handled_by_bot',
  },
  {
    what: 'a workflow bot answers',
    conversation: { assignment: nobody, entries: answered('workflow_bot') },
    expected: 'handled_by_bot',
  },
  {
    what: 'Fin answers and the setting assists',
    conversation: { assignment: nobody, entries: answered('fin') },
    settings: { whileBotAnswers: 'assist' },
    expected: null,
  },
  {
    what: 'Fin answers, unassigned stays quiet: the bot is the reason',
    conversation: { assignment: nobody, entries: answered('fin') },
    settings: { unassigned: 'quiet' },
    expected: 'handled_by_bot',
  },
  {
    what: 'Fin has routed to a team',
    conversation: { assignment: { teammateId: null, teamId: '3' }, entries: answered('fin') },
    expected: null,
  },
  {
    what: 'Fin has routed to a person',
    conversation: { assignment: { teammateId: '7', teamId: null }, entries: answered('fin') },
    expected: null,
  },
  {
    what: 'a person has replied since Fin',
    conversation: {
      assignment: nobody,
      entries: [...answered('fin'), entry('part-3', 'teammate', 6), entry('part-4', 'customer', 7)],
    },
    expected: null,
  },

  {
    what: 'team within the scope',
    conversation: { assignment: { teammateId: null, teamId: '3' } },
    settings: scope({ teams: ['3', '4'] }),
    expected: null,
  },
  {
    what: 'team outside the scope',
    conversation: { assignment: { teammateId: null, teamId: '5' } },
    settings: scope({ teams: ['3', '4'] }),
    expected: 'out_of_scope',
  },
  {
    what: 'no team, limited to teams',
    settings: scope({ teams: ['3'] }),
    expected: 'out_of_scope',
  },
  { what: 'teammate within the scope', settings: scope({ teammates: ['7'] }), expected: null },
  {
    what: 'teammate outside the scope',
    settings: scope({ teammates: ['8'] }),
    expected: 'out_of_scope',
  },
  {
    what: 'tagged as the scope says, whatever the case',
    conversation: { tags: ['VIP'] },
    settings: scope({ tags: ['vip'] }),
    expected: null,
  },
  { what: 'not tagged so', settings: scope({ tags: ['vip'] }), expected: 'out_of_scope' },
  {
    what: 'share within the percentage',
    settings: scope({ percentage: 30 }),
    share: 29.99,
    expected: null,
  },
  {
    what: 'share outside the percentage',
    settings: scope({ percentage: 30 }),
    share: 30,
    expected: 'out_of_scope',
  },
  {
    what: 'no conversation at 0 %',
    settings: scope({ percentage: 0 }),
    share: 0,
    expected: 'out_of_scope',
  },
  {
    what: 'every conversation at 100 %',
    settings: scope({ percentage: 100 }),
    share: 99.99,
    expected: null,
  },

  {
    what: 'out of office only',
    conversation: {
      entries: [
        entry('source-1', 'customer', 0, { mailHeaders: { 'auto-submitted': 'auto-replied' } }),
      ],
    },
    expected: 'automatic_reply',
  },
  {
    what: 'a question, then an out-of-office mail',
    conversation: {
      entries: [
        opening,
        entry('part-2', 'customer', 5, { mailHeaders: { 'auto-submitted': 'auto-replied' } }),
      ],
    },
    expected: null,
  },
  {
    what: 'images only',
    conversation: {
      entries: [
        entry('source-1', 'customer', 0, { text: ' \n', attachments: { images: 1, files: 0 } }),
      ],
    },
    expected: 'nothing_readable',
  },
  {
    what: 'words, then an image',
    conversation: { entries: [opening, entry('part-2', 'customer', 5, { text: '' })] },
    expected: null,
  },
];

describe('eligibility', () => {
  it.each(cases)('$what: $expected', (row) => {
    expect(reasonFor(factsOf(row))).toBe(row.expected);
  });

  it('names the first rule that does not hold, in one fixed order', () => {
    const everything = factsOf({
      conversation: {
        deliveredAs: 'automated',
        state: 'closed',
        assignment: { teammateId: aiAdminId, teamId: null },
        contact: { id: 'c1', name: null, email: 'x@blocked.example', language: null },
        entries: [entry('source-1', 'customer', 0, { text: '' })],
      },
      settings: {
        channels: { web: false, email: false, other: false },
        blocklist: { emails: [], domains: ['blocked.example'] },
        ...scope({ percentage: 0 }),
      },
      expected: null,
    });
    let facts = everything;
    const reasons: (QuietReason | null)[] = [];
    const relief: ((current: typeof everything) => typeof everything)[] = [
      (it) => ({ ...it, conversation: { ...it.conversation, deliveredAs: 'customer_initiated' } }),
      (it) => ({ ...it, settings: { ...it.settings, channels: defaultSettings.channels } }),
      (it) => ({ ...it, conversation: { ...it.conversation, state: 'open' } }),
      (it) => ({ ...it, settings: { ...it.settings, blocklist: defaultSettings.blocklist } }),
      (it) => ({ ...it, conversation: { ...it.conversation, assignment: nobody } }),
      (it) => ({ ...it, settings: { ...it.settings, scope: defaultSettings.scope } }),
      (it) => ({ ...it, conversation: { ...it.conversation, entries: [opening] } }),
    ];
    for (const remove of relief) {
      reasons.push(reasonFor(facts));
      facts = remove(facts);
    }
    expect([...reasons, reasonFor(facts)]).toEqual([
      'not_customer_initiated',
      'assist_disabled',
      'conversation_closed',
      'contact_blocked',
      'owned_by_ai_admin',
      'out_of_scope',
      'nothing_readable',
      null,
    ]);
  });
});

describe('asked again right before a note', () => {
  it('the switches: channel, blocklist, scope', () => {
    expect(switchedOff(factsOf({ expected: null }))).toBeNull();
    const off = { channels: { web: false, email: true, other: false } };
    expect(switchedOff(factsOf({ settings: off, expected: null }))).toBe('assist_disabled');
    const list = blocked({ domains: ['customer.example'] });
    expect(switchedOff(factsOf({ settings: list, expected: null }))).toBe('contact_blocked');
    expect(switchedOff(factsOf({ settings: scope({ percentage: 0 }), expected: null }))).toBe(
      'out_of_scope',
    );
  });

  it('the circumstances: state and owner', () => {
    expect(circumstances(factsOf({ expected: null }))).toBeNull();
    expect(circumstances(factsOf({ conversation: { state: 'snoozed' }, expected: null }))).toBe(
      'conversation_snoozed',
    );
    const own = { assignment: { teammateId: aiAdminId, teamId: null } };
    expect(circumstances(factsOf({ conversation: own, expected: null }))).toBe('owned_by_ai_admin');
  });
});

it('reads the messages that a person wrote in words', () => {
  const conversation = thread([
    opening,
    entry('part-2', 'customer', 1, { text: '  ' }),
    entry('part-3', 'customer', 2, { subject: 'Out of office: back on Monday' }),
    entry('part-4', 'customer', 3),
  ]);
  expect(readableMessages(conversation).map(({ id }) => id)).toEqual(['source-1', 'part-4']);
});
