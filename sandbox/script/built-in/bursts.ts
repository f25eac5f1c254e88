import type { ConversationInput } from '../script-schema.ts';
import { answered, jane, questions, quietFor, says } from './cast.ts';

const handedOn = quietFor('superseded');
const threeAsked = answered('export', 'twoFactor');
const oneNote = { notes: 1 } as const;

/** Three messages that say one thing, so many seconds apart. */
const burst = (name: string, gapSeconds: number, more: Partial<ConversationInput>) => ({
  name,
  assigned: jane,
  events: [
    says('Hi, I have a question', handedOn),
    says('it is about our data', handedOn, { after: gapSeconds }),
    says(questions.export, answered('export'), { after: gapSeconds }),
  ],
  expect: oneNote,
  ...more,
});

/** Customers who keep typing, webhooks that come twice or never, teammates who are faster. */
export const bursts: readonly ConversationInput[] = [
  burst('a burst with gaps of 1 s', 1, {}),
  burst('a burst with gaps of 6 s, by a longer wait on web', 6, {
    settings: { waits: { firstWebMs: 20_000 } },
  }),
  burst('a burst with gaps of 6 s, by e-mail', 6, { channel: 'email' }),
  burst('a burst with gaps of 12 s, by e-mail', 12, { channel: 'email' }),
  {
    name: 'the same webhook five times',
    assigned: jane,
    events: [
      says(questions.slack, { ...answered('slack'), decisions: 1 }, { webhook: { duplicated: 5 } }),
    ],
    expect: oneNote,
  },
  {
    name: 'three different questions in a row',
    assigned: jane,
    events: [
      says(questions.export, handedOn),
      says(questions.twoFactor, handedOn, { after: 1 }),
      says(
        'Do you know a good pizza place?',
        {
          ...threeAsked,
          note: { holds: ['pizza'] },
          draft: { ...threeAsked.draft, lacks: ['pizza'] },
        },
        { after: 1 },
      ),
    ],
    expect: oneNote,
  },
  {
    name: 'a question, then hello?',
    assigned: jane,
    events: [
      says(questions.twoFactor, handedOn),
      says('hello?', answered('twoFactor'), { after: 2 }),
    ],
    expect: oneNote,
  },
  {
    name: 'a question, then thanks',
    assigned: jane,
    events: [
      says(questions.invite, handedOn),
      says('Thanks in advance!', answered('invite'), { after: 2 }),
    ],
    expect: oneNote,
  },
  {
    name: 'a question, then an out-of-office mail',
    channel: 'email',
    assigned: jane,
    events: [
      says(questions.slack, handedOn, { subject: 'Slack' }),
      says('I am away until Monday.', answered('slack'), { after: 5, automatic: true }),
    ],
    expect: oneNote,
  },
  {
    name: 'two messages within a second',
    assigned: jane,
    events: [says('Hi there', handedOn), says(questions.export, answered('export'))],
    expect: oneNote,
  },
  {
    name: "the newest message's webhook is lost",
    assigned: jane,
    events: [
      says('Hello, a question please', handedOn),
      says(questions.twoFactor, answered('twoFactor'), { after: 1, webhook: 'lost' }),
    ],
    expect: oneNote,
  },
  {
    name: 'a nudge after a note',
    assigned: jane,
    events: [
      says(questions.export, answered('export')),
      says('Any news?', quietFor('already_suggested'), { after: 30, once: 'decided' }),
    ],
    expect: oneNote,
  },
  {
    name: 'a new question after a note',
    assigned: jane,
    events: [
      says(questions.export, answered('export')),
      says(
        questions.twoFactor,
        { ...answered('export', 'twoFactor'), note: { holds: ['Replaces the earlier note SN-'] } },
        { after: 30, once: 'decided' },
      ),
    ],
    expect: { notes: 2 },
  },
  {
    name: 'a teammate answers during the draft',
    assigned: jane,
    events: [
      says(questions.invite, quietFor('answered_meanwhile')),
      {
        type: 'on_read',
        nth: 3,
        when: 'before',
        events: [{ type: 'teammate', text: 'Open Members, then Invite.' }],
      },
    ],
    expect: { notes: 0 },
  },
  {
    name: "Intercom's answer to the note is lost",
    assigned: jane,
    faults: [
      { kind: 'after', method: 'POST', path: '/conversations/*/reply', nth: 1, status: 502 },
    ],
    events: [says(questions.invite, answered('invite'))],
    expect: oneNote,
  },
];
