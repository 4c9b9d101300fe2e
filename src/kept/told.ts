import type { Snapshot } from '../engine/snapshot.ts';

/** What a judgement was told about which files there are, by path. */
export interface Told {
  readonly files: Map<string, boolean>;
  readonly folders: Map<string, boolean>;
  /** The modules in folders of the work tree: their names, joined. */
  readonly modules: Map<string, string>;
  /** The judgement asked which files there are at all. */
  all: boolean;
}

/** The same as plain data. */
export type PlainTold = readonly (readonly (readonly [string, boolean | string])[])[];

/** Notes what a snapshot tells about which files there are. */
export function listenTo(snapshot: Snapshot): { readonly snapshot: Snapshot; readonly told: Told } {
  const told: Told = { files: new Map(), folders: new Map(), modules: new Map(), all: false };
  const noted = <T>(map: Map<string, T>, path: string, answer: T): T => {
    map.set(path, answer);
    return answer;
  };
  const { neighbours } = snapshot;
  return {
    told,
    snapshot: {
      ...snapshot,
      exists: (path) => noted(told.files, path, snapshot.exists(path)),
      mayHaveFolder: (path) => noted(told.folders, path, snapshot.mayHaveFolder(path)),
      paths() {
        told.all = true;
        return snapshot.paths();
      },
      neighbours: {
        ...neighbours,
        list(folder) {
          const names = neighbours.list(folder);
          if (!told.modules.has(folder)) told.modules.set(folder, modulesIn(names));
          return names;
        },
      },
    },
  };
}

/** Both, for the next run. */
export const plainTold = (before: PlainTold, { files, folders, modules }: Told): PlainTold =>
  [files, folders, modules].map((now, at) => [...new Map<string, boolean | string>([...(before[at] ?? []), ...now])]);

/** Whether a snapshot would tell the same. */
export function isStillTrue([files = [], folders = [], modules = []]: PlainTold, snapshot: Snapshot): boolean {
  return (
    modules.every(([folder, names]) => modulesIn(snapshot.neighbours.list(folder)) === names) &&
    files.every(([path, found]) => snapshot.exists(path) === found) &&
    folders.every(([path, found]) => snapshot.mayHaveFolder(path) === found)
  );
}

/** Only what can be imported: other files come and go. */
const modulesIn = (names: ReadonlySet<string>): string =>
  [...names]
    .filter((name) => !name.includes('.') || name.endsWith('.py'))
    .sort()
    .join('/');
