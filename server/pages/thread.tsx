import type { Conversation, Entry } from '../../domain/conversation.ts';
import type { MessageId } from '../../domain/identifiers.ts';
import { Section, Time } from './parts.tsx';

type ThreadProps = {
  conversation: Conversation;
  /** The message that the page is about. */
  messageId: MessageId;
  /** What was left out because it was too long. */
  cut: readonly string[];
};

/** The conversation as it was read for the decision, masked as it is stored. */
export const Thread = ({ conversation, messageId, cut }: ThreadProps) => (
  <Section title="Conversation" hint="As read for this decision; personal data is masked.">
    {conversation.olderPartsMissing ? (
      <p class="hint">Older parts exist that Intercom does not give.</p>
    ) : null}
    <ol class="thread">
      {conversation.entries.map((entry) => (
        <ThreadEntry entry={entry} current={entry.id === messageId} key={entry.id} />
      ))}
    </ol>
    {cut.length > 0 ? <p class="hint">Left out: {cut.join('; ')}.</p> : null}
  </Section>
);

function ThreadEntry({ entry, current }: { entry: Entry; current: boolean }) {
  const classes = ['entry', entry.author.kind, entry.kind, current ? 'current' : ''];
  const name = entry.author.name === null ? '' : ` · ${entry.author.name}`;
  return (
    <li class={classes.filter((part) => part !== '').join(' ')} id={entry.id}>
      <p class="by">
        <span>{`${authorWords(entry)}${name}`}</span> <Time ms={entry.createdAtMs} />
        {current ? <em class="here"> this message</em> : null}
      </p>
      {entry.subject ? <p class="subject">{entry.subject}</p> : null}
      <div class="said">{entry.redacted ? 'Removed in Intercom.' : saidWords(entry)}</div>
      {attachmentWords(entry)}
    </li>
  );
}

function authorWords({ author, kind }: Entry): string {
  const note = kind === 'note' ? ', internal note' : '';
  switch (author.kind) {
    case 'customer':
      return 'Customer';
    case 'teammate':
      return `Teammate${note}`;
    case 'ai_admin':
      return `AI teammate${note}`;
    case 'bot':
      return author.fin ? 'Fin' : 'Bot or automation';
  }
}

function saidWords(entry: Entry): string {
  if (entry.text !== '') return entry.text;
  return entry.kind === 'event' ? entry.partType.replaceAll('_', ' ') : '';
}

function attachmentWords({ attachments: { images, files } }: Entry) {
  const words = [
    ...(images > 0 ? [images === 1 ? '1 image' : `${images} images`] : []),
    ...(files > 0 ? [files === 1 ? '1 file' : `${files} files`] : []),
  ];
  return words.length === 0 ? null : <p class="hint">{words.join(' and ')} not shown</p>;
}
