import { type Constructs, file, numbered, repeat } from './construct.ts';

/** What builds, deploys and starts a program. */
export const DEPLOYMENT: Constructs = {
  'dotenv variables': file('.env', (size) => repeat(size, 'FLASK_DEBUG=1\n')),
  'dotenv references': file('.env', (size) => `A=${repeat(size, '${A:-')}\nFLASK_DEBUG=1\n`),
  'compose services': file(
    'docker-compose.yml',
    (size) =>
      `services:\n${numbered(size, (i) => `  s${i}:\n    image: python:3.8\n    environment:\n      FLASK_DEBUG: "1"\n`)}`,
  ),
  'compose image': file(
    'docker-compose.yml',
    (size) => `services:\n  a:\n    image: "${repeat(size, '@sha256:')}\n     x"\n`,
  ),
  'compose commands': file(
    'docker-compose.yml',
    (size) => `services:\n${numbered(size, (i) => `  s${i}:\n    command: flask run --debug\n`)}`,
  ),
  'Dockerfile stages': file('Dockerfile', (size) =>
    repeat(size, 'FROM python:3.8\nENV FLASK_DEBUG=1\nRUN pip install a\n'),
  ),
  'one RUN with many commands': file(
    'Dockerfile',
    (size) => `FROM python:3.13\nRUN ${repeat(size, 'pip install a && ')}true\n`,
  ),
  'RUN with continuations': file(
    'Dockerfile',
    (size) => `FROM python:3.13\nRUN ${repeat(size, 'pip install a && \\\n')}true\n`,
  ),
  'Dockerfile directive': file('Dockerfile', (size) => `#A=${repeat(size, '\t')}x\rFROM python:3.8\n`),
  'Dockerfile heredoc': file(
    'Dockerfile',
    (size) => `FROM python:3.8\nRUN <<EOF\n${repeat(size, 'pip install a\n')}EOF\n`,
  ),
  'workflow steps': file(
    '.github/workflows/a.yml',
    (size) =>
      `on: push\njobs:\n  a:\n    steps:\n${numbered(size, (i) => `      - run: pip install a${i}\n        env:\n          FLASK_DEBUG: 1\n`)}`,
  ),
  'workflow matrix': file(
    '.github/workflows/a.yml',
    (size) =>
      `on: push\njobs:\n  a:\n    strategy:\n      matrix:\n        python-version: [${repeat(size, '"3.8",')}]\n    steps:\n      - uses: actions/setup-python@v5\n        with:\n          python-version: \${{ matrix.python-version }}\n`,
  ),
  Procfile: file('Procfile', (size) => numbered(size, (i) => `w${i}: flask run --debug\n`)),
  'systemd unit': file(
    'deploy/a.service',
    (size) => `[Service]\n${repeat(size, 'Environment=FLASK_DEBUG=1\nExecStart=/usr/bin/flask run --debug\n')}`,
  ),
  'stages that build on each other': file(
    'Dockerfile',
    (size) =>
      `FROM python:3.8 AS s0\n${numbered(size, (i) => `FROM s${i} AS s${i + 1}\nRUN pip install a\nENV FLASK_DEBUG=1\n`)}CMD flask run --debug\n`,
  ),
  'stages that copy from each other': file('Dockerfile', (size) =>
    numbered(size, (i) => `FROM python:3.8 AS s${i}\nCOPY --from=s${i - 1} /a /b\n`),
  ),
  'stages without a name': file('Dockerfile', (size) => repeat(size, 'FROM python:3.8\n')),
  'Dockerfile variables': file(
    'Dockerfile',
    (size) => `FROM python:3.8\n${numbered(size, (i) => `ENV A${i}=$A${i - 1}\n`)}ENV FLASK_DEBUG=$A9\n`,
  ),
  'Dockerfile arguments': file(
    'Dockerfile',
    (size) => `${numbered(size, (i) => `ARG V${i}=3.8\n`)}FROM python:$V7\n${repeat(64, 'RUN pip install a==$V7\n')}`,
  ),
  'variables of one ENV': file(
    'Dockerfile',
    (size) => `FROM python:3.8\nENV ${numbered(size, (i) => `A${i}=1 \\\n  `)}FLASK_DEBUG=1\n`,
  ),
  'one variable again and again': file(
    'Dockerfile',
    (size) => `FROM python:3.8\n${repeat(size, 'ENV A=1\nRUN FLASK_DEBUG=$A flask run\n')}`,
  ),
  'nested defaults': file('Dockerfile', (size) => `ARG A=${repeat(size, '${A:-')}\nFROM python:$A\n`),
  'RUN lines': file(
    'Dockerfile',
    (size) => `FROM python:3.8\n${repeat(size, 'RUN pip install a && pip install -r b.txt\n')}`,
  ),
  'one long RUN': file('Dockerfile', (size) => `FROM python:3.8\nRUN pip install ${numbered(size, (i) => `a${i} `)}\n`),
  'one RUN of one word': file('Dockerfile', (size) => `FROM python:3.8\nRUN ${repeat(size, 'a')}\n`),
  'one RUN of nested shells': file(
    'Dockerfile',
    (size) => `FROM python:3.8\nRUN ${repeat(size, 'sh -c ')}"pip install a"\n`,
  ),
  'one RUN of wrappers': file(
    'Dockerfile',
    (size) => `FROM python:3.8\nRUN ${repeat(size, 'sudo env A=1 timeout 3 ')}pip install a\n`,
  ),
  'RUN with comments': file(
    'Dockerfile',
    (size) => `FROM python:3.8\nRUN a \\\n${repeat(size, '# b\n\n')} && pip install c\n`,
  ),
  'JSON commands': file('Dockerfile', (size) => `FROM python:3.8\nCMD [${repeat(size, '"flask", ')}"run"]\n`),
  'many heredocs': file('Dockerfile', (size) => `FROM python:3.8\n${repeat(size, 'RUN <<EOF\npip install a\nEOF\n')}`),
  'unended heredocs': file('Dockerfile', (size) => `FROM python:3.8\n${numbered(size, (i) => `RUN <<A${i}\n`)}`),
  'Dockerfile comments': file(
    'Dockerfile',
    (size) => `${repeat(size, '# antivenom: ignore[unpinned-requirement] x\n')}FROM python:3.8\n`,
  ),
  'entry scripts': file(
    'entrypoint.sh',
    (size) => `#!/bin/sh\n${repeat(size, 'export FLASK_DEBUG=1\nflask run --debug\n')}`,
  ),
  'a script of functions': file(
    'entrypoint.sh',
    (size) => `#!/bin/sh\n${numbered(size, (i) => `f${i}() {\n  if [ "$A" = 1 ]; then flask run --debug; fi\n}\n`)}`,
  ),
  'a script on one line': file('start.sh', (size) => `#!/bin/sh\n${repeat(size, 'flask run --debug; ')}\n`),
  'nested conditions of a script': file(
    'start.sh',
    (size) => `#!/bin/sh\n${repeat(size, 'if a; then\n')}flask run --debug\n`,
  ),
  'nested substitutions of a script': file(
    'start.sh',
    (size) => `#!/bin/sh\nx=${repeat(size, '$(')}\nflask run --debug\n`,
  ),
  'heredocs of a script': file(
    'start.sh',
    (size) => `#!/bin/sh\n${repeat(size, 'cat <<EOF\nflask run\nEOF\n')}flask run --debug\n`,
  ),
  'quotes of a script': file('start.sh', (size) => `#!/bin/sh\n${repeat(size, `a "b" 'c' `)}\nflask run --debug\n`),
  'cases of a script': file(
    'start.sh',
    (size) => `#!/bin/sh\ncase "$1" in\n${numbered(size, (i) => `a${i}) flask run --debug ;;\n`)}esac\n`,
  ),
  'long Procfile line': file('Procfile', (size) => `web: ${repeat(size, 'A=1 ')}flask run --debug\n`),
  'compose anchors': file(
    'docker-compose.yml',
    (size) =>
      `x-a: &a\n  FLASK_DEBUG: "1"\nservices:\n${numbered(size, (i) => `  s${i}:\n    image: a\n    environment:\n      <<: *a\n`)}`,
  ),
  'compose extends': file(
    'docker-compose.yml',
    (size) =>
      `services:\n${numbered(size, (i) => `  s${i + 1}:\n    extends: s${i}\n    environment: ["FLASK_DEBUG=1"]\n`)}`,
  ),
  'compose environment of one service': file(
    'docker-compose.yml',
    (size) =>
      `services:\n  a:\n    image: b\n    environment:\n${numbered(size, (i) => `      A${i}: "1"\n`)}      FLASK_DEBUG: "1"\n`,
  ),
  'kubernetes objects': file('deploy/a.yaml', (size) =>
    numbered(
      size,
      (i) =>
        `---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a${i}}\nspec:\n  template:\n    spec:\n      containers:\n        - name: a\n          image: python:3.8\n          command: [flask, run, --debug]\n          env:\n            - name: FLASK_DEBUG\n              value: "1"\n`,
    ),
  ),
  'kubernetes environment': file(
    'deploy/a.yaml',
    (size) =>
      `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: a\n      env:\n${numbered(size, (i) => `        - name: A${i}\n          value: "1"\n`)}        - {name: FLASK_DEBUG, value: "1"}\n`,
  ),
  'kubernetes ConfigMap': file(
    'deploy/a.yaml',
    (size) =>
      `apiVersion: v1\nkind: ConfigMap\ndata:\n${numbered(size, (i) => `  FLASK_DEBUG${i}: "1"\n  DJANGO_DEBUG: "1"\n`)}`,
  ),
  'gitlab jobs': file('.gitlab-ci.yml', (size) =>
    numbered(
      size,
      (i) => `j${i}:\n  image: python:3.8\n  variables:\n    FLASK_DEBUG: "1"\n  script:\n    - pip install a\n`,
    ),
  ),
  'gitlab extends': file('.gitlab-ci.yml', (size) =>
    numbered(size, (i) => `j${i + 1}:\n  extends: j${i}\n  script: [pip install a]\n`),
  ),
  'one long gitlab script': file(
    '.gitlab-ci.yml',
    (size) => `a:\n  script:\n    - |\n${repeat(size, '      pip install a\n')}`,
  ),
  'workflow jobs': file(
    '.github/workflows/a.yml',
    (size) =>
      `on: push\njobs:\n${numbered(size, (i) => `  j${i}:\n    runs-on: a\n    container: python:3.8\n    steps:\n      - run: pip install a\n`)}`,
  ),
  'one long workflow script': file(
    '.github/workflows/a.yml',
    (size) => `on: push\njobs:\n  a:\n    steps:\n      - run: |\n${repeat(size, '          pip install a\n')}`,
  ),
  'workflow expressions': file(
    '.github/workflows/a.yml',
    (size) => `on: push\njobs:\n  a:\n    steps:\n      - run: "pip install ${repeat(size, '${{ a }}')}"\n`,
  ),
  'pre-commit hooks': file(
    '.pre-commit-config.yaml',
    (size) =>
      `default_language_version: {python: python3.8}\nrepos:\n${numbered(size, (i) => `  - repo: http://x/a${i}\n    rev: main\n    hooks:\n      - id: a\n        additional_dependencies: [b, c>=1]\n        language_version: python3.8\n`)}`,
  ),
  'azure steps': file(
    'azure-pipelines.yml',
    (size) =>
      `steps:\n${repeat(size, '- task: UsePythonVersion@0\n  inputs: {versionSpec: "3.8"}\n- script: pip install a\n')}`,
  ),
  'azure variables': file(
    'azure-pipelines.yml',
    (size) =>
      `variables:\n${numbered(size / 2, (i) => `  v${i}: "3.8"\n`)}steps:\n${numbered(size / 2, (i) => `- task: UsePythonVersion@0\n  inputs: {versionSpec: $(v${i})}\n`)}`,
  ),
  'circleci jobs': file(
    '.circleci/config.yml',
    (size) =>
      `jobs:\n${numbered(size, (i) => `  j${i}:\n    docker: [{image: "cimg/python:3.8"}]\n    steps: [{run: pip install a}]\n`)}`,
  ),
  'travis versions': file(
    '.travis.yml',
    (size) => `language: python\npython:\n${repeat(size, '  - "3.8"\n')}install: pip install a\n`,
  ),
  'terraform variables': file('main.tf', (size) =>
    numbered(size, (i) => `resource "a" "b${i}" {\n  environment { variables = { FLASK_DEBUG = "1" } }\n}\n`),
  ),
  'serverless functions': file(
    'serverless.yml',
    (size) =>
      `provider: {name: aws, runtime: python3.8}\nfunctions:\n${numbered(size, (i) => `  f${i}:\n    runtime: python3.8\n    environment: {FLASK_DEBUG: "1"}\n`)}`,
  ),
  'cloudformation resources': file(
    'template.json',
    (size) =>
      `{"AWSTemplateFormatVersion": "2010-09-09", "Resources": {${numbered(size, (i) => `"r${i}": {"Type": "AWS::Serverless::Function", "Properties": {"Runtime": "python3.8", "Environment": {"Variables": {"FLASK_DEBUG": "1"}}}},`)}"z": {}}}`,
  ),
};
