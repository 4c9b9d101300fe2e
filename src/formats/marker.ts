/**
 * https://packaging.python.org/en/latest/specifications/dependency-specifiers/#environment-markers, plus the old names.
 */
export const VARIABLE =
  /^(?:python_full_version|python_version|os_name|sys_platform|platform_release|platform_system|platform_version|platform_machine|platform_python_implementation|python_implementation|implementation_name|implementation_version|extras?|dependency_groups|os\.name|sys\.platform|platform\.version|platform\.machine|platform\.python_implementation)\b/;
export const OPERATOR = /^(?:===|~=|==|!=|<=|>=|<|>|in\b|not\s+in\b)/;
export const STRING = /^(?:"[^"]*"|'[^']*')/;

/** Deeper than anyone writes. pip's own reader gives up at some hundreds. */
const MAX_DEPTH = 100;

export function isMarker(text: string): boolean {
  let at = 0;
  let depth = 0;
  const skip = (): void => {
    while (at < text.length && (text[at] === ' ' || text[at] === '\t')) at += 1;
  };
  const take = (pattern: RegExp): boolean => {
    skip();
    const found = pattern.exec(text.slice(at));
    if (found === null) return false;
    at += found[0].length;
    return true;
  };
  const operand = (): 'variable' | 'string' | null => (take(VARIABLE) ? 'variable' : take(STRING) ? 'string' : null);
  for (;;) {
    while (take(/^\(/)) depth += 1;
    if (depth > MAX_DEPTH) return false;
    const left = operand();
    if (left === null || !take(OPERATOR)) return false;
    const right = operand();
    if (right === null) return false;
    while (take(/^\)/)) {
      depth -= 1;
      if (depth < 0) return false;
    }
    if (take(/^(?:and|or)\b/)) continue;
    skip();
    return at === text.length && depth === 0;
  }
}
