/** What an empty page offers to ask, and whose articles answer it. */
export type Suggestions = {
  readonly over: 'sample' | 'own';
  readonly questions: readonly string[];
};

/** Over the sample knowledge base; the last two stay quiet. */
export const sampleSuggestions: Suggestions = {
  over: 'sample',
  questions: [
    'My phone broke and now I cannot get the six digits that the app asks for. What do I do?',
    'We paid for a year ten days ago but it is not for us. Do we get our money back?',
    'In which country are the servers and how long do you keep backups?',
    'Can I export my invoices directly to DATEV or Xero?',
    'My attorney will be in touch unless you fix this. What is your postal address?',
  ],
};

/** Titles of a stranger's own articles: nothing is known of what their customers ask. */
export const ownSuggestions = (titles: readonly string[]): Suggestions => ({
  over: 'own',
  questions: [...new Set(titles)].slice(0, sampleSuggestions.questions.length),
});
