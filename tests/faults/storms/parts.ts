import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { eventually } from './patience.js';
import type { Point, Plan } from './plan.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A relay or a consumer as a process of its own. */
export class Part {
  private readonly child: ChildProcess;
  private readonly seen: Point[] = [];
  isReady = false;

  constructor() {
    this.child = fork(`${root}tests/faults/storms/part.ts`, [], {
      cwd: root, execArgv: ['--conditions=source', '--import', 'tsx'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: { ...process.env, NODE_OPTIONS: '', TSX_TSCONFIG_PATH: `${root}tsconfig.json` },
    });
    this.child.on('message', (word) => {
      if (word === 'ready') this.isReady = true;
      else this.seen.push(word as Point);
    });
  }

  get isOver(): boolean { return this.child.exitCode !== null || this.child.signalCode !== null; }
  ready(): Promise<void> { return eventually(() => this.isReady, 'the part is up'); }
  reached(point: Point): Promise<void> { return eventually(() => this.seen.includes(point), `the part reached ${point}`); }
  ended(): Promise<void> { return eventually(() => this.isOver, 'the part has ended'); }
  begin(plan: Plan): void { this.child.send(plan); }
  /** Lets a held part go on. */
  go(): void { this.child.send('go'); }
  freeze(): void { this.child.kill('SIGSTOP'); }
  thaw(): void { this.child.kill('SIGCONT'); }

  async kill(): Promise<void> {
    if (this.isOver) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }
}

/** The parts of one test; none outlives it. */
export class Parts {
  private readonly all = new Set<Part>();
  /** Processes that have read their code and wait for a plan: most of a start is reading, and a fault should not wait for it. */
  private readonly spare = [new Part(), new Part()];

  async start(plan: Plan): Promise<Part> {
    const part = this.launch(plan);
    await part.ready();
    return part;
  }

  launch(plan: Plan): Part {
    const part = this.spare.shift() ?? new Part();
    this.spare.push(new Part());
    this.all.add(part);
    part.begin(plan);
    return part;
  }

  async end(): Promise<void> {
    await Promise.all([...this.all].map((part) => part.kill()));
    this.all.clear();
  }

  /** Ends the spare ones too. */
  async close(): Promise<void> {
    await this.end();
    await Promise.all(this.spare.map((part) => part.kill()));
  }
}
