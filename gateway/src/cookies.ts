import { parseCookie, stringifySetCookie } from 'cookie';
import type { SessionAudience } from './audience.js';

/** Names and writes the session cookies: one for staff, one for the portal, never readable by scripts. */
export class SessionCookies {
  /** `secure` is true behind TLS; plain http on this machine gets a development name, for browsers refuse the other there. */
  constructor(private readonly secure: boolean) {}

  /** The cookie's name for a kind of session. */
  name(audience: SessionAudience): string {
    return `${this.secure ? '__Host-' : ''}firmament-${audience}`;
  }

  /** The session token that a request carries, if any. */
  read(header: string | undefined, audience: SessionAudience): string | undefined {
    if (!header) return undefined;
    const token = parseCookie(header)[this.name(audience)];
    return token !== undefined && /^[\w.~-]{16,512}$/.test(token) ? token : undefined;
  }

  /** True when the request carries any cookie of ours: then its origin matters. */
  carries(header: string | undefined): boolean {
    return this.read(header, 'staff') !== undefined || this.read(header, 'portal') !== undefined;
  }

  /** The header that keeps a session in the browser until it ends. */
  set(audience: SessionAudience, token: string, expiresAt: Date): string {
    return this.header(audience, token, expiresAt);
  }

  /** The header that makes the browser forget. */
  clear(audience: SessionAudience): string {
    return this.header(audience, '', new Date(0));
  }

  private header(audience: SessionAudience, value: string, expires: Date): string {
    return stringifySetCookie({ name: this.name(audience), value, expires, path: '/', httpOnly: true, sameSite: 'lax', secure: this.secure });
  }
}
