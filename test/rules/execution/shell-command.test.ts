import { SHELL_CALLS } from '../../../src/data/shell-calls.ts';
import { shellCommand } from '../../../src/rules/execution/shell-command.ts';
import type { FileCase } from '../rule-run.ts';
import { type ReportCase, ruleTest } from '../rule-test.ts';
import { namesakes, placeOf, spellings } from '../spelling.ts';

const allows: Record<string, string | FileCase> = {};
const reports: Record<string, string | ReportCase> = {};
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
  'one, stripped': '("ls " + path).strip()',
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
  'joined quoted words': '" ".join(shlex.quote(p) for p in path)',
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

const SCRIPTS: Record<string, string> = {
  'a bundled option': 'subprocess.run(["/bin/bash", "-lc", f"ls {x}"])',
  'options before it': 'subprocess.run(["bash", "-o", "pipefail", "-ec", f"ls {x}"])',
  'the keyword args': 'subprocess.check_output(args=("zsh", "-c", "ls " + x))',
  'joined lists': 'subprocess.run(["sh"] + ["-c", "ls " + x])',
  'a shell after sudo and env': 'subprocess.call(["sudo", "-u", "app", "env", "A=1", "sh", "-c", "ls " + x])',
  busybox: 'subprocess.Popen(["busybox", "sh", "-c", "ls " + x])',
  'the Windows shell': 'subprocess.run([r"C:\\Windows\\System32\\cmd.exe", "/d", "/c", "type", x])',
  PowerShell: 'subprocess.run(["pwsh", "-NoProfile", "-ExecutionPolicy", "Bypass", "-Command", "cat " + x])',
  "os.execv's program": 'os.execv("/bin/sh", ["anything", "-c", "ls " + x])',
  'os.spawnvp': 'os.spawnvp(os.P_WAIT, "sh", ["sh", "-c", "ls " + x])',
  'os.posix_spawn': 'os.posix_spawn("/bin/sh", ["sh", "-c", f"ls {x}"], os.environ)',
  create_subprocess_exec: 'asyncio.create_subprocess_exec("sh", "-c", "ls " + x)',
  'another executable': 'subprocess.run(["me", "-c", "ls " + x], executable="/bin/sh")',
};
for (const [title, call] of Object.entries(SCRIPTS)) {
  reports[`a shell started with its text: ${title}`] =
    `import asyncio\nimport os\nimport subprocess\n\ndef f(x):\n    «${call}»\n`;
}
reports['a shell whose words are added to a list'] =
  'import subprocess\n\ndef f(x):\n    words = ["sh"]\n    words.extend(["-c", "ls " + x])\n    «subprocess.run(words)»\n';
reports['a shell whose words grow'] =
  'import subprocess\n\ndef f(x):\n    words = ["sh", "-c"]\n    words += ["ls " + x]\n    «subprocess.run(words)»\n';
const UNPACKED: Record<string, string> = {
  'in the middle': '[*shell, "-c", "ls " + x]',
  twice: '[*wrapped, *shell, "-c", "ls " + x]',
  'lists of lists': '[*[*wrapped, *shell], *["-c", "ls " + x]]',
  'one of two': '[*(shell if x else wrapped), *wrapped, *shell, "-c", "ls " + x]',
  'before many words': `[*shell, "-c", "ls " + x, ${'"a", '.repeat(2000)}]`,
};
for (const [title, list] of Object.entries(UNPACKED)) {
  reports[`a shell whose words are unpacked: ${title}`] =
    `import subprocess\n\ndef f(x):\n    wrapped = ["sudo", "-n"]\n    shell = ["sh"]\n    «subprocess.run(${list})»\n`;
}
allows['words that another function puts into a list of that name'] =
  'import subprocess\n\ndef f(x):\n    words = ["sh"]\n    words.append("-c")\n    words.append("ls")\n    subprocess.run(words)\n\ndef g(x):\n    words = ["sh"]\n    words.append("a.sh")\n    words.append("ls " + x)\n    subprocess.run(words)\n';
reports['a shell with unknown text'] = {
  code: 'import subprocess\n\ndef f(x):\n    «subprocess.run(["sh", "-c", x])»\n',
  severity: 'warning',
};
reports["a parameter's event loop"] =
  'import asyncio\n\nasync def f(loop: asyncio.AbstractEventLoop, x):\n    await «loop.subprocess_shell(asyncio.SubprocessProtocol, "ls " + x)»\n';
for (const command of [
  'f"{sys.executable} manage.py migrate"',
  '"ls " + os.getcwd()',
  'f"ls {os.path.dirname(__file__)}"',
]) {
  reports[`what no stranger writes: ${command}`] = {
    code: `import os\nimport sys\n«os.system(${command})»\n`,
    severity: 'warning',
  };
}
reports['a constant that needs a shell'] = {
  code: 'import os\n«os.system("free -m | wc -l")»\n',
  severity: 'warning',
  message: /^(?!.*needs none)/,
};
for (const call of [
  `subprocess.run(["sh", "-c", 'ls "$1"', "sh", x])`,
  'subprocess.run(["sh", x, "-c", "ls " + x])',
  'subprocess.run(["git", "-c", x, "status"])',
  'subprocess.run(["psql", "-c", "select " + x])',
  'subprocess.run(["gcc", "-c", x])',
  'subprocess.run(["sh", "-c", "ls -l"])',
  'subprocess.run(["bash", "--rcfile", "-c", x])',
  'subprocess.run([x, "-c", "ls " + x])',
  'subprocess.run([*x, "-c", "ls " + x])',
]) {
  allows[call] = `import subprocess\n\ndef f(x):\n    ${call}\n`;
}
allows["somebody else's event loop"] = 'def f(loop, x):\n    loop.subprocess_shell(None, "ls " + x)\n';

ruleTest(shellCommand, {
  allows: {
    ...allows,
    'an import': 'import subprocess\n',
    'an unknown shell': 'import subprocess\n\ndef f(cmd, flag):\n    subprocess.run(cmd, shell=flag)\n',
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
    'a command joined from a growing list': {
      code: 'import os\n\ndef f(path):\n    parts = ["ls"]\n    parts.append(path)\n    os.system(" ".join(parts))\n',
      at: ['6:5'],
      severity: 'error',
    },
    'shell=1': { code: 'import subprocess\n\nsubprocess.call("ls", shell=1)\n', at: ['3:1'], severity: 'warning' },
    'a constant with a comment': {
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
    'options from a dict': {
      code: 'import subprocess\n\n\ndef f(x):\n    options = {"shell": True}\n    subprocess.run(f"ls {x}", **options)\n',
      at: ['6:5'],
      severity: 'error',
    },
    'passed on to run later': {
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
