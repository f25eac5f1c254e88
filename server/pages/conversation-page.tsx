import type { NoteRecord } from '../../domain/note-record.ts';
import { type Session, lastDecision } from '../../domain/session.ts';
import { storyOf, unknownConversation } from '../../domain/story.ts';
import { LookupForm, type LookupQuery } from './lookup-page.tsx';
import { Badge, SafeLink } from './parts.tsx';
import { Layout } from './render.tsx';

export type ConversationView = {
  readonly conversationId: string;
  /** Oldest first; empty: nothing is known of it. */
  readonly sessions: readonly { readonly session: Session; readonly link: string }[];
  readonly notes: readonly NoteRecord[];
  readonly inboxLink: string | null;
  /** Null: the link opens this conversation only. */
  readonly lookup: LookupQuery | null;
};

/** All customer messages of a conversation and how each of them ended. */
export const ConversationPage = ({ view }: { view: ConversationView }) => (
  <Layout title={`Conversation ${view.conversationId}`}>
    <section class="verdict plain">
      <p class="kicker">{countWords(view.sessions.length)}</p>
      <h1>Conversation {view.conversationId}</h1>
      {view.inboxLink === null || view.sessions.length === 0 ? null : (
        <p class="links">
          <SafeLink href={view.inboxLink}>Open in Intercom</SafeLink>
        </p>
      )}
    </section>
    {view.lookup ? <LookupForm query={view.lookup} typed="" /> : null}
    {view.sessions.length === 0 ? <p>{unknownConversation(view.conversationId)}</p> : null}
    {view.sessions.map(({ session, link }) => (
      <article class="card" key={session.message.messageId}>
        <p class="card-title">
          <Badge outcome={lastDecision(session)?.outcome ?? null} />{' '}
          <a href={link}>{session.message.messageId}</a>
        </p>
        <ul class="story">
          {storyOf(session, view.notes).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </article>
    ))}
  </Layout>
);

function countWords(count: number): string {
  if (count === 0) return 'Nothing on record';
  return count === 1 ? 'One customer message' : `${count} customer messages`;
}
