import { makerOf } from '../../domain/confidence.ts';
import { thresholdOf } from '../../domain/threshold.ts';
import type { Decision, Session } from '../../domain/session.ts';
import type { ServerPorts } from '../ports.ts';
import type { RunView } from './run.tsx';
import type { SessionView } from './session-page.tsx';

/** Gathers what the page about a session shows. */
export async function sessionView(
  ports: ServerPorts,
  session: Session,
  expiresAtMs: number,
): Promise<SessionView> {
  const { message } = session;
  const [notes, runs] = await Promise.all([
    ports.notes.ofConversation(message),
    Promise.all(session.decisions.map((decision) => runView(ports, session, decision))),
  ]);
  return {
    session,
    notes,
    runs,
    inboxLink: ports.workspaces.get(message.appId)?.inboxLink(message.conversationId) ?? null,
    conversationLink: relative(ports.links.conversationLink(message, { untilMs: expiresAtMs })),
    expiresAtMs,
  };
}

async function runView(ports: ServerPorts, session: Session, decision: Decision): Promise<RunView> {
  const { settings } = ports;
  const texts = session.runs[String(decision.run)] ?? {};
  const threshold = await settings
    .version(session.message.appId, decision.settingsVersion)
    .then((version) => thresholdOf(version.settings, makerOf(texts.draft?.model ?? '')))
    .catch(() => null);
  return { decision, texts, threshold };
}

/** Pages link to each other within the address that they were opened at. */
export function relative(link: string): string {
  const { pathname, search, hash } = new URL(link);
  return `${pathname}${search}${hash}`;
}
