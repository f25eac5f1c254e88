import type { ApiVersion, Contact, Team, Teammate, Workspace } from '../state/types.ts';
import { atLeast } from './versions.ts';

export function renderTeammate(teammate: Teammate, version: ApiVersion): Record<string, unknown> {
  return {
    type: 'admin',
    id: teammate.id,
    name: teammate.name,
    email: teammate.email,
    away_mode_enabled: teammate.awayModeEnabled,
    away_mode_reassign: false,
    away_status_reason_id: null,
    has_inbox_seat: teammate.hasInboxSeat,
    team_ids: teammate.teamIds.map(Number),
    ...(atLeast(version, '2.16') ? { role: null } : {}),
  };
}

/** `/me`: who made the token, with the workspace. */
export function renderMe(workspace: Workspace): Record<string, unknown> {
  const owner = workspace.teammates.get(workspace.ownerId);
  return {
    type: 'admin',
    id: workspace.ownerId,
    email: owner?.email ?? '',
    name: owner?.name ?? '',
    email_verified: true,
    app: {
      type: 'app',
      id_code: workspace.appId,
      name: workspace.name,
      created_at: workspace.helpCenters[0]?.createdAt ?? 0,
      secure: false,
      identity_verification: false,
      timezone: workspace.timezone,
      region: workspace.region.toUpperCase(),
    },
    avatar: { type: 'avatar', image_url: null },
    has_inbox_seat: owner?.hasInboxSeat ?? false,
  };
}

export function renderTeam(team: Team): Record<string, unknown> {
  return { type: 'team', id: team.id, name: team.name, admin_ids: team.adminIds.map(Number) };
}

export function renderContact(workspace: Workspace, contact: Contact): Record<string, unknown> {
  const list = (name: string, data: readonly Record<string, unknown>[]) => ({
    type: 'list',
    data,
    url: `/contacts/${contact.id}/${name}`,
    total_count: data.length,
    has_more: false,
  });
  return {
    type: 'contact',
    id: contact.id,
    workspace_id: workspace.appId,
    external_id: contact.externalId,
    role: contact.role,
    email: contact.email,
    email_domain: contact.email?.split('@')[1] ?? null,
    phone: null,
    name: contact.name,
    avatar: null,
    owner_id: null,
    social_profiles: { type: 'list', data: [] },
    has_hard_bounced: false,
    marked_email_as_spam: false,
    unsubscribed_from_emails: false,
    created_at: contact.createdAt,
    updated_at: contact.updatedAt,
    signed_up_at: null,
    last_seen_at: null,
    last_replied_at: null,
    last_contacted_at: null,
    language_override: contact.languageOverride,
    browser_language: null,
    location: { type: 'location', ...contact.location },
    custom_attributes: contact.customAttributes,
    tags: list('tags', []),
    notes: list('notes', []),
    companies: list(
      'companies',
      contact.companies.map(({ id }) => ({ type: 'company', id, url: `/companies/${id}` })),
    ),
  };
}
