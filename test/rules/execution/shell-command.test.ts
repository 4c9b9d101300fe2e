import { SHELL_CALLS } from '../../../src/data/shell-calls.ts';
import { shellCommand } from '../../../src/rules/execution/shell-command.ts';
import type { FileCase } from '../rule-run.ts';
import { type ReportCase, ruleTest } from '../rule-test.ts';
import { namesakes, placeOf, spellings } from '../spelling.ts';

const allows: Record<string, string | FileCase> = {};
const reports: Record<string, ReportCase> = {};
for (const [name, { shell, index, remote }] of SHELL_CALLS) {
  const extra = shell === null ? '' : ', shell=True';
  const before = index === 0 ? '' : 'Protocol, ';
  for (const { way, setup, expression } of spellings(name)) {
    const call = `${expression}(${before}f"ls {path}"${extra})`;
    const code = `${setup}def f(path):\n    ${call}\n`;
    const at = [placeOf(code, call)];
    reports[`${name} through ${way}`] = { code, at, severity: 'error' };
    const constant = `${setup}def f(path):\n    ${expression}(${before}"ls -l"${extra})\n`;
    if (remote === true) allows[`${name} through ${way} on a constant`] = constant;
    else reports[`${name} through ${way} on a constant`] = { code: constant, at, severity: 'warning' };
    if (shell !== null) {
      allows[`${name} through ${way} without a shell`] =
        `${setup}def f(path):\n    ${expression}(["ls", path, f"-{path}"])\n`;
      allows[`${name} through ${way}, shell=False`] =
        `${setup}def f(path):\n    ${expression}(f"ls {path}", shell=False)\n`;
    }
  }
  for (const { way, setup, expression } of namesakes(name)) {
    allows[`a namesake of ${name}: ${way}`] = `${setup}def f(path):\n    ${expression}(f"ls {path}"${extra})\n`;
  }
}

const silentCalls = ['subprocess.run(["ls", path])', 'subprocess.Popen([tool, f"--{path}"], stdout=subprocess.PIPE)'];
for (const call of silentCalls) allows[call] = `import subprocess\n\ndef f(path, tool):\n    ${call}\n`;

const how: Record<string, string> = {
  'an f-string': 'f"ls {path}"',
  'a sum': '"ls " + path',
  'a percent sign': '"ls %s" % path',
  'percent and a tuple': '"ls %s %s" % ("-l", path)',
  format: '"ls {}".format(path)',
  'a join': '" ".join(["ls", path])',
  'a strip of one': '("ls " + path).strip()',
  'one of two': '"ls" if path is None else "ls " + path',
};
for (const [title, command] of Object.entries(how)) {
  reports[`a command made by ${title}`] = {
    code: `import os\n\ndef f(path):\n    os.system(${command})\n`,
    at: ['4:5'],
    severity: 'error',
    message: 'variable text',
  };
  reports[`a command made by ${title} before`] = {
    code: `import os\n\ndef f(path):\n    command = ${command}\n    os.system(command)\n`,
    at: ['5:5'],
    severity: 'error',
  };
}
const quoted: Record<string, string> = {
  'an f-string': 'f"ls {shlex.quote(path)}"',
  'a sum': '"ls " + shlex.quote(path)',
  'a number': 'f"kill {int(path)}"',
  'a join': '" ".join(map(shlex.quote, path))',
  'a join of quoted ones': '" ".join(shlex.quote(p) for p in path)',
  'shlex.join': 'shlex.join(path)',
  'a constant': '"ls " + FLAGS',
};
for (const [title, command] of Object.entries(quoted)) {
  reports[`a command whose parts are harmless, made by ${title}`] = {
    code: `import os\nimport shlex\n\nFLAGS = "-l"\n\ndef f(path):\n    os.system(${command})\n`,
    at: ['7:5'],
    severity: 'warning',
  };
}

ruleTest(shellCommand, {
  allows: {
    ...allows,
    'an import': 'import subprocess\n',
    'a shell that cannot be told': 'import subprocess\n\ndef f(cmd, flag):\n    subprocess.run(cmd, shell=flag)\n',
    'something else with a shell': 'from tools import run\n\ndef f(x):\n    run(f"ls {x}", shell=True)\n',
    'the platform': 'import platform\n\nplatform.system()\n',
  },
  reports: {
    ...reports,
    'a request': {
      code: 'import os\n\n\ndef view(request):\n    name = request.GET["name"]\n    os.system("ls " + name)\n',
      at: ['6:5-6:28'],
      severity: 'error',
      message: 'line 5',
    },
    'input as the whole command': { code: 'import os\n\nos.system(input())\n', at: ['3:1'], severity: 'error' },
    'a command that is a parameter': {
      code: 'import subprocess\n\ndef f(cmd):\n    subprocess.run(cmd, shell=True)\n',
      at: ['4:5'],
      severity: 'warning',
    },
    'a command that grows': {
      code: 'import os\n\ndef f(path):\n    cmd = "ls"\n    cmd += " " + path\n    os.system(cmd)\n',
      at: ['6:5'],
      severity: 'error',
    },
    'a command that a list grows into': {
      code: 'import os\n\ndef f(path):\n    parts = ["ls"]\n    parts.append(path)\n    os.system(" ".join(parts))\n',
      at: ['6:5'],
      severity: 'error',
    },
    'shell=1': { code: 'import subprocess\n\nsubprocess.call("ls", shell=1)\n', at: ['3:1'], severity: 'warning' },
    'a constant that says so': {
      code: 'import subprocess\n\nSHELL = True\nsubprocess.call("ls", shell=SHELL)\n',
      at: ['4:1'],
      severity: 'warning',
    },
    'keywords in a dict': {
      code: 'import subprocess\n\ndef f(x):\n    subprocess.call(f"ls {x}", **{"shell": True})\n',
      at: ['4:5'],
      severity: 'error',
    },
    'the command by keyword': {
      code: 'import subprocess\n\ndef f(x):\n    subprocess.run(args=f"ls {x}", shell=True)\n',
      at: ['4:5'],
      severity: 'error',
    },
    'a test': {
      code: 'import os\n\ndef f(x):\n    os.system(f"ls {x}")\n',
      path: 'tests/test_s.py',
      at: ['4:5'],
      severity: 'warning',
    },
    'options of a dict': {
      code: 'import subprocess\n\n\ndef f(x):\n    options = {"shell": True}\n    subprocess.run(f"ls {x}", **options)\n',
      at: ['6:5'],
      severity: 'error',
    },
    'handed over to run later': {
      code: 'import os\n\n\ndef f(loop, x):\n    loop.run_in_executor(None, os.system, f"ls {x}")\n',
      at: ['5:5'],
      severity: 'error',
    },
    'in a thread': {
      code: 'import os\nfrom threading import Thread\n\n\ndef f(x):\n    Thread(target=os.system, args=(f"ls {x}",)).start()\n',
      at: ['6:5-6:48'],
      severity: 'error',
    },
  },
});
