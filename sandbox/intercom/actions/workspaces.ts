import type { Contact, Team, Teammate, Workspace } from '../state/types.ts';
import { nextId } from '../state/world.ts';
import type { ActionContext } from './context.ts';
import type { Parsed } from './inputs.ts';

/** The topics of the product's set-up, plus `.admin.noted`, which exercises its loop guard. */
export const defaultSubscriptions: readonly string[] = [
  'conversation.user.created',
  'conversation.user.replied',
  'conversation.admin.replied',
  'conversation.admin.assigned',
  'conversation.admin.closed',
  'conversation.admin.noted',
  'conversation.deleted',
  'conversation_part.redacted',
  'article.created',
  'article.updated',
  'article.published',
  'article.unpublished',
  'article.deleted',
  'contact.deleted',
];

export function createWorkspace(
  context: ActionContext,
  input: Parsed<'createWorkspace'>,
): Workspace {
  const now = context.world.seconds();
  const workspace: Workspace = {
    appId: input.appId,
    name: input.name,
    token: input.token,
    clientSecret: input.clientSecret,
    region: input.region,
    timezone: input.timezone,
    adminId: input.adminId,
    ownerId: '991267400',
    version: input.version,
    webhookVersion: input.webhookVersion,
    webhookUrl: input.webhookUrl ?? null,
    subscriptions: new Set(input.subscriptions ?? defaultSubscriptions),
    rateLimit: input.rateLimit,
    repliedPayload: input.repliedPayload,
    redactedPayload: input.redactedPayload,
    searchByWholeDays: input.searchByWholeDays,
    teammates: new Map(),
    teams: new Map(),
    contacts: new Map(),
    conversations: new Map(),
    articles: new Map(),
    internalArticles: new Map(),
    helpCenters:
      input.helpCenterUrl === null
        ? []
        : [
            {
              id: '1',
              identifier: input.appId,
              displayName: `${input.name} Help Center`,
              url: input.helpCenterUrl,
              createdAt: now,
            },
          ],
    tags: new Map(),
    counters: {
      conversation: 501,
      part: 1001,
      source: 400000501,
      admin: 991267401,
      team: 5017691,
      contact: 1,
      article: 39,
      tag: 101,
    },
  };
  context.world.addWorkspace(workspace);
  const seat = { hasInboxSeat: true, awayModeEnabled: false, teamIds: [] };
  addTeammate(context, { ...seat, appId: input.appId, id: workspace.ownerId, name: 'Olive Owner' });
  addTeammate(context, {
    ...seat,
    appId: input.appId,
    id: input.adminId,
    name: input.adminName,
    hasInboxSeat: input.adminHasSeat,
  });
  return workspace;
}

export function updateWorkspace(context: ActionContext, input: Parsed<'updateWorkspace'>): void {
  const workspace = context.world.workspace(input.appId);
  workspace.clientSecret = input.clientSecret ?? workspace.clientSecret;
  workspace.version = input.version ?? workspace.version;
  workspace.webhookVersion = input.webhookVersion ?? workspace.webhookVersion;
  if (input.webhookUrl !== undefined) workspace.webhookUrl = input.webhookUrl;
  if (input.subscriptions) workspace.subscriptions = new Set(input.subscriptions);
  workspace.rateLimit = input.rateLimit ?? workspace.rateLimit;
  workspace.repliedPayload = input.repliedPayload ?? workspace.repliedPayload;
  workspace.redactedPayload = input.redactedPayload ?? workspace.redactedPayload;
  workspace.searchByWholeDays = input.searchByWholeDays ?? workspace.searchByWholeDays;
}

export function addTeammate(context: ActionContext, input: Parsed<'addTeammate'>): Teammate {
  const workspace = context.world.workspace(input.appId);
  const id = input.id ?? nextId(workspace, 'admin');
  const teammate: Teammate = {
    id,
    name: input.name,
    email: input.email ?? `teammate-${id}@sandbox.example`,
    hasInboxSeat: input.hasInboxSeat,
    awayModeEnabled: input.awayModeEnabled,
    teamIds: [...input.teamIds],
  };
  workspace.teammates.set(id, teammate);
  for (const teamId of teammate.teamIds) workspace.teams.get(teamId)?.adminIds.push(id);
  return teammate;
}

export function addTeam(context: ActionContext, input: Parsed<'addTeam'>): Team {
  const workspace = context.world.workspace(input.appId);
  const team: Team = {
    id: input.id ?? nextId(workspace, 'team'),
    name: input.name,
    adminIds: [...input.adminIds],
  };
  workspace.teams.set(team.id, team);
  for (const adminId of team.adminIds) workspace.teammates.get(adminId)?.teamIds.push(team.id);
  return team;
}

export function addContact(context: ActionContext, input: Parsed<'addContact'>): Contact {
  const workspace = context.world.workspace(input.appId);
  const now = context.world.seconds();
  const contact: Contact = {
    id: input.id ?? nextId(workspace, 'contact').padStart(24, '6762f1261bb69f9f21930000'),
    role: input.role,
    name: input.name,
    email: input.email,
    externalId: input.externalId,
    languageOverride: input.languageOverride,
    customAttributes: input.customAttributes,
    companies: input.companies,
    location: { country: input.country, region: null, city: null },
    blocked: false,
    createdAt: now,
    updatedAt: now,
  };
  workspace.contacts.set(contact.id, contact);
  return contact;
}

export function blockContact(context: ActionContext, input: Parsed<'blockContact'>): void {
  const contact = context.world.workspace(input.appId).contacts.get(input.contactId);
  if (!contact) throw new Error(`no contact ${input.contactId} in ${input.appId}`);
  contact.blocked = true;
}

export function deleteContact(context: ActionContext, input: Parsed<'deleteContact'>): void {
  const workspace = context.world.workspace(input.appId);
  const contact = workspace.contacts.get(input.contactId);
  if (!contact) throw new Error(`no contact ${input.contactId} in ${input.appId}`);
  workspace.contacts.delete(contact.id);
  if (input.silent) return;
  context.announce(workspace, {
    kind: 'item',
    topic: 'contact.deleted',
    item: { type: 'contact', id: contact.id, external_id: contact.externalId, deleted: true },
  });
}
