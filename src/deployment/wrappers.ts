/**
 * Programs that run another program, read from their manuals on 2026-11-25: which options take a value, and how many
 * words come before the program.
 */
export interface Wrapper {
  /** Options whose value is the next word. */
  readonly options: ReadonlySet<string>;
  /** How many words of its own follow the options: the seconds of `timeout`, the user of `gosu`. */
  readonly operands: number;
  /** The word that makes it a wrapper: `run` in `poetry run`; null if it always is one. */
  readonly subcommand: string | null;
}

function wrapper(options = '', operands = 0, subcommand: string | null = null): Wrapper {
  return { options: new Set(options.split(' ')), operands, subcommand };
}

const SUDO =
  '-u -g -h -p -C -D -R -r -t -T -U --user --group --host --prompt --close-from --chdir --chroot --role --type';

export const WRAPPERS: ReadonlyMap<string, Wrapper> = new Map([
  ['sudo', wrapper(SUDO)],
  ['doas', wrapper('-u -C')],
  ['exec', wrapper('-a')],
  ['command', wrapper()],
  ['builtin', wrapper()],
  ['nohup', wrapper()],
  ['setsid', wrapper()],
  ['time', wrapper('-f -o --format --output')],
  ['nice', wrapper('-n --adjustment')],
  ['ionice', wrapper('-c -n --class --classdata')],
  ['timeout', wrapper('-s -k --signal --kill-after', 1)],
  ['stdbuf', wrapper('-i -o -e --input --output --error')],
  ['xargs', wrapper('-a -d -E -I -L -n -P -s --arg-file --delimiter --max-args --max-procs --max-lines --replace')],
  ['busybox', wrapper()],
  ['chroot', wrapper('--userspec --groups', 1)],
  ['chpst', wrapper('-u -U -b -m -d -o -p -f -c -t -r -e -/ -n -l -L')],
  ['runuser', wrapper('-u -g -G --user --group --supp-group')],
  ['setpriv', wrapper()],
  ['gosu', wrapper('', 1)],
  ['su-exec', wrapper('', 1)],
  ['setuser', wrapper('', 1)],
  ['s6-setuidgid', wrapper('', 1)],
  ['with-contenv', wrapper()],
  ['dumb-init', wrapper('-r --rewrite')],
  ['tini', wrapper('-p -e')],
  ['catatonit', wrapper()],
  [
    'xvfb-run',
    wrapper('-e -f -n -p -s -w --error-file --auth-file --server-num --xauth-protocol --server-args --wait'),
  ],
  ['ddtrace-run', wrapper()],
  ['opentelemetry-instrument', wrapper('--traces_exporter --metrics_exporter --logs_exporter --service_name')],
  ['chamber', wrapper('-r --retries', 1, 'exec')],
  ['uvx', wrapper('--from --with --with-editable --with-requirements -p --python')],
  ['poetry', wrapper('-C -P --directory --project', 0, 'run')],
  ['pipenv', wrapper('--python', 0, 'run')],
  [
    'uv',
    wrapper(
      '-p --python --with --with-editable --with-requirements --group --extra --project --directory --package --env-file --index --default-index --index-url --extra-index-url',
      0,
      'run',
    ),
  ],
  ['pdm', wrapper('-p -c --project --config', 0, 'run')],
  ['rye', wrapper('--pyproject', 0, 'run')],
  ['hatch', wrapper('-e -p --env --project', 0, 'run')],
  ['conda', wrapper('-n -p --name --prefix --cwd', 0, 'run')],
  ['mamba', wrapper('-n -p --name --prefix --cwd', 0, 'run')],
  ['micromamba', wrapper('-n -p --name --prefix --cwd --env', 0, 'run')],
  ['doppler', wrapper('-t -p -c --token --project --config', 0, 'run')],
  ['honcho', wrapper('-e -d -f -a --env --app-root --procfile --app', 0, 'run')],
  ['dotenv', wrapper('-f --file -q --quote -e --export', 0, 'run')],
  ['newrelic-admin', wrapper('', 0, 'run-program')],
]);

/**
 * Programs whose `--` separates their own options from their own arguments. After the `--` of any other program
 * (`wait-for-it.sh db:5432 -- python app.py`) comes the program that it starts.
 */
export const OWN_DASHES =
  /^(?:(?:python|pypy|pip)[\d.]*|pipx|uv|poetry|pdm|pytest|tox|nox|git|make|npm|npx|yarn|pnpm|node|docker|kubectl|helm|cargo|go|grep|rg|sed|rm|cp|mv|ln|mkdir|touch|cat|echo|printf|test|apt|apt-get|apk|dnf|yum|conda|mamba|micromamba|curl|wget|flask|django-admin|manage\.py)$/;

export const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh', 'mksh', 'rbash']);

/** Options of shells whose value is the next word. */
export const SHELL_VALUES: ReadonlySet<string> = new Set(['-o', '+o', '-O', '+O', '--rcfile', '--init-file']);
