import { idToUuid } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { keepBytes } from '../storage/keep-bytes.js';
import { SignatureInvalid } from '../errors.js';
import { whyNoName, whyNoPicture } from '../signing/built-in/mark.rules.js';
import type { KeptMark } from './kept-ceremony.types.js';
import type { SignatureMarkInput, SigningValueInput } from './signing.inputs.js';
import type { CeremonyRecipient } from '../signing/built-in/ceremony.types.js';

/** The name as somebody put it; a drawn one is laid into the store. Whoever approves need not put one: then their name stands there. */
export async function markOf(ctx: Ctx, mark: SignatureMarkInput | null | undefined, of: { readonly there: CeremonyRecipient<KeptMark>; readonly packetId: string }): Promise<KeptMark> {
  const { there, packetId } = of;
  const { typed, drawnPng } = mark ?? {};
  if (!typed && !drawnPng && there.role === 'APPROVER') return { kind: 'TYPED', text: there.name };
  if (Boolean(typed) === Boolean(drawnPng)) throw new SignatureInvalid('Type your name or draw it: one of the two.', 'input.mark');
  const png = drawnPng ? Buffer.from(drawnPng, 'base64') : null;
  const fault = png ? whyNoPicture(png) : whyNoName(typed ?? '');
  if (fault !== null) throw new SignatureInvalid(fault, png ? 'input.mark.drawnPng' : 'input.mark.typed');
  return png ? { kind: 'DRAWN', picture: await keepBytes(ctx, png, { place: idToUuid(packetId), kind: 'png' }) } : { kind: 'TYPED', text: (typed ?? '').trim() };
}

/** What somebody wrote into their text fields, by the field's place. */
export function valuesOf(values: readonly SigningValueInput[], { fields }: CeremonyRecipient<KeptMark>): Record<number, string> {
  const written = new Map(values.map((one) => [one.index, one.value.trim()]));
  if (written.size < values.length) throw new SignatureInvalid('One field was filled twice.', 'input.values');
  if ([...written.keys()].some((index) => fields[index]?.kind !== 'TEXT')) throw new SignatureInvalid('There is no text to write in this place.', 'input.values');
  if (fields.some((field, index) => field.kind === 'TEXT' && field.required && !written.get(index))) throw new SignatureInvalid('A field that must be filled is empty.', 'input.values');
  return Object.fromEntries(written);
}
