import { describe, expect, it } from 'vitest';
import { settingsProblems } from '../../../app/edit-settings.ts';
import { builtInScript } from '../../../sandbox/script/built-in/index.ts';
import { ScriptError, parseScript, script } from '../../../sandbox/script/parse-script.ts';

const customer = { type: 'customer', text: 'How do I export my time entries?' };
const conversation = { name: 'one', events: [customer] };
const withEvents = (...events: unknown[]) => ({ conversations: [{ ...conversation, events }] });

/** What is wrong with a script; empty for a good one. */
function problemsOf(given: unknown): readonly string[] {
  try {
    parseScript(given, settingsProblems);
    return [];
  } catch (error) {
    if (error instanceof ScriptError) return error.problems;
    throw error;
  }
}

describe('a script', () => {
  it('may be one message: everything else has a default', () => {
    const { teammates, teams, conversations } = script({
      conversations: [{ name: 'one', events: [{ type: 'customer', text: 'Hello' }] }],
    });
    expect({ teammates, teams }).toEqual({
      teammates: ['Jane Agent', 'Sam Agent'],
      teams: [{ name: 'Support', members: [] }],
    });
    expect(conversations[0]).toMatchObject({
      ...{ channel: 'web', deliveredAs: 'customer_initiated', assigned: 'nobody', state: 'open' },
      contact: { name: 'Dana Example', email: 'dana@customer.example', blocked: false },
      events: [{ type: 'customer', after: 0, webhook: 'sent', images: 0, automatic: false }],
    });
  });

  it('of our own is a good one', () => {
    expect(problemsOf(builtInScript)).toEqual([]);
  });

  it.each([
    ['text', 'no object', /^the script: /],
    ['no conversation', { conversations: [] }, /^conversations: /],
    ['no conversations', {}, /^conversations: /],
  ])('with %s is refused', (_, given, problem) => {
    expect(problemsOf(given)).toEqual([expect.stringMatching(problem)]);
  });
});

describe('an unknown field is an error at its own path', () => {
  const there = ': there is no such field';
  it.each([
    ['of the script', { conversations: [conversation], speed: 3 }, 'speed'],
    [
      'of a conversation',
      { conversations: [conversation, { ...conversation, name: 'two', chanel: 'web' }] },
      'conversations.1.chanel',
    ],
    [
      'of a contact',
      { conversations: [{ ...conversation, contact: { mail: 'a@b.example' } }] },
      'conversations.0.contact.mail',
    ],
    ['of an event', withEvents({ ...customer, subjet: 'x' }), 'conversations.0.events.0.subjet'],
    [
      'of an expectation',
      withEvents({ ...customer, expect: { outcom: 'quiet' } }),
      'conversations.0.events.0.expect.outcom',
    ],
    [
      'of an event in an event',
      withEvents(customer, { type: 'on_read', nth: 1, events: [{ type: 'close', who: 'Jane' }] }),
      'conversations.0.events.1.events.0.who',
    ],
  ])('%s', (_, given, path) => {
    expect(problemsOf(given)).toEqual([`${path}${there}`]);
  });
});

describe('a name that the script does not have', () => {
  const nobody = 'the script has no teammate "Kim"';
  it.each([
    [
      'a teammate who owns it',
      { conversations: [{ ...conversation, assigned: { teammate: 'Kim' } }] },
      `conversations.0.assigned.teammate: ${nobody}`,
    ],
    [
      'a team that owns it',
      { conversations: [{ ...conversation, assigned: { team: 'Sales' } }] },
      'conversations.0.assigned.team: the script has no team "Sales"',
    ],
    [
      'a teammate who writes',
      withEvents(customer, { type: 'teammate', text: 'Hi', by: 'Kim' }),
      `conversations.0.events.1.by: ${nobody}`,
    ],
    [
      'a teammate who is assigned with a reply',
      withEvents(customer, { type: 'teammate', text: 'Hi', assign: { teammate: 'Kim' } }),
      `conversations.0.events.1.assign.teammate: ${nobody}`,
    ],
    [
      'a teammate in an event in an event',
      withEvents(customer, {
        ...{ type: 'on_read', nth: 1 },
        events: [{ type: 'assign', to: { teammate: 'Kim' } }],
      }),
      `conversations.0.events.1.events.0.to.teammate: ${nobody}`,
    ],
    [
      'a message to redact',
      withEvents(customer, { type: 'redact', message: 2 }),
      'conversations.0.events.1.message: the customer writes 1 messages only',
    ],
  ])('%s', (_, given, problem) => {
    expect(problemsOf(given)).toEqual([problem]);
  });
});

