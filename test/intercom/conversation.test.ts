import { describe, expect, it } from 'vitest';
import { currentTurn } from '../../domain/turn.ts';
import { conversationOf } from '../../intercom/conversation.ts';
import { wireConversation } from '../../intercom/wire-conversation.ts';

const customer = { type: 'user', id: 'u1', name: 'Dana', email: 'dana@customer.example' };
const sam = { type: 'admin', id: 12, name: 'Sam', email: 'sam@shop.example' };

const source = (facts: object = {}) => ({
  type: 'conversation',
  id: '400',
  delivered_as: 'customer_initiated',
  subject: '',
  body: '<p>How do I pay?</p>',
  author: customer,
  attachments: [],
  url: 'https://shop.example/pay',
  ...facts,
});

const part = (id: number | string, facts: object = {}) => ({
  id,
  part_type: 'comment',
  body: '<p>words</p>',
  created_at: 1_734_537_600,
  author: sam,
  ...facts,
});

const read = (facts: object = {}, parts: object[] = []) =>
  conversationOf(
    wireConversation.parse({
      id: 503,
      created_at: 1_734_537_511,
      updated_at: 1_734_537_600,
      state: 'open',
      source: source(),
      conversation_parts: { conversation_parts: parts, total_count: parts.length },
      ...facts,
    }),
    '900',
  );

const only = (facts: object) => read({}, [part(1, facts)]).entries[1];

describe('a conversation', () => {
  it('in the product’s words', () => {
    const conversation = read({
      admin_assignee_id: 12,
      team_assignee_id: '34',
      tags: { tags: [{ id: '1', name: 'VIP' }, { id: '2' }] },
      contacts: { contacts: [{ id: 'u1', external_id: '7', language_override: 'de' }] },
      custom_attributes: { brand: 'A', seats: 3, beta: true, none: null, ref: { type: 'list' } },
      anything: { else: 'passes' },
    });
    expect(conversation).toMatchObject({
      id: '503',
      state: 'open',
      channel: 'web',
      sourceType: 'conversation',
      deliveredAs: 'customer_initiated',
      assignment: { teammateId: '12', teamId: '34' },
      contact: { id: 'u1', name: 'Dana', email: 'dana@customer.example', language: 'de' },
      tags: ['VIP'],
      pageUrl: 'https://shop.example/pay',
      createdAtMs: 1_734_537_511_000,
      olderPartsMissing: false,
    });
    expect(conversation.customAttributes).toEqual({ brand: 'A', seats: 3, beta: true, none: null });
    expect(conversation.entries).toMatchObject([
      {
        id: 'source-400',
        kind: 'comment',
        partType: 'source',
        text: 'How do I pay?',
        subject: null,
      },
    ]);
  });

  it.each([null, 0, '0', '', undefined, []])('is nobody’s when the assignee is %j', (nobody) => {
    expect(read({ admin_assignee_id: nobody, team_assignee_id: nobody }).assignment).toEqual({
      teammateId: null,
      teamId: null,
    });
  });

  it.each([
    ['conversation', 'web'],
    ['email', 'email'],
    ['whatsapp', 'other'],
    ['something_new', 'other'],
    [null, 'other'],
  ])('of type %s came by %s', (type, channel) => {
    expect(read({ source: source({ type }) }).channel).toBe(channel);
  });

  it('is put in thread order, ids as numbers', () => {
    const at = { created_at: 1_734_537_511 };
    const { entries } = read({}, [part(10, at), part('9', at), part(8)]);
    expect(entries.map(({ id }) => id)).toEqual(['source-400', 'part-9', 'part-10', 'part-8']);
  });

  it('survives what is missing or odd', () => {
    const bare = conversationOf(
      wireConversation.parse({ id: '1', created_at: '1', updated_at: 2 }),
      '900',
    );
    expect(bare).toMatchObject({ entries: [], contact: null, state: 'open', deliveredAs: '' });
    const parts = [{ nonsense: true }, null, part(3, { author: null, attachments: 'x', body: 7 })];
    expect(read({ open: false, state: 'new' }, parts as object[])).toMatchObject({
      state: 'closed',
      entries: [{ id: 'source-400' }, { id: 'part-3', author: { kind: 'bot' }, text: '' }],
    });
    expect(read({ source: source({ id: null }) }).entries[0]?.id).toBe('source-503');
  });

  it('knows when Intercom gave only the newest parts', () => {
    const parts = Array.from({ length: 500 }, (_, at) => part(at + 1));
    expect(read({}, parts).olderPartsMissing).toBe(true);
    const counted = (count: number) => ({ statistics: { count_conversation_parts: count } });
    expect(read(counted(500), parts).olderPartsMissing).toBe(false);
    expect(read(counted(501), parts).olderPartsMissing).toBe(true);
    expect(read(counted(3), [part(1), part(2)]).olderPartsMissing).toBe(false);
    const cut = { conversation_parts: [part(1)], total_count: 4 };
    expect(read({ conversation_parts: cut }).olderPartsMissing).toBe(true);
  });
});

