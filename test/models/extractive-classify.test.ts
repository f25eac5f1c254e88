import { describe, expect, it } from 'vitest';
import type { ClassifyRequest, ContextMessage } from '../../domain/language-model.ts';
import { createExtractiveModel } from '../../models/extractive.ts';

const { signal } = new AbortController();
const customer = (text: string): ContextMessage => ({ from: 'customer', text });
const teammate = (text: string): ContextMessage => ({ from: 'teammate', text });

const classify = (text: string | readonly string[], more: Partial<ClassifyRequest> = {}) =>
  createExtractiveModel().classify(
    {
      messages: [text].flat().map((one, at) => ({ id: `part-${at}` as const, text: one })),
      context: [],
      topics: [],
      excludedTopics: [],
      excludedBefore: null,
      language: 'en',
      ...more,
    },
    { signal },
  );
const questionsOf = async (...args: Parameters<typeof classify>) =>
  (await classify(...args)).questions.map(({ text }) => text);

describe('what needs an answer', () => {
  it.each([
    ['My export fails every night.'],
    ['How do I add a teammate?'],
    ['I want to customize a booking form.'],
    ['The dashboard shows zero visitors since yesterday'],
    ['thanks! one more thing: how do I change the plan?'],
    ['billing'],
    ['does it support sso'],
    ['Can I get an invoice for last year'],
  ])('asks: %s', async (text) => {
    expect(await questionsOf(text)).toHaveLength(1);
  });

  it.each([
    ['Thanks!'],
    ['Thank you so much, Maria!'],
    ['Hi there'],
    ["ok I'll try"],
    ['hello?'],
    ['any news?'],
    ['Are you there?'],
    ['Any update on this please?'],
    ['Perfect, that worked. Thanks a lot!'],
    ['Great, will do'],
    ['👍'],
    [''],
  ])('asks nothing: %s', async (text) => {
    const context = [customer('How do I export my shifts?'), teammate('Open the settings.')];
    expect(await questionsOf(text, { context })).toEqual([]);
  });

  it.each([
    ['order 4471'],
    ["it's the blue one"],
    ['Chrome 120 on Windows'],
    ['yes, it still does not work'],
  ])("answers the teammate's question: %s", async (text) => {
    const context = [customer('My export fails.'), teammate('Which one do you mean?')];
    expect(await questionsOf(text, { context })).toEqual([]);
  });

  it.each([
    ['en', "I tried that and it didn't work.", 1],
    ['en', 'still the same', 1],
    ['en', 'There is no such menu.', 1],
    ['de', 'Das hat nicht geklappt.', 1],
    ['es', 'No ha funcionado', 1],
    ['fr', "Ça n'a pas marché.", 1],
    ['en', "I'll test it and get back to you.", 0],
    ['en', 'I have to ask my manager first, one moment', 0],
    ['en', 'I am out of the office until Monday. In urgent cases contact the front desk.', 0],
    [
      'de',
      'Ich bin im Urlaub und ab Montag wieder erreichbar. Wenden Sie sich bitte an Frau Kurz.',
      0,
    ],
    ['en', 'Have you had a chance to look at it?', 0],
    ['en', 'I was on vacation until Monday. How do I see what I missed?', 1],
    ['en', 'I will try that. And what if it fails?', 1],
  ] as const)('after advice, %s: %s', async (language, text, count) => {
    const context = [customer('My export fails.'), teammate('Please install the app again.')];
    expect(await questionsOf(text, { language, context })).toHaveLength(count);
  });

  it('hears that what the teammate asked for did not help', async () => {
    const context = [customer('My export fails.'), teammate('Could you restart the app?')];
    expect(await questionsOf('still the same', { context })).toEqual(['still the same']);
  });

  it('tells a new question from the answer that it comes with', async () => {
    const context = [customer('My export fails.'), teammate('Which browser is it?')];
    const text = 'Chrome. Also, how do I invite a colleague?';
    expect(await questionsOf(text, { context })).toHaveLength(1);
  });

  it('keeps the question of a turn that ends in a nudge', async () => {
    expect(await questionsOf(['how do I export my invoices?', 'hello?'])).toEqual([
      'how do I export my invoices?',
    ]);
  });

  it('tells two questions apart, and joins a question with what it is about', async () => {
    expect(
      await questionsOf('How do I export my invoices? And how can I add a new client?'),
    ).toHaveLength(2);
    expect(
      await questionsOf('I need to move my site to a new domain. Where do I do that?'),
    ).toEqual(['I need to move my site to a new domain. Where do I do that?']);
  });

  it.each([
    [
      'a question that is clear without it',
      ['Hi, I have a question', 'it is about our data', 'How do I export time entries?'],
      ['How do I export time entries?'],
    ],
    [
      'a question that needs it',
      ['it is about our invoices', 'How do I export?'],
      ['it is about our invoices How do I export?'],
    ],
    [
      'a question before it',
      ['How do I export?', 'it is about our invoices'],
      ['How do I export? it is about our invoices'],
    ],
  ])('takes a message that names a field along with %s', async (_, messages, questions) => {
    expect(await questionsOf(messages)).toEqual(questions);
  });

  it('dates a question by the newest message that says what it is about', async () => {
    const { questions } = await classify(['How do I export?', 'it is about our invoices']);
    expect(questions.map(({ messageId }) => messageId)).toEqual(['part-1']);
  });

  it('keeps a message that says a good deal as a matter of its own', async () => {
    const told = 'The dashboard shows zero visitors since yesterday';
    expect(await questionsOf([told, 'How do I export time entries?'])).toEqual([
      told,
      'How do I export time entries?',
    ]);
  });

  it('takes a message that names a field as a question when nothing else asks', async () => {
    expect(await questionsOf(['Hi there', 'it is about our invoices'])).toEqual([
      'it is about our invoices',
    ]);
  });

  it('tells two questions in one sentence apart', async () => {
    expect(await questionsOf('Do you support Linux, and can I work offline?')).toEqual([
      'Do you support Linux?',
      'can I work offline?',
    ]);
  });

  it.each([
    ['de', 'Wie kann ich meine Rechnungen exportieren?', 1],
    ['de', 'Der Export funktioniert seit gestern nicht mehr.', 1],
    ['de', 'Vielen Dank!', 0],
    ['es', '¿Cómo puedo exportar mis facturas?', 1],
    ['es', 'Muchas gracias', 0],
    ['fr', 'Comment exporter mes factures ?', 1],
    ['fr', 'Merci beaucoup !', 0],
  ] as const)('%s: %s', async (language, text, count) => {
    const context = count === 0 ? [customer('x'), teammate('y')] : [];
    expect(await questionsOf(text, { language, context })).toHaveLength(count);
  });
});

