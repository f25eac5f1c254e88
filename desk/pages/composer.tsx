import type { ComponentChildren } from 'preact';
import type { DeskView } from '../view/desk-view.ts';

/** Where one writes: into the chosen conversation, or as a new customer. */
export function Composer({ view }: { view: DeskView }) {
  const id = view.selected?.conversation.id ?? null;
  return (
    <div id="composer" data-live={id === null ? 'new' : 'reply'}>
      {id === null ? (
        <Writing
          action="/start"
          label="Your own question, as a new customer"
          choice={{ name: 'channel', label: 'by', options: channels }}
        />
      ) : (
        <Writing
          action="/write"
          label="Write into this conversation"
          choice={{ name: 'as', label: 'as', options: writers }}
        >
          {/* Follows what is shown, also while the rest of its form stays as it is. */}
          <span id="composer-target" data-live="">
            <input type="hidden" name="conversation" value={id} />
          </span>
        </Writing>
      )}
    </div>
  );
}

type Options = readonly (readonly [value: string, label: string])[];

const channels: Options = [
  ['web', 'Messenger'],
  ['email', 'e-mail'],
];
const writers: Options = [
  ['customer', 'the customer'],
  ['teammate', 'Jane, the teammate'],
  ['fin', 'Fin'],
];

const Writing = ({
  action,
  label,
  choice,
  children,
}: {
  action: string;
  label: string;
  choice: { name: string; label: string; options: Options };
  children?: ComponentChildren;
}) => (
  <form method="post" action={action} class="composer" data-clear>
    {children}
    <label for="body">{label}</label>
    <textarea id="body" name="body" rows={3} required maxLength={5_000} />
    <div class="row">
      <label for={choice.name}>{choice.label}</label>
      <select id={choice.name} name={choice.name}>
        {choice.options.map(([value, words]) => (
          <option value={value} key={value}>
            {words}
          </option>
        ))}
      </select>
      <button type="submit" class="primary">
        Send
      </button>
    </div>
  </form>
);
