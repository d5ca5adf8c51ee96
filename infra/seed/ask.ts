import { importJWK, SignJWT, type JWK } from 'jose';

/** In whose name, for which firm, and at which time of a told story something is asked. */
export interface Voice { firm?: string | undefined; as?: string | undefined; at?: Date | undefined; correlation?: string | undefined }

/** A refusal that the gateway gave, with its code. */
export class Refused extends Error {
  constructor(readonly code: string, readonly reason: string | undefined, message: string) { super(message); }
}

interface Answer { data?: Record<string, unknown> | null; errors?: { message: string; path?: unknown[]; extensions?: { code?: string; reason?: string; field?: string } }[] }

/** Somebody who is signed in, as their browser is. */
export interface Session { readonly cookie: string; ask<T>(query: string, variables?: object): Promise<T>; /** Follows a link back into the house. */ comeBack(path: string): Promise<void> }

/** Asks the gateway as the platform: the same public mutations that everybody has, with the clock of the story. */
export class Asking {
  constructor(private readonly gateway: string, private readonly key: JWK, private readonly exempt: string | undefined) {}

  async ask<T>(query: string, variables: Record<string, unknown> = {}, voice: Voice = {}): Promise<T> {
    const response = await fetch(`${this.gateway}/graphql`, {
      method: 'POST', body: JSON.stringify({ query, variables }),
      headers: {
        'content-type': 'application/json', authorization: `Bearer ${await this.token(voice)}`, origin: this.gateway,
        ...(this.exempt ? { 'x-firmament-limit-exempt': this.exempt } : {}),
      },
    });
    const answer = (await response.json()) as Answer;
    const [fault] = answer.errors ?? [];
    if (fault) throw new Refused(fault.extensions?.code ?? 'INTERNAL', fault.extensions?.reason, `${query.trim().slice(0, 60)}…: ${fault.message} (${fault.extensions?.code ?? '?'} ${fault.extensions?.reason ?? ''} ${fault.extensions?.field ?? ''})`);
    return answer.data as T;
  }

  /** Signs somebody in as a browser would, and answers who that is. */
  async whoSignsIn(email: string, password: string, firm: string): Promise<string> {
    const session = await this.signIn(email, password, firm);
    return (await session.ask<{ me: { user: { id: string } } }>('{ me { user { id } } }')).me.user.id;
  }

  /** Signs somebody in as a browser would. */
  async signIn(email: string, password: string, firm: string): Promise<Session> {
    const headers = { 'content-type': 'application/json', origin: this.gateway, ...(this.exempt ? { 'x-firmament-limit-exempt': this.exempt } : {}) };
    const send = (query: string, variables: object, more: Record<string, string> = {}) =>
      fetch(`${this.gateway}/graphql`, { method: 'POST', headers: { ...headers, ...more }, body: JSON.stringify({ query, variables }) });
    const signedIn = await send('mutation($input: SignInInput!) { signIn(input: $input) { signedIn } }', { input: { email, password, firm } });
    const cookie = signedIn.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
    if (cookie === '') throw new Error(`${email} could not sign in: ${await signedIn.text().catch(() => '')}`);
    return {
      cookie,
      ask: async <T>(query: string, variables: object = {}) => {
        const answer = (await (await send(query, variables, { cookie })).json()) as Answer;
        if (answer.errors?.[0]) throw new Error(`${email}: ${answer.errors[0].message}`);
        return answer.data as T;
      },
      comeBack: async (path: string) => { await fetch(`${this.gateway}${path}`, { redirect: 'manual', headers: { cookie } }); },
    };
  }

  private async token(voice: Voice): Promise<string> {
    const claims = {
      ...(voice.firm ? { tenantId: voice.firm } : {}), ...(voice.as ? { actAs: voice.as } : {}), ...(voice.at ? { seedTime: voice.at.toISOString() } : {}),
      ...(voice.correlation ? { correlationId: voice.correlation } : {}),
    };
    return new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA' }).setIssuer('platform').setAudience('gateway').setIssuedAt().setExpirationTime('50s').sign(await importJWK(this.key, 'EdDSA'));
  }
}

/** Looks again until something is so; the seed waits for workflows the way a person would. */
export async function until<T>(look: () => Promise<T | null | undefined | false>, sentence: string, patienceMs = 30_000): Promise<T> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > deadline) throw new Error(`The seed waited in vain: ${sentence}`);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}
