/**
 * A module of WebAssembly that multiplies a question's vector with many others, 16 numbers at a time:
 * some ten times as fast as a loop of JavaScript. It is written down here by its instructions, since
 * it is one function, and takes no build step that way.
 */

/** Numbers that are multiplied together; a vector is filled up with zeros to a multiple of it. */
export const lanes = 16;

const [i32, v128] = [0x7f, 0x7b];
const [question, codes, count, dimensions, products, end, at, sum, own, asked] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
];
const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const tee = (local: number): number[] => [0x22, local];
const int = (value: number): number[] => [0x41, value];
const simd = (...code: number[]): number[] => [0xfd, ...code];
const add = [0x6a];
const subtract = [0x6b];
const block = (...body: number[][]): number[] => [0x02, 0x40, ...body.flat(), 0x0b];
const loop = (...body: number[][]): number[] => [0x03, 0x40, ...body.flat(), 0x0b];
const branch = (outwards: number): number[] => [0x0c, outwards];
const branchIf = (outwards: number): number[] => [0x0d, outwards];
const move = (local: number, by: number): number[] => [
  ...get(local),
  ...int(by),
  ...add,
  ...set(local),
];

const load = simd(0x00, 0, 0);
const zeros = simd(0x0c, ...new Array<number>(lanes).fill(0));
const addFour = simd(0xae, 0x01);
/** The lower or higher eight of 16 products, then neighbours added, which leaves four numbers of 32 bits. */
const lowProducts = [...simd(0x9c, 0x01), ...simd(0x7e)];
const highProducts = [...simd(0x9d, 0x01), ...simd(0x7e)];
const lane = (number: number): number[] => [...get(sum), ...simd(0x1b, number)];

const body = [
  block(
    loop(
      [...get(count), 0x45, ...branchIf(1)],
      [...zeros, ...set(sum)],
      [...get(question), ...set(at)],
      [...get(codes), ...get(dimensions), ...add, ...set(end)],
      loop(
        get(sum),
        [...get(codes), ...load, ...tee(own), ...get(at), ...load, ...tee(asked)],
        [...lowProducts, ...addFour],
        [...get(own), ...get(asked), ...highProducts, ...addFour, ...set(sum)],
        [...move(at, lanes), ...move(codes, lanes)],
        [...get(codes), ...get(end), 0x49, ...branchIf(0)],
      ),
      [...get(products), ...lane(0), ...lane(1), ...add, ...lane(2), ...add, ...lane(3), ...add],
      [0x36, 2, 0],
      move(products, 4),
      [...get(count), ...int(1), ...subtract, ...set(count)],
      branch(0),
    ),
  ),
].flat();

/** Numbers above 127 take more than a byte. */
const unsigned = (value: number): number[] =>
  value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
const sized = (bytes: readonly number[]): number[] => [...unsigned(bytes.length), ...bytes];
const section = (id: number, ...bytes: number[]): number[] => [id, ...sized(bytes)];
const name = (text: string): number[] => sized([...new TextEncoder().encode(text)]);

const locals = [2, 2, i32, 3, v128];
const bytes = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...section(1, 1, 0x60, 5, i32, i32, i32, i32, i32, 0),
  ...section(2, 1, ...name('index'), ...name('memory'), 0x02, 0x00, 0),
  ...section(3, 1, 0),
  ...section(7, 1, ...name('multiply'), 0x00, 0),
  ...section(10, 1, ...sized([...locals, ...body, 0x0b])),
]);

/**
 * Multiplies the question with so many vectors that lie one after the other, all numbers of a byte;
 * the products take four bytes each. All are places in the memory.
 */
export type Multiply = (
  question: number,
  codes: number,
  count: number,
  dimensions: number,
  products: number,
) => void;

let compiled: WebAssembly.Module | null | undefined;

/** Null: this processor cannot. */
export function multiplyIn(memory: WebAssembly.Memory): Multiply | null {
  compiled ??= WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null;
  if (compiled === null) return null;
  const { multiply } = new WebAssembly.Instance(compiled, { index: { memory } }).exports;
  if (typeof multiply !== 'function') throw new Error('The module has lost its function');
  return (...places) => {
    Reflect.apply(multiply, undefined, places);
  };
}

/** The same in JavaScript: what any processor can do. */
export function multiplyPlainlyIn(memory: WebAssembly.Memory): Multiply {
  const numbers = new Int8Array(memory.buffer);
  return (question, codes, count, dimensions, products) => {
    const made = new Int32Array(memory.buffer, products, count);
    const asked = Int32Array.from(numbers.subarray(question, question + dimensions));
    for (let at = 0; at < count; at += 1) {
      const place = codes + at * dimensions;
      let sum = 0;
      for (let index = 0; index < dimensions; index += 1)
        sum += (numbers[place + index] ?? 0) * (asked[index] ?? 0);
      made[at] = sum;
    }
  };
}