describe('events', () => {
  it('are at least one', () => {
    const path = 'conversations.0.events: ';
    expect(problemsOf(withEvents())).toContain(
      `${path}the first event is the customer’s (or the campaign’s) opening message`,
    );
  });

  it('give either text or html, or something to look at', () => {
    const both = { ...customer, html: '<p>Hello</p>' };
    const neither = { type: 'customer' };
    expect(problemsOf(withEvents(customer, both))).toEqual([
      'conversations.0.events.1: give either text or html',
    ]);
    expect(problemsOf(withEvents(customer, neither))).toEqual([
      'conversations.0.events.1: give text, html, images or files',
    ]);
    expect(problemsOf(withEvents({ type: 'customer', images: 1 }))).toEqual([]);
  });

  it('begin with the customer', () => {
    expect(problemsOf(withEvents({ type: 'teammate', text: 'Hi' }, customer))).toEqual([
      expect.stringMatching(/^conversations\.0\.events: the first event is the customer/),
    ]);
  });

  it.each([
    ['type', { type: 'shout' }, /^conversations\.0\.events\.1\.type: /],
    ['after', { ...customer, after: -1 }, /^conversations\.0\.events\.1\.after: /],
    ['webhook', { ...customer, webhook: 'never' }, /^conversations\.0\.events\.1\.webhook: use /],
    ['assignee', { type: 'assign', to: 'Jane' }, /^conversations\.0\.events\.1\.to: use /],
  ])('of a wrong %s are errors at its path', (_, event, problem) => {
    expect(problemsOf(withEvents(customer, event))).toEqual([expect.stringMatching(problem)]);
  });
});

describe('expectations', () => {
  it.each([
    ['reason', { reasons: ['too_lazy'] }, 'reasons.0: there is no such reason'],
    ['reason beside a real one', { reasons: ['superseded', 'x'] }, 'reasons.1: there is no such'],
    ['count', { decisions: 'many' }, 'decisions: use a whole number or'],
    ['range', { decisions: { min: 2, max: 1 } }, 'decisions: min is above max'],
    ['outcome', { outcome: 'posted' }, 'outcome: '],
  ])('of an unknown %s are errors', (_, expected, problem) => {
    const [found, ...others] = problemsOf(withEvents({ ...customer, expect: expected }));
    expect(found).toContain(`conversations.0.events.0.expect.${problem}`);
    expect(others).toEqual([]);
  });

  it('take one outcome or article for a list of one', () => {
    const expected = { outcome: 'quiet' as const, article: 'export-data' };
    const parsed = script({
      conversations: [
        { name: 'one', events: [{ type: 'customer', text: 'Hello', expect: expected }] },
      ],
    });
    expect(parsed.conversations[0]?.events[0]).toMatchObject({
      expect: { outcome: ['quiet'], article: ['export-data'] },
    });
  });
});

describe('settings', () => {
  const unknown = ': there is no such setting';
  it('that nobody knows are errors wherever they stand', () => {
    const given = {
      settings: { excludedTopic: [] },
      conversations: [
        {
          ...conversation,
          settings: { waits: { firstWeb: 1 } },
          events: [customer, { type: 'settings', settings: { tags: { quite: true } } }],
        },
      ],
    };
    expect([...problemsOf(given)].sort()).toEqual([
      `conversations.0.events.1.settings.tags.quite${unknown}`,
      `conversations.0.settings.waits.firstWeb${unknown}`,
      `settings.excludedTopic${unknown}`,
    ]);
  });

  it('of an impossible value are errors too', () => {
    const given = { settings: { confidenceThreshold: 3 }, conversations: [conversation] };
    expect(problemsOf(given)).toEqual([expect.stringMatching(/^settings\.confidenceThreshold/)]);
  });
});

describe('faults', () => {
  const withFault = (fault: unknown) => ({
    conversations: [{ ...conversation, faults: [fault] }],
  });

  it('of an unknown kind are errors at their path', () => {
    expect(problemsOf(withFault({ kind: 'explode' }))).toEqual([
      expect.stringMatching(/^conversations\.0\.faults\.0: /),
    ]);
  });

  it('name no workspace', () => {
    expect(problemsOf(withFault({ kind: 'reset', appId: 'other' }))).toEqual([
      'conversations.0.faults.0.appId: is filled in by the player',
    ]);
  });
});

it('all problems are told at once, with the place to read about the format', () => {
  const given = {
    conversations: [
      { ...conversation, assigned: { teammate: 'Kim' } },
      { ...conversation, assigned: { team: 'Sales' } },
    ],
  };
  expect(problemsOf(given)).toHaveLength(3);
  expect(problemsOf(given)).toContain('conversations.1.name: "one" is the name of another one too');
  expect(() => parseScript(given)).toThrow(
    /no teammate "Kim"[\s\S]*no team "Sales"[\s\S]*docs\/script\.md/,
  );
});
