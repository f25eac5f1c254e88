/** A value a class for something new, by its likeness with each example: about 1 for the right class. */
export type KernelRegression = (likeness: Float64Array) => Float64Array;

/**
 * Least squares with a penalty in the space that a likeness spans (kernel ridge regression), one
 * value a class. Solved exactly, so that the same examples always give the same answer. The likeness
 * of every two examples stands in rows, symmetric and positive. Time grows with the cube of the
 * examples: 1,500 take some seconds, 300 some hundredths.
 */
export function createKernelRegression(
  likeness: readonly Float64Array[],
  classes: readonly number[],
  penalty: number,
): KernelRegression {
  const size = likeness.length;
  const factor = factorOf(likeness, penalty);
  const count = Math.max(-1, ...classes) + 1;
  const weights = Array.from({ length: count }, (_, one) => {
    const target = Float64Array.from(classes, (own) => (own === one ? 1 : 0));
    return backward(factor, forward(factor, target));
  });
  return (own) => {
    if (own.length !== size) throw new Error(`There are ${size} examples, not ${own.length}`);
    return Float64Array.from(weights, (weight) => product(weight, own, size));
  };
}

/** Sum of the products of the first `length` numbers. */
function product(one: Float64Array, other: Float64Array, length: number): number {
  let sum = 0;
  for (let at = 0; at < length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}

/** Cholesky: the lower triangle whose square is the likeness with the penalty on its diagonal. */
function factorOf(likeness: readonly Float64Array[], penalty: number): Float64Array[] {
  const factor: Float64Array[] = [];
  likeness.forEach((values, row) => {
    const own = new Float64Array(row + 1);
    factor.push(own);
    for (let column = 0; column < row; column += 1) {
      const above = factor[column] ?? own;
      own[column] = ((values[column] ?? 0) - product(own, above, column)) / (above[column] ?? 1);
    }
    const rest = (values[row] ?? 0) + penalty - product(own, own, row);
    own[row] = Math.sqrt(Math.max(rest, 1e-12));
  });
  return factor;
}

/** Solves L x = b. */
function forward(factor: readonly Float64Array[], target: Float64Array): Float64Array {
  const solved = new Float64Array(factor.length);
  factor.forEach((own, row) => {
    solved[row] = ((target[row] ?? 0) - product(own, solved, row)) / (own[row] ?? 1);
  });
  return solved;
}

/** Solves Lᵀ x = b. */
function backward(factor: readonly Float64Array[], target: Float64Array): Float64Array {
  const solved = Float64Array.from(target);
  for (let row = factor.length - 1; row >= 0; row -= 1) {
    const own = factor[row] ?? new Float64Array(0);
    const value = (solved[row] ?? 0) / (own[row] ?? 1);
    solved[row] = value;
    for (let column = 0; column < row; column += 1)
      solved[column] = (solved[column] ?? 0) - value * (own[column] ?? 0);
  }
  return solved;
}
