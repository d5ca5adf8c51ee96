import { importJWK, SignJWT, type JWK } from 'jose';

/** In whose name, for which firm, and at which time of a told story something is asked. */
export interface Voice { firm?: string | undefined; as?: string | undefined; at?: Date | undefined; correlation?: string | undefined }

/** A refusal that the gateway gave, with its code. */
export class Refused extends Error {
  constructor(readonly code: string, readonly reason: string | undefined, message: string) { super(message); }
}

interface Answer { data?: Record<string, unknown> | null; errors?: { message: string; path?: unknown[]; extensions?: { code?: string; reason?: string; field?: string } }[] }

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
    const headers = { 'content-type': 'application/json', origin: this.gateway, ...(this.exempt ? { 'x-firmament-limit-exempt': this.exempt } : {}) };
    const send = (query: string, variables: object, more: Record<string, string> = {}) =>
      fetch(`${this.gateway}/graphql`, { method: 'POST', headers: { ...headers, ...more }, body: JSON.stringify({ query, variables }) });
    const signedIn = await send('mutation($input: SignInInput!) { signIn(input: $input) { signedIn } }', { input: { email, password, firm } });
    const cookie = signedIn.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
    const answer = (await (await send('{ me { user { id } } }', {}, { cookie })).json()) as { data?: { me: { user: { id: string } } }; errors?: { message: string }[] };
    if (!answer.data?.me) throw new Error(`${email} could not sign in: ${answer.errors?.[0]?.message ?? (await signedIn.text().catch(() => ''))}`);
    return answer.data.me.user.id;
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
