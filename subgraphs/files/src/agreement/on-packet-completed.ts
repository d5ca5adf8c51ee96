import { packetCompleted } from '@firmament/events';
import { on } from '@firmament/kit';
import { takeOver } from './take-over.js';

/** A name that every system can keep. */
const named = (title: string, what: string): string => `${title.replace(/[/\\\u0000-\u001f]/g, ' ').trim().slice(0, 200)} (${what}).pdf`;

/** What all have signed belongs into the client's folder, with its certificate, and nobody changes it any more. */
export const keepSignedDocuments = on(packetCompleted, async ({ data }, ctx) => {
  const byName = data.signers.map((one) => one.name).join(', ').slice(0, 200) || 'The people who signed';
  const to = { clientId: data.clientId, byName };
  await takeOver(ctx, { ...data.signedDocument, name: named(data.title, 'signed') }, to);
  if (data.certificate) await takeOver(ctx, { ...data.certificate, name: named(data.title, 'certificate') }, to);
});
