import { type MessageRef, partId, sourceId } from '../../domain/identifiers.ts';
import type { Act, ChaosEvent } from '../../sandbox/chaos/conversations.ts';
import type { HumanAct, WrittenMessage } from '../../sandbox/chaos/evidence.ts';
import type { ChaosConversation, ChaosPlan } from '../../sandbox/chaos/plan.ts';
import { messagesIn } from '../../sandbox/chaos/conversations.ts';
import type { IntercomSimulator } from '../../sandbox/intercom/simulator-types.ts';
import { realClock } from '../clocks.ts';
import { pause } from '../pause.ts';
import { sandboxConnection } from '../sandbox-stack.ts';
import type { OutcomesWatch } from './outcomes-watch.ts';
import { createPlaces } from './places.ts';
import type { PostingWatch } from './posting-watch.ts';

export type Driven = {
  readonly messages: readonly WrittenMessage[];
  readonly acts: readonly HumanAct[];
  /** Messages without an outcome at once, at the most. */
  readonly mostOpen: number;
};

type Scene = {
  readonly simulator: IntercomSimulator;
  readonly outcomes: OutcomesWatch;
  readonly posting: PostingWatch;
  readonly patienceMs: number;
  readonly people: ReadonlyMap<string, { teammateId: string; contactId: string }>;
  readonly messages: WrittenMessage[];
  readonly acts: HumanAct[];
  readonly onMessage: (written: number) => void;
};

/** Plays all conversations of a plan, so many messages open at a time. */
export async function drive(
  plan: ChaosPlan,
  options: {
    readonly simulator: IntercomSimulator;
    readonly outcomes: OutcomesWatch;
    readonly posting: PostingWatch;
    readonly appIds: readonly string[];
    readonly open: number;
    /** What waits for longer holds up its conversation no more; the end finds it. */
    readonly patienceMs: number;
    /** Told how many messages are written by now. */
    readonly onMessage: (written: number) => void;
  },
): Promise<Driven> {
  const { simulator } = options;
  const people = new Map(
    options.appIds.map((appId) => {
      const teammateId = simulator.addTeammate({ appId, name: 'Jane' });
      const contactId = simulator.addContact({ appId, name: 'Dana', email: 'dana@client.example' });
      return [appId, { teammateId, contactId }];
    }),
  );
  const scene: Scene = { ...options, people, messages: [], acts: [] };
  const places = createPlaces(options.open);
  const playing: Promise<void>[] = [];
  for (const conversation of plan.conversations) {
    const leave = await places.take(messagesIn(conversation.events));
    playing.push(playConversation(scene, conversation).finally(leave));
  }
  await Promise.all(playing);
  return { messages: scene.messages, acts: scene.acts, mostOpen: places.most() };
}

async function playConversation(scene: Scene, conversation: ChaosConversation): Promise<void> {
  const { appId, conversationId } = conversation;
  const written: MessageRef[] = [];
  const decided = (): Promise<boolean> => scene.outcomes.ended(written, scene.patienceMs);
  const reads = hookReads(scene, conversation);
  for (const [index, { moment, act }] of conversation.events.entries()) {
    switch (moment.kind) {
      case 'after':
        if (moment.ms > 0) await pause(moment.ms);
        break;
      case 'decided':
        await decided();
        break;
      case 'read':
        await Promise.race([reads.get(index), decided()]);
        break;
      case 'posting':
        await Promise.race([scene.posting.first(conversationId), decided()]);
        break;
    }
    const message = perform(scene, conversation, act, written);
    if (message) written.push(message);
    // Nothing is left that could happen to it.
    if (act.kind === 'delete') break;
  }
  const left = owed(scene, appId, conversationId, written);
  await scene.outcomes.ended(left, scene.patienceMs);
}

/** Resolved by the reads that events wait for; set before anybody can read. */
function hookReads(
  { simulator }: Scene,
  { appId, conversationId, events }: ChaosConversation,
): ReadonlyMap<number, Promise<void>> {
  const waiting = events.flatMap(({ moment }: ChaosEvent, index) =>
    moment.kind === 'read' ? [[index, moment.nth] as const] : [],
  );
  return new Map(
    waiting.map(([index, nth]) => [
      index,
      new Promise<void>((resolve) => {
        simulator.onRead({ appId, conversationId }, nth, () => resolve());
      }),
    ]),
  );
}

/** Messages that can still come to an outcome: one that nobody told of may be gone. */
const owed = (
  { acts, messages }: Scene,
  appId: string,
  conversationId: string,
  written: readonly MessageRef[],
): readonly MessageRef[] => {
  const isOver = acts.some((act) => act.appId === appId && act.conversationId === conversationId);
  const isTold = (message: MessageRef): boolean =>
    messages.find((one) => one.message === message)?.redactedAtMs === null;
  return isOver ? [] : written.filter(isTold);
};

function perform(
  scene: Scene,
  conversation: ChaosConversation,
  act: Act,
  written: readonly MessageRef[],
): MessageRef | null {
  const { simulator, acts } = scene;
  const { appId, conversationId } = conversation;
  const place = { appId, conversationId };
  const teammateId = scene.people.get(appId)?.teammateId ?? '';
  const by = { teammate: teammateId };
  switch (act.kind) {
    case 'ask':
      return ask(scene, conversation, act.text, written.length === 0);
    case 'answer':
      simulator.teammateReplies({ ...place, teammateId, body: 'I have looked into it.' });
      acts.push({ ...place, kind: 'answer', atMs: realClock.now() });
      return null;
    case 'assign':
      simulator.assign({ ...place, to: ownerOf(scene, appId, act.to), by });
      return null;
    case 'close':
      simulator.close({ ...place, by });
      return null;
    case 'delete':
      simulator.deleteConversation(place);
      acts.push({ ...place, kind: 'delete', atMs: realClock.now() });
      return null;
    case 'redact': {
      const message = written[act.message - 1];
      if (!message) return null;
      const id = message.messageId;
      if (id.startsWith('source-')) simulator.redactSource(place);
      else simulator.redactPart({ ...place, partId: id.slice('part-'.length) });
      const at = scene.messages.findIndex((one) => one.message === message);
      const found = scene.messages[at];
      if (found) scene.messages[at] = { ...found, redactedAtMs: realClock.now() };
      return null;
    }
  }
}

const ownerOf = ({ people }: Scene, appId: string, to: 'teammate' | 'ai_admin') => ({
  teammate: to === 'ai_admin' ? sandboxConnection.adminId : (people.get(appId)?.teammateId ?? ''),
});

function ask(
  scene: Scene,
  { appId, conversationId, owner }: ChaosConversation,
  body: string,
  isFirst: boolean,
): MessageRef {
  const { simulator } = scene;
  const sent = simulator.deliveries().length;
  const writtenAtMs = realClock.now();
  const messageId = isFirst
    ? sourceId(
        simulator.startConversation({
          ...{ appId, id: conversationId, body },
          contactId: scene.people.get(appId)?.contactId ?? '',
          assignee: ownerOf(scene, appId, owner),
        }).sourceId,
      )
    : partId(simulator.customerReplies({ appId, conversationId, body }));
  const delivery = simulator.deliveries().slice(sent)[0];
  const message = { appId, conversationId, messageId };
  scene.messages.push({
    ...{ message, writtenAtMs, redactedAtMs: null },
    notificationId: delivery?.notificationId ?? null,
  });
  scene.onMessage(scene.messages.length);
  return message;
}
