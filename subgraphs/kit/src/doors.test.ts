import { newId } from '@firmament/events';
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { bakery } from '../test/bakery.js';
import { signActor, verifyActor, type Actor, type RequestMeta } from './actor.js';
import { testSubgraph, type Harness } from './testing/testing.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
let h: Harness;
let own: { privateKey: JWK; publicKey: JWK };
let forger: { privateKey: JWK; publicKey: JWK };
const keys = async () => {
  const pair = await generateKeyPair('EdDSA', { extractable: true });
  return { privateKey: await exportJWK(pair.privateKey), publicKey: await exportJWK(pair.publicKey) };
};
beforeAll(async () => {
  h = await testSubgraph(bakery, { ownSchema: true });
  own = await keys();
  forger = await keys();
});
afterAll(async () => { await h?.stop(); });

const metaNow = (): RequestMeta => ({ requestId: newId('req'), correlationId: newId('cor') });

describe('the signed actor', () => {
  test('arrives as it was sent', async () => {
    const [actor, meta] = [h.service(), { ...metaNow(), idempotencyKey: 'run_1:step', seedTime: '2026-01-01T00:00:00.000Z' }];
    expect(await verifyActor(own.publicKey, 'bakery', await signActor(own.privateKey, 'bakery', actor, meta))).toEqual({ actor, meta });
  });

  const forged = async (change: (jwt: SignJWT) => SignJWT, key = own.privateKey) => {
    const { importJWK } = await import('jose');
    const jwt = new SignJWT({ actor: h.staff(), meta: metaNow() }).setProtectedHeader({ alg: 'EdDSA' }).setAudience('bakery').setIssuer('gateway').setIssuedAt().setExpirationTime('60s');
    return change(jwt).sign(await importJWK(key, 'EdDSA'));
  };
  const past = Math.floor(Date.now() / 1000) - 120;

  test.each<[string, () => Promise<string>]>([
    ['for another domain', () => signActor(own.privateKey, 'crm', h.staff(), metaNow())],
    ['signed with another key', () => signActor(forger.privateKey, 'bakery', h.staff(), metaNow())],
    ['from another issuer', () => forged((jwt) => jwt.setIssuer('engine'))],
    ['whose time is over', () => forged((jwt) => jwt.setIssuedAt(past).setExpirationTime(past + 60))],
    ['that gave itself a longer life', () => forged((jwt) => jwt.setIssuedAt(past).setExpirationTime('1h'))],
    ['without a signature', async () => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${(await signActor(own.privateKey, 'bakery', h.staff(), metaNow())).split('.')[1]}.`],
    ['with a changed claim', async () => {
      const [head, body, signature] = (await signActor(own.privateKey, 'bakery', h.staff(['bakery.order.view']), metaNow())).split('.');
      return `${head}.${Buffer.from(Buffer.from(body ?? '', 'base64url').toString().replace('bakery.order.view', '*')).toString('base64url')}.${signature}`;
    }],
    ['that names an actor of no known kind', () => signActor(own.privateKey, 'bakery', { ...h.staff(), kind: 'root' } as unknown as Actor, metaNow())],
  ])('is refused when it is a token %s', async (_how, token) => {
    await expect(token().then((text) => verifyActor(own.publicKey, 'bakery', text))).rejects.toThrow();
  });
});

describe('a domain as a process of its own', () => {
  let child: ChildProcess;
  let port = 0;
  let output = '';
  const url = (path: string) => `http://127.0.0.1:${port}${path}`;
  const post = (body: unknown, token?: string) => fetch(url('/graphql'), { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers: token ? { authorization: `Bearer ${token}` } : {} });
  const bearer = (actor = h.staff(), audience = 'bakery', key = own.privateKey) => signActor(key, audience, actor, metaNow());

  beforeAll(async () => {
    child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', `${root}subgraphs/kit/test/serve-child.ts`], {
      cwd: root, stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH, TSX_TSCONFIG_PATH: `${root}tsconfig.json`, PORT: '0', NATS_URL: process.env.FIRMAMENT_TEST_NATS_URL,
        FIRMAMENT_ACTOR_PUBLIC_KEY: JSON.stringify(own.publicKey), BAKERY_DATABASE_URL: h.urlFor('rw'),
      },
    });
    child.stderr?.on('data', (part: Buffer) => { output += part.toString(); });
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`the process ended with ${code}: ${output}`)));
      child.stdout?.on('data', (part: Buffer) => {
        output += part.toString();
        port = Number(/"port":(\d+),"msg":"serving"/.exec(output)?.[1] ?? 0);
        if (port > 0) resolve();
      });
    });
  });
  afterAll(() => { if (child?.exitCode === null) child.kill('SIGKILL'); });

  test('is alive, ready and measured', async () => {
    expect(await (await fetch(url('/healthz'))).json()).toEqual({ ok: true });
    expect(await (await fetch(url('/readyz'))).json()).toMatchObject({ ok: true, detail: 'ready' });
    const metrics = await fetch(url('/metrics'));
    expect(metrics.headers.get('content-type')).toContain('text/plain');
    expect(await metrics.text()).toContain('firmament_domain_up{domain="bakery"} 1');
    expect((await fetch(url('/'))).status).toBe(404);
    expect((await fetch(url('/graphql'))).status).toBe(404);
  });

  test('opens to the gateway only', async () => {
    const query = { query: '{ board }' };
    expect((await post(query)).status).toBe(401);
    expect((await post(query, 'nonsense')).status).toBe(401);
    expect((await post(query, await bearer(h.staff(), 'crm'))).status).toBe(401);
    expect((await post(query, await bearer(h.staff(), 'bakery', forger.privateKey))).status).toBe(401);
    expect((await post(query, await bearer())).status).toBe(200);
  });

  test('answers exactly like the same domain in process: data, nulls, refusals and faults', async () => {
    await h.as(h.staff()).run('mutation { placeOrder(input: { title: "Same loaf" }) { matched } }');
    const asked: { query: string; variables?: Record<string, unknown>; actor?: Actor }[] = [
      { query: '{ board orders(first: 5) { totalCount nodes { title version placedAt slices { name } } pageInfo { hasNextPage } } }' },
      { query: 'query($id: ID!) { order(id: $id) { id } }', variables: { id: newId('ord') } },
      { query: '{ board }', actor: h.staff([]) }, { query: '{ board }', actor: h.public() }, { query: '{ orders(first: 0) { totalCount } }' },
      { query: 'mutation { placeOrder(input: { title: "" }) { matched } }' }, { query: 'mutation { fail(title: "x") }' }, { query: '{ nothing }' }, { query: '{' },
    ];
    const bare = (answer: unknown) => JSON.parse(JSON.stringify(answer, (key, value: unknown) => (key === 'requestId' ? undefined : value))) as unknown;
    for (const { query, variables, actor = h.staff() } of asked) {
      const far = await post({ query, variables }, await bearer(actor));
      expect({ query, answer: bare(await far.json()) }).toEqual({ query, answer: bare(await h.as(actor).run(query, variables)) });
    }
  });

  test('refuses a body that is none or too large, and says so with the right number', async () => {
    expect((await post('no json', await bearer())).status).toBe(400);
    expect((await post('null', await bearer())).status).toBe(400);
    expect((await post('{"variables":{}}', await bearer())).status).toBe(400);
    expect((await post(`{"query":"${'x'.repeat(1_100_000)}"}`, await bearer())).status).toBe(413);
  });

  test('tells its log nothing personal', async () => {
    await post({ query: 'mutation { fail(title: "x") }' }, await bearer());
    expect(output).toContain('a resolver failed');
    expect(output).not.toContain('marion@marlowe.test');
    expect(output).not.toContain('Ines Calder');
  });

  test('lets a running request finish when it is told to stop, and ends well', async () => {
    const slow = post({ query: 'mutation { slowly(title: "Slow loaf", seconds: 1.5) { title slices { name } } }' }, await bearer());
    const running = async () => (await h.sql(`select 1 from pg_stat_activity where query like '%pg_sleep(%' and usename = 'bakery_rw' and datname = current_database()`)).length > 0;
    const { eventually } = await import('./testing/eventually.js');
    await eventually(running, 'the slow mutation is under way');
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await (await slow).json()).toEqual({ data: { slowly: { title: 'Slow loaf', slices: [] } } });
    expect((await ended)[0]).toBe(0);
    expect(await h.sql(`select 1 from bakery.orders where title = 'Slow loaf'`)).toHaveLength(1);
    await expect(fetch(url('/healthz'))).rejects.toThrow();
  });
});
