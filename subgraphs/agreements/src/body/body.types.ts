/** A node of a text, as editors of the ProseMirror family write it. */
export interface BodyNode {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>> | null;
  readonly content?: readonly BodyNode[];
  readonly text?: string;
  readonly marks?: readonly { readonly type: string; readonly attrs?: Readonly<Record<string, unknown>> | null }[];
}

/** A whole text. */
export interface Body extends BodyNode { readonly type: 'doc'; readonly content: readonly BodyNode[] }

/** A fixed clause whose words differ from those of the library. */
export interface Deviation { readonly clauseVersionId: string; readonly kind: 'CHANGED' | 'REMOVED' }
