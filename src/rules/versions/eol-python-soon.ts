import { newestPython } from '../../data/python-releases.ts';
import { defineRule } from '../../engine/rule.ts';
import { DECLARING, judge, SOON_DAYS, VERSION_KINDS } from './shared/version-verdict.ts';

export const eolPythonSoon = defineRule({
  id: 'eol-python-soon',
  kinds: VERSION_KINDS,
  triggers: [],
  triggersOf: { python: DECLARING },
  on: { versions: true },
  appliesTo: 'everywhere',
  guarded: 'counts',
  severity: 'info',
  fix: null,
  summary: 'A Python version near its end of life',
  why: `A Python with ${SOON_DAYS} days or fewer to go will soon get no security fixes, and moving takes time.`,
  examplePath: 'Dockerfile',
  exampleDate: '2027-09-15',
  bad: 'FROM python:3.11-slim\n',
  good: 'FROM python:3.14-slim\n',

  *versions(group, doc) {
    const { date } = doc.project;
    for (const place of group) {
      const verdict = judge(place, date);
      if (verdict.state !== 'soon' || place.readAs !== null) continue;
      const days = verdict.daysLeft === 1 ? '1 day' : `${verdict.daysLeft} days`;
      yield {
        span: place.span,
        message: `Python ${verdict.name} (${place.what}) reaches its end of life on ${verdict.endOfLife}, in ${days} (newest stable: ${newestPython(date)})`,
        help: `plan the move now, for example to Python ${newestPython(date)}`,
      };
      return;
    }
  },
});
