/** What the configuration file of a local NATS is made from. */
export interface NatsPlan {
  port: number;
  monitor: number;
  store: string;
  domains: string[];
  password: (user: string) => string;
}

const stream = 'FIRMAMENT';

/**
 * The configuration of a local NATS: JetStream on, each domain a user of its own that can publish only its own facts
 * and read only through its own durable consumer. Streams and durables are made by the infra user alone.
 */
export function natsConfig(plan: NatsPlan): string {
  const users = [
    user('infra', plan, { publish: ['>'], subscribe: ['>'] }),
    user('house', plan, merged(plan.domains.map(domainRights))),
    // The engine publishes through the workflow domain's outbox; what it reads is its own durable.
    user('engine', plan, domainRights('workflow-engine')),
    ...plan.domains.map((name) => user(name, plan, domainRights(name))),
  ];
  return [
    `listen: "127.0.0.1:${plan.port}"`,
    `http: "127.0.0.1:${plan.monitor}"`,
    `server_name: firmament`,
    `jetstream { store_dir: ${JSON.stringify(plan.store)}, max_memory_store: 64MB, max_file_store: 4GB }`,
    `authorization { users: [`, ...users, `] }`, '',
  ].join('\n');
}

interface Rights {
  publish: string[];
  subscribe: string[];
}

/** What one domain may say and hear: its facts, its durable, its answers, nudges and re-sends. */
export function domainRights(name: string): Rights {
  return {
    publish: [
      `evt.${name}.>`, `$JS.API.CONSUMER.MSG.NEXT.${stream}.${name}`, `$JS.API.CONSUMER.INFO.${stream}.${name}`,
      `$JS.API.STREAM.INFO.${stream}`, '$JS.API.INFO', `$JS.ACK.${stream}.${name}.>`, `$JS.ACK.*.*.${stream}.${name}.>`,
      '_INBOX.>', 'nudge.*', 'resend.*',
    ],
    subscribe: ['_INBOX.>', 'nudge.*', 'resend.*'],
  };
}

function merged(all: Rights[]): Rights {
  return { publish: [...new Set(all.flatMap((r) => r.publish))], subscribe: [...new Set(all.flatMap((r) => r.subscribe))] };
}

function user(name: string, plan: NatsPlan, rights: Rights): string {
  const permissions = `{ publish: ${JSON.stringify(rights.publish)}, subscribe: ${JSON.stringify(rights.subscribe)}, allow_responses: true }`;
  return `  { user: ${name}, password: ${JSON.stringify(plan.password(name))}, permissions: ${permissions} }`;
}
