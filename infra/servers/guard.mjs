// Ends what a launcher started when the launcher itself is gone, even by kill -9: its pipe to us closes then.
// Lines on stdin: "+pid" to watch, "-pid" when the launcher has seen it end.
import { createInterface } from 'node:readline';

const watched = new Set();
const signal = (pid, name) => {
  try {
    process.kill(pid, name);
  } catch {
    watched.delete(pid);
  }
};

process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
createInterface({ input: process.stdin })
  .on('line', (line) => (line[0] === '+' ? watched.add(Number(line.slice(1))) : watched.delete(Number(line.slice(1)))))
  .on('close', () => {
    for (const pid of watched) signal(pid, 'SIGINT');
    const ask = setInterval(() => {
      for (const pid of watched) signal(pid, 0);
      if (watched.size === 0) process.exit(0);
    }, 100);
    setTimeout(() => {
      clearInterval(ask);
      for (const pid of watched) signal(pid, 'SIGKILL');
      process.exit(0);
    }, 10_000);
  });
