export interface DiffLine {
  side: 'both' | 'before' | 'after';
  text: string;
}

const linesMax = 3000;

/** What was taken away and what was added, line by line: a longest common subsequence. Line breaks of another kind are no difference. */
export function diffOf(before: string, after: string): DiffLine[] {
  const a = before.split(/\r?\n/);
  const b = after.split(/\r?\n/);
  if (a.length > linesMax || b.length > linesMax) {
    return [...a.map(text => ({ side: 'before', text }) as const), ...b.map(text => ({ side: 'after', text }) as const)];
  }
  const common = a.map(() => new Uint16Array(b.length + 1));
  common.push(new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i]![j] = a[i] === b[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
    }
  }
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ side: 'both', text: a[i]! });
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && common[i + 1]![j]! >= common[i]![j + 1]!)) {
      lines.push({ side: 'before', text: a[i++]! });
    } else {
      lines.push({ side: 'after', text: b[j++]! });
    }
  }
  return lines;
}

/** The differences with a few lines around them; null stands for lines that are left out. */
export function excerptOf(lines: readonly DiffLine[], around = 3): (DiffLine | null)[] {
  const near = new Set(lines.flatMap((line, at) => (line.side === 'both' ? [] : Array.from({ length: 2 * around + 1 }, (_, k) => at - around + k))));
  return lines.flatMap((line, at) => (near.has(at) ? [line] : near.has(at - 1) || at === 0 ? [null] : []));
}
