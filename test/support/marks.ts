/** Words that stand for what a person wrote or is, and for a draft; none is part of another word. */
export const marks = {
  message: 'qwmessagemark',
  name: 'Zorbelina Qwnamemark',
  email: 'qwmailmark@secret.example',
  article: 'qwdraftmark',
  teammate: 'qwcolleaguemark',
} as const;
