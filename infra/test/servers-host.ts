import { startServers } from '../servers/servers.js';
import { throwAwayFolder } from '../servers/reach.js';
import { host } from './host.js';
import { preparedCluster } from './template-cache.js';
import { makeTemplate, rolePassword, templateName } from './template.js';

// The servers of one test run, as a process of their own (see child-setup.mjs).
await host(async () => {
  const say = (line: string) => console.error(`  ${line}`);
  const cluster = process.env['DATABASE_URL'] ? undefined : await preparedCluster(say);
  const dir = throwAwayFolder();
  const servers = await startServers({
    dir, want: ['postgres', 'redis', 'nats', 's3', 'mail'], throwAway: true, onProgress: say,
    ...(cluster ? { secret: cluster.seed, postgresData: cluster.data } : {}),
  });
  await cluster?.discard();
  if (!cluster) await makeTemplate(servers.urls.postgres ?? '');
  const { postgres = '', redis = '', nats = '', smtp = '', mail = '' } = servers.urls;
  return {
    dir, stop: () => servers.stop(),
    env: {
      ...Object.fromEntries(Object.entries(servers.env).filter(([name]) => name.startsWith('S3_'))),
      FIRMAMENT_TEST_DATABASE_URL: postgres, FIRMAMENT_TEST_TEMPLATE: templateName, FIRMAMENT_TEST_ROLE_PASSWORD: rolePassword,
      FIRMAMENT_TEST_REDIS_URL: redis, FIRMAMENT_TEST_NATS_URL: nats, FIRMAMENT_TEST_SMTP_URL: smtp, FIRMAMENT_TEST_MAIL_URL: mail,
    },
  };
});
