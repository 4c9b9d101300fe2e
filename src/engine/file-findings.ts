import type { Judged } from './checker.ts';
import type { Finding } from './finding.ts';

/** What is left of a judged file once its text and all that was made of it are gone. Plain data. */
export interface FileFindings {
  readonly path: string;
  readonly placed: readonly Finding[];
  /** What a comment silenced. */
  readonly silenced: readonly Finding[];
}

export const findingsOf = ({ file: { path }, result: { placed, silenced } }: Judged): FileFindings => ({
  path,
  placed: placed.map(({ finding }) => finding),
  silenced: silenced.map(({ finding }) => finding),
});

/** A judged file that only has its findings, for those who ask for nothing else. */
export function judgedAs({ path, placed, silenced }: FileFindings): Judged {
  const span = { start: 0, end: 0 };
  const place = (finding: Finding) => ({ finding, span, fix: null });
  const gone = (): never => {
    throw new Error(`of ${path}, only the findings were kept`);
  };
  return {
    file: {
      path,
      get bytes() {
        return gone();
      },
    },
    get decoded() {
      return gone();
    },
    get doc() {
      return gone();
    },
    result: {
      placed: placed.map(place),
      silenced: silenced.map(place),
      suppressions: [],
      secrets: [],
      failures: [],
      leftOut: [],
    },
  };
}
