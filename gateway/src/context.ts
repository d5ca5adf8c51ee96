import type { Actor, RequestMeta } from '@firmament/kit';
import type { Logger } from 'pino';
import type { Audience } from './audience.js';

/** A grant as the domain that made it handed it over. */
export interface ReceivedGrant { readonly from: string; readonly payload: unknown }

/** What one request knows while the supergraph works for it. Made by the gateway alone; nothing in it came from outside unchecked. */
export interface GatewayContext {
  readonly audience: Audience;
  readonly actor: Actor;
  readonly meta: RequestMeta;
  readonly log: Logger;
  /** Session grants that domains made during this request; the cookie plugin spends them. */
  readonly grants: ReceivedGrant[];
  /** Noted by the sources: what is believed of the firm's people may be old after this request. */
  readonly changed: { identity: boolean };
  /** The browser's description of itself. */
  readonly device?: string;
  /** Sets a cookie on the answer. */
  setCookie(header: string): void;
  /** Hash of the session token that came with the request, if one did. */
  readonly sessionHash?: string;
  /** Called with the final verdict, so that a passed attempt is given back to its limit. */
  settle(refused: boolean): Promise<void>;
}
