/** Number of letters to change, insert, delete or swap to get from `a` to `b`. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const costs = [(row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (isSame ? 0 : 1)];
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] && i > 1 && j > 1)
        costs.push((before[j - 2] ?? 0) + 1);
      next.push(Math.min(...costs));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The candidate that a person most likely meant, or undefined if none is near. */
export function closest(name: string, candidates: readonly string[]): string | undefined {
  // Names come from hostile files too: the comparison is quadratic.
  if (name.length > 60) return undefined;
  const lower = name.toLowerCase().replaceAll(/[_ ]/g, "-");
  const ranked = candidates
    .map((candidate) => ({ candidate, cost: distance(lower, candidate.toLowerCase().replaceAll("_", "-")) }))
    .sort((a, b) => a.cost - b.cost);
  const best = ranked[0];
  return best !== undefined && best.cost <= Math.max(1, Math.floor(name.length / 3))
    ? best.candidate
    : undefined;
}

/** What to do about a name that is not among the candidates. */
export function didYouMean(name: string, candidates: readonly string[]): string {
  const meant = closest(name, candidates);
  if (meant !== undefined) return `did you mean "${meant}"?`;
  if (candidates.length === 0) return "there is none to choose from: remove it";
  return `use one of: ${candidates.join(", ")}`;
}
