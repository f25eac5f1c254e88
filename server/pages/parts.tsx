import type { ComponentChildren } from 'preact';
import type { Outcome } from '../../domain/outcome.ts';
import { timeOf, verdictOf } from '../../domain/story.ts';

export const Time = ({ ms }: { ms: number }) => (
  <time dateTime={new Date(ms).toISOString()}>{timeOf(ms)}</time>
);

export const toneOf = (outcome: Outcome | null): string => outcome?.kind ?? 'open';

export const Badge = ({ outcome }: { outcome: Outcome | null }) => (
  <span class={`badge ${toneOf(outcome)}`}>{verdictOf(outcome)}</span>
);

/** A link only where the address is http(s); anything else stays text. */
export function SafeLink({ href, children }: { href: string | null; children: ComponentChildren }) {
  const address = safeHref(href);
  if (address === null) return <span>{children}</span>;
  return (
    <a href={address} rel="noreferrer noopener">
      {children}
    </a>
  );
}

export function safeHref(href: string | null | undefined): string | null {
  if (!href || !URL.canParse(href)) return null;
  const { protocol } = new URL(href);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}

export const Section = (props: { title: string; hint?: string; children: ComponentChildren }) => (
  <section class="block">
    <h2>{props.title}</h2>
    {props.hint ? <p class="hint">{props.hint}</p> : null}
    {props.children}
  </section>
);

/** A share from 0 to 1 as a bar, with a line where the threshold is. */
export function Bar({ share, threshold }: { share: number; threshold?: number | null }) {
  const percent = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" width="100" height="6" />
      <rect class="fill" width={percent(share)} height="6" />
      {threshold === undefined || threshold === null ? null : (
        <rect class="line" x={Math.min(99, percent(threshold))} width="1" height="6" />
      )}
    </svg>
  );
}

/** At most three digits: `0.731`, `12.4`. */
export const numberText = (value: number): string =>
  Number.isFinite(value) ? String(Number(value.toPrecision(3))) : '–';
