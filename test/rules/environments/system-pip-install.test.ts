import { systemPipInstall } from '../../../src/rules/environments/system-pip-install.ts';
import { ruleTest } from '../rule-test.ts';

const run = (command: string) => `jobs:\n  a:\n    steps:\n      - run: ${command}\n`;

ruleTest(systemPipInstall, {
  allows: {
    'pip without sudo': run('pip install -r requirements.txt'),
    "an environment's pip": run('sudo /opt/venv/bin/pip install requests'),
    'sudo for another program': run('sudo apt-get install -y python3-pip'),
    'sudo pip that installs nothing': run('sudo pip list'),
    'a comment': 'jobs:\n  a:\n    steps:\n      # - run: sudo pip install x\n      - run: echo "sudo pip install x"\n',
    'a variable that is off': { path: 'Dockerfile', code: 'FROM python\nENV PIP_BREAK_SYSTEM_PACKAGES=0\n' },
    'an isolated environment': { path: 'pyvenv.cfg', code: 'include-system-site-packages = false\n' },
    'the name in a file that is not a script': { path: 'notes.txt', code: 'sudo pip install x\n' },
  },
  reports: {
    'the variable in a start script': {
      path: 'start.sh',
      code: 'PIP_BREAK_SYSTEM_PACKAGES=«1» pip install requests\nexport PIP_BREAK_SYSTEM_PACKAGES=«true»\n',
    },
    'the variable in a unit': {
      path: 'web.service',
      code: '[Service]\nEnvironment=PIP_BREAK_SYSTEM_PACKAGES=«1»\n',
    },
    'sudo by path, after others': {
      path: 'Dockerfile',
      code: 'FROM python:3.14\nRUN /usr/bin/sudo pip install flask==3.1.3\nRUN env -i /usr/bin/sudo -H pip install flask==3.1.3\n',
      at: ['2:5-2:22', '3:12-3:32'],
    },
    'sudo with a shell script': {
      path: 'run.sh',
      code: "sudo -H bash -c 'cd /x && pip install flask'\n",
      at: ['1:1'],
      severity: 'warning',
    },
    'sudo pip': { code: run('sudo pip install requests'), at: ['4:14-4:22'], message: /as root/ },
    'sudo with options': { code: run('sudo -H -u root pip3 install -U pip'), at: ['4:14'] },
    'sudo python -m pip': { code: run('sudo python3 -m pip install requests'), at: ['4:14'] },
    'the option': {
      path: 'Dockerfile',
      code: 'FROM debian\nRUN apt-get update && \\\n    pip install --no-cache-dir --break-system-packages requests\n',
      at: ['3:32-3:55'],
    },
    "uv's option": { code: run('uv pip install --system --break-system-packages x'), at: ['4:38'] },
    'the variable in a Dockerfile': {
      path: 'Dockerfile',
      code: 'FROM debian\nENV A=1 PIP_BREAK_SYSTEM_PACKAGES=1\n',
      at: ['2:35-2:36'],
    },
    'the variable in a workflow': {
      code: 'env:\n  PIP_BREAK_SYSTEM_PACKAGES: 1\njobs: {}\n# pip\n',
      at: ['2:30-2:31'],
    },
    'the variable before a command': { code: run('PIP_BREAK_SYSTEM_PACKAGES=1 pip install x'), at: ['4:40-4:41'] },
    'pip.conf': { path: 'pip.conf', code: '[global]\nbreak-system-packages = true\n', at: ['2:25-2:29'] },
    'pyvenv.cfg': {
      path: 'x/pyvenv.cfg',
      code: 'home = /usr/bin\ninclude-system-site-packages = true\n',
      at: ['2:32-2:36'],
    },
    'a shell script': {
      path: 'install.sh',
      code: '#!/bin/sh\nset -e\nsudo pip install -r requirements.txt\n',
      at: ['3:1-3:9'],
    },
    'tox, after a comment': {
      path: 'tox.ini',
      code: '[testenv]\ncommands =\n    pip list\n    # as the image has it\n    pip install «--break-system-packages» x\n',
    },
    tox: { path: 'tox.ini', code: '[testenv]\ncommands =\n    pip install --break-system-packages x\n', at: ['3:17'] },
  },
});
