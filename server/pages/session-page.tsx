import type { NoteRecord } from '../../domain/note-record.ts';
import { type Session, lastDecision } from '../../domain/session.ts';
import { notesAbout, storyOf, timeOf, verdictOf, whyOf } from '../../domain/story.ts';
import { Facts } from './facts.tsx';
import { SafeLink, toneOf } from './parts.tsx';
import { Layout } from './render.tsx';
import { RunGate, type RunView, RunWork } from './run.tsx';
import { Story } from './story.tsx';
import { Thread } from './thread.tsx';

export type SessionView = {
  readonly session: Session;
  /** All rows of the conversation. */
  readonly notes: readonly NoteRecord[];
  /** In the order of the decisions. */
  readonly runs: readonly RunView[];
  readonly inboxLink: string | null;
  readonly conversationLink: string;
  readonly expiresAtMs: number;
};

/** One customer message: what was decided about it, from what, and why. */
export function SessionPage({ view }: { view: SessionView }) {
  const { session, notes, runs } = view;
  const latest = runs.at(-1);
  const earlier = runs.slice(0, -1);
  const own = notesAbout(session, notes).at(-1);
  const thread = runs.findLast((run) => run.texts.conversation !== undefined);
  return (
    <Layout title={titleOf(session)} code={own?.referenceCode ?? null}>
      <Verdict view={view} />
      <div class="columns">
        <div class="main">
          {latest ? (
            <div id={`run-${latest.decision.run}`}>
              <RunWork run={latest} />
            </div>
          ) : null}
          {thread?.texts.conversation ? (
            <Thread
              conversation={thread.texts.conversation}
              messageId={session.message.messageId}
              cut={thread.texts.cut ?? []}
            />
          ) : (
            <p class="hint">
              No text is kept of this message: it was decided before the thread was read, or the
              texts have reached the end of their retention.
            </p>
          )}
          {earlier.map((run) => (
            <EarlierRun run={run} key={run.decision.run} />
          ))}
        </div>
        <aside class="margin">
          <Story sentences={storyOf(session, notes)} />
          {latest ? <RunGate run={latest} /> : null}
          <Facts session={session} run={latest} code={own?.referenceCode ?? null} />
        </aside>
      </div>
      <footer>
        This page only shows; nothing on it can change anything. The link opens until{' '}
        {timeOf(view.expiresAtMs)}.
      </footer>
    </Layout>
  );
}

const titleOf = (session: Session): string =>
  `${verdictOf(lastDecision(session)?.outcome ?? null)}: ${session.message.conversationId}`;

function Verdict({ view: { session, inboxLink, conversationLink } }: { view: SessionView }) {
  const last = lastDecision(session);
  const outcome = last?.outcome ?? null;
  const endedAtMs = last?.endedAtMs ?? null;
  return (
    <section class={`verdict ${toneOf(outcome)}`}>
      <p class="kicker">
        {verdictOf(outcome)}
        {endedAtMs === null ? null : ` · ${timeOf(endedAtMs)}`}
        {last?.mode === 'shadow' ? ' · shadow mode' : null}
      </p>
      <h1>{last ? whyOf(last) : 'Nothing has been decided yet.'}</h1>
      <p class="links">
        {inboxLink === null ? null : <SafeLink href={inboxLink}>Open in Intercom</SafeLink>}
        <a href={conversationLink}>All messages of this conversation</a>
      </p>
    </section>
  );
}

const EarlierRun = ({ run }: { run: RunView }) => (
  <details class="earlier" id={`run-${run.decision.run}`}>
    <summary>
      {`Decision ${run.decision.run}: ${verdictOf(run.decision.outcome).toLowerCase()}`}
    </summary>
    <p>{whyOf(run.decision)}</p>
    <RunGate run={run} />
    <RunWork run={run} />
  </details>
);
