/** What can be switched off in a chaos run, to show that the run finds what it prevents. */
export const protections = [
  'look-before-post',
  'claim',
  'delivery-row',
  'supersede-check',
  'hand-on',
  'sweep',
] as const;

export type Protection = (typeof protections)[number];
