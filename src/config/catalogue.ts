import { UserError } from '../cli/errors.ts';
import { didYouMean } from '../cli/suggest.ts';
import { rulesForCode } from '../data/suppression-codes.ts';

/** The names that the command line and the configuration may use. */
export interface Catalogue {
  readonly ids: ReadonlySet<string>;
  /** Each with the ids of its rules. */
  readonly families: ReadonlyMap<string, readonly string[]>;
}

/**
 * The ids for a list of ids and families.
 * @param where such as `--select` or `antivenom.toml: ignore`
 * @throws UserError for a name that is neither
 */
export function expandNames(names: readonly string[], catalogue: Catalogue, where: string): readonly string[] {
  return [
    ...new Set(
      names.flatMap((name) => {
        const family = catalogue.families.get(name);
        if (family !== undefined) return family;
        requireRule(name, catalogue, where);
        return [name];
      }),
    ),
  ];
}

/** @throws UserError for an unknown id; suggests what was meant, also for another tool's code */
export function requireRule(id: string, { ids, families }: Catalogue, where: string): void {
  if (!ids.has(id))
    throw new UserError(
      `unknown rule ${id === '' ? '""' : id} in ${where}${suggestionFor(id, [...ids, ...families.keys()])}`,
    );
}

/** ` (did you mean x?)`: the rules for another tool's code, or the most similar known name. */
export function suggestionFor(name: string, known: Iterable<string>): string {
  const own = rulesForCode(name);
  return own.length > 0 ? ` (did you mean ${own.join(' or ')}?)` : didYouMean(name, known);
}
