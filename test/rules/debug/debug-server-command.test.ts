import { debugServerCommand } from '../../../src/rules/debug/debug-server-command.ts';
import { ruleTest } from '../rule-test.ts';

const dockerfile = (code: string) => ({ path: 'Dockerfile', code: `FROM python\n${code}` });
const compose = (code: string) => ({ path: 'docker-compose.yml', code });

ruleTest(debugServerCommand, {
  allows: {
    'a branch of a start script': {
      path: 'docker/entrypoint.sh',
      code: '#!/bin/sh\n# flask run --debug is for laptops\nexport LOG_LEVEL=DEBUG\nif [ "$DEBUG" = "1" ]; then\n  exec flask run --debug\nfi\nexec gunicorn shop.wsgi\n',
    },
    'words of a start script': { path: 'start.sh', code: 'echo "flask run --debug" # flask run --debug\n' },
    'a script that a Dockerfile only uses in the build': {
      path: 'run.sh',
      code: 'flask run --debug\n',
      files: { Dockerfile: 'FROM python:3.14\nRUN ./run.sh\n' },
    },
    'a Railway environment for development': {
      path: 'railway.json',
      code: '{"environments": {"dev": {"deploy": {"startCommand": "flask run --debug"}}}}\n',
    },
    'a production server': dockerfile('CMD ["gunicorn", "app:app", "--reload-engine=auto"]\n'),
    'flask run alone': dockerfile('CMD flask run --no-debug --host 0.0.0.0\n'),
    'another command of manage.py': dockerfile('CMD python manage.py migrate && gunicorn app\n'),
    'the words as text': dockerfile('CMD echo "python manage.py runserver" runserver\n'),
    'a build step': dockerfile('RUN python manage.py runserver\nCMD gunicorn app\n'),
    'a health check': dockerfile('HEALTHCHECK CMD flask run --debug\nCMD gunicorn app\n'),
    'a command that is replaced': dockerfile('CMD python manage.py runserver\nCMD gunicorn app\n'),
    'a command in an unused stage': dockerfile('CMD python manage.py runserver\nFROM python\nCMD gunicorn app\n'),
    'a base command that the last stage replaces': {
      path: 'Dockerfile',
      code: 'FROM python AS base\nCMD ["flask", "run", "--debug"]\nFROM base\nENTRYPOINT ["gunicorn"]\n',
    },
    'a development Dockerfile': {
      path: 'docker/dev/Dockerfile',
      code: 'FROM python\nCMD python manage.py runserver\n',
    },
    'a development stage': dockerfile('CMD gunicorn app\nFROM python AS dev\nCMD python manage.py runserver\n'),
    'compose override': { path: 'compose.override.yaml', code: 'services: {web: {command: uvicorn app --reload}}\n' },
    'a development Procfile': { path: 'Procfile.dev', code: 'web: python manage.py runserver\n' },
    'a test service': compose('services:\n  test:\n    command: flask run --debug\n'),
    "another program's argument": dockerfile('CMD ["make", "runserver"]\n'),
    'python code': dockerfile('CMD python -c "manage.py" runserver\n'),
  },
  reports: {
    'a start script': {
      path: 'entrypoint.sh',
      code: '#!/bin/sh\nset -e\nexport DEBUG=1\nexec gunicorn --reload shop.wsgi\n',
      at: ['4:15-4:23'],
    },
    'a start script without an extension': {
      path: 'bin/start',
      code: '#!/bin/sh\nexport DJANGO_SETTINGS_MODULE=shop.settings.dev\npython manage.py runserver 0.0.0.0:8000\n',
      at: ['3:18-3:27'],
    },
    'a script that a Dockerfile starts': {
      path: 'docker/run.sh',
      code: 'python manage.py migrate\nexec uvicorn --reload shop.asgi:app\n',
      files: { Dockerfile: 'FROM python:3.14\nCOPY docker/run.sh /\nCMD ["/run.sh"]\n' },
      at: ['2:14-2:22'],
    },
    Render: {
      path: 'render.yaml',
      code: 'services:\n  - startCommand: python manage.py runserver 0.0.0.0:8000\n',
      at: ['2:36-2:45'],
    },
    Fly: { path: 'fly.toml', code: '[processes]\n  app = "flask run --debug"\n', at: ['2:20-2:27'] },
    Railway: {
      path: 'railway.json',
      code: '{"deploy": {"startCommand": "flask run --debug"}}\n',
      at: ['1:40-1:47'],
    },
    'Railway in TOML': { path: 'railway.toml', code: '[deploy]\nstartCommand = "fastapi dev"\n', at: ['2:25-2:28'] },
    'runserver in both forms': {
      path: 'Dockerfile',
      code: 'FROM python AS a\nCMD python manage.py runserver 0.0.0.0:80\nFROM python AS production\nCMD ["python3", "-u", "./manage.py", "runserver"]\nFROM a\n',
      at: ['2:22-2:31', '4:39-4:48'],
      severity: 'warning',
      message: 'Django’s runserver'.replace('’', "'"),
    },
    'through a shell': {
      ...dockerfile('CMD ["sh", "-c", "python manage.py migrate && exec python manage.py runserver"]\n'),
      at: ['2:69-2:78'],
    },
    'across several lines': {
      ...dockerfile('CMD gunicorn app \\\n  --bind :80 \\\n  --reload\n'),
      at: ['4:3-4:11'],
      message: 'gunicorn with --reload',
    },
    'an entrypoint with a command': {
      ...dockerfile('ENTRYPOINT ["python", "manage.py"]\nCMD ["runserver"]\n'),
      at: ['3:7-3:16'],
    },
    'through tools that start it': {
      path: 'Procfile',
      code: 'a: poetry run flask --app x --debug run\nb: uv run --no-dev uvicorn app:app --reload\nc: ./wait-for-it.sh db:1 -- python -m flask run --debug\nd: exec env A=1 fastapi dev main.py\ne: python -m debugpy --listen 0.0.0.0:5678 app.py\n',
      at: ['1:29-1:36', '2:36-2:44', '3:49-3:56', '4:25-4:28', '5:14-5:21'],
      severity: 'warning',
    },
    'compose commands': {
      ...compose(
        'services:\n  a:\n    command: python manage.py runserver\n  b:\n    command:\n      - uvicorn\n      - app:app\n      - --reload\n  c:\n    command: >\n      sh -c "python manage.py migrate &&\n             python manage.py runserver 0.0.0.0:80"\n  d:\n    entrypoint: [python]\n    command: [manage.py, runserver]\n',
      ),
      at: ['3:31-3:40', '8:9-8:17', '12:31-12:40', '15:26-15:35'],
    },
    'a shell that waits first': {
      ...compose(
        'services:\n  a:\n    command: bash -c "while !</dev/tcp/db/5432; do sleep 1; done; uvicorn main:app --reload"\n',
      ),
      at: ['3:84-3:92'],
    },
    'a container without its image': {
      path: 'k8s/patch.yaml',
      code: 'apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      initContainers:\n        - name: a\n          args: [uvicorn, "a:b", --reload]\n      containers:\n        - name: b\n          command: [flask]\n          args: [run, --debug]\n',
      at: ['8:34-8:42', '12:23-12:30'],
    },
    'arguments of a Kubernetes shell': {
      path: 'k8s/app.yaml',
      code: 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: app\n      command: ["/bin/sh"]\n      args: ["-c", "python manage.py runserver"]\n',
      at: ['7:38-7:47'],
    },
    'a systemd unit': {
      path: 'deploy/app.service',
      code: '[Service]\nExecStart=-/srv/venv/bin/gunicorn --reload app\n',
      at: ['2:35-2:43'],
    },
    'a Kubernetes manifest': {
      path: 'k8s/app.yaml',
      code: 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: app\n      command: ["python"]\n      args: ["manage.py", "runserver"]\n',
      at: ['7:28-7:37'],
    },
    'arguments from the environment': {
      ...dockerfile('ENV GUNICORN_CMD_ARGS="--reload --workers 2"\nCMD gunicorn app\n'),
      at: ['2:24-2:44'],
    },
  },
});
