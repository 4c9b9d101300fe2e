import type { Command } from '../../deployment/command.ts';
import { environmentVariables } from '../../deployment/environment-variables.ts';
import { pipInstallOf } from '../../deployment/pip-install.ts';
import type { Document } from '../../engine/document.ts';
import { defineRule, type Problem } from '../../engine/rule.ts';
import { everyKey, rootsOf } from '../../formats/tree-walk.ts';

const WHY = "its packages mix with the system's, and their install scripts run with the system's rights";
const HELP = 'install into a virtual environment: python -m venv .venv && .venv/bin/pip install …';

export const systemPipInstall = defineRule({
  id: 'system-pip-install',
  kinds: ['dockerfile', 'yaml', 'ini', 'toml', 'dotenv', 'text', 'procfile'],
  triggers: ['pip', 'system-site-packages', 'break-system-packages', 'break_system_packages'],
  on: { commands: 'all' },
  appliesTo: 'everywhere',
  guarded: 'counts',
  severity: 'warning',
  fix: null,
  summary: "Packages installed into the system's Python",
  why: 'Packages installed outside a virtual environment change the Python that the system itself uses, often as root.',
  details: `Reports \`sudo pip install\`, \`--break-system-packages\`, \`PIP_BREAK_SYSTEM_PACKAGES\` and
\`include-system-site-packages = true\`.`,
  examplePath: '.github/workflows/ci.yml',
  bad: 'jobs:\n  a:\n    steps:\n      - run: sudo pip install requests\n',
  good: 'jobs:\n  a:\n    steps:\n      - run: .venv/bin/pip install requests\n',

  *command(command) {
    yield* ofCommand(command);
  },

  *check(doc) {
    for (const { name, value, span } of /PIP_BREAK_SYSTEM_PACKAGES/.test(doc.text) ? environmentVariables(doc) : []) {
      if (name !== 'PIP_BREAK_SYSTEM_PACKAGES' || /^(?:0|false|no|off|)$/i.test(value)) continue;
      yield { span, message: `${name} lets pip write into the system's Python: ${WHY}`, help: HELP };
    }
    yield* ofSettings(doc);
  },
});

function* ofCommand(command: Command): Iterable<Problem> {
  const install = pipInstallOf(command);
  if (install === null) return;
  const broken = install.options.find(({ name, value }) => name === '--break-system-packages' && value !== 'false');
  if (broken !== undefined) {
    const span = { start: broken.start, end: broken.end };
    yield { span, message: `--break-system-packages lets pip write into the system's Python: ${WHY}`, help: HELP };
  } else if (command.sudo !== null && isOnPath(install.program.text)) {
    const span = { start: command.sudo.start, end: install.program.end };
    yield { span, message: `sudo pip installs into the system's Python as root: ${WHY}`, help: HELP };
  }
}

/** `/opt/venv/bin/pip` installs into that environment, whichever user runs it. */
const isOnPath = (program: string): boolean =>
  !program.includes('/') || /^\/(?:usr\/(?:local\/)?)?s?bin\//.test(program);

function* ofSettings(doc: Document): Iterable<Problem> {
  const isPipConf = doc.role === 'pip-conf';
  if (!isPipConf && !/(?:^|\/)pyvenv\.cfg$/.test(doc.path)) return;
  for (const { key, value } of everyKey(rootsOf(doc))) {
    const name = key.text.toLowerCase();
    const wanted = isPipConf ? name === 'break-system-packages' : name === 'include-system-site-packages';
    if (!wanted || value.kind !== 'scalar' || !/^(?:true|1|yes|on)$/i.test(value.text)) continue;
    yield {
      span: { start: value.start, end: value.end },
      message: isPipConf
        ? `break-system-packages lets pip write into the system's Python: ${WHY}`
        : "This environment sees the system's packages, so its contents depend on the machine",
      help: isPipConf ? HELP : 'write include-system-site-packages = false',
    };
  }
}
