/** Of a path with slashes from the root of the repository: `a/b/` for `a/b/c.py`, and '' for `c.py`. */
export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** Like {@link folderOf} without the final slash: `a/b` for `a/b/c.py`. */
export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** `c.py` for `a/b/c.py`. */
export const fileNameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
