import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createScaledClock } from '../../app/clocks.ts';
import { startSandbox } from '../../app/sandbox-stack.ts';
import { type MessageRef, sourceId } from '../../domain/identifiers.ts';
import { reasonOf } from '../../domain/outcome.ts';
import type { LanguageModel } from '../../domain/language-model.ts';
import type { Article } from '../../domain/passage.ts';
import { createExtractiveModel } from '../../models/extractive.ts';
import { marks } from './marks.ts';

/** What the process tells its parent once every message has ended. */
export type MarkedRun = { readonly taskQueue: string; readonly outcomes: readonly string[] };

/**
 * A process of its own, so that all that it writes can be read: web and worker with every log line
 * on, and conversations that carry marks wherever a person's words or data can stand.
 */
const [temporalAddress = '', mongodbUri = ''] = process.argv.slice(2);
const name = randomBytes(4).toString('hex');
const appId = `w${name}`;
const taskQueue = `marked-${name}`;
const uri = new URL(mongodbUri);
uri.pathname = `/marked_${name}`;

const article: Article = {
  id: 'export',
  source: 'sandbox',
  title: `Export your time entries ${marks.article}`,
  url: `https://help.example/${marks.article}`,
  markdown: `Open Reports and choose Export time entries. The file ${marks.article} holds them all.`,
  audience: 'public',
  language: 'en',
};

const extractive = createExtractiveModel();
let failures = 0;
/** Fails as a parser does that quotes what it was given. */
const quoting: LanguageModel = {
  ...extractive,
  async classify(request, signal) {
    const text = request.messages.map((message) => message.text).join(' ');
    if (text.includes('fails') && failures < 2) {
      failures += 1;
      throw new SyntaxError(`Unexpected token in "${text}"`);
    }
    return extractive.classify(request, signal);
  },
};

const clock = createScaledClock(20);
const sandbox = await startSandbox({
  ...{ clock, taskQueue, appIds: [appId], logLevel: 'trace', model: quoting },
  temporal: { address: temporalAddress, namespace: 'default' },
  mongodbUri: uri.href,
});
await sandbox.know(appId, [article]);
const settings = { mode: 'live', confidenceThreshold: 0 };
await sandbox.stores.settings.save({ appId, base: 0, settings, nowMs: clock.now() });

const { simulator } = sandbox;
const teammate = simulator.addTeammate({ appId, name: `Jane ${marks.teammate}` });
const contactId = simulator.addContact({ appId, name: marks.name, email: marks.email });
const open = (body: string, more: { sourceType?: string; subject?: string } = {}): MessageRef => {
  const assignee = { teammate };
  const started = simulator.startConversation({ appId, contactId, body, assignee, ...more });
  const { conversationId } = started;
  return { appId, conversationId, messageId: sourceId(started.sourceId) };
};
const end = async (message: MessageRef): Promise<string> => {
  for (;;) {
    const session = await sandbox.stores.sessions.find(message);
    const outcome = session?.decisions.at(-1)?.outcome;
    if (outcome) return reasonOf(outcome) ?? outcome.kind;
    await sleep(100);
  }
};

const question = `How do I export my time entries ${marks.message}?`;
const first = [
  open(question),
  open(`${question} It fails.`),
  open(question, { sourceType: 'email', subject: `Subject ${marks.message}` }),
];
const outcomes = await Promise.all(first.map(end));
simulator.setFaults({
  calls: [
    { kind: 'before', method: 'POST', path: '/conversations/*/reply', status: 422 },
    { kind: 'before', method: 'GET', path: '/conversations/*', status: 500, nth: 1 },
  ],
});
outcomes.push(await end(open(question)));
const written = first.every(({ conversationId }) =>
  simulator.notes(appId, conversationId).some(({ body }) => body.includes(marks.article)),
);
if (!written) throw new Error('The notes do not hold what the test looks for elsewhere');

process.send?.({ taskQueue, outcomes } satisfies MarkedRun);
process.once('message', () => {
  void sandbox.stop().then(() => process.disconnect());
});
