import { createContext, useContext } from 'react';
import type { ClauseLibraryQuery } from '../../../gql/staff/graphql';
import { isText, type TextNode } from './text';

/** What the library knows of one wording. */
export interface Wording { clauseId: string; name: string; versionId: string; versionNo: number; published: boolean; content: TextNode[]; newest: { versionId: string; versionNo: number } | null }
/** The clause library and the fields, as an editor needs them. */
export interface Library { wordings: ReadonlyMap<string, Wording>; labels: Readonly<Record<string, string>> }

/** The blocks of a clause that may stand inside a fixed clause. */
const blocksOf = (body: unknown): TextNode[] => (isText(body) ? (body.content ?? []).filter((node) => node.type !== 'horizontalRule' && node.type !== 'lockedClause') : []);

/** The library by the ids of versions. */
export function libraryFrom(data: ClauseLibraryQuery): Library {
  const wordings = data.clauses.flatMap((clause) => clause.versions.map((one): [string, Wording] => [one.id, {
    clauseId: clause.id, name: clause.name, versionId: one.id, versionNo: one.versionNo, published: one.publishedAt !== null && one.publishedAt !== undefined, content: blocksOf(one.body),
    newest: clause.current ? { versionId: clause.current.id, versionNo: clause.current.versionNo } : null,
  }]));
  return { wordings: new Map(wordings), labels: Object.fromEntries(data.mergeFields.map(({ name, label }) => [name, label])) };
}

/** The wordings that a new contract holds, by name. */
export function currentWordings({ wordings }: Library): Wording[] {
  return [...wordings.values()].filter((one) => one.newest?.versionId === one.versionId).sort((a, b) => a.name.localeCompare(b.name));
}

const Held = createContext<Library>({ wordings: new Map(), labels: {} });
export const LibraryProvider = Held.Provider;

/** The library around this text. */
export const useLibrary = (): Library => useContext(Held);
