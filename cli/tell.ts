import pc from 'picocolors';

/** Words for the terminal: results on standard output, everything else on standard error. */
export const tell = {
  result: (text: string): void => {
    process.stdout.write(`${text}\n`);
  },
  progress: (text: string): void => {
    process.stderr.write(`${pc.dim(text)}\n`);
  },
  warning: (text: string): void => {
    process.stderr.write(`${pc.yellow(text)}\n`);
  },
  error: (error: unknown): void => {
    process.stderr.write(`${pc.red(error instanceof Error ? error.message : String(error))}\n`);
  },
};
