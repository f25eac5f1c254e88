/** A customer's message over the sample knowledge base, and what should come of it. */
export type SampleQuestion = {
  readonly message: string;
  /** The article to be cited; null: the knowledge has no answer, so Sidenote stays quiet. */
  readonly article: string | null;
};

/**
 * Written before anything was run on them. The first ten share no content word with the title of
 * the article that answers; the last ten use words of the knowledge base, which has no answer.
 */
export const sampleQuestions: readonly SampleQuestion[] = [
  {
    message: 'One of our staff quit yesterday. How do I make sure she can no longer log in?',
    article: 'remove-member',
  },
  {
    message:
      'My phone broke and now I cannot get the six digits that the app asks for. What do I do?',
    article: 'two-factor',
  },
  {
    message: 'We paid for a year ten days ago but it is not for us. Do we get our money back?',
    article: 'refunds',
  },
  {
    message: 'Which credit cards do you accept, and can we use SEPA direct debit?',
    article: 'payment-methods',
  },
  {
    message: 'Where can I download the PDF for last month so that accounting has it?',
    article: 'billing-documents',
  },
  {
    message: 'In which country are the servers and how long do you keep backups?',
    article: 'delete-data',
  },
  {
    message: 'Can managers see the hourly rates of the people on their teams?',
    article: 'roles',
  },
  {
    message: 'How many days of vacation can be carried over to next year?',
    article: 'time-off',
  },
  {
    message: 'I get error 429 from your REST endpoint. How many requests per minute are allowed?',
    article: 'api',
  },
  {
    message: 'Does it also run on Android and can I clock in when I am offline?',
    article: 'mobile-app',
  },
  { message: 'Can I export my invoices directly to DATEV or Xero?', article: null },
  { message: 'How do I connect Fernway with Microsoft Teams to post shifts?', article: null },
  { message: 'Can clients pay an invoice by PayPal from the payment reminder?', article: null },
  { message: 'Is there a way to schedule shifts by GPS location with a geofence?', article: null },
  { message: 'Can I change the font and the logo on the invoice PDF?', article: null },
  { message: 'How do I merge two workspaces into one?', article: null },
  { message: 'Can I give a member a different hourly rate on weekends?', article: null },
  { message: 'Does the mobile app work on an Apple Watch?', article: null },
  { message: 'How do I restore a project that I deleted last week?', article: null },
  {
    message: 'Can time off requests be approved by two managers one after the other?',
    article: null,
  },
];
