import type { z } from 'zod';
import * as articles from './actions/articles.ts';
import type { ActionContext } from './actions/context.ts';
import { importConversation } from './actions/import.ts';
import { inputs } from './actions/inputs.ts';
import * as lifecycle from './actions/lifecycle.ts';
import { teammateNotes } from './actions/notes.ts';
import * as replies from './actions/replies.ts';
import { startConversation } from './actions/start-conversation.ts';
import * as workspaces from './actions/workspaces.ts';
import type { Delivery } from './webhooks/delivery.ts';

/** Checks and completes the input, then acts: the same way in process and over HTTP. */
function action<Schema extends z.ZodType, Result>(
  schema: Schema,
  act: (input: z.output<Schema>) => Result,
) {
  return Object.assign((input: z.input<Schema>): Result => act(schema.parse(input)), {
    fromOutside: (input: unknown): Result => act(schema.parse(input)),
  });
}

/** Everything that people, customers and automations do in a workspace. */
export function createDriving(context: ActionContext, delivery: Delivery) {
  const { world } = context;
  return {
    /** Creates a workspace with its owner and the AI teammate; `token` opens it. */
    createWorkspace: action(inputs.createWorkspace, (input) => {
      const { appId, adminId, ownerId } = workspaces.createWorkspace(context, input);
      return { appId, adminId, ownerId };
    }),
    updateWorkspace: action(inputs.updateWorkspace, (input) =>
      workspaces.updateWorkspace(context, input),
    ),
    addTeammate: action(inputs.addTeammate, (input) => workspaces.addTeammate(context, input).id),
    addTeam: action(inputs.addTeam, (input) => workspaces.addTeam(context, input).id),
    addContact: action(inputs.addContact, (input) => workspaces.addContact(context, input).id),
    blockContact: action(inputs.blockContact, (input) => workspaces.blockContact(context, input)),
    deleteContact: action(inputs.deleteContact, (input) =>
      workspaces.deleteContact(context, input),
    ),

    /** Returns the ids of the conversation and of its opening message. */
    startConversation: action(inputs.startConversation, (input) => {
      const { id, source, createdAt } = startConversation(context, input);
      return { conversationId: id, sourceId: source.id, createdAt };
    }),
    /** Each of these returns the id of the part that it made. */
    customerReplies: action(
      inputs.customerReplies,
      (input) => replies.customerReplies(context, input).id,
    ),
    teammateReplies: action(
      inputs.teammateReplies,
      (input) => replies.teammateReplies(context, input).id,
    ),
    botReplies: action(inputs.botReplies, (input) => replies.botReplies(context, input).id),
    teammateNotes: action(inputs.teammateNotes, (input) => teammateNotes(context, input).id),
    assign: action(inputs.assign, (input) => lifecycle.assign(context, input).id),
    close: action(inputs.close, (input) => lifecycle.close(context, input).id),
    reopen: action(inputs.reopen, (input) => lifecycle.reopen(context, input).id),
    snooze: action(inputs.snooze, (input) => lifecycle.snooze(context, input).id),
    redactPart: action(inputs.redactPart, (input) => lifecycle.redactPart(context, input)),
    redactSource: action(inputs.redactSource, (input) => lifecycle.redactSource(context, input)),
    deleteConversation: action(inputs.deleteConversation, (input) =>
      lifecycle.deleteConversation(context, input),
    ),
    setTags: action(inputs.setTags, (input) => lifecycle.setTags(context, input)),
    setAttributes: action(inputs.setAttributes, (input) => lifecycle.setAttributes(context, input)),
    /** Takes a raw conversation; returns its id and by how much its times were moved. */
    importConversation: action(inputs.importConversation, (input) => {
      const { conversation, shiftSeconds } = importConversation(context, input);
      return { conversationId: conversation.id, sourceId: conversation.source.id, shiftSeconds };
    }),

    addArticle: action(inputs.addArticle, (input) => articles.addArticle(context, input).id),
    updateArticle: action(
      inputs.updateArticle,
      (input) => articles.updateArticle(context, input).id,
    ),
    unpublishArticle: action(
      inputs.unpublishArticle,
      (input) => articles.unpublishArticle(context, input).id,
    ),
    deleteArticle: action(inputs.deleteArticle, (input) => articles.deleteArticle(context, input)),
    addInternalArticle: action(
      inputs.addInternalArticle,
      (input) => articles.addInternalArticle(context, input).id,
    ),
    deleteInternalArticle: action(inputs.deleteInternalArticle, (input) =>
      articles.deleteInternalArticle(context, input),
    ),

    sendPing: action(inputs.sendPing, (input) => delivery.ping(world.workspace(input.appId))),
    redeliver: action(inputs.redeliver, (input) => delivery.again(input, input.copies)),
  };
}

export type Driving = ReturnType<typeof createDriving>;
