import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Body } from './body.types.js';

/** A word for exactly this text: an approval holds for it and for no other. */
export const bodyHash = (body: Body): string => createHash('sha256').update(canonicalize(body) ?? '').digest('hex');