describe('who wrote it', () => {
  it.each([
    ['user', customer, {}, 'customer'],
    ['lead', { type: 'lead', id: 'l' }, {}, 'customer'],
    ['contact', { type: 'contact', id: 'c' }, {}, 'customer'],
    ['a person', sam, {}, 'teammate'],
    ['our account', { ...sam, id: 900 }, {}, 'ai_admin'],
    ['a bot', { type: 'bot', id: '1', name: 'Operator' }, {}, 'bot'],
    ['a team', { type: 'team', id: '1' }, {}, 'bot'],
    ['something new', { type: 'agent', id: '1' }, {}, 'bot'],
    ['Fin in a person’s name', { ...sam, from_ai_agent: true }, {}, 'bot'],
    ['an AI answer in a person’s name', { ...sam, is_ai_answer: true }, {}, 'bot'],
    ['an app in a person’s name', sam, { app_package_code: 'autoresponder' }, 'bot'],
    ['the operator as admin', { ...sam, email: 'operator+ab12@intercom.io' }, {}, 'bot'],
  ])('%s', (_name, author, facts, kind) => {
    expect(only({ author, ...facts })?.author.kind).toBe(kind);
  });

  it('a workflow in a person’s name, told by its own entry in the same second', () => {
    const event = part(4, {
      part_type: 'operator_workflow_event',
      body: null,
      author: { type: 'bot', id: '1' },
    });
    const kinds = (later: number) =>
      read({}, [event, part(5, { created_at: 1_734_537_600 + later })]).entries.map(
        ({ author }) => author.kind,
      );
    expect(kinds(0)).toEqual(['customer', 'bot', 'bot']);
    expect(kinds(30)).toEqual(['customer', 'bot', 'teammate']);
  });

  it('tells Fin from other bots', () => {
    expect(only({ author: { type: 'bot', id: '1', name: 'Fin' } })?.author.fin).toBe(true);
    expect(only({ author: { type: 'bot', id: '1', from_ai_agent: true } })?.author.fin).toBe(true);
    expect(only({ author: { type: 'bot', id: '1', name: 'Finley' } })?.author.fin).toBe(false);
  });

  it('an opening that a campaign sent is no person’s', () => {
    const opening = (delivered_as: string) =>
      read({ source: source({ author: sam, delivered_as }) }).entries[0]?.author.kind;
    expect(opening('automated')).toBe('bot');
    expect(opening('operator_initiated')).toBe('bot');
    expect(opening('admin_initiated')).toBe('teammate');
  });
});

describe('what kind of entry it is', () => {
  it.each([
    ['comment', '<p>x</p>', 'comment'],
    ['comment', null, 'comment'],
    ['quick_reply', '<p>x</p>', 'comment'],
    ['note', '<p>x</p>', 'note'],
    ['note_and_reopen', '<p>x</p>', 'note'],
    ['assignment', '<p>x</p>', 'comment'],
    ['assignment', null, 'event'],
    ['assign_and_reopen', '<p>x</p>', 'comment'],
    ['close', '<p>bye</p>', 'comment'],
    ['close', null, 'event'],
    ['open', '<p>x</p>', 'comment'],
    ['custom_action_started', '<p>x</p>', 'event'],
    ['something_new', '<p>x</p>', 'event'],
  ])('%s with %s', (part_type, body, kind) => {
    expect(only({ part_type, body })?.kind).toBe(kind);
  });

  it('reply-and-assign ends the turn, a reopening message begins one', () => {
    const later = { created_at: 1_734_537_700, author: customer };
    const parts = [part(1, { part_type: 'assignment' }), part(2, { part_type: 'open', ...later })];
    expect(currentTurn(read({}, parts))).toMatchObject({
      newest: { id: 'part-2' },
      follows: { id: 'part-1' },
    });
  });

  it.each([
    [
      { type: 'admin', id: 12 },
      { teammateId: '12', teamId: null },
    ],
    [
      { type: 'team', id: '34' },
      { teammateId: null, teamId: '34' },
    ],
    [
      { type: 'nobody_admin', id: null },
      { teammateId: null, teamId: null },
    ],
    [12, { teammateId: '12', teamId: null }],
    [null, { teammateId: null, teamId: null }],
  ])('assigned to %j', (assigned_to, expected) => {
    expect(only({ part_type: 'assignment', body: null, assigned_to })?.assignedTo).toEqual(
      expected,
    );
    expect(only({ assigned_to: null })?.assignedTo).toBeNull();
  });
});

