import type { DeskView } from '../view/desk-view.ts';
import { ButtonForm } from './parts.tsx';

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
