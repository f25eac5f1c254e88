/** What `sidenote chaos` found, in words; its figures are kept in docs/reliability/chaos.json. */
export async function chaosSection(): Promise<string> {
  return '## Faults and kills at random\n\nNot measured yet: `npx sidenote chaos --json` makes the figures.';
}