describe('where its mails went to', () => {
  const header = (type: string, email_address: string) => ({ type, email_address, name: null });
  const mail = (...email_address_headers: object[]) => ({
    email_message_metadata: { subject: 'Invoice', email_address_headers },
  });

  it('is told by recipients (2.16) and by headers, each address once', () => {
    const recipients = [
      { type: 'to', email: 'Help@Acme.example', drop_reason: null },
      { type: 'cc', email: 'jo@acme.example', drop_reason: null },
      { type: 'to' },
    ];
    const opening = source({
      ...{ type: 'email', url: null, recipients },
      ...mail(header('from', 'dana@customer.example'), header('to', 'help@acme.example')),
    });
    const later = part(1, { author: customer, ...mail(header('To', 'billing@acme.example')) });
    expect(read({ source: opening }, [later]).writtenTo).toEqual([
      'help@acme.example',
      'jo@acme.example',
      'billing@acme.example',
    ]);
  });

  it('says nothing of what a teammate sends, and nothing of a chat', () => {
    const sent = part(1, mail(header('to', 'dana@customer.example')));
    const recipients = [{ type: 'to', email: 'dana@customer.example' }];
    expect(read({ source: source({ author: sam, recipients }) }, [sent]).writtenTo).toEqual([]);
    expect(read().writtenTo).toEqual([]);
    expect(read({ source: source({ recipients: 'nobody' }) }).writtenTo).toEqual([]);
  });
});

describe('its words', () => {
  it('of a mail are the author’s own, with the whole beside them', () => {
    const body = '<p>Thanks!</p><div class="gmail_quote">On 3 May Sam wrote: <b>hi</b></div>';
    const mail = read({
      source: source({
        type: 'email',
        subject: 'Out of office',
        body,
        email_message_metadata: {
          message_id: '<1@x>',
          headers: { 'Auto-Submitted': 'auto-replied' },
          email_address_headers: [{ type: 'from', email_address: 'd@c.example', name: 'Dana' }],
        },
      }),
    });
    expect(mail.entries[0]).toMatchObject({
      text: 'Thanks!',
      fullText: 'Thanks!\n\nOn 3 May Sam wrote: hi',
      subject: 'Out of office',
      mailHeaders: {
        'auto-submitted': 'auto-replied',
        from: 'Dana <d@c.example>',
        'message-id': '<1@x>',
      },
    });
  });

  it('of a chat are left whole', () => {
    expect(only({ author: customer, body: '<p>> 5 users</p><p>Regards</p>' })?.text).toBe(
      '> 5 users\n\nRegards',
    );
  });

  it('are bounded, and gone when redacted', () => {
    const long = only({ body: `<p>${'word '.repeat(30_000)}</p>` });
    expect(long?.text.length).toBeLessThan(20_100);
    expect(long?.text).toMatch(/\[cut: \d+ more characters\]$/);
    expect(only({ redacted: true, body: '<p>secret</p>' })).toMatchObject({
      redacted: true,
      text: '',
      fullText: '',
    });
  });

  it('come with pictures and files that nobody reads', () => {
    const attachments = [
      { type: 'upload', name: 'a.png', content_type: 'image/png' },
      { type: 'upload', name: 'b.pdf', content_type: 'application/pdf' },
      { type: 'upload', name: 'c.JPG' },
    ];
    expect(only({ body: '<p><img src="x"></p>', attachments })).toMatchObject({
      text: '',
      attachments: { images: 2, files: 1 },
    });
  });
});
