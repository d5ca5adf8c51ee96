/** Who may see a folder. */
export type FolderVisibility = 'PRIVATE' | 'CLIENT_VIEW' | 'CLIENT_EDIT';
/** One folder of a template; the path may hold tokens. */
export interface TemplateFolder { path: string; visibility: FolderVisibility }
/** What tokens stand for. */
export type Tokens = Readonly<Record<string, string>>;

const tokenPattern = /\{(\w+)\}/g;
/** The tokens that a path may hold. */
export const knownTokens: readonly string[] = ['client', 'year'];

/** What is wrong with a path, in words; null when it can be laid out. */
export function pathFault(path: string): string | null {
  const parts = path.split('/');
  if (path.length > 500) return 'a path has at most 500 characters';
  if (parts.some((part) => part.trim() === '' || part === '.' || part === '..')) return 'a folder needs a name';
  if (parts.length > 8) return 'folders go at most 8 deep';
  const unknown = [...path.matchAll(tokenPattern)].find((match) => !knownTokens.includes(match[1] ?? ''));
  return unknown ? `«${unknown[0]}» is no token; use ${knownTokens.map((t) => `{${t}}`).join(' or ')}` : null;
}

/** Puts the words for the tokens in. A slash inside a word would open a folder of its own, so it becomes a dash. */
export function resolvePath(path: string, tokens: Tokens): string {
  return path.replace(tokenPattern, (whole, token: string) => (tokens[token] ?? whole).replaceAll('/', '-').trim().slice(0, 120));
}

/** Every folder that must exist, parents first; a parent that the template does not name is as private as its most private child. */
export function layOut(folders: readonly TemplateFolder[], tokens: Tokens): TemplateFolder[] {
  const out = new Map<string, FolderVisibility>();
  for (const folder of folders) {
    const parts = resolvePath(folder.path, tokens).split('/');
    for (let depth = 1; depth < parts.length; depth++) {
      const parent = parts.slice(0, depth).join('/');
      if (!out.has(parent)) out.set(parent, folder.visibility);
    }
    out.set(parts.join('/'), folder.visibility);
  }
  return [...out].map(([path, visibility]) => ({ path, visibility })).sort((a, b) => a.path.split('/').length - b.path.split('/').length || a.path.localeCompare(b.path));
}
