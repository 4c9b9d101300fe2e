/** The first line of every hook of ours after the shebang: by it install and uninstall know their own. */
export const HOOK_MARK = '# antivenom: written by `antivenom install`, removed by `antivenom uninstall`';

/** Around the lines that are added to a hook file of husky's, which belongs to the whole team. */
export const BLOCK_START = '# antivenom: start (antivenom install)';
export const BLOCK_END = '# antivenom: end';

/** Where the hook that was there before is kept, next to ours. */
export const CHAINED_NAME = 'pre-commit.before-antivenom';

/** The local setting that says that the hook in a folder shared by many repositories is meant for this one. */
export const OPT_IN = 'antivenom.hook';

/** What a hook starts: absolute paths, since GUI clients run hooks with a short PATH. */
export interface Program {
  readonly node: string;
  readonly bundle: string;
}

/**
 * The hook for POSIX sh, which on Windows is the one that Git brings along; always with `\n`, as sh takes a CR for
 * a part of the word before it.
 * @param shared the folder serves every repository of the user (a global core.hooksPath)
 */
export function hookScript(program: Program, shared: boolean): string {
  const optIn = shared ? `[ "$(git config --local --get ${OPT_IN})" = true ] || exit 0\n` : '';
  return `#!/bin/sh
${HOOK_MARK}
before="$(dirname "$0")/${CHAINED_NAME}"
if [ -x "$before" ]; then "$before" "$@" || exit $?; fi
${optIn}${runScript(program)}`;
}

/** The part that runs antivenom; ends the script. */
export function runScript({ node, bundle }: Program): string {
  return `node=${quote(node)}
bundle=${quote(bundle)}
if [ -f "$node" ] && [ -f "$bundle" ]; then exec "$node" "$bundle"; fi
if command -v antivenom >/dev/null 2>&1; then exec antivenom; fi
echo "antivenom: $bundle or $node is gone: run 'antivenom install' again, or pass this once with git commit --no-verify" >&2
exit 1
`;
}

/** The lines in husky's file: this machine's paths stand in the git directory, never in what is committed. */
export const huskyBlock = `${BLOCK_START}
antivenom_hook="$(git rev-parse --git-common-dir)/antivenom/pre-commit"
if [ -f "$antivenom_hook" ]; then sh "$antivenom_hook" || exit $?
elif command -v antivenom >/dev/null 2>&1; then antivenom || exit $?
else echo "antivenom is not installed: npm install, or pass this once with git commit --no-verify" >&2; exit 1
fi
${BLOCK_END}
`;

/** A word for sh, backslashes of Windows made slashes (its sh and its programs take both). */
function quote(path: string): string {
  const portable = /^[A-Za-z]:\\|^\\\\/.test(path) ? path.replaceAll('\\', '/') : path;
  return `'${portable.replaceAll("'", "'\\''")}'`;
}

/** The paths that a hook of ours runs; null where the text is none of ours. */
export function programOf(script: string): Program | null {
  const value = (name: string): string | null => {
    const match = new RegExp(`^${name}='(.*)'$`, 'm').exec(script);
    return match === null ? null : match[1]!.replaceAll("'\\''", "'");
  };
  const node = value('node');
  const bundle = value('bundle');
  return node === null || bundle === null ? null : { node, bundle };
}
