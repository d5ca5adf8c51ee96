import closeWithGrace from 'close-with-grace';
import { pino } from 'pino';
import { readConfig } from './config.js';
import { startEngine } from './engine.js';
import { serveHealth } from './health.js';

const config = readConfig(process.env);
const log = pino({ level: config.LOG_LEVEL, name: 'workflow-engine', redact: ['*.email', '*.phone', '*.name', 'authorization'] });
const engine = await startEngine(config, { log, now: () => new Date(), dice: () => Math.random() });
const health = await serveHealth(config.PORT, () => engine.ready(), engine.metrics.registry);
log.info({ port: health.port }, 'the engine works');
// Whoever started this process may wait for this line to learn the port.
process.send?.({ ready: true, port: health.port });
closeWithGrace({ delay: 20_000 }, async ({ err }) => {
  if (err) log.error({ reason: err.message }, 'the engine stops after a fault');
  await health.close();
  await engine.stop();
});
