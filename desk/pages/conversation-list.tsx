import type { ListedConversation, DeskView } from '../view/desk-view.ts';
import { Badge } from '../../server/pages/parts.tsx';

/** The inbox: all conversations, the newest first, each with how its last message ended. */
export const ConversationList = ({ view }: { view: DeskView }) => (
  <div id="list" data-live="">
    <h2>
      Inbox <span class="hint">{view.listed.length}</span>
    </h2>
    <ul>
      {view.listed.map((conversation) => (
        <li key={conversation.id} id={`listed-${conversation.id}`}>
          <a
            href={`/?c=${encodeURIComponent(conversation.id)}`}
            {...(conversation.isSelected ? { 'aria-current': 'true' as const } : {})}
          >
            <span class="who">
              {conversation.customer} <StateWord conversation={conversation} />
            </span>
            <span class="excerpt">{conversation.excerpt}</span>
            {conversation.outcome === undefined ? null : <Badge outcome={conversation.outcome} />}
          </a>
        </li>
      ))}
    </ul>
    {view.listed.length > 0 ? <a href="/?new">New conversation</a> : null}
  </div>
);

const StateWord = ({ conversation: { state } }: { conversation: ListedConversation }) =>
  state === 'open' ? null : <span class="hint">{state}</span>;
