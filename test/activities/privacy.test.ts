import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Draft, DraftRequest } from '../../domain/language-model.ts';
import { type ActivityBench, startActivityBench } from '../support/activity-bench.ts';
import { ownDatabase } from '../support/database.ts';
import { seeded, seededByKind } from '../support/seeded-data.ts';

const database = ownDatabase('privacy');
let bench: ActivityBench;
beforeAll(async () => {
  bench = await startActivityBench(database());
});
afterAll(() => bench.stop());

const cited = (text: string, { passages }: DraftRequest): Draft['blocks'][number] => ({
  kind: 'paragraph',
  sentences: [{ text, sources: [passages[0]?.id ?? ''] }],
});
/** Obeys everything: says all that it was given. */
const repeating = (request: DraftRequest): Draft => ({
  blocks: [
    cited('Open Settings.', request),
    ...request.questions.map(({ text }) => cited(text, request)),
    ...(request.attributes ?? []).map(({ value }) => cited(`It is ${value}.`, request)),
    cited('Also <EMAIL_9>, <CARD_1> and <SECRET_1>.', request),
  ],
  openQuestions: request.questions.map(({ text }) => text),
});
const documents = async (conversationId: string): Promise<string> => {
  const collections = await database().db.collections();
  const found = await Promise.all(collections.map((one) => one.find({ conversationId }).toArray()));
  return JSON.stringify(found);
};

describe('a customer’s own data', () => {
  it('comes back in the note alone, and what opens an account never', async () => {
    bench.model.onDraft((request) => ({
      ...repeating(request),
      blocks: [cited('Change <EMAIL_1>.', request), ...repeating(request).blocks],
    }));
    const question = 'How do I change jo@mail.example? My password: x1secret!';
    const prepared = await bench.prepare(bench.open(question));
    expect((await bench.attempt('postNote', prepared)).kind).toBe('posted');
    const [note] = bench.notesOf(prepared.run.message);
    expect(note?.body).toMatch(/Change jo@mail.example/);
    expect(note?.body).toContain('[password]');
    expect(note?.body).not.toMatch(/x1secret|EMAIL_9|CARD_1|SECRET_1|PASSWORD_1/);
    expect(note?.body).toContain('Hi Dana,');
    const { noteHtml } = (await bench.ports.sessions.readRun(prepared.run, ['noteHtml'])).texts;
    expect(noteHtml).toContain('Open Settings.');
    expect(noteHtml).toContain('&lt;EMAIL_1&gt;');
    expect(noteHtml).not.toMatch(/jo@mail|Dana/);
  });

  it('that is all a draft has ends it, where it may not come back', async () => {
    bench.model.onDraft((request) => ({
      blocks: [cited('Your password is <PASSWORD_1>.', request)],
      openQuestions: [],
    }));
    const preparing = bench.prepare(bench.open('What is wrong? password: x1secret!'));
    await expect(preparing).rejects.toThrow('not_helpful');
  });
});

describe('attributes of a conversation', () => {
  it.each<[Record<string, unknown>, readonly string[]]>([
    [{}, []],
    [{ attributes: { rule: 'allow_all' } }, ['plan', 'owner']],
    [{ attributes: { rule: 'block_all', names: ['plan'] } }, []],
    [{ attributes: { rule: 'allow_only', names: ['plan'] } }, ['plan']],
    [{ attributes: { rule: 'block_only', names: ['plan'] } }, ['owner']],
  ])('reach a model and are kept by %j: %j', async (settings, names) => {
    await bench.configure(settings);
    bench.model.onDraft((request) => ({ blocks: [cited('Open it.', request)], openQuestions: [] }));
    const customAttributes = { plan: 'Gold', owner: 'jo@mail.example' };
    const { run } = await bench.prepare(bench.open('How do I export?', { customAttributes }));
    const seen = bench.model.drafted.at(-1)?.attributes ?? [];
    expect(seen.map(({ name }) => name)).toEqual(names);
    const { conversation } = (await bench.ports.sessions.readRun(run, ['conversation'])).texts;
    expect(Object.keys(conversation?.customAttributes ?? {})).toEqual(names);
    const all = JSON.stringify([seen, await documents(run.message.conversationId)]);
    expect(all).not.toContain('jo@mail.example');
    expect(all.includes('Gold')).toBe(names.includes('plan'));
    await bench.configure({});
  });
});

it('no seed reaches a request, a search or a document, whatever the model repeats', async () => {
  await bench.configure({ attributes: { rule: 'allow_all' } });
  bench.model.onDraft(repeating);
  let posted = 0;
  const seeds = fc.record({
    body: fc.array(seeded, { minLength: 1, maxLength: 3 }),
    ...{ quoted: seeded, attribute: seeded, name: seededByKind.NAME, email: seededByKind.EMAIL },
  });
  await fc.assert(
    fc.asyncProperty(seeds, fc.boolean(), async (given, isMail) => {
      const { body, quoted, attribute, name, email } = given;
      const values = [...body, quoted, attribute, name, email].map(({ value }) => value);
      const { appId, simulator, model, searches } = bench;
      const [asked, drafted, searched] = [
        model.classified.length,
        model.drafted.length,
        searches.length,
      ];
      const text = `How do I export? ${body.map(({ sentence }) => sentence).join(' ')}`;
      const message = bench.open(
        `<p>${text.replaceAll('<', '&lt;')}</p><blockquote>${quoted.sentence.replaceAll('<', '&lt;')}</blockquote>`,
        {
          contactId: simulator.addContact({ appId, name: name.value, email: email.value }),
          customAttributes: { note: attribute.sentence },
          ...(isMail ? { sourceType: 'email', subject: body[0]?.sentence ?? '' } : {}),
        },
      );
      // Proof may leave too little of what the model repeats: that ends it, and is looked at as well.
      const prepared = await bench.prepare(message).catch((error: unknown) => {
        expect(String(error)).toContain('not_helpful');
        return null;
      });
      if (prepared && (await bench.attempt('postNote', prepared)).kind === 'posted') posted += 1;
      const traces = {
        classified: JSON.stringify(model.classified.slice(asked)),
        drafted: JSON.stringify(model.drafted.slice(drafted)),
        searches: JSON.stringify(searches.slice(searched)),
        documents: await documents(message.conversationId),
      };
      expect(traces.drafted).toContain('How do I export?');
      expect(traces.documents).toContain('How do I export?');
      for (const [where, content] of Object.entries(traces))
        for (const value of values)
          expect(content.includes(value), `${value} in ${where}`).toBe(false);
    }),
    { numRuns: 40 },
  );
  expect(posted).toBeGreaterThan(10);
});
