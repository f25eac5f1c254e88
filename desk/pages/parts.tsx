import type { ComponentChildren } from 'preact';

export const LinkOrText = (props: { href: string | null; children: ComponentChildren }) =>
  props.href === null ? <span>{props.children}</span> : <a href={props.href}>{props.children}</a>;

/** A button that is a form of its own; `values` go along. */
export const ButtonForm = (props: {
  action: string;
  values?: Readonly<Record<string, string>>;
  disabled?: boolean;
  kind?: 'plain' | 'danger' | 'primary';
  children: ComponentChildren;
}) => (
  <form method="post" action={props.action} class="button-form">
    {Object.entries(props.values ?? {}).map(([name, value]) => (
      <input type="hidden" name={name} value={value} key={name} />
    ))}
    <button type="submit" class={props.kind ?? 'plain'} disabled={props.disabled ?? false}>
      {props.children}
    </button>
  </form>
);
