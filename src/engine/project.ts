import type { Document } from './document.ts';
import type { JudgedProject, ProjectOptions, Rounds, Surroundings } from './project-options.ts';
import { SnapshotDocument } from './snapshot-document.ts';

/** The snapshot as rules see it. There is one document per path. */
export function createProject(options: ProjectOptions): JudgedProject {
  const documents = new Map<string, Document | null>();
  const rounds: Rounds = { now: 0, held: new Set() };
  const project: JudgedProject = {
    document(path) {
      let document = documents.get(path);
      if (document === undefined) {
        const file = options.readText(path);
        document = file === null ? null : new SnapshotDocument(path, file, around);
        documents.set(path, document);
      }
      return document;
    },
    exists: (path) => options.exists(path),
    mayHaveFolder: (path) => options.mayHaveFolder(path),
    paths: () => options.paths(),
    date: options.date,
    settings: options.settings,
    packages: () => options.packages(),
    endRound() {
      for (const one of rounds.held) {
        if (one.usedIn === rounds.now) continue;
        rounds.held.delete(one);
        one.release();
      }
      rounds.now += 1;
    },
  };
  const around: Surroundings = { project, rounds, options };
  return project;
}
