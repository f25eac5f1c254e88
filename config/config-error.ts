/** The environment cannot be used; all that is wrong with it, each with what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    const what = 'The configuration cannot be used:';
    super(problems.length === 1 ? `${what} ${problems[0]}` : [what, ...problems].join('\n- '));
    this.problems = problems;
  }
}
