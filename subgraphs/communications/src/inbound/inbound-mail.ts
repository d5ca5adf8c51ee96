import { z } from 'zod';

/** A mail that came in, whole, before anybody looked into it. */
export interface InboundMail {
  /** By which the way in knows it again. */
  readonly id: string;
  /** The envelope: for whom it was handed in, whatever its headers say. */
  readonly to: readonly string[];
  readonly raw: Uint8Array;
}

/** The way in. What was not said to be done comes again: whoever looks at a mail keeps in mind which ones were taken. */
export interface InboundMailPort {
  /** What waits, oldest first. */
  waiting(): Promise<readonly InboundMail[]>;
  /** It was looked at, and need not come again. */
  done(id: string): void;
}

const answer = z.array(z.object({ id: z.string(), to: z.array(z.string()), raw: z.base64() }));

/** The house's own way in: what its mail catcher got for addresses at which the house reads. Without a catcher nothing comes. A firm's own mail server hands on what it gets for such an address. */
export function caughtMail(page: string | undefined): InboundMailPort {
  let last = '';
  return {
    async waiting() {
      if (!page) return [];
      const found = await fetch(`${page}/api/inbound${last && `?after=${encodeURIComponent(last)}`}`, { signal: AbortSignal.timeout(5_000) });
      if (!found.ok) throw new Error(`the mail catcher answers ${found.status}`);
      return answer.parse(await found.json()).map(({ id, to, raw }) => ({ id, to, raw: Buffer.from(raw, 'base64') }));
    },
    done(id) { last = id; },
  };
}
