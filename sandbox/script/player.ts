import { setTimeout as pause } from 'node:timers/promises';
import { sourceId } from '../../domain/identifiers.ts';
import { type Cast, hireCast } from './cast.ts';
import { faultPlanOf } from './fault-plan.ts';
import { createLongGaps, longestPlayedGapMs } from './long-gaps.ts';
import { attachmentsOf, bodyOf, subjectOf } from './message-body.ts';
import { type Scene, perform } from './perform.ts';
import { type PlayedConversation, isDecided } from './played.ts';
import type { PlannedWorkspace } from './planned-workspace.ts';
import type { Script, ScriptEvent, ScriptedConversation } from './script-schema.ts';
import type { Stage } from './stage.ts';

/** Real milliseconds after which something that has not come to rest counts as hanging. */
const patienceMs = 90_000;
const lookEveryMs = 50;
/** How many conversations are under way at once: more would only make each of them slower. */
const atOnce = 16;

/** Plays all conversations of a script, side by side, to their end; order as in the script. */
export async function play(
  script: Script,
  workspaces: readonly PlannedWorkspace[],
  stage: Stage,
): Promise<readonly PlayedConversation[]> {
  stage.simulator.setFaults(faultPlanOf(workspaces));
  const planned = workspaces.flatMap((workspace) => {
    const cast = hireCast(script, stage, workspace.appId);
    return workspace.conversations.map((conversation) => ({
      conversation,
      appId: workspace.appId,
      cast,
    }));
  });
  const gaps = createLongGaps({
    conversations: planned.length,
    atRest: () => atRest(stage),
    advance: (productMs) => stage.clock.advance(productMs),
  });
  const places = createPlaces(atOnce);
  let ended = 0;
  const played = await Promise.all(
    planned.map(async ({ conversation, appId, cast }) => {
      await places.take();
      const result = await playConversation(conversation, { stage, cast, appId }, async (gapMs) => {
        places.free();
        await gaps.wait(gapMs);
        await places.take();
      });
      places.free();
      ended += 1;
      stage.report(`${ended} of ${planned.length} conversations played: ${conversation.name}`);
      await gaps.ended();
      return result;
    }),
  );
  await atRest(stage);
  const order = new Map(script.conversations.map(({ name }, index) => [name, index]));
  const place = (one: PlayedConversation): number => order.get(one.conversation.name) ?? 0;
  return [...played].sort((one, other) => place(one) - place(other));
}

type Setting = { stage: Stage; cast: Cast; appId: string };

async function playConversation(
  conversation: ScriptedConversation,
  setting: Setting,
  longGap: (gapMs: number) => Promise<void>,
): Promise<PlayedConversation> {
  const { stage, appId } = setting;
  const scene = open(conversation, setting);
  const wait = async (event: ScriptEvent): Promise<void> => {
    if (event.once === 'decided') await decided(scene);
    const gapMs = event.after * 1_000;
    if (gapMs > longestPlayedGapMs) await longGap(gapMs);
    else if (gapMs > 0) await pause(stage.clock.realMs(gapMs));
  };
  for (const event of conversation.events.slice(1)) {
    if (event.type === 'on_read') continue;
    await wait(event);
    await perform(scene, event);
  }
  await decided(scene);
  return { conversation, appId, conversationId: scene.conversationId, messages: scene.messages };
}

/** Starts the conversation; its hooks are in place before anybody can read it. */
function open(conversation: ScriptedConversation, { stage, cast, appId }: Setting): Scene {
  const { simulator, clock } = stage;
  const [opening] = conversation.events;
  if (opening?.type !== 'customer') throw new Error('A conversation opens with its customer');
  const { contact } = conversation;
  const contactId = simulator.addContact({
    appId,
    name: contact.name,
    email: contact.email,
    languageOverride: contact.language,
  });
  if (contact.blocked) simulator.blockContact({ appId, contactId });
  const isEmail = conversation.channel === 'email';
  const { conversationId, sourceId: id } = simulator.startConversation({
    appId,
    contactId,
    sourceType: conversation.channel === 'web' ? 'conversation' : conversation.channel,
    deliveredAs: conversation.deliveredAs,
    body: bodyOf(opening),
    subject: isEmail ? (subjectOf(opening) ?? 'A question') : '',
    attachments: attachmentsOf(opening),
    assignee: cast.assignee(conversation.assigned),
    state: conversation.state,
    tags: [...conversation.tags],
    customAttributes: conversation.attributes,
    pageUrl: conversation.pageUrl,
    silent: opening.webhook === 'lost',
  });
  const message = { appId, conversationId, messageId: sourceId(id) };
  const scene: Scene = {
    stage,
    cast,
    appId,
    conversationId,
    isEmail,
    messages: [{ number: 1, event: opening, message, writtenAtMs: clock.now() }],
  };
  for (const event of conversation.events) {
    if (event.type !== 'on_read') continue;
    simulator.onRead(
      { appId, conversationId },
      event.nth,
      async () => {
        for (const inner of event.events) await perform(scene, inner);
      },
      event.when,
    );
  }
  return scene;
}

/** Waits until every message so far that has to be decided has its outcome; the judge tells more. */
async function decided({ stage, appId, conversationId, messages }: Scene): Promise<void> {
  const came = await until(async () => {
    const sessions = await stage.sessions.ofConversation({ appId, conversationId });
    const ended = new Set(
      sessions.filter(({ status }) => status === 'ended').map(({ message }) => message.messageId),
    );
    return messages.filter(isDecided).every(({ message }) => ended.has(message.messageId));
  });
  if (!came) stage.report(`Conversation ${appId}:${conversationId} does not come to its end`);
}

/** Waits until no notification is on its way and no run is open, three times in a row. */
async function atRest(stage: Stage): Promise<void> {
  let quietLooks = 0;
  const came = await until(async () => {
    await stage.simulator.settled();
    quietLooks = (await stage.openRuns()) === 0 ? quietLooks + 1 : 0;
    return quietLooks >= 3;
  });
  if (!came) stage.report(`${await stage.openRuns()} runs in Temporal do not come to their end`);
}

/** Asks until it holds; false when patience ran out. */
async function until(holds: () => Promise<boolean>): Promise<boolean> {
  const givenUpAt = performance.now() + patienceMs;
  while (!(await holds())) {
    if (performance.now() > givenUpAt) return false;
    await pause(lookEveryMs);
  }
  return true;
}

/** A bounded number of places, taken in order. */
function createPlaces(free: number) {
  const waiting: (() => void)[] = [];
  return {
    async take(): Promise<void> {
      if (free > 0) {
        free -= 1;
        return;
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    },
    free(): void {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    },
  };
}
