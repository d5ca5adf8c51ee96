import type { Sandbox } from '../../../../infra/sandbox/sandbox.js';
import type { Stage } from './contract.fixture.js';
import type { SigningProvider } from './signing-provider.js';
import { wireFaults, type WireVendor } from './wire-validator.fixture.js';

/** What differs between the vendors' stages. */
export interface StagePlan extends Pick<Stage, 'dated' | 'covers'> { readonly sandbox: Sandbox; readonly provider: SigningProvider; readonly token: string; readonly vendor: WireVendor }

/** A vendor's sandbox as the contract's stage. */
export function sandboxStage(plan: StagePlan): Stage {
  const { sandbox, token } = plan;
  return {
    provider: plan.provider, remote: true, dated: plan.dated, covers: plan.covers,
    act: async (id, step, by) => { await sandbox.act(id, step, by); },
    loseAnswerOfSend: (kind) => { sandbox.make({ operation: 'create', kind }); },
    trouble: (kind, retryAfter) => { sandbox.make({ operation: 'any', kind, ...(retryAfter ? { retryAfter } : {}) }); },
    count: (reference) => [...sandbox.things.values()].filter((one) => Object.values(one.marks).includes(reference)).length,
    calls: () => sandbox.exchanges.length,
    revoke: () => { sandbox.tokens.delete(token); },
    restore: () => { sandbox.tokens.add(token); },
    async callback(providerRef, secret) {
      sandbox.plan = { url: 'http://127.0.0.1:9/callback', secrets: [secret], mode: 'hold' };
      sandbox.waiting.length = 0;
      const one = sandbox.things.get(providerRef);
      await sandbox.act(providerRef, 'view', { email: one?.guests[0]?.email ?? '' });
      const out = sandbox.waiting.splice(0)[0];
      sandbox.plan.url = null;
      if (!out) throw new Error('the sandbox told nothing');
      return { raw: out.body, headers: out.headers, query: Object.fromEntries(new URL(out.url).searchParams) };
    },
    exchanges: () => sandbox.exchanges,
    wireFaults: () => wireFaults(plan.vendor, sandbox.exchanges),
    stop: () => sandbox.stop(),
  };
}
