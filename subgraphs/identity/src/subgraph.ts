import { byId, defineSubgraph } from '@firmament/kit';
import { firmRegistered, rolesChanged, sessionRevoked, sessionStarted, userAdded, userDeactivated } from '@firmament/events';
import { AccountResolver } from './account/account.resolver.js';
import { identityConfig } from './demo.js';
import { AlreadyMember, SlugTaken } from './errors.js';
import { Firm } from './firm/firm.entity.js';
import { FirmResolver } from './firm/firm.resolver.js';
import { SignInOptionsResolver } from './firm/sign-in-options.resolver.js';
import { CreateFirms } from './migrations/2026-11-22-0900-create-firms.js';
import { CreateSessions } from './migrations/2026-11-22-0910-create-sessions.js';
import { CreateLookup } from './migrations/2026-11-22-0920-create-lookup.js';
import { ShowFirmById } from './migrations/2026-11-22-1000-show-firm-by-id.js';
import { ForgetWhatIsApplied } from './migrations/2026-11-25-2200-forget-what-is-applied.js';
import { ForgetEndedSessions } from './migrations/2026-11-25-2210-forget-ended-sessions.js';
import { permissions, portalPermissions, publicPermissions } from './permissions.js';
import { identityPorts } from './ports.js';
import { Role } from './role/role.entity.js';
import { RoleResolver } from './role/role.resolver.js';
import { forgetSessions } from './session/forget-sessions.js';
import { GatewayResolver } from './session/gateway.resolver.js';
import { Session } from './session/session.entity.js';
import { ownSession, SessionResolver } from './session/session.resolver.js';
import { SignInResolver } from './session/sign-in.resolver.js';
import { User } from './user/user.entity.js';
import { UserResolver } from './user/user.resolver.js';

/** Who may come in, for which firm, and what they may do there. */
export default defineSubgraph({
  name: 'identity',
  entities: [Firm, User, Role, Session],
  resolvers: [FirmResolver, SignInOptionsResolver, UserResolver, RoleResolver, SessionResolver, SignInResolver, AccountResolver, GatewayResolver],
  references: {
    User: byId(User, 'identity.user.view'), Firm: byId(Firm, 'identity.firm.view'), Role: byId(Role, 'identity.role.view'), Session: ownSession,
  },
  emits: [firmRegistered, userAdded, userDeactivated, rolesChanged, sessionStarted, sessionRevoked],
  migrations: [CreateFirms, CreateSessions, CreateLookup, ShowFirmById, ForgetWhatIsApplied, ForgetEndedSessions],
  permissions, publicPermissions, portalPermissions,
  constraints: { firm_cards_slug: () => new SlugTaken(), users_email: () => new AlreadyMember(), users_account: () => new AlreadyMember() },
  config: identityConfig,
  ports: identityPorts,
  sweeps: [forgetSessions],
  clientTables: { 'identity.sessions': 'client_id' },
});
