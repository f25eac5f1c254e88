import type { Channel } from '../../domain/conversation.ts';
import type { Session } from '../../domain/session.ts';
import { Section, Time } from './parts.tsx';
import type { RunView } from './run.tsx';

const channels: Readonly<Record<Channel, string>> = {
  web: 'Messenger',
  email: 'E-mail',
  other: 'Another channel',
};

type FactsProps = { session: Session; run: RunView | undefined; code: string | null };

/** Ids and circumstances, for whoever has to look the case up elsewhere. */
export function Facts({ session, run, code }: FactsProps) {
  const { message, channel, messageCreatedAtMs, decisions } = session;
  const rows = [
    ['Conversation', message.conversationId],
    ['Message', message.messageId],
    ['Written', messageCreatedAtMs === null ? null : <Time ms={messageCreatedAtMs} />],
    ['Channel', channel === null ? null : channels[channel]],
    ['Language', run?.texts.language ?? null],
    ['Topic', run?.decision.topic ?? run?.texts.classification?.excludedTopic ?? null],
    ['Mode', run?.decision.mode ?? null],
    ['Settings', run ? `version ${run.decision.settingsVersion}` : null],
    ['Decisions', String(decisions.length)],
    ['Reference', code],
    ['Workspace', message.appId],
  ] as const;
  return (
    <Section title="Facts">
      <dl class="facts">
        {rows.map(([name, value]) =>
          value === null ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </Section>
  );
}
