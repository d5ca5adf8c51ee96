import { createHash, randomBytes } from 'node:crypto';
import type { Answer, Asked } from './door.js';

interface Code { readonly company: string; readonly clientId: string; readonly redirectUri: string; readonly challenge: string | null; readonly state: string | null }
/** What a token request says; vendors differ in where the client's own secret stands. */
interface Wish { grant_type?: string; code?: string; redirect_uri?: string; code_verifier?: string; refresh_token?: string; client_id?: string; client_secret?: string; state?: string }

const word = (): string => randomBytes(24).toString('base64url');
const fault = (status: number, error: string): Answer => ({ status, body: { error, error_description: `sandbox: ${error}` } });
const shown = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The consent page of a vendor and the tokens that come of it: OAuth 2 authorization code, PKCE where it is used, refresh tokens that rotate. */
export class ConsentDesk {
  /** The apps that may ask, with their secrets. */
  readonly clients = new Map<string, string>();
  /** The word under which the vendor says with the code which company was chosen; null where it does not say. */
  companyWord: string | null = null;
  /** How long an access token lasts, as it is told. */
  lifetimeSeconds = 28_800;
  /** How often tokens were renewed. */
  renewals = 0;
  readonly #codes = new Map<string, Code>();
  readonly #refresh = new Map<string, string>();
  readonly #companies = new Map<string, string>();
  readonly #issued = new Set<string>();

  constructor(private readonly vendor: string, private readonly tokens: Set<string>, private readonly wish: string) {}

  /** The tokens that hold, to be put away and taken out again. */
  get kept(): object { return { refresh: this.#refresh, companies: this.#companies, issued: this.#issued }; }
  set kept(kept: object) {
    const { refresh, companies, issued } = kept as { refresh: Map<string, string>; companies: Map<string, string>; issued: Set<string> };
    for (const [token, company] of refresh) this.#refresh.set(token, company);
    for (const [token, company] of companies) this.#companies.set(token, company);
    for (const token of issued) { this.#issued.add(token); this.tokens.add(token); }
  }

  /** The page on which a person says yes or no; what they say comes back to the same address. */
  page({ query, path }: Asked): Answer {
    const [clientId, redirectUri, decision] = [query.get('client_id') ?? '', query.get('redirect_uri') ?? '', query.get('decision')];
    if (query.get('response_type') !== 'code' || !this.clients.has(clientId) || !/^https?:\/\//.test(redirectUri)) return { status: 400, bytes: Buffer.from('unknown app or address'), type: 'text/plain' };
    if (decision) return { status: 302, headers: { location: this.#back(redirectUri, query, decision === 'allow') } };
    const link = (say: string): string => { const next = new URLSearchParams(query); next.set('decision', say); return shown(`${path}?${next.toString()}`); };
    const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${shown(this.vendor)} sandbox</title><body style="font:16px system-ui;max-width:32rem;margin:4rem auto;padding:0 1rem"><h1>${shown(this.vendor)}, not at ${shown(this.vendor)}'s</h1>`
      + `<p>An app asks for access to this sandbox account: it wants to ${this.wish}.</p><p><a href="${link('allow')}">Allow access</a> &nbsp; <a href="${link('deny')}">Deny</a></p></body></html>`;
    return { status: 200, bytes: Buffer.from(html), type: 'text/html; charset=utf-8' };
  }

  /** Tokens for a code or a refresh token; null when the request is for something else. */
  token(asked: Asked): Answer | null {
    const wish = (asked.body ?? {}) as Wish;
    if (wish.grant_type !== 'authorization_code' && wish.grant_type !== 'refresh_token') return null;
    const clientId = this.#client(asked, wish);
    if (clientId === null) return fault(401, 'invalid_client');
    return wish.grant_type === 'refresh_token' ? this.#renewed(wish) : this.#exchanged(wish, clientId);
  }

  /** Every access token runs out now. */
  expire(): void {
    for (const token of this.#issued) this.tokens.delete(token);
    this.#issued.clear();
  }

  /** The person takes their consent back: for one company, or everybody for all of them. */
  withdraw(company: string | null = null): void {
    if (company === null) { this.expire(); this.#refresh.clear(); return; }
    for (const [token, its] of this.#companies) if (its === company && this.#issued.delete(token)) this.tokens.delete(token);
    for (const [token, its] of this.#refresh) if (its === company) this.#refresh.delete(token);
  }

  #back(redirectUri: string, query: URLSearchParams, allowed: boolean): string {
    const url = new URL(redirectUri);
    const state = query.get('state');
    if (state !== null) url.searchParams.set('state', state);
    if (!allowed) { url.searchParams.set('error', 'access_denied'); return url.toString(); }
    const code = word();
    const company = query.get('company') ?? 'sandbox';
    this.#codes.set(code, { company, clientId: query.get('client_id') ?? '', redirectUri, challenge: query.get('code_challenge'), state });
    url.searchParams.set('code', code);
    if (this.companyWord !== null) url.searchParams.set(this.companyWord, company);
    return url.toString();
  }

  #client({ headers }: Asked, wish: Wish): string | null {
    const basic = /^Basic (.+)$/.exec(headers.authorization ?? '')?.[1];
    const [id = '', secret = ''] = basic ? Buffer.from(basic, 'base64').toString('utf8').split(':') : [wish.client_id ?? '', wish.client_secret ?? ''];
    return this.clients.get(id) === secret ? id : null;
  }

  #exchanged(wish: Wish, clientId: string): Answer {
    const code = this.#codes.get(wish.code ?? '');
    this.#codes.delete(wish.code ?? '');
    const proven = !code?.challenge || createHash('sha256').update(wish.code_verifier ?? '').digest('base64url') === code.challenge;
    if (!code || code.clientId !== clientId || !proven || (wish.redirect_uri !== undefined && wish.redirect_uri !== code.redirectUri)) return fault(400, 'invalid_grant');
    return this.#issue(code.company, wish.state === undefined ? {} : { state: wish.state });
  }

  #renewed(wish: Wish): Answer {
    // Each refresh token works once: whoever uses an old one has lost the line.
    const company = this.#refresh.get(wish.refresh_token ?? '');
    if (company === undefined) return fault(400, 'invalid_grant');
    this.#refresh.delete(wish.refresh_token ?? '');
    this.renewals += 1;
    return this.#issue(company, {});
  }

  /** Of which company a token opens the books. */
  companyOf(token: string): string { return this.#companies.get(token) ?? 'sandbox'; }

  #issue(company: string, more: object): Answer {
    const [access, refresh] = [word(), word()];
    this.#companies.set(access, company);
    this.tokens.add(access);
    this.#issued.add(access);
    this.#refresh.set(refresh, company);
    return { status: 200, body: { access_token: access, token_type: 'Bearer', refresh_token: refresh, expires_in: this.lifetimeSeconds, ...more }, headers: { 'cache-control': 'no-store' } };
  }
}
