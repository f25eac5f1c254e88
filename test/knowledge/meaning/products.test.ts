import fc from 'fast-check';
import { expect, it } from 'vitest';
import { multiplyIn, multiplyPlainlyIn } from '../../../knowledge/meaning/products.ts';

it('many numbers at a time give what one at a time gives, to the last digit', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }).map((parts) => parts * 16),
      fc.integer({ min: 0, max: 20 }),
      fc.integer(),
      fc.boolean(),
      (dimensions, count, seed, isExtreme) => {
        const memory = new WebAssembly.Memory({ initial: 1 });
        const multiply = multiplyIn(memory);
        if (multiply === null) throw new Error('This processor cannot: nothing is compared');
        let state = seed;
        const vectors = new Int8Array(memory.buffer, 0, (count + 1) * dimensions).map(() => {
          state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
          return isExtreme ? (state < 0 ? -128 : 127) : state >> 24;
        });
        new Int8Array(memory.buffer).set(vectors);
        const question = count * dimensions;
        const [one, other] = [question + dimensions, question + dimensions + 4 * count];
        multiply(question, 0, count, dimensions, one);
        multiplyPlainlyIn(memory)(question, 0, count, dimensions, other);
        expect(new Int32Array(memory.buffer, one, count)).toEqual(
          new Int32Array(memory.buffer, other, count),
        );
      },
    ),
  );
});
