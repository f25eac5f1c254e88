import { renderContact, renderMe, renderTeam, renderTeammate } from '../render/people.ts';
import { failure, ok, type Route } from './answer.ts';

export const peopleRoutes: readonly Route[] = [
  { method: 'GET', path: '/me', handler: ({ workspace }) => ok(renderMe(workspace)) },
  {
    method: 'GET',
    path: '/admins',
    handler: ({ workspace, version }) =>
      ok({
        type: 'admin.list',
        admins: [...workspace.teammates.values()].map((one) => renderTeammate(one, version)),
      }),
  },
  {
    method: 'GET',
    path: '/admins/:id',
    handler({ workspace, version, params }) {
      const teammate = workspace.teammates.get(params['id'] ?? '');
      if (!teammate) return failure(404, 'admin_not_found', 'Admin not found');
      return ok(renderTeammate(teammate, version));
    },
  },
  {
    method: 'GET',
    path: '/teams',
    handler: ({ workspace }) =>
      ok({ type: 'team.list', teams: [...workspace.teams.values()].map(renderTeam) }),
  },
  {
    method: 'GET',
    path: '/contacts/:id',
    handler({ workspace, params }) {
      const contact = workspace.contacts.get(params['id'] ?? '');
      if (!contact) return failure(404, 'not_found', 'User Not Found');
      return ok(renderContact(workspace, contact));
    },
  },
];
