import type { DeskView } from '../view/desk-view.ts';
import { ButtonForm } from './parts.tsx';

/** Where one writes: into the chosen conversation, or as a new customer. */
export function Composer({ view }: { view: DeskView }) {
  const id = view.selected?.conversation.id ?? null;
  return (
    <div id="composer" data-live={id === null ? 'new' : 'reply'}>
      {id === null ? <NewConversation /> : <Reply conversationId={id} />}
    </div>
  );
}

const NewConversation = () => (
  <form method="post" action="/start" class="composer" data-clear>
    <label for="body">Your own question, as a new customer</label>
    <textarea id="body" name="body" rows={3} required maxLength={5_000} />
    <div class="row">
      <label for="channel">by</label>
      <select id="channel" name="channel">
        <option value="web">Messenger</option>
        <option value="email">e-mail</option>
      </select>
      <button type="submit" class="primary">
        Send
      </button>
    </div>
  </form>
);

const Reply = ({ conversationId }: { conversationId: string }) => (
  <form method="post" action="/write" class="composer" data-clear>
    <Target conversationId={conversationId} id="composer-target" />
    <label for="body">Write into this conversation</label>
    <textarea id="body" name="body" rows={3} required maxLength={5_000} />
    <div class="row">
      <label for="as">as</label>
      <select id="as" name="as">
        <option value="customer">the customer</option>
        <option value="teammate">Jane, the teammate</option>
        <option value="fin">Fin</option>
      </select>
      <button type="submit" class="primary">
        Send
      </button>
    </div>
  </form>
);

/** Follows what is shown, also while the rest of its form stays as it is. */
const Target = ({ conversationId, id }: { conversationId: string; id: string }) => (
  <span id={id} data-live="">
    <input type="hidden" name="conversation" value={conversationId} />
  </span>
);

/** What else can happen to a conversation. */
export function MoveButtons({ view }: { view: DeskView }) {
  const conversation = view.selected?.conversation;
  return (
    <section id="moves" data-live="">
      {conversation ? (
        <>
          <h2>This conversation</h2>
          <div class="buttons">
            <Move name="teammate" id={conversation.id} label="Assign to Jane" to="/assign" />
            <Move name="ai" id={conversation.id} label="Assign to the AI teammate" to="/assign" />
            <Move name="nobody" id={conversation.id} label="Unassign" to="/assign" />
            {conversation.state === 'open' ? (
              <>
                <Move id={conversation.id} label="Close" to="/close" />
                <Move id={conversation.id} label="Snooze" to="/snooze" />
              </>
            ) : (
              <Move id={conversation.id} label="Open again" to="/reopen" />
            )}
            <Move id={conversation.id} label="Deliver the webhook 5 times" to="/redeliver" />
          </div>
        </>
      ) : null}
    </section>
  );
}

const Move = (props: { id: string; label: string; to: string; name?: string }) => (
  <ButtonForm
    action={props.to}
    values={{ conversation: props.id, ...(props.name ? { to: props.name } : {}) }}
  >
    {props.label}
  </ButtonForm>
);
