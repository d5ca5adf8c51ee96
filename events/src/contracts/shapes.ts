import { z } from 'zod';
import { personal } from '../define-event.js';

/** A TypeID with the given prefix, as it stands in an event. */
export const id = <P extends string>(prefix: P) => z.string().regex(new RegExp(`^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`));
/** An instant in UTC, ISO 8601. */
export const instant = z.string().datetime({ offset: true });
/** A calendar date without a time, `YYYY-MM-DD`. */
export const plainDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** An IANA time zone name. */
export const timeZone = z.string().min(1).max(64);
/** A person's name, personal data. */
export const personName = personal(z.string().min(1).max(200));
/** A normalised e-mail address, personal data. */
export const email = personal(z.string().min(3).max(320));
/** A phone number in E.164, personal data. */
export const phone = personal(z.string().max(20));
/** An amount in minor units, as a decimal string because JSON has no bigint. */
export const money = z.object({ minor: z.string().regex(/^-?\d+$/), currency: z.string().length(3) });
/** A before/after pair of one changed field. */
export const change = z.object({ field: z.string(), before: personal(z.unknown()), after: personal(z.unknown()) });
