/**
 * Milliseconds of processor time that some work takes in this process. Unlike the clock on the wall
 * it does not grow with what else the machine is doing, so it can be bounded in a test.
 */
export async function cpuMsOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
