import { ageInDays, localDay } from '../advisories/age.ts';
import { cacheFolder, type OpenedIndex, openAdvisories } from '../advisories/cache-folder.ts';
import type { Progress } from '../advisories/download.ts';
import type { Header } from '../advisories/index-format.ts';
import { ADVISORIES_URL, NAMES_URL, UpdateError, updateIndex } from '../advisories/update.ts';
import { UserError } from '../cli/errors.ts';
import { EXIT } from '../cli/exit.ts';
import { invocation } from '../cli/invocation.ts';
import type { Io } from '../cli/io.ts';
import type { Options } from '../cli/options.ts';
import { didYouMean } from '../cli/suggest.ts';
import { withoutCredentials } from '../declared/index-url.ts';
import { visible } from '../report/visible.ts';

/** `antivenom advisories update`, the only command that uses the network, and `antivenom advisories status`. */
export async function runAdvisories(options: Options, io: Io): Promise<number> {
  const [action = ''] = options.operands;
  if (action === 'status') return printStatus(options, io);
  if (action === 'update') return update(options, io);
  throw new UserError(
    `advisories ${action} is not a command${didYouMean(action, ['update', 'status'])}`,
    'antivenom advisories update, or antivenom advisories status',
  );
}

async function update(options: Options, io: Io): Promise<number> {
  const folder = cacheFolder(io.env);
  if (folder === null) throw new UserError('there is no folder for the index', 'set XDG_CACHE_HOME or HOME');
  const isDefault = options.url === null && options.namesUrl === null;
  const url = urlOf('--url', options.url ?? (isDefault ? ADVISORIES_URL : null));
  const namesUrl = urlOf('--names-url', options.namesUrl ?? (isDefault ? NAMES_URL : null));
  const bar = createBar(io, options.quiet);
  try {
    const { header, size, warnings } = await updateIndex({
      folder,
      env: io.env,
      builtIn: io.builtInAdvisories,
      url,
      namesUrl,
      today: localDay(io.now()),
      progress: bar.progress,
    });
    bar.clear();
    for (const warning of warnings) io.stderr(`antivenom: ${visible(warning)}\n`);
    if (!options.quiet) {
      io.stdout(
        url === null
          ? `updated the popular names: ${namesLine(header)}\n`
          : `updated: ${countsLine(header)}, ${kilobytes(size)}\n`,
      );
    }
    return EXIT.clean;
  } catch (error) {
    bar.clear();
    if (!(error instanceof UpdateError)) throw error;
    const old = openAdvisories(io.env, io.builtInAdvisories);
    old.index.close();
    const still = `the advisories of ${old.index.header.advisories.date} stay in force`;
    io.stderr(`antivenom: ${visible(`nothing was updated: ${error.message}; ${still}`)}\n`);
    return EXIT.failed;
  }
}

function urlOf(option: string, text: string | null): URL | null {
  if (text === null) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['https:', 'http:', 'file:'].includes(url.protocol)) {
    throw new UserError(`${option} ${withoutCredentials(text)} is not an https, http or file address`);
  }
  return url;
}

function printStatus(options: Options, io: Io): number {
  const opened = openAdvisories(io.env, io.builtInAdvisories);
  opened.index.close();
  const { header, size } = opened.index;
  const today = options.asOf ?? localDay(io.now());
  if (options.format !== null && options.format !== 'text' && options.format !== 'json') {
    throw new UserError(`antivenom advisories knows the formats text and json, not ${options.format}`);
  }
  io.stdout(options.format === 'json' ? statusJson(opened, today) : statusText(opened, today, io));
  if (opened.problem !== null) io.stderr(`antivenom: ${visible(opened.problem)}; what is built in is in force\n`);
  return size > 0 && header !== undefined ? EXIT.clean : EXIT.failed;
}

function statusJson({ index, file, isBuiltIn }: OpenedIndex, today: string): string {
  const { advisories, malicious, popular } = index.header;
  const age = ageInDays(advisories.date, today);
  return `${JSON.stringify({ file, builtIn: isBuiltIn, bytes: index.size, age, advisories, malicious, popular }, null, 2)}\n`;
}

function statusText({ index, file, isBuiltIn }: OpenedIndex, today: string, io: Io): string {
  const { header, size } = index;
  const age = ageInDays(header.advisories.date, today);
  return [
    `advisories  ${countsLine(header)}, ${age} days old${isBuiltIn ? ', built in' : ''}`,
    `names       ${namesLine(header)}`,
    `from        ${visible(header.advisories.source)}`,
    `file        ${visible(file)}, ${kilobytes(size)}`,
    isBuiltIn
      ? `all of them: ${invocation(io)} advisories update`
      : `to renew them: ${invocation(io)} advisories update`,
    '',
  ].join('\n');
}

function countsLine({ advisories, malicious }: Omit<Header, 'sections'>): string {
  const names = advisories.malicious + (malicious?.names ?? 0);
  return `${advisories.date}: ${advisories.vulnerabilities} vulnerabilities of ${advisories.packages - advisories.malicious} packages, ${names} malicious packages`;
}

const namesLine = ({ popular }: Omit<Header, 'sections'>): string =>
  `${popular.date}: the ${popular.names} most popular`;

const kilobytes = (bytes: number): string => `${Math.max(1, Math.round(bytes / 1000))} kB`;

interface Bar {
  readonly progress: (what: 'advisories' | 'names') => Progress;
  clear(): void;
}

const BAR_WIDTH = 30;

/** Only on a terminal: it is useless in a log. */
function createBar(io: Io, isQuiet: boolean): Bar {
  const isShown = io.stdoutIsTerminal && !isQuiet;
  let last = 0;
  return {
    progress: (what) => (done, total) => {
      // At most ten times a second.
      if (!isShown || (io.elapsed() - last < 100 && done !== total)) return;
      last = io.elapsed();
      const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
      const filled = total === null || total === 0 ? 0 : Math.round((BAR_WIDTH * done) / total);
      const drawn = total === null ? '' : `[${'#'.repeat(filled)}${' '.repeat(BAR_WIDTH - filled)}] `;
      io.stderr(`\r\u001b[K${what} ${drawn}${megabytes(done)}${total === null ? '' : ` of ${megabytes(total)}`} MB`);
    },
    clear() {
      if (isShown) io.stderr('\r\u001b[K');
    },
  };
}
