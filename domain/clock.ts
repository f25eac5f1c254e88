/**
 * Where activities, the sweep and the simulator take the time from. Product time may run faster
 * than the wall clock (the demo) or be set by hand (unit tests).
 */
export type Clock = {
  /** Product time, milliseconds since 1970. */
  now(): number;
  /** A product duration as the duration a real timer has to wait, in milliseconds. */
  realMs(productMs: number): number;
  /** A real duration (a network timeout, say) as product time passes meanwhile, in milliseconds. */
  productMs(realMs: number): number;
};
