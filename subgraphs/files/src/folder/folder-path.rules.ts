/** The path of a folder under its parent. */
export const childPath = (parentPath: string | null, name: string): string => (parentPath === null ? name : `${parentPath}/${name}`);

/** True when a folder would come to stand inside itself. */
export const isInside = (path: string, of: string): boolean => path === of || path.startsWith(`${of}/`);

/** The path of something below a folder that was renamed or moved. */
export const follow = (path: string, from: string, to: string): string => (isInside(path, from) ? to + path.slice(from.length) : path);
