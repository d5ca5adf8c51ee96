import { builtInRoles, covers, effectivePermissions, mayGrant } from './role.rules.js';

const of = (key: string): readonly string[] => builtInRoles.find((role) => role.key === key)?.permissions ?? [];

describe('roles', () => {
  it('lets a pattern admit its domain and no domain that only begins alike', () => {
    expect(covers(['crm.*'], 'crm.client.view')).toBe(true);
    expect(covers(['crm.*'], 'crm.*')).toBe(true);
    expect(covers(['crm.*'], 'crmx.client.view')).toBe(false);
    expect(covers(['crm.client.view'], 'crm.*')).toBe(false);
    expect(covers(['*'], '*')).toBe(true);
    expect(covers(['crm.*'], '*')).toBe(false);
  });

  it('lets nobody grant more than they hold', () => {
    expect(mayGrant(of('owner'), of('owner'))).toBe(true);
    expect(mayGrant(of('manager'), of('staff'))).toBe(true);
    expect(mayGrant(of('manager'), of('finance'))).toBe(true);
    expect(mayGrant(of('manager'), of('owner'))).toBe(false);
    expect(mayGrant(of('staff'), of('manager'))).toBe(false);
    expect(mayGrant(of('finance'), of('staff'))).toBe(false);
  });

  it('gives staff the client work and not the people, finance the money and not the work', () => {
    const staff = effectivePermissions([{ permissions: of('staff') }]);
    expect(covers(staff, 'scheduling.appointment.book')).toBe(true);
    expect(covers(staff, 'workflow.run.resume')).toBe(true);
    expect(covers(staff, 'identity.user.assign')).toBe(false);
    expect(covers(staff, 'revenue.invoice.issue')).toBe(false);
    const finance = effectivePermissions([{ permissions: of('finance') }]);
    expect(covers(finance, 'revenue.invoice.issue')).toBe(true);
    expect(covers(finance, 'crm.client.create')).toBe(false);
  });

  it('gives everybody their own account, even without a role', () => {
    expect(covers(effectivePermissions([]), 'identity.self.view')).toBe(true);
  });

  it('unites several roles and names each permission once', () => {
    const both = effectivePermissions([{ permissions: of('staff') }, { permissions: of('finance') }]);
    expect(new Set(both).size).toBe(both.length);
    expect(covers(both, 'crm.client.create') && covers(both, 'revenue.invoice.issue')).toBe(true);
  });
});
