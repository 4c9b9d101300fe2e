import { debugInConfig } from '../../../src/rules/debug/debug-in-config.ts';
import { ruleTest } from '../rule-test.ts';

const compose = (code: string) => ({ path: 'docker-compose.yml', code });
const dockerfile = (code: string) => ({ path: 'Dockerfile', code });
const manifest = (path: string, code: string) => ({ path, code });

ruleTest(debugInConfig, {
  allows: {
    'settings of CI': { path: 'settings.ci.yml', code: 'app:\n  debug: true\n' },
    'settings of a sandbox': { path: 'settings.sandbox.toml', code: 'debug = true\n' },
    'translations called like settings': { path: 'locales/base.yml', code: 'debug: "On"\n' },
    'a switch that is off': 'DEBUG=False\nFLASK_DEBUG=0\nDJANGO_DEBUG=no\nAPP_DEBUG=off\n',
    'texts that Flask takes as off': 'FLASK_DEBUG=False\nQUART_DEBUG=NO\nFLASK_DEBUG=\n',
    'the Node module': 'DEBUG=app:*\n',
    'nothing at all': 'DEBUG=\nDEBUG\n',
    'a log level': 'LOG_LEVEL=DEBUG\nDJANGO_LOG_DEBUG=1\nSQL_DEBUG=1\n',
    'a runner’s own switch': 'ACTIONS_STEP_DEBUG=true\nACTIONS_RUNNER_DEBUG=true\n',
    'a comment': '# DEBUG=True\n  # export DEBUG=1\n',
    'a value that only holds the word': 'NAME=debug\nX=DEBUG=True\n',
    'a number without django-environ': 'DEBUG=2\n',
    'a text that is no truth': 'DEBUG=maybe\nDEBUG_TOOLBAR=1\n',
    'the last of two': 'DEBUG=True\nDEBUG=False\n',
    'a variable without default': { code: `DEBUG=\${DEBUG}\nDEBUG=$OTHER\nDEBUG=\${DEBUG:-0}\n` },
    'a quoted reference': { code: `DEBUG='\${X:-1}'\n` },
    'a multi-line value': 'KEY="a\nDEBUG=1\n"\n',
    'development files': { path: '.env.development', code: 'DEBUG=True\n' },
    'local files': { path: '.env.local', code: 'DEBUG=True\n' },
    'a folder for local use': { path: '.envs/.local/.django', code: 'DEBUG=True\n' },
    'an example': { path: '.env.example', code: 'DEBUG=True\n' },
    'a test file': { path: '.env.test', code: 'DEBUG=True\n' },
    'a Node project': { path: '.env', code: 'APP_DEBUG=true\n', files: { 'package.json': '{}', 'src/app.js': '' } },

    'compose that passes a variable through': compose('services:\n  web:\n    environment:\n      - DEBUG\n'),
    'compose with a null value': compose('services:\n  web:\n    environment:\n      DEBUG:\n      APP_DEBUG: ~\n'),
    'compose defaults that are off': compose(
      `services:\n  web:\n    environment:\n      DEBUG: \${DEBUG:-0}\n      APP_DEBUG: "\${X}"\n`,
    ),
    'compose alternatives': compose(`services:\n  web:\n    environment:\n      - DEBUG=\${DEBUG:+1}\n`),
    'compose override': manifest('docker-compose.override.yml', 'services: {web: {environment: {DEBUG: "1"}}}\n'),
    'a development service': compose('services:\n  web-dev:\n    environment: [DEBUG=1]\n'),
    'a service built for development': compose(
      'services:\n  a:\n    build: {context: ., target: dev}\n    environment: [DEBUG=1]\n  b:\n    build:\n      dockerfile: docker/Dockerfile-dev\n    environment: [DEBUG=1]\n',
    ),
    'a development profile': compose('services:\n  web:\n    profiles: [dev]\n    environment: [DEBUG=1]\n'),
    'another program': compose(
      'services:\n  aws:\n    image: localstack/localstack:3\n    environment: [DEBUG=1]\n  db:\n    image: node\n    environment: {DEBUG: 1}\n',
    ),
    'an anchor that nothing uses': compose('x-env: &env\n  DEBUG: 1\nservices:\n  web:\n    image: app\n'),
    'a merge that is overridden': compose(
      'x-env: &env\n  DEBUG: 1\nservices:\n  web:\n    environment:\n      <<: *env\n      DEBUG: 0\n',
    ),
    'build arguments': compose('services:\n  web:\n    build:\n      args:\n        DEBUG: 1\n'),
    'an env_file that judges itself': {
      ...compose('services:\n  web:\n    env_file: .env\n'),
      files: { '.env': 'DEBUG=1\n' },
    },
    'a development env_file of a base compose file': {
      ...compose('services:\n  web:\n    env_file: [./.env.dev]\n'),
      files: { '.env.dev': 'DEBUG=1\n' },
    },

    'a stage that nothing is built from': dockerfile(
      'FROM python AS build\nENV DEBUG=1\nFROM python\nCOPY --from=build /a /a\n',
    ),
    'a command’s variable in a build step': dockerfile('FROM python\nRUN DEBUG=1 make\nRUN export DEBUG=1 && make\n'),
    'an argument that is not taken': dockerfile('ARG DEBUG=1\nFROM python\nARG DEBUG=1\nRUN echo $DEBUG\n'),
    'an argument that is off': dockerfile('FROM python\nARG DEBUG=0\nENV DEBUG=$DEBUG\n'),
    'a value that a later stage takes back': dockerfile('FROM python AS a\nENV DEBUG=1\nFROM a\nENV DEBUG=0\n'),
    'a comment in a continuation': dockerfile('FROM python\nENV A=1 \\\n  # DEBUG=1 \\\n  B=2\n'),
    'a heredoc': dockerfile('FROM python\nCOPY <<EOF /x\nENV DEBUG=1\nEOF\n'),
    'a development stage': dockerfile('FROM python AS development\nENV DEBUG=1\n'),
    'a development Dockerfile': manifest('Dockerfile.dev', 'FROM python\nENV DEBUG=1\n'),
    'a Node image': dockerfile('FROM node:20\nENV DEBUG=1\n'),

    'YAML settings that are off': manifest('config.yml', 'debug: no\napp:\n  debug: off\n'),
    'dynaconf’s development': manifest(
      'settings.toml',
      '[development]\ndebug = true\n[default]\ndebug = false\n[testing]\nDEBUG = true\n',
    ),
    'an anchor that production takes back': manifest(
      'config.yml',
      'development: &d\n  debug: true\nproduction:\n  <<: *d\n  debug: false\n',
    ),
    'a tool’s table': manifest('config.toml', '[tool.x]\ndebug = true\n'),
    pyproject: manifest('pyproject.toml', '[tool.mine]\ndebug = true\n[project]\nname = "debug"\n'),
    'package.json': manifest('package.json', '{"debug": true, "config": {"debug": true}}'),
    'an editor’s settings': manifest('.vscode/settings.json', '{"debug": true}'),
    'launch configurations': manifest('.vscode/launch.json', '{"debug": true}'),
    translations: manifest('locale/en.json', '{"debug": "on"}'),
    'other YAML': manifest('data/menu.yml', 'debug: true\n'),
    'log settings': manifest('config.yaml', 'logging:\n  debug: true\nlevel: debug\n'),
    'development.ini': manifest('development.ini', '[app:main]\npyramid.debug_all = true\ndebug = true\n'),
    'levels in an INI file': manifest('production.ini', '[logger_root]\nlevel = DEBUG\n[app:main]\ndebug = false\n'),
    'a workflow': manifest('.github/workflows/ci.yml', 'env:\n  DEBUG: "1"\njobs: {}\n'),
    'a ConfigMap for development': manifest(
      'k8s/cm.yaml',
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  namespace: dev\ndata:\n  DEBUG: "True"\n',
    ),
    'a value from elsewhere': manifest(
      'k8s/deploy.yaml',
      'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n      env:\n        - name: DEBUG\n          valueFrom: {configMapKeyRef: {name: a, key: DEBUG}}\n',
    ),
    'FLASK_ENV outside production': 'FLASK_ENV=development\n',
    'FLASK_ENV of production': { path: '.env.production', code: 'FLASK_ENV=production\n' },
  },
  reports: {
    'the settings of prd': {
      path: 'settings.prd.yml',
      code: 'app:\n  debug: true\n',
      at: ['2:10-2:14'],
      severity: 'error',
    },
    'the settings of a release': { path: 'settings.release.yml', code: 'app:\n  debug: true\n', at: ['2:10-2:14'] },
    'an environment file of prd': { path: 'env.prd', code: 'DEBUG=1\n', at: ['1:7-1:8'] },
    'literals of kustomize': {
      path: 'k8s/kustomization.yaml',
      code: 'configMapGenerator:\n  - name: web\n    literals:\n      - DEBUG=true\n',
      at: ['4:15-4:19'],
      severity: 'error',
    },
    'an environment file without its dot': { path: 'env.prod', code: 'DEBUG=1\n', at: ['1:7-1:8'], severity: 'error' },
    'an environment file': {
      code: 'SECRET=x\nDEBUG=True\n',
      at: ['2:7-2:11'],
      fixed: 'SECRET=x\nDEBUG=False\n',
      severity: 'error',
      message: 'DEBUG=True in an environment file switches debug mode on',
      help: 'write DEBUG=False',
    },
    'every common spelling in its style': {
      code: 'DEBUG=1\nexport APP_DEBUG="true" # why\nMYSITE_DEBUG = \'on\'\nDJANGO_DEBUG: yes\nDEBUG_MODE=TRUE\nIS_DEBUG=y\nENABLE_DEBUG=T\ndebug=On\n',
      at: ['1:7-1:8', '2:19-2:23', '3:17-3:19', '4:15-4:18', '5:12-5:16', '6:10-6:11', '7:14-7:15', '8:7-8:9'],
      fixed:
        'DEBUG=0\nexport APP_DEBUG="false" # why\nMYSITE_DEBUG = \'off\'\nDJANGO_DEBUG: no\nDEBUG_MODE=FALSE\nIS_DEBUG=n\nENABLE_DEBUG=F\ndebug=Off\n',
    },
    'what Flask takes as on': {
      path: '.flaskenv',
      code: 'FLASK_APP=app\nFLASK_DEBUG=off\nQUART_DEBUG=f\n',
      at: ['2:13-2:16', '3:13-3:14'],
      fixed: 'FLASK_APP=app\nFLASK_DEBUG=0\nQUART_DEBUG=0\n',
      message: 'Flask reads FLASK_DEBUG=off in an environment file as on (it takes any text but 0, false, no)',
    },
    'FLASK_DEBUG in the writer’s style where Flask knows it': {
      code: 'FLASK_DEBUG=True\n',
      at: ['1:13'],
      fixed: 'FLASK_DEBUG=False\n',
    },
    'what Dash takes as on': { code: 'DASH_DEBUG=0\n', at: ['1:12'], fixed: 'DASH_DEBUG=false\n' },
    'what Sanic takes as on': { code: 'SANIC_DEBUG=Enabled\n', at: ['1:13'], fixed: 'SANIC_DEBUG=Disabled\n' },
    'what django-environ takes as on': {
      code: 'DEBUG=ok\n',
      files: { 'requirements.txt': 'django-environ==0.12\n' },
      at: ['1:7'],
      fixed: 'DEBUG=0\n',
      message: 'django-environ reads DEBUG=ok',
    },
    'numbers that django-environ takes as on': {
      code: 'DEBUG=2\n',
      files: { 'requirements/base.txt': 'django-environ\n' },
      at: ['1:7'],
      fixed: 'DEBUG=0\n',
    },
    'a default in a reference': {
      code: `DEBUG=\${DEBUG:-true}\n`,
      at: ['1:16-1:20'],
      fixed: `DEBUG=\${DEBUG:-false}\n`,
      message: 'DEBUG is true by default in an environment file',
    },
    'a production file': { path: '.env.production', code: 'DEBUG=1\n', at: ['1:7'], fixed: 'DEBUG=0\n' },
    'cookiecutter’s production folder': { path: '.envs/.production/.django', code: 'DEBUG=1\n', at: ['1:7'] },
    'a file without a last line end': { code: 'DEBUG=1', at: ['1:7-1:8'], fixed: 'DEBUG=0' },

    'compose in map and list form': {
      ...compose(
        'services:\n  web:\n    environment:\n      DEBUG: "True"\n  worker:\n    environment:\n      - DEBUG=1\n',
      ),
      at: ['4:15-4:19', '7:15-7:16'],
      severity: 'warning',
      fixed:
        'services:\n  web:\n    environment:\n      DEBUG: "False"\n  worker:\n    environment:\n      - DEBUG=0\n',
      help: 'write DEBUG: "False"',
    },
    'compose for production': {
      path: 'docker-compose.prod.yml',
      code: `services:\n  web:\n    environment:\n      - "DEBUG=\${DEBUG:-1}"\n      - FLASK_DEBUG=off\n`,
      at: ['4:25-4:26', '5:21-5:24'],
      severity: 'error',
      fixed: `services:\n  web:\n    environment:\n      - "DEBUG=\${DEBUG:-0}"\n      - FLASK_DEBUG=0\n`,
    },
    'a production service of a base file': {
      ...compose('services:\n  web-prod:\n    environment: {DEBUG: yes}\n'),
      at: ['3:26-3:29'],
      severity: 'error',
      fixed: 'services:\n  web-prod:\n    environment: {DEBUG: no}\n',
    },
    'nested defaults': {
      ...compose(`services:\n  web:\n    environment:\n      DEBUG: \${A:-\${B:-on}}\n`),
      at: ['4:24-4:26'],
      severity: 'warning',
      fixed: `services:\n  web:\n    environment:\n      DEBUG: \${A:-\${B:-off}}\n`,
    },
    'a compose file by another name': {
      path: 'production.yml',
      code: 'services:\n  django:\n    build: .\n    environment:\n      - DEBUG=1\n    labels:\n      debug: true\n',
      at: ['5:15-5:16'],
      severity: 'error',
    },
    'a merged anchor once, at the anchor': {
      ...compose(
        'x-env: &env\n  DEBUG: "1"\nservices:\n  web:\n    environment:\n      <<: *env\n      A: 1\n  worker:\n    environment: *env\n',
      ),
      at: ['2:11-2:12'],
      severity: 'warning',
      fixed:
        'x-env: &env\n  DEBUG: "0"\nservices:\n  web:\n    environment:\n      <<: *env\n      A: 1\n  worker:\n    environment: *env\n',
    },
    'an anchor that a development service shares': {
      ...compose(
        'services:\n  dev:\n    environment: &env {DEBUG: 1}\n  web:\n    environment: *env\n  web-prod:\n    environment: *env\n',
      ),
      at: ['3:31-3:32'],
      severity: 'error',
    },
    'the first compose format': {
      ...compose('web:\n  build: .\n  environment:\n    - DEBUG=true\n'),
      at: ['4:13-4:17'],
      severity: 'warning',
    },
    'an env_file that only compose knows': {
      ...compose('services:\n  web:\n    env_file:\n      - path: config/web\n'),
      files: { 'config/web': 'A=1\nDEBUG=1\n' },
      at: ['4:15-4:25'],
      severity: 'warning',
      fixed: null,
      message: 'config/web:2',
      help: 'write DEBUG=0 in config/web',
    },
    'a development env_file in production': {
      path: 'deploy/compose.yaml',
      code: 'services:\n  web:\n    env_file: ../.env.dev\n',
      files: { '.env.dev': 'DEBUG=1\n' },
      at: ['3:15-3:26'],
      severity: 'error',
      fixed: null,
      help: "name production's own environment file here",
    },
    'a variable in front of compose’s command': {
      ...compose(
        'services:\n  web:\n    command: DEBUG=1 gunicorn app\n    entrypoint: sh -c "export APP_DEBUG=1 && exec x"\n',
      ),
      at: ['3:20-3:21', '4:41-4:42'],
      severity: 'warning',
    },

    'ENV in all its forms': {
      ...dockerfile(
        'FROM python:3.14\nENV A=1 DEBUG=1\nENV DJANGO_DEBUG True\nENV APP_DEBUG="on" \\\n    # why\n    X_DEBUG=\'yes\'\n',
      ),
      at: ['2:15-2:16', '3:18-3:22', '4:16-4:18', '6:14-6:17'],
      fixed:
        'FROM python:3.14\nENV A=1 DEBUG=0\nENV DJANGO_DEBUG False\nENV APP_DEBUG="off" \\\n    # why\n    X_DEBUG=\'no\'\n',
    },
    'an ARG that an ENV takes, at the ARG': {
      ...dockerfile(`FROM python\nARG DEBUG=1\nENV DEBUG=\${DEBUG}\n`),
      at: ['2:11-2:12'],
      fixed: `FROM python\nARG DEBUG=0\nENV DEBUG=\${DEBUG}\n`,
    },
    'an ENV that another ENV takes, where it takes effect': {
      ...dockerfile(`FROM python\nENV MODE=1\nENV DEBUG=\${MODE}\n`),
      at: ['3:11-3:18'],
      fixed: null,
    },
    'a global ARG': {
      ...dockerfile('ARG MODE=true\nFROM python\nARG MODE\nENV DJANGO_DEBUG=$MODE\n'),
      at: ['1:10-1:14'],
      fixed: 'ARG MODE=false\nFROM python\nARG MODE\nENV DJANGO_DEBUG=$MODE\n',
    },
    'a default in an ENV': {
      ...dockerfile(`FROM python\nARG DEBUG\nENV DEBUG=\${DEBUG:-1}\n`),
      at: ['3:20-3:21'],
      fixed: `FROM python\nARG DEBUG\nENV DEBUG=\${DEBUG:-0}\n`,
    },
    'a stage that the last one is built from': {
      ...dockerfile('FROM python AS base\nENV DEBUG=1\nFROM base AS mid\nFROM mid\nCMD ["x"]\n'),
      at: ['2:11-2:12'],
    },
    'a stage taken through an argument': {
      ...dockerfile('ARG BASE=deps\nFROM python AS deps\nENV DEBUG=1\nFROM $BASE\n'),
      at: ['3:11-3:12'],
    },
    'a production stage that is not the last': {
      ...dockerfile('FROM python AS production\nENV DEBUG=1\nFROM python AS dev\nENV DEBUG=1\n'),
      at: ['2:11-2:12'],
    },
    'the back quote as escape': {
      ...dockerfile('# escape=`\nFROM python\nENV A=1 `\n    DEBUG=1\n'),
      at: ['4:11-4:12'],
    },
    'behind a heredoc': {
      ...dockerfile('FROM python\nRUN <<EOF\necho a\nEOF\nENV DEBUG=1\n'),
      at: ['5:11-5:12'],
    },
    'a variable before the command': {
      ...dockerfile('FROM python\nCMD DEBUG=1 gunicorn app\n'),
      at: ['2:11-2:12'],
      fixed: 'FROM python\nCMD DEBUG=0 gunicorn app\n',
    },
    'FLASK_ENV in an image by another name': {
      path: 'docker/Dockerfile-web',
      code: 'FROM python\nENV FLASK_ENV "development"\n',
      at: ['2:16-2:27'],
      severity: 'warning',
      fixed: 'FROM python\nENV FLASK_ENV "production"\n',
    },
    'FLASK_ENV in a unit': {
      path: 'app.service',
      code: '[Service]\nEnvironment=FLASK_ENV=development\n',
      at: ['2:23-2:34'],
      severity: 'warning',
    },
    'FLASK_ENV in an image': {
      ...dockerfile('FROM python\nENV FLASK_ENV=development\n'),
      at: ['2:15-2:26'],
      severity: 'warning',
      fixed: 'FROM python\nENV FLASK_ENV=production\n',
    },

    'a Procfile': {
      path: 'Procfile',
      code: 'web: DEBUG=1 gunicorn app\nworker: env FLASK_DEBUG=yes celery\n',
      at: ['1:12-1:13', '2:25-2:28'],
      fixed: 'web: DEBUG=0 gunicorn app\nworker: env FLASK_DEBUG=no celery\n',
    },
    'a systemd unit': {
      path: 'app.service',
      code: '[Service]\nEnvironment="DEBUG=1" A=2 \\\n  FLASK_DEBUG=on\nEnvironment=DJANGO_DEBUG=True\nExecStart=/usr/bin/env APP_DEBUG=1 gunicorn\n',
      at: ['2:20-2:21', '3:15-3:17', '4:26-4:30', '5:34-5:35'],
      fixed:
        '[Service]\nEnvironment="DEBUG=0" A=2 \\\n  FLASK_DEBUG=0\nEnvironment=DJANGO_DEBUG=False\nExecStart=/usr/bin/env APP_DEBUG=0 gunicorn\n',
    },
    'supervisor and uWSGI': {
      path: 'supervisord.conf',
      code: '[program:web]\nenvironment=A="1",DEBUG="True"\n',
      at: ['2:26-2:30'],
      fixed: '[program:web]\nenvironment=A="1",DEBUG="False"\n',
    },

    'Kubernetes pairs and a ConfigMap in one file': {
      path: 'k8s/app.yaml',
      code: 'apiVersion: v1\nkind: ConfigMap\ndata:\n  DEBUG: "True"\n---\napiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - image: app\n          env:\n            - name: DJANGO_DEBUG\n              value: "1"\n            - {name: FLASK_DEBUG, value: "off"}\n',
      at: ['4:11-4:15', '15:23-15:24', '16:43-16:46'],
      severity: 'error',
      message: 'a Kubernetes manifest',
    },
    'App Engine': {
      path: 'app.yaml',
      code: 'runtime: python312\nenv_variables:\n  DEBUG: "True"\n',
      at: ['3:11-3:15'],
      fixed: 'runtime: python312\nenv_variables:\n  DEBUG: "False"\n',
    },

    'YAML settings as PyYAML reads them': {
      path: 'config/settings.yaml',
      code: 'debug: yes\napp:\n  debug: On\nflask:\n  DEBUG: true # why\nserver:\n  debug: 1\n',
      at: ['1:8-1:11', '3:10-3:12', '5:10-5:14', '7:10-7:11'],
      severity: 'warning',
      fixed: 'debug: no\napp:\n  debug: Off\nflask:\n  DEBUG: false # why\nserver:\n  debug: 0\n',
    },
    'dynaconf’s environments': {
      path: 'settings.toml',
      code: '[default]\ndebug = true\n[production]\nDEBUG = true\n[development]\ndebug = true\n[production.flask]\ndebug = "yes"\n',
      at: ['2:9-2:13', '4:9-4:13', '8:10-8:13'],
      severity: ['warning', 'error', 'error'],
    },
    'an anchor that production merges': {
      path: 'config.yml',
      code: 'default: &d\n  debug: true\ndevelopment:\n  <<: *d\nproduction:\n  <<: *d\n  name: x\n',
      at: ['2:10-2:14'],
      severity: 'error',
      message: 'production.debug is on',
    },
    'a production settings file': {
      path: 'config/production.json',
      code: '{"app": {"debug": true, "debugMode": "on"}}',
      at: ['1:19-1:23', '1:39-1:41'],
      severity: 'error',
      fixed: '{"app": {"debug": false, "debugMode": "off"}}',
    },
    'Pyramid’s switches': {
      path: 'production.ini',
      code: '[app:main]\npyramid.debug_all = true\ndebug_notfound: on\n[DEFAULT]\ndebug = "1" ; why\n',
      at: ['2:21-2:25', '3:17-3:19', '5:10-5:11'],
      severity: 'error',
      fixed: '[app:main]\npyramid.debug_all = false\ndebug_notfound: off\n[DEFAULT]\ndebug = "0" ; why\n',
      message: 'Pyramid reads app:main.pyramid.debug_all = true as on',
    },
    'a base INI file': { path: 'config.ini', code: '[app]\ndebug = True\n', at: ['2:9'], severity: 'warning' },
  },
});
