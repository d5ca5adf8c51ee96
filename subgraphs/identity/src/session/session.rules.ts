/** How long a kind of session lives, in minutes: unused, and at the very most. */
export interface Lifetime {
  readonly idleMinutes: number;
  readonly absoluteMinutes: number;
}

const hour = 60;
const day = 24 * hour;

/** Staff sign in again after a night without work; a client keeps the browser that opened the letter for a month. */
export const lifetimes: Readonly<Record<'staff' | 'portal', Lifetime>> = {
  staff: { idleMinutes: 12 * hour, absoluteMinutes: 14 * day },
  portal: { idleMinutes: 14 * day, absoluteMinutes: 30 * day },
};

/** The instant after which the session opens nothing, unless it is used before. */
export function idleEnd(kind: 'staff' | 'portal', usedAt: Date): Date {
  return new Date(usedAt.getTime() + lifetimes[kind].idleMinutes * 60_000);
}

/** The instant after which the session opens nothing, however much it is used. */
export function absoluteEnd(kind: 'staff' | 'portal', startedAt: Date): Date {
  return new Date(startedAt.getTime() + lifetimes[kind].absoluteMinutes * 60_000);
}

/** The earlier of the two ends: what a caller may rely on. */
export function sessionEnd(idleExpiresAt: Date, expiresAt: Date): Date {
  return idleExpiresAt < expiresAt ? idleExpiresAt : expiresAt;
}

/** True when a twentieth of the idle time has passed: writing at each request would cost more than it tells. */
export function isTouchDue(kind: 'staff' | 'portal', lastUsedAt: Date, now: Date): boolean {
  return now.getTime() - lastUsedAt.getTime() > (lifetimes[kind].idleMinutes * 60_000) / 20;
}

/** A device's name for people: «Chrome on Windows», from the browser's own description of itself. */
export function deviceLabel(userAgent: string): string {
  const browser = /Edg\//.test(userAgent) ? 'Edge' : /Firefox\//.test(userAgent) ? 'Firefox'
    : /Chrom(e|ium)\//.test(userAgent) ? 'Chrome' : /Safari\//.test(userAgent) ? 'Safari' : 'A browser';
  const system = /iPhone|iPad/.test(userAgent) ? 'iOS' : /Android/.test(userAgent) ? 'Android' : /Windows/.test(userAgent) ? 'Windows'
    : /Mac OS X/.test(userAgent) ? 'macOS' : /Linux/.test(userAgent) ? 'Linux' : '';
  return system ? `${browser} on ${system}` : browser;
}
