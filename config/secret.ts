/** A value that never prints: not in logs, errors, JSON or `console.log`. */
export type Secret = {
  /** The value itself; call it where it is used, never to pass it on. */
  reveal(): string;
  toString(): string;
  toJSON(): string;
};

const mask = '[secret]';

export function createSecret(value: string): Secret {
  return Object.freeze({
    reveal: () => value,
    toString: () => mask,
    toJSON: () => mask,
    [Symbol.for('nodejs.util.inspect.custom')]: () => mask,
  });
}
