import type { Conversation } from '../../domain/conversation.ts';
import { createReadOnlyConversations } from '../../intercom/conversations.ts';
import type { IntercomReading } from '../../intercom/reading.ts';
import { inParallel } from '../in-parallel.ts';
import { asking } from './asking.ts';

/** So many of the newest are looked at to find those that a customer began. */
const lookedAt = 100;
const atOnce = 4;

export type ReadWorkspace = { readonly appId: string; readonly name: string | null };

/** The workspace that the token opens; an error where it is not hosted in the region named. */
export async function readWorkspace(
  client: IntercomReading,
  region: string,
  signal: AbortSignal,
): Promise<ReadWorkspace> {
  const { app } = await asking('the workspace', () => client.me(signal));
  const told = app.region?.toLowerCase() ?? region;
  if (['us', 'eu', 'au'].includes(told) && told !== region) {
    throw new Error(
      `The workspace is hosted in ${told}, INTERCOM_REGION is ${region}: set INTERCOM_REGION=${told}.`,
    );
  }
  return { appId: app.id_code, name: app.name };
}

/**
 * The conversations that changed last, newest change first; those that campaigns, bots or the team
 * began only where there are too few others.
 */
export async function readLast(
  client: IntercomReading,
  options: { readonly last: number; readonly aiAdminId: string },
  signal: AbortSignal,
): Promise<readonly Conversation[]> {
  const { last, aiAdminId } = options;
  const request = { perPage: lookedAt };
  const { members } = await asking('the conversations', () =>
    client.listConversations(request, signal),
  );
  const began = (byCustomer: boolean) =>
    members.filter(
      ({ source }) => ((source?.delivered_as ?? '') === 'customer_initiated') === byCustomer,
    );
  const chosen = new Set([...began(true), ...began(false)].slice(0, last));
  const ids = members.filter((member) => chosen.has(member)).map(({ id }) => id);
  const found = new Map<string, Conversation>();
  await inParallel(ids, atOnce, async (id) => {
    const conversation = await readOne(client, { id, aiAdminId }, signal);
    // What was deleted meanwhile is left out.
    if (conversation !== null) found.set(id, conversation);
  });
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Null: the workspace does not have it. */
export const readOne = (
  client: IntercomReading,
  { id, aiAdminId }: { readonly id: string; readonly aiAdminId: string },
  signal: AbortSignal,
): Promise<Conversation | null> =>
  asking(`conversation ${id}`, () =>
    createReadOnlyConversations(client, { adminId: aiAdminId }).read(id, signal),
  );
