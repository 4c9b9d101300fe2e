import { trimEndOf } from '../formats/trim-end.ts';

/**
 * The host of an index's URL without port and credentials (even `${{ secrets.A }}`). Null if it is a variable or not a
 * URL.
 */
export function hostOf(url: string): string | null {
  const plain = url.trim().replace(/^([a-z][a-z0-9+.-]*:\/\/)(?:\$\{\{[^{}]*\}\}|\$(?!\{\{)|[^$/@\s])*@/i, '$1');
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@\s]*@)?(\[[^\]]+\]|[^/:?#\s]+)/i.exec(plain)?.[1]?.toLowerCase();
  return host === undefined || /[${}%<>]/.test(host) ? null : host;
}

/** A host on this machine: nobody can intercept the connection. */
export function isLocalHost(host: string): boolean {
  return /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\]|::1|0\.0\.0\.0|host\.docker\.internal)$/.test(host);
}

/** Whether the configuration's `allowed-indexes` includes the URL, by a prefix of the URL or by its host. */
export function isAllowedIndex(url: string, allowed: readonly string[]): boolean {
  const host = hostOf(url);
  const plain = trimEndOf(url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@\s]*@/i, '$1'), '/');
  return allowed.some((entry) => {
    if (!entry.includes('://')) return entry.toLowerCase() === host;
    const prefix = trimEndOf(entry, '/');
    return plain === prefix || plain.startsWith(`${prefix}/`);
  });
}

/** A URL without its credentials, for messages. */
export function withoutCredentials(url: string): string {
  return url.replace(/:\/\/[^/@\s]*@/g, '://');
}

/** Python's own index, under any of its names. */
export const isPyPI = (url: string): boolean => /^(?:pypi\.org|(?:www\.)?pypi\.python\.org)$/.test(hostOf(url) ?? '');
