import type { CeremonyRecipient } from '../signing/built-in/ceremony.types.js';
import type { SignatureField } from '../signing/signing-provider.js';
import type { KeptMark } from './kept-ceremony.types.js';
import type { SigningField } from './signing.graph.js';

type There = CeremonyRecipient<KeptMark>;

/** What stands in a field, as far as it is known before and after signing. */
function valueOf(field: SignatureField, index: number, { name, act }: There): string | null {
  if (field.kind === 'NAME') return name;
  if (field.kind === 'INITIALS') return name.split(/\s+/).map((word) => word[0] ?? '').join('');
  if (!act) return null;
  if (field.kind === 'DATE') return act.at.toISOString().slice(0, 10);
  if (field.kind === 'SIGNATURE') return act.mark.kind === 'TYPED' ? act.mark.text : null;
  return act.values[index] ?? null;
}

/** The places that somebody fills, as their page shows them. */
export const filledFields = (there: There): SigningField[] => there.fields.map((field, index) => {
  const { document, page, kind, required } = field;
  const [x, y, width, height] = [field.x, field.y, field.width, field.height].map(Math.round) as [number, number, number, number];
  return { index, document, page, x, y, width, height, kind, required, value: valueOf(field, index, there) };
});
