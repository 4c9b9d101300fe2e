/** The host of an index's URL without port and credentials (also `${{ secrets.A }}`); null where it is a variable or no URL. */
export function hostOf(url: string): string | null {
  const plain = url.trim().replace(/^([a-z][a-z0-9+.-]*:\/\/)(?:\$\{\{[^{}]*\}\}|\$(?!\{\{)|[^$/@\s])*@/i, '$1');
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@\s]*@)?(\[[^\]]+\]|[^/:?#\s]+)/i.exec(plain)?.[1]?.toLowerCase();
  return host === undefined || /[${}%<>]/.test(host) ? null : host;
}

/** A host of this machine: nobody stands between. */
export function isLocalHost(host: string): boolean {
  return /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\]|::1|0\.0\.0\.0|host\.docker\.internal)$/.test(host);
}

/** Whether the configuration's `allowed-indexes` names the URL: by the URL's beginning or by its host. */
export function isAllowedIndex(url: string, allowed: readonly string[]): boolean {
  const host = hostOf(url);
  const plain = url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@\s]*@/i, '$1').replace(/\/+$/, '');
  return allowed.some((entry) => {
    if (!entry.includes('://')) return entry.toLowerCase() === host;
    const prefix = entry.replace(/\/+$/, '');
    return plain === prefix || plain.startsWith(`${prefix}/`);
  });
}

/** A URL for messages: without its credentials. */
export function withoutCredentials(url: string): string {
  return url.replace(/:\/\/[^/@\s]*@/g, '://');
}

/** Python's own index, under all of its names. */
export const isPyPI = (url: string): boolean => /^(?:pypi\.org|(?:www\.)?pypi\.python\.org)$/.test(hostOf(url) ?? '');
