import type { Judged } from './checker.ts';
import type { Finding } from './finding.ts';
import { NOTHING } from './lint.ts';

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
export const judgedAs = (findings: FileFindings): Judged => new KeptFile(findings);

/** A class, because a tree has thousands, and getters of object literals are dear. */
class KeptFile implements Judged {
  readonly file: Judged['file'];
  readonly result: Judged['result'];

  constructor({ path, placed, silenced }: FileFindings) {
    this.file = new KeptSource(path);
    this.result =
      placed.length + silenced.length === 0
        ? NOTHING
        : { ...NOTHING, placed: placed.map(place), silenced: silenced.map(place) };
  }

  get decoded(): never {
    return isGone(this.file.path);
  }

  get doc(): never {
    return isGone(this.file.path);
  }
}

class KeptSource {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  get bytes(): never {
    return isGone(this.path);
  }
}

const place = (finding: Finding): Judged['result']['placed'][number] => ({
  finding,
  span: { start: 0, end: 0 },
  fix: null,
});

function isGone(path: string): never {
  throw new Error(`of ${path}, only the findings were kept`);
}
