import { startServers } from '../servers/servers.js';
import { throwAwayFolder } from '../servers/reach.js';
import { host } from './host.js';
import { makeTemplate, rolePassword, templateName } from './template.js';

// The servers of one test run, as a process of their own (see child-setup.mjs).
await host(async () => {
  const dir = throwAwayFolder();
  const servers = await startServers({ dir, want: ['postgres', 'redis', 'nats', 's3', 'mail'], throwAway: true, onProgress: (line) => console.error(`  ${line}`) });
  const { postgres = '', redis = '', nats = '', smtp = '', mail = '' } = servers.urls;
  try {
    await makeTemplate(postgres);
  } catch (error) {
    await servers.stop();
    throw error;
  }
  return {
    dir, stop: () => servers.stop(),
    env: {
      ...Object.fromEntries(Object.entries(servers.env).filter(([name]) => name.startsWith('S3_'))),
      FIRMAMENT_TEST_DATABASE_URL: postgres, FIRMAMENT_TEST_TEMPLATE: templateName, FIRMAMENT_TEST_ROLE_PASSWORD: rolePassword,
      FIRMAMENT_TEST_REDIS_URL: redis, FIRMAMENT_TEST_NATS_URL: nats, FIRMAMENT_TEST_SMTP_URL: smtp, FIRMAMENT_TEST_MAIL_URL: mail,
    },
  };
});
