import { unpinnedRequirement } from '../../../src/rules/requirements/unpinned-requirement.ts';
import { ruleTest } from '../rule-test.ts';

const docker = (lines: string) => ({ path: 'Dockerfile', code: lines });

ruleTest(unpinnedRequirement, {
  allows: {
    'the source of a fully pinned list': {
      path: 'base_requirements.txt',
      code: 'Flask>=3\nredis\n',
      files: { 'requirements.txt': 'flask==3.1.0\nredis==5.2.1\nwerkzeug==3.1.3\n' },
    },
    'uv and pip options that take a value': docker(
      [
        'FROM python:3.14-slim',
        'RUN uv pip install --system --requirements requirements.txt',
        'RUN uv pip install --python-preference system --overrides o.txt flask==3.1.3',
        'RUN uv pip install --index https://pypi.org/simple flask==3.1.3',
        'RUN uv add --bounds exact --marker "python_version > \'3\'" flask==3.1.3',
        'RUN uv tool install --with httpx flask==3.1.3',
        'RUN pip install -Ur requirements.txt --build-constraint b.txt',
        'RUN pip install -e shop -e ./web',
        'RUN pipx install --suffix @3 flask==3.1.3',
        '',
      ].join('\n'),
    ),
    'a command narrowed by constraints': {
      path: 'Dockerfile',
      code: 'FROM debian\nRUN pip install -c constraints.txt flask\n',
    },
    pins: 'a==1.0\nb===1.0+local\nc[x,y] == 2.0 ; python_version > "3"\nd==1!2.0.post1 # why\n',
    'hashes and URLs':
      'a @ https://host/a.zip\n-e git+https://host/a#egg=a\n-e .\n./local\ndist/b-1.0-py3-none-any.whl\n',
    'options and comments': '# requests\n--index-url https://pypi.org/simple\n-r base.txt\n\n',
    'a continued pin': 'a==1.0 \\\n    --hash=sha256:00\n',
    'the source of a compiled file': { path: 'requirements.in', code: 'requests\n' },
    constraints: { path: 'constraints.txt', code: 'requests<3\n' },
    'a narrowed file': '-c constraints.txt\nrequests\n',
    'development requirements': { path: 'requirements-dev.txt', code: 'pytest\n' },
    'test requirements': { path: 'tests/requirements.txt', code: 'pytest\n' },
    'documentation requirements': { path: 'docs/requirements.txt', code: 'sphinx\n' },
    "a library's ranges": { path: 'pyproject.toml', code: '[project]\ndependencies = ["requests>=2"]\n' },
    'a Pipfile with its lock': {
      path: 'Pipfile',
      code: '[packages]\nrequests = "*"\n',
      files: { 'Pipfile.lock': '{}' },
    },
    'poetry without a lock, a library': {
      path: 'pyproject.toml',
      code: '[tool.poetry.dependencies]\nrequests = "^2"\n',
    },
    'an upgrade of pip itself': docker('FROM python\nRUN pip install --upgrade pip setuptools wheel\n'),
    'a pip that is only searched for': docker('FROM python\nRUN command -v pip || timeout 5 echo pip install flask\n'),
    'pip with files': docker(
      'FROM python\nRUN pip install -r requirements.txt && pip install . && pip install -e .[dev]\n',
    ),
    'pinned versions in a Dockerfile': docker('FROM python\nRUN pip install "flask==3.0" gunicorn==23.0.0\n'),
    'a discarded stage': docker('FROM python AS build\nRUN pip install build\nFROM python\nCOPY --from=build /x /x\n'),
    'a variable': docker('FROM python\nRUN pip install $PACKAGES "${EXTRA}"\n'),
    'a workflow': {
      path: '.github/workflows/a.yml',
      code: 'jobs:\n  a:\n    steps:\n      - run: pip install requests\n',
    },
    'a misnamed package, which another rule reports': 'sklearn\n',
    "conda's own packages": {
      path: 'environment.yml',
      code: 'dependencies:\n  - numpy\n  - pip:\n      - requests==2.0\n',
    },
  },
  reports: {
    'a list that another one pins in part': {
      path: 'base_requirements.txt',
      code: '«flask»\n«redis»\n',
      files: { 'requirements.txt': 'flask==3.1.0\n' },
    },
    'a list next to one that is not fully pinned': {
      path: 'base_requirements.txt',
      code: '«flask»\n',
      files: { 'requirements.txt': 'flask==3.1.0\nredis\n', 'other/requirements.txt': 'flask==3.1.0\n' },
    },
    'anything that runs pip': {
      path: 'Dockerfile',
      code: [
        'FROM python:3.14',
        'RUN pip install flask',
        'RUN timeout 300 pip install flask',
        'RUN bash -e -c "pip install flask"',
        'RUN ash -c "pip install flask"',
        'RUN /usr/local/bin/pip install flask',
        'RUN nice -n 5 env -u A B=1 /bin/bash -o pipefail -c "pip install flask"',
        'CMD ["gunicorn", "shop.wsgi"]',
        '',
      ].join('\n'),
      at: ['2:17-2:22', '3:29-3:34', '4:29-4:34', '5:25-5:30', '6:32-6:37', '7:66-7:71'],
    },
    'a shell script': {
      path: 'Dockerfile',
      code: 'FROM debian\nRUN bash -lc "pip install flask && pip install \\"httpx\\""\nRUN ["sh", "-c", "sh -c \'pip install six\'"]\n',
      at: ['2:27-2:32', '2:50-2:55', '3:38-3:41'],
    },
    'a bare name': { code: 'a==1\nrequests\n', at: ['2:1-2:9'], message: /not pinned/ },
    'a range': { code: 'requests >= 2.0, < 3  # comment\n', at: ['1:1-1:21'], message: />=2\.0,<3 allows/ },
    'a compatible release, a wildcard': { code: 'a~=1.4\nb==1.*\nc!=2\n', at: ['1:1', '2:1', '3:1'] },
    'extras and markers': { code: 'a[x] ; python_version < "3.14"\n', at: ['1:1-1:31'] },
    'a folder of requirements': { path: 'requirements/base.txt', code: 'requests\n', at: ['1:1'] },
    'the last stage of a Dockerfile': {
      ...docker(
        'FROM python:3.14\nRUN pip install --no-cache-dir flask \\\n    gunicorn==23.0.0 "uvicorn[standard]>=0.30"\n',
      ),
      at: ['2:32-2:37', '3:23-3:46'],
    },
    'a stage that the last is built from': {
      ...docker('FROM python AS base\nRUN python -m pip install flask\nFROM base\nRUN true\n'),
      at: ['2:27'],
    },
    'uv in a Dockerfile': { ...docker('FROM python\nRUN uv pip install --system flask\n'), at: ['2:29'] },
    'the exec form': { ...docker('FROM python\nRUN ["pip", "install", "flask"]\n'), at: ['2:25-2:30'] },
    "conda's pip list": {
      path: 'environment.yml',
      code: 'dependencies:\n  - numpy\n  - pip:\n      - requests\n      - "flask>=2"\n',
      at: ['4:9-4:17', '5:10-5:18'],
    },
    'a Pipfile without a lock': {
      path: 'Pipfile',
      code: '[packages]\nrequests = "*"\nflask = "==3.0"\n',
      at: ['2:1-2:15'],
    },
    "poetry's application without a lock": {
      path: 'pyproject.toml',
      code: '[tool.poetry]\npackage-mode = false\n[tool.poetry.dependencies]\npython = "^3.12"\nrequests = "^2"\nflask = "3.0.1"\n',
      at: ['5:1'],
    },
  },
});
