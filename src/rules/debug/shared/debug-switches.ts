import type { Severity } from '../../../engine/severity.ts';
import type { Guarded, SwitchReader } from '../../../engine/switches.ts';
import { importedSwitches } from './imported-switches.ts';
import { SET_SWITCHES } from './set-switches.ts';
import type { ImportedSwitch, Switch, SwitchMatch } from './switch.ts';

type Place = Switch | ImportedSwitch;

/** The debug switches of a Python file, for `on: { switches }`. Each match belongs to exactly one rule. */
export const DEBUG_SWITCHES: SwitchReader<Place, SwitchMatch> = {
  *find(doc) {
    yield* SET_SWITCHES.find(doc);
    yield* importedSwitches(doc);
  },

  *judge(places, doc) {
    yield* SET_SWITCHES.judge(places.filter(isSetHere), doc);
    for (const place of places) if (place.form === 'import' && place.guard === null) yield place;
  },

  severityOf(match, doc) {
    return match.form === 'import' ? severityOfImport(match) : SET_SWITCHES.severityOf(match, doc);
  },
};

const isSetHere = (place: Guarded<Place>): place is Guarded<Switch> => place.form !== 'import';

const severityOfImport = ({ verdict, source }: ImportedSwitch): Severity | undefined =>
  verdict === 'default' ? 'warning' : source.set.fact.severity;
