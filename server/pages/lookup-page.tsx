import { Layout } from './render.tsx';

/** The signature of a lookup link, carried along by the form. */
export type LookupQuery = { readonly e: string; readonly k: string };

type LookupProps = { query: LookupQuery; typed: string; hint?: string | undefined };

export const LookupForm = ({ query, typed, hint }: LookupProps) => (
  <form class="lookup" method="get" action="/c">
    <label for="q">Conversation id or link from Intercom</label>
    <div class="field">
      <input id="q" name="q" value={typed} maxLength={500} autocomplete="off" required />
      <button type="submit">Look up</button>
    </div>
    <input type="hidden" name="e" value={query.e} />
    <input type="hidden" name="k" value={query.k} />
    {hint === undefined ? null : <p class="hint">{hint}</p>}
  </form>
);

/** Finds a conversation by what a rep has at hand. */
export const LookupPage = (props: LookupProps) => (
  <Layout title="Look up a conversation">
    <section class="verdict plain">
      <p class="kicker">Look up</p>
      <h1>Why does a message have a note, or none?</h1>
    </section>
    <LookupForm {...props} />
  </Layout>
);
