import { partId } from '../../domain/identifiers.ts';
import type { Cast } from './cast.ts';
import { attachmentsOf, bodyOf, subjectOf } from './message-body.ts';
import type { PlayedMessage } from './played.ts';
import type { CustomerEvent, PlainEvent } from './script-schema.ts';
import type { Stage } from './stage.ts';

/** A conversation while it is being played. */
export type Scene = {
  readonly stage: Stage;
  readonly cast: Cast;
  readonly appId: string;
  readonly conversationId: string;
  readonly isEmail: boolean;
  readonly messages: PlayedMessage[];
};

/** Does what an event says; what it makes Intercom announce goes out by itself. */
export async function perform(scene: Scene, event: PlainEvent): Promise<void> {
  const { stage, cast, appId, conversationId } = scene;
  const { simulator, clock } = stage;
  const place = { appId, conversationId };
  switch (event.type) {
    case 'customer':
      reply(scene, event);
      return;
    case 'teammate':
      simulator.teammateReplies({
        ...place,
        teammateId: cast.teammate(event.by),
        body: event.text,
        ...(event.assign === undefined ? {} : { assign: cast.assignee(event.assign) }),
        ...(event.asAutomation === undefined ? {} : { asAutomation: event.asAutomation }),
      });
      return;
    case 'note':
      simulator.teammateNotes({ ...place, teammateId: cast.teammate(event.by), body: event.text });
      return;
    case 'bot':
      simulator.botReplies({ ...place, body: event.text, fin: event.fin });
      return;
    case 'assign':
      simulator.assign({ ...place, to: cast.assignee(event.to), by: cast.actor(event.by) });
      return;
    case 'close':
      simulator.close({ ...place, by: cast.actor(event.by) });
      return;
    case 'reopen':
      simulator.reopen({ ...place, by: cast.actor(event.by) });
      return;
    case 'snooze':
      simulator.snooze({
        ...place,
        by: cast.actor(event.by),
        untilMs: clock.now() + event.forSeconds * 1_000,
      });
      return;
    case 'redact':
      redact(scene, event.message);
      return;
    case 'delete':
      simulator.deleteConversation(place);
      return;
    case 'settings':
      await stage.changeSettings(appId, event.settings);
      return;
    case 'attributes':
      simulator.setAttributes({ ...place, customAttributes: event.attributes });
      return;
  }
}

function reply(scene: Scene, event: CustomerEvent): void {
  const { stage, appId, conversationId, messages, isEmail } = scene;
  const subject = subjectOf(event);
  const body = bodyOf(event);
  const id = stage.simulator.customerReplies({
    appId,
    conversationId,
    body: body === '' ? null : body,
    attachments: attachmentsOf(event),
    ...(isEmail && subject !== undefined ? { subject } : {}),
    silent: event.webhook === 'lost',
  });
  messages.push({
    number: messages.length + 1,
    event,
    message: { appId, conversationId, messageId: partId(id) },
    writtenAtMs: stage.clock.now(),
  });
}

function redact({ stage, appId, conversationId, messages }: Scene, number: number): void {
  const id = messages[number - 1]?.message.messageId;
  if (id === undefined) throw new Error(`Message ${number} is not written yet`);
  const place = { appId, conversationId };
  if (id.startsWith('source-')) stage.simulator.redactSource(place);
  else stage.simulator.redactPart({ ...place, partId: id.slice('part-'.length) });
}
