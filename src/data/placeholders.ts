/**
 * Whether a text is a placeholder for a secret: a variable (`${TOKEN}`, `%(password)s`, `{{ secret }}`), a word in
 * angle brackets, asterisks, or words that documentation uses.
 */
export function isPlaceholder(secret: string): boolean {
  const text = secret.trim();
  if (text === '' || /\$\{?\w|\$\(|%\(\w|\{\{|\{\w*\}|^<.*>$|^\[.*\]$|^%\w+%$|^%24|<%/.test(text)) return true;
  if (/^(?:[*x.•_-]+|x{3}[\w-]*)$/i.test(text)) return true;
  return (
    /^(?:your|my|some|the|an?|insert|enter|put|change|replace|example|dummy|fake)[-_ ]?(?:own[-_ ])?(?:[a-z0-9]+[-_ ])*(?:pass(?:word|wd|phrase)?|secret|token|key|me|this|here|value)(?:[-_ ]?here)?$/i.test(
      text,
    ) ||
    /^(?:PASSWORD|PASSWD|TOKEN|SECRET|API_?TOKEN|API_?KEY|REDACTED|PLACEHOLDER|CHANGEME|changeme|placeholder|redacted|todo|TODO|none|null)$/.test(
      text,
    )
  );
}
