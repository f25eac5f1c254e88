import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { explain, keylessTopics } from '../../app/explain.ts';
import { openProductAt } from '../../app/product.ts';
import { explanationWords } from '../../cli/explain.ts';
import { type MessageRef, messageKey } from '../../domain/identifiers.ts';
import { reasonHelp } from '../../domain/reason-help.ts';
import { type ProductSandbox, startProductSandbox } from '../support/product-sandbox.ts';
import { ended, eventually, open, scenarioSettings, scenarios } from '../support/scenarios.ts';

let sandbox: ProductSandbox;

beforeAll(async () => {
  sandbox = await startProductSandbox({
    temporalAddress: inject('temporalAddress'),
    mongodbUri: inject('mongodbUri'),
    settings: scenarioSettings,
  });
});
afterAll(() => sandbox.stop());

const told = async ({ appId, conversationId }: Omit<MessageRef, 'messageId'>) => {
  const explanation = await explain(sandbox.product, { appId, conversationId });
  return { explanation, words: explanationWords(explanation) };
};

describe('explain', () => {
  it('tells a note, with its reference code and a link', async () => {
    const message = await scenarios.suggested(sandbox);
    const { explanation, words } = await told(message);
    expect(explanation.messages).toMatchObject([{ outcome: 'suggested', reason: null, run: null }]);
    expect(words).toMatch(/: suggested\n/);
    expect(words).not.toContain('To change it');
    expect(words).toMatch(/Note SN-[\w-]+ stands in the conversation since \d{4}-/);
    expect(words).toMatch(/Page: http:\/\/127\.0\.0\.1:\d+\/c\//);
  });

  it.each([
    ['quiet-by-eligibility', 'owned_by_ai_admin', 'The AI teammate owns the conversation'],
    ['quiet-by-topic', 'excluded_topic', 'The topic is on the list of topics'],
    ['superseded', 'superseded', 'It handed on to message part-'],
    ['failed', 'intercom_rejected', 'Intercom refused'],
  ] as const)('tells %s, and what changes it', async (name, reason, sentence) => {
    const message = await scenarios[name](sandbox);
    const { explanation, words } = await told(message);
    expect(explanation.messages[0]).toMatchObject({ message: messageKey(message), reason });
    expect(words).toContain(`(${reason})`);
    expect(words).toContain(sentence);
    expect(words).toContain(`\n  To change it: ${reasonHelp[reason].change}`);
  });

  it('says how topics match as long as there is no model', async () => {
    const message = await scenarios['quiet-by-topic'](sandbox);
    expect((await told(message)).words).toContain(keylessTopics);
    const withKey = await explain({ ...sandbox.product, keyless: false }, message);
    expect(withKey.sentences).toEqual([]);
  });

  it('tells both decisions of a message that was decided twice', async () => {
    const message = await scenarios['decided-twice'](sandbox);
    const { words } = await told(message);
    expect(words).toMatch(/Decided at .* stayed quiet \(owned_by_ai_admin\)/);
    expect(words).toMatch(/Decided again at .*assigned to somebody else: suggested/);
  });

  it('tells that a run is still open, what it does and where to see it', async () => {
    const { message } = open(sandbox, { sourceType: 'email' });
    await eventually('the wait', async () => {
      const { explanation } = await told(message);
      const [first] = explanation.messages;
      return first?.run?.steps.length === 0;
    });
    const { words } = await told(message);
    expect(words).toContain('still running');
    expect(words).toContain('A run is open since');
    expect(words).toContain('http://temporal.test/namespaces/default/workflows/assist%3A');
    await ended(sandbox, message);
  });

  it('tells an unknown conversation as such, also when Temporal does not answer', async () => {
    const { appId } = sandbox;
    const { explanation, words } = await told({ appId, conversationId: '999' });
    expect(explanation).toMatchObject({ known: false, messages: [], link: null });
    expect(words).toContain('Sidenote has no record of a customer message in conversation 999');

    const deaf = await openProductAt({
      temporal: { address: '127.0.0.1:1', namespace: 'default', apiKey: null, tls: null },
      mongodbUri: sandbox.mongodbUri,
      temporalUiUrl: null,
      links: null,
      mode: null,
      keyless: true,
    });
    const without = await explain(deaf, { appId, conversationId: '999' });
    expect(without.sentences.join(' ')).toContain('Temporal does not answer');
    await deaf.close();
  });

  it('does not mix up workspaces that use the same conversation id', async () => {
    const { message } = open(sandbox);
    const { conversationId } = await scenarios.suggested(sandbox).then(() => message);
    const other = await explain(sandbox.product, { appId: 'elsewhere', conversationId });
    expect(other.known).toBe(false);
    await ended(sandbox, message);
  });
});
