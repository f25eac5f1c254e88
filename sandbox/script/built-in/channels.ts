import type { ConversationInput } from '../script-schema.ts';
import { answered, jane, questions, quietFor, says } from './cast.ts';

const noNote = { notes: 0 } as const;

/** How the conversation started, the state that it is in, and the switches. */
export const channels: readonly ConversationInput[] = [
  {
    name: 'e-mail with quoted reply and signature',
    channel: 'email',
    assigned: jane,
    events: [
      says(
        questions.invite,
        {
          ...answered('invite'),
          draft: { holds: ['Settings → People'], lacks: ['Ferry Road', 'webinar'] },
        },
        {
          subject: 'A question',
          signature: 'Dana Example\nHead of Operations\n12 Ferry Road',
          quoted: 'Join our webinar: how do I export everything?',
        },
      ),
    ],
    expect: { notes: 1, tags: ['opencx_ai_assisted'] },
  },
  {
    name: 'a campaign',
    deliveredAs: 'automated',
    assigned: jane,
    events: [
      says('Have you tried our new export?', { outcome: 'none' }),
      says(questions.export, quietFor('not_customer_initiated'), { after: 5 }),
    ],
    expect: noNote,
  },
  {
    name: 'closed',
    state: 'closed',
    assigned: jane,
    events: [says(questions.export, quietFor('conversation_closed'))],
    expect: noNote,
  },
  {
    name: 'snoozed',
    state: 'snoozed',
    assigned: jane,
    events: [says(questions.export, quietFor('conversation_snoozed'))],
    expect: noNote,
  },
  {
    name: 'blocked contact',
    assigned: jane,
    settings: { blocklist: { domains: ['blocked.example'] } },
    contact: { name: 'Bo Blocked', email: 'bo@mail.blocked.example' },
    events: [says(questions.export, quietFor('contact_blocked'))],
    expect: noNote,
  },
  {
    name: 'out of office',
    channel: 'email',
    assigned: jane,
    events: [
      says('I am away until Monday. How urgent is it?', quietFor('automatic_reply'), {
        automatic: true,
      }),
    ],
    expect: noNote,
  },
  {
    name: 'assist off for e-mail',
    channel: 'email',
    settings: { channels: { email: false } },
    assigned: jane,
    events: [says(questions.export, quietFor('assist_disabled'))],
    expect: noNote,
  },
  {
    name: 'assist off for e-mail, on for web',
    settings: { channels: { email: false } },
    assigned: jane,
    events: [says(questions.export, answered('export'))],
    expect: { notes: 1 },
  },
  {
    name: 'another channel',
    channel: 'whatsapp',
    assigned: jane,
    events: [says(questions.export, quietFor('unsupported_channel'))],
    expect: noNote,
  },
  {
    name: 'shadow mode',
    settings: { mode: 'shadow' },
    assigned: jane,
    events: [says(questions.export, answered('export'))],
    expect: { notes: 0, writes: 0, lacksTags: ['opencx_ai_assisted'] },
  },
];
