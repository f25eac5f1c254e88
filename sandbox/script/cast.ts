import type { Script, ScriptAssignee } from './script-schema.ts';
import type { Stage } from './stage.ts';

/** Who works in a workspace, by the names of the script. */
export type Cast = {
  teammate(name?: string): string;
  assignee(to: ScriptAssignee): 'nobody' | { teammate: string } | { team: string };
  /** Who does something: a teammate by name, or an automation of the workspace. */
  actor(name?: string): 'workflow' | { teammate: string };
};

/** Makes the script's teammates and teams in a workspace. */
export function hireCast(script: Script, { simulator, adminId }: Stage, appId: string): Cast {
  const people = new Map(
    script.teammates.map((name) => [name, simulator.addTeammate({ appId, name })]),
  );
  const known = (map: ReadonlyMap<string, string>, name: string): string => {
    const id = map.get(name);
    if (id === undefined) throw new Error(`The script has nobody called "${name}"`);
    return id;
  };
  const teams = new Map(
    script.teams.map(({ name, members }) => [
      name,
      simulator.addTeam({ appId, name, adminIds: members.map((member) => known(people, member)) }),
    ]),
  );
  const teammate = (name = script.teammates[0] ?? ''): string => known(people, name);
  return {
    teammate,
    assignee(to) {
      if (to === 'nobody') return 'nobody';
      if (to === 'ai_admin') return { teammate: adminId };
      return 'teammate' in to
        ? { teammate: teammate(to.teammate) }
        : { team: known(teams, to.team) };
    },
    actor: (name) => (name === undefined ? 'workflow' : { teammate: teammate(name) }),
  };
}
