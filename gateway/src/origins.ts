import { Refusal } from './refusal.js';

/** Knows which pages may speak to us: our own, and none else. */
export class Origins {
  private readonly own: ReadonlySet<string>;

  constructor(publicUrl: URL) {
    this.own = new Set([publicUrl.origin, ...loopbackNames(publicUrl)]);
  }

  /** Refuses a request that a foreign page makes. Programs send no origin; browsers always do, whatever page they show. */
  check(origin: string | undefined, fetchSite: string | string[] | undefined, carriesCookie: boolean): void {
    const foreign = origin !== undefined ? !this.own.has(origin) : carriesCookie && fetchSite !== undefined && fetchSite !== 'same-origin';
    if (foreign) throw new Refusal('FORBIDDEN', 'This page may not speak for you here.', { reason: 'FOREIGN_ORIGIN' });
  }
}

/** This machine has three names for itself. */
function loopbackNames({ hostname, port, protocol }: URL): string[] {
  const names = ['127.0.0.1', 'localhost', '[::1]'];
  return names.includes(hostname) ? names.map((name) => `${protocol}//${name}${port ? `:${port}` : ''}`) : [];
}
