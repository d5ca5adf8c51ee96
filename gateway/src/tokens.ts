import { importJWK, jwtVerify } from 'jose';
import type { JWK, JWTPayload } from 'jose';
import { z } from 'zod';
import { Refusal } from './refusal.js';

const firm = z.string().regex(/^firm_[0-7][0-9a-hjkmnp-tv-z]{25}$/);
const user = z.string().regex(/^usr_[0-7][0-9a-hjkmnp-tv-z]{25}$/);
const correlation = z.string().regex(/^cor_[0-7][0-9a-hjkmnp-tv-z]{25}$/);
const instant = z.iso.datetime({ offset: true });

const engineShape = z.object({
  iss: z.literal('engine'), tenantId: firm, workflow: z.string().min(1).max(200), runId: z.string().startsWith('run_').max(40),
  stepKey: z.string().min(1).max(200), onBehalfOf: user, correlationId: correlation,
  causationId: z.string().max(200).optional(), seedTime: instant.optional(),
});
const platformShape = z.object({
  iss: z.literal('platform'), tenantId: firm.optional(), actAs: user.optional(), correlationId: correlation.optional(),
  causationId: z.string().max(200).optional(), seedTime: instant.optional(),
});

/** What a bearer token says, after its signature, its age and its audience were found right. */
export type BearerClaims =
  | ({ readonly kind: 'service' } & z.infer<typeof engineShape>)
  | ({ readonly kind: 'platform' } & z.infer<typeof platformShape>);

/** Longest life of a token, in seconds. A token that claims more is refused, however young it is. */
const LIFETIME = 60;

/** The keys whose holders may come without a session. */
export interface BearerKeys { readonly engineKey?: JWK; readonly platformKey?: JWK }

/** Checks bearer tokens: EdDSA only, our audience, at most 60 s, each issuer with its own key. */
export class BearerTokens {
  constructor(private readonly keys: BearerKeys) {}

  /** Reads a token. `platformAllowed` is false wherever the caller is not this machine in a demonstration. */
  async read(token: string, platformAllowed: boolean): Promise<BearerClaims> {
    const service = await this.claims(token, this.keys.engineKey, 'engine');
    if (service) return { kind: 'service', ...parsed(engineShape, service) };
    const platform = platformAllowed ? await this.claims(token, this.keys.platformKey, 'platform') : undefined;
    if (platform) return { kind: 'platform', ...parsed(platformShape, platform) };
    throw notAccepted();
  }

  private async claims(token: string, key: JWK | undefined, issuer: string): Promise<JWTPayload | undefined> {
    if (!key) return undefined;
    try {
      const { payload } = await jwtVerify(token, await importJWK(key, 'EdDSA'), {
        algorithms: ['EdDSA'], issuer, audience: 'gateway', requiredClaims: ['exp', 'iat'], maxTokenAge: LIFETIME, clockTolerance: 2,
      });
      const { exp = 0, iat = 0 } = payload;
      return exp - iat <= LIFETIME ? payload : undefined;
    } catch {
      return undefined; // why a token fails is not told: every failure looks the same
    }
  }
}

function parsed<S extends z.ZodType>(shape: S, payload: JWTPayload): z.infer<S> {
  const result = shape.safeParse(payload);
  if (!result.success) throw notAccepted();
  return result.data;
}

function notAccepted(): Refusal {
  return new Refusal('UNAUTHENTICATED', 'This token is not accepted.');
}
