import { suggestions } from '../suggestions.ts';

/** What stands where no conversation is chosen: five questions, and a place for one's own. */
export const Opening = () => (
  <section class="opening">
    <h1>Write as a customer and see what the team gets</h1>
    <p>
      Each message goes through the real product: a webhook, a durable workflow, the knowledge base,
      a draft, checks, an internal note. Two of these five stay quiet, and say why.
    </p>
    <ul class="suggestions">
      {suggestions.map((question) => (
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
