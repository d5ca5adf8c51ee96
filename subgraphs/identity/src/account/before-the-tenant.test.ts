import { testSubgraph, type Harness } from '@firmament/kit/testing';
import { idToUuid } from '@firmament/events';
import { aFirm, type TestFirm } from '../../test/people.js';
import { fingerprint } from './fingerprint.js';
import identity from '../subgraph.js';

const uuid = '01900000-0000-7000-8000-000000000001';
const calls: Record<string, readonly unknown[]> = {
  'account_by_email($1)': [fingerprint('x')], "lookup_find('email', $1)": [fingerprint('x')], 'firm_card_by_slug($1)': ['harbour-vale'], 'firm_card_first()': [], 'firm_card_by_id($1)': [uuid],
  'firm_cards_by_email($1)': [fingerprint('x')], "account_open($1, $2, 'h', false)": [uuid, fingerprint('y')], "account_set_password($1, 'h')": [uuid],
  "lookup_put('email', $1, $2)": [fingerprint('x'), uuid], "lookup_drop('email', $1)": [uuid], "firm_card_put('abc', 'A', 'A', '#000000', 'UTC')": [],
};

describe('before the tenant is known', () => {
  let h: Harness;
  let firm: TestFirm;
  beforeAll(async () => {
    h = await testSubgraph(identity);
    firm = await aFirm(h, 'harbour-vale');
    await aFirm(h, 'fen');
  });
  afterAll(() => h.stop());

  it('only identity’s own login may call the functions', async () => {
    for (const [call, params] of Object.entries(calls)) {
      for (const role of ['relay', 'consumer'] as const) {
        await expect(h.sqlAs(role, {}, `select * from identity.${call}`, params)).rejects.toThrow(/permission denied/);
      }
    }
    const rows = await h.sql(`select p.proname, r.rolname from pg_proc p join pg_namespace n on n.oid = p.pronamespace cross join pg_roles r
      where n.nspname = 'identity' and p.prosecdef and p.proname <> 'ensure_archive_partition' and r.rolcanlogin and not r.rolsuper and has_function_privilege(r.oid, p.oid, 'execute')`);
    expect(rows).toHaveLength(Object.keys(calls).length);
    expect(new Set(rows.map((row) => row.rolname))).toEqual(new Set(['identity_rw']));
  });

  it('every one of them has a pinned search path', async () => {
    const rows = await h.sql(`select proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = 'identity' and prosecdef and not coalesce(proconfig, '{}') @> array['search_path=""']`);
    expect(rows).toEqual([]);
  });

  it('no login reads the tables behind them', async () => {
    for (const table of ['accounts', 'lookup', 'firm_cards']) {
      for (const role of ['rw', 'relay', 'consumer'] as const) {
        await expect(h.sqlAs(role, {}, `select * from identity.${table}`)).rejects.toThrow(/permission denied/);
      }
    }
  });

  it('writers demand a tenant’s context, and write for that tenant alone', async () => {
    for (const call of ["lookup_put('email', $1, $2)", "firm_card_put('abc', 'A', 'A', '#000000', 'UTC')"]) {
      await expect(h.sqlAs('rw', {}, `select identity.${call}`, calls[call])).rejects.toThrow(/tenant context missing/);
    }
    await expect(h.sqlAs('rw', {}, `select identity.lookup_drop('email', $1)`, [idToUuid(firm.owner.id)])).rejects.toThrow(/tenant context missing/);
    const [row] = await h.sql('select count(*)::int as n from identity.lookup');
    expect(row?.n).toBe(2);
  });

  it('tables of the firms are an error without a context, and show one firm with one', async () => {
    const [counted] = await h.sql('select count(distinct tenant_id)::int as n from identity.users');
    expect(counted?.n).toBe(2);
    for (const table of ['firms', 'users', 'roles']) {
      await expect(h.sqlAs('rw', {}, `select * from identity.${table}`)).rejects.toThrow(/tenant context missing/);
      const rows = await h.sqlAs('rw', { 'app.tenant_id': idToUuid(firm.id), 'app.actor_kind': 'staff' }, `select distinct tenant_id, current_user as me from identity.${table}`);
      expect(rows).toEqual([{ tenant_id: idToUuid(firm.id), me: 'identity_rw' }]);
    }
  });

  it('no e-mail address and no password lies outside the firms', async () => {
    const text = JSON.stringify([await h.sql('select * from identity.accounts'), await h.sql('select * from identity.lookup'), await h.sql('select * from identity.firm_cards')]);
    expect(text).not.toContain('@');
    expect(text).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
  });
});
