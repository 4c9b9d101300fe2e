import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DJANGO_DECISIONS } from './decisions.mjs';
import { PYTHON } from './folders.mjs';
import { judge, writeAll } from './judge.mjs';
import { situations } from './situations.mjs';

/** Runs the security checks of the installed Django on settings modules and prints their ids by module. */
const CHECKS = `
import importlib, json, sys
from django.conf import settings, Settings
from django.core.checks import Tags, registry
import django.core.checks.security.base, django.core.checks.security.csrf, django.core.checks.security.sessions
found = {}
for name in json.load(sys.stdin):
    settings._wrapped = Settings(name)
    messages = registry.registry.run_checks(tags=[Tags.security], include_deployment_checks=True)
    found[name] = [message.id for message in messages if not message.is_silenced()]
print(json.dumps(found))
`;

/**
 * Django's own deployment checks: one of our rules should report what they report about a settings module, in every
 * spelling of the value.
 */
export function scoreDjango(cli) {
  const cases = situations()
    .filter(({ name }) => DJANGO_DECISIONS[name] === undefined)
    .map((situation, index) => ({ ...situation, module: `shop${index}` }));
  const verdicts = checksOf(cases);
  const found = judge(cli, filesOf(cases, 'files'), filesOf(cases, 'base'));
  const judged = cases.map((one) => ({
    ...one,
    insecure: verdicts[`${one.module}.settings`].includes(one.check),
    reported: found.filter(({ rule, path }) => one.rules.includes(rule) && path.startsWith(`${one.module}/`)),
  }));
  return {
    name: 'Django’s deployment checks',
    claims: judged
      .filter(({ insecure }) => insecure)
      .map(({ name, check, reported }) => ({
        name: `${check}: ${name}`,
        caught: reported.length > 0,
      })),
    innocent: judged.filter(({ insecure }) => !insecure).length,
    alarms: judged
      .filter(({ insecure, reported }) => !insecure && reported.length > 0)
      .map(({ name, reported: [{ severity, rule, line }] }) => `${name}: ${severity} ${rule}, line ${line}`),
  };
}

function filesOf(cases, part) {
  return Object.fromEntries(
    cases.flatMap((one) => Object.entries(one[part] ?? {}).map(([path, text]) => [`${one.module}/${path}`, text])),
  );
}

function checksOf(cases) {
  const folder = mkdtempSync(join(tmpdir(), 'antivenom-django-'));
  try {
    const files = {
      ...filesOf(cases, 'files'),
      ...Object.fromEntries(cases.map(({ module }) => [`${module}/__init__.py`, ''])),
    };
    writeAll(folder, files);
    const { stdout, stderr, status } = spawnSync(PYTHON, ['-W', 'ignore', '-c', CHECKS], {
      cwd: folder,
      env: { PATH: process.env.PATH },
      input: JSON.stringify(cases.map(({ module }) => `${module}.settings`)),
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    if (status !== 0) throw new Error(`Django: ${stderr}`);
    return JSON.parse(stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
