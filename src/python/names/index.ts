/**
 * The public functions for what names mean: what an expression denotes, which calls and matches a file has, which
 * bindings reach a name.
 */

export { assignmentsTo, keyedAssignments } from './assignments.ts';
export { argumentOf, hasHiddenArguments } from './call-arguments.ts';
export { callMatches, sinkMatches } from './call-matches.ts';
export { candidates } from './flow.ts';
export { namesToLookFor } from './gate-names.ts';
export { importedName } from './imported-name.ts';
export {
  callsAt,
  callsOfWord,
  callsOfWords,
  callsWithKeyword,
  candidateCalls,
  mayMean,
  namesFor,
  occurs,
  parentRow,
  possibleNames,
  spreadCalls,
  storesAttribute,
  unpackingCalls,
} from './matches.ts';
export { OWN_MODULE } from './member-denotations.ts';
export { attributesCalled, mentionsOf, stringsSaying } from './mentions.ts';
export type { Exported, Names, StarImport } from './names.ts';
export { PUTTING_METHODS, putInto, putsOn } from './put-into.ts';
export { resolveNames } from './resolve-names.ts';
export { type Placed, resolvedValues } from './resolved-values.ts';
export type { Binding, Reaching } from './scope.ts';
export { subscribe, subscriptions } from './subscriptions.ts';
export { writtenName, writtenWord } from './written-word.ts';