describe('what only the account knows', () => {
  it.each([
    ['where is my order?'],
    ['Has my refund been processed?'],
    ['Why was I charged twice?'],
    ['I still have not received my refund, when will I get my money?'],
    ['Can you check the status of my payment?'],
    ['Why is my account suspended?'],
    ['Did you receive my payment?'],
    ['When will order 4471 arrive?'],
    ['How many credits do I have left?'],
  ])('%s', async (text) => {
    expect((await classify(text)).needsAccountData).toBe(true);
  });

  it.each([
    ['how do I see my invoices?'],
    ['Can I change my subscription?'],
    ['How long does a refund take?'],
    ['Where can I download my invoice?'],
    ['My export fails every night'],
    ['Do you offer refunds?'],
    ['How do I cancel my account?'],
  ])('not: %s', async (text) => {
    expect((await classify(text)).needsAccountData).toBe(false);
  });

  it('only when the whole turn does', async () => {
    const text = 'Has my refund been processed? And how do I add a new user?';
    expect((await classify(text)).needsAccountData).toBe(false);
  });

  it('also in German', async () => {
    const more = { language: 'de' };
    expect((await classify('Wo bleibt meine Bestellung?', more)).needsAccountData).toBe(true);
    expect((await classify('Wo finde ich meine Rechnung?', more)).needsAccountData).toBe(false);
  });
});

describe('topics', () => {
  const excludedTopics = ['refund disputes', 'anything legal', 'pricing negotiations'];
  const excluded = async (text: string, more: Partial<ClassifyRequest> = {}) =>
    (await classify(text, { excludedTopics, ...more })).excludedTopic;

  it.each([
    ['I dispute this charge and want a refund now', 'refund disputes'],
    ['My lawyer will contact you about this', 'anything legal'],
    ['This is a legal matter', 'anything legal'],
    ['Could we negotiate the pricing for 50 seats?', 'pricing negotiations'],
  ])('%s', async (text, topic) => {
    expect(await excluded(text)).toBe(topic);
  });

  it.each([
    ['How do I get a refund?'],
    ['What is the price of the team plan?'],
    ['How do I invite people?'],
  ])('a shared common word excludes nothing: %s', async (text) => {
    expect(await excluded(text)).toBeNull();
  });

  it('excludes a turn that mixes an excluded and an allowed question', async () => {
    expect(await excluded('How do I export shifts? Otherwise my lawyer will write to you.')).toBe(
      'anything legal',
    );
  });

  const context = [customer('I will take legal action unless you pay.'), teammate('We will see.')];
  it.each([['so when will you pay?'], ['And?'], ['My solicitor disagrees.']])(
    'stays excluded: %s',
    async (text) => {
      expect(await excluded(text, { context, excludedBefore: 'anything legal' })).toBe(
        'anything legal',
      );
    },
  );

  it('is over when the turn is clearly about something else', async () => {
    const text = 'Different matter: how do I connect Slack to the shift schedule?';
    expect(await excluded(text, { context, excludedBefore: 'anything legal' })).toBeNull();
  });

  it('finds a topic by its examples', async () => {
    const topics = [
      {
        name: 'Exports',
        description: 'Getting data out',
        examples: ['my csv export is empty', 'download all time entries'],
      },
      {
        name: 'Sign-in',
        description: 'Trouble with passwords and codes',
        examples: ['I cannot log in', 'reset my password'],
      },
    ];
    expect((await classify('The csv export I made is empty', { topics })).topic).toBe('Exports');
    expect((await classify('How can I reset the password?', { topics })).topic).toBe('Sign-in');
    expect((await classify('Do you have an office in Berlin?', { topics })).topic).toBeNull();
  });
});
