import type { Suggestions } from '../suggestions.ts';

/** What stands where no conversation is chosen: a few questions, and a place for one's own. */
export const Opening = ({ suggestions: { over, questions } }: { suggestions: Suggestions }) => (
  <section class="opening">
    <h1>Write as a customer and see what the team gets</h1>
    <p>
      Each message goes through the real product: a webhook, a durable workflow, the knowledge base,
      a draft, checks, an internal note. {wordsOf[over]}
    </p>
    <ul class="suggestions">
      {questions.map((question) => (
        <li key={question}>
          <form method="post" action="/start">
            <input type="hidden" name="body" value={question} />
            <button type="submit" class="suggestion">
              {question}
            </button>
          </form>
        </li>
      ))}
    </ul>
  </section>
);

const wordsOf: Readonly<Record<Suggestions['over'], string>> = {
  sample: 'Two of these five stay quiet, and say why.',
  own: 'These are titles of your articles: ask below what your customers ask.',
};
