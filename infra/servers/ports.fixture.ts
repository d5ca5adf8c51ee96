import { once } from 'node:events';
import { anyPort, choosePort } from './ports.js';

// A process that chooses ports when it is told to, as a house does that starts, and holds them until its input ends.
const usual = Number(process.argv[2] ?? 0);
process.stdout.write('ready\n');
await once(process.stdin, 'data');
const ports = [await choosePort(usual || undefined)];
for (let more = 0; more < 20; more++) ports.push(await anyPort());
process.stdout.write(`${JSON.stringify(ports)}\n`);
await once(process.stdin, 'end');
