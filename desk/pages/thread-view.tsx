import type { Entry } from '../../domain/conversation.ts';
import { reasonOf } from '../../domain/outcome.ts';
import { verdictOf, whyOf } from '../../domain/story.ts';
import { NoteHtml } from '../../server/pages/note-html.tsx';
import type { Verdict } from '../view/conversation.ts';
import type { DeskView, SelectedConversation } from '../view/desk-view.ts';

/** The conversation as a rep sees it, with the note where it stands, or why there is none. */
export function ThreadView({ selected, view }: { selected: SelectedConversation; view: DeskView }) {
  const { conversation, noteHtml, verdicts } = selected;
  const assignee = conversation.assignment.teammateId;
  const owner = assignee === null ? 'nobody' : (view.assignees.get(assignee) ?? assignee);
  return (
    <>
      <header class="thread-head">
        <h1>{conversation.contact?.name ?? 'A customer'}</h1>
        <p class="hint">
          {channelWords[conversation.channel]} · {conversation.state} · assigned to {owner}
          {conversation.tags.map((tag) => (
            <span class="tag" key={tag}>
              {tag}
            </span>
          ))}
        </p>
      </header>
      <ol class="thread">
        {conversation.entries.flatMap((entry) => {
          const html = noteHtml.get(entry.id);
          const verdict = verdicts.get(entry.id);
          return [
            html === undefined ? (
              <Said entry={entry} key={entry.id} />
            ) : (
              <Note html={html} by={entry.author.name} key={entry.id} />
            ),
            ...(verdict ? [<VerdictLine verdict={verdict} key={`verdict-${entry.id}`} />] : []),
          ];
        })}
      </ol>
    </>
  );
}

const channelWords = { web: 'Messenger', email: 'E-mail', other: 'Another channel' } as const;

function Said({ entry }: { entry: Entry }) {
  const { author, kind } = entry;
  if (kind === 'event') {
    return (
      <li class="event hint" id={entry.id}>
        {eventWords(entry)}
      </li>
    );
  }
  const name = author.name ?? authorWords[author.kind];
  return (
    <li class={`entry ${author.kind} ${kind}`} id={entry.id}>
      <p class="by">{kind === 'note' ? `${name}, internal note` : name}</p>
      {entry.subject ? <p class="subject">{entry.subject}</p> : null}
      <div class="said">{entry.redacted ? 'Removed in Intercom.' : entry.text}</div>
    </li>
  );
}

const authorWords = {
  customer: 'Customer',
  teammate: 'Teammate',
  ai_admin: 'AI teammate',
  bot: 'Bot',
} as const;

const eventWords = ({ partType, author }: Entry): string =>
  `${partType.replaceAll('_', ' ')}${author.name === null ? '' : ` by ${author.name}`}`;

const Note = ({ html, by }: { html: string; by: string | null }) => (
  <li class="entry desk-note">
    <p class="by">{by ?? 'AI teammate'}, internal note: only the team sees it</p>
    <NoteHtml html={html} />
  </li>
);

function VerdictLine({ verdict: { decision, unwritten, messageId } }: { verdict: Verdict }) {
  const { outcome } = decision;
  const reason = outcome === null ? null : reasonOf(outcome);
  return (
    <li class={`no-note ${outcome?.kind ?? 'open'}`} id={`verdict-${messageId}`}>
      <p>
        <strong>{verdictOf(outcome)}</strong>
        {reason === null ? null : <code>{reason}</code>} {whyOf(decision)}
      </p>
      {unwritten === null ? null : <NoteHtml html={unwritten} />}
    </li>
  );
}
