import cvss from 'ae-cvss-calculator';

/** The highest score of some CVSS vectors (2.0 to 4.0); null if none can be read. */
export function cvssScore(vectors: readonly string[]): number | null {
  const scores = vectors.flatMap((vector) => {
    const base = scoreOf(vector);
    return base === null ? [] : [base];
  });
  return scores.length === 0 ? null : Math.max(...scores);
}

function scoreOf(vector: string): number | null {
  try {
    const { base } = (cvss.fromVector(vector)?.calculateScores() ?? {}) as { readonly base?: unknown };
    return typeof base === 'number' && base >= 0 && base <= 10 ? base : null;
  } catch {
    // A vector that the library rejects has no score.
    return null;
  }
}
