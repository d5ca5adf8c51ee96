import { lazy, Suspense } from 'react';
import { Waiting } from '../../../ui/Trouble';
import type { ContractEditorProps } from './ContractEditor';

const Editor = lazy(async () => ({ default: (await import('./ContractEditor')).ContractEditor }));

/** The editor of texts; it is fetched when a text is first written, and not where one is only read. */
export function TextEditor(props: ContractEditorProps) {
  return <Suspense fallback={<Waiting label="Text" rows={6} />}><Editor {...props} /></Suspense>;
}
