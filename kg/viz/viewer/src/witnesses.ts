// Two readings of one sentence: where they differ.
import type { Spans } from "./data";

/** Longer sentences are compared at their beginnings and ends only. */
const LONGEST = 600;

/** The stretches of `a` and of `b` (in code points) that the other does not have, by their longest common subsequence. */
export function differing(a: string, b: string): [Spans, Spans] {
  const one = Array.from(a);
  const other = Array.from(b);
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start++;
  let tail = 0;
  while (tail < Math.min(one.length, other.length) - start && one[one.length - 1 - tail] === other[other.length - 1 - tail]) tail++;
  const [n, m] = [one.length - tail - start, other.length - tail - start];
  if (n > LONGEST || m > LONGEST) return [stretch(start, start + n), stretch(start, start + m)];
  const lengths = Array.from({ length: n + 1 }, () => new Uint16Array(m + 1));
  for (let i = n - 1; i >= 0; i--) {
    for (let j = m - 1; j >= 0; j--) {
      const same = one[start + i] === other[start + j];
      lengths[i][j] = same ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  const mine: number[] = [];
  const theirs: number[] = [];
  for (let i = 0, j = 0; i < n || j < m; ) {
    if (i < n && j < m && one[start + i] === other[start + j]) [i, j] = [i + 1, j + 1];
    else if (j >= m || (i < n && lengths[i + 1][j] >= lengths[i][j + 1])) add(mine, start + i++);
    else add(theirs, start + j++);
  }
  return [mine, theirs];
}

const stretch = (start: number, end: number): number[] => (start < end ? [start, end] : []);

function add(spans: number[], at: number): void {
  if (spans.length && spans[spans.length - 1] === at) spans[spans.length - 1]++;
  else spans.push(at, at + 1);
}
