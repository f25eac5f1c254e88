/** Questions over the sample knowledge base; the last two stay quiet. */
export const suggestions: readonly string[] = [
  'My phone broke and now I cannot get the six digits that the app asks for. What do I do?',
  'We paid for a year ten days ago but it is not for us. Do we get our money back?',
  'In which country are the servers and how long do you keep backups?',
  'Can I export my invoices directly to DATEV or Xero?',
  'My attorney will be in touch unless you fix this. What is your postal address?',
];
