import { SandboxDoor, type Answer, type Asked, type Front, type News, type Route, type Trouble } from './door.js';
import { carryOut, type Guest, type Held, type Step } from './held.js';

/** What makes one signing service different from another. */
export interface Vendor {
  name: string;
  /** What people call it. */
  label: string;
  routes(sandbox: Sandbox): Route[];
  /** A refusal when the credentials are wrong, null when they are right. */
  refuse(asked: Asked, sandbox: Sandbox): Answer | null;
  trouble(trouble: Trouble): Answer;
  /** The callbacks that this step causes. */
  news(sandbox: Sandbox, one: Held, happened: string, guest: Guest | null): News[];
  parse?(asked: Asked): Promise<unknown>;
}

/** A signing service that does not exist: speaks a vendor's wire format, keeps everything in memory, and misbehaves on command. */
export class Sandbox extends SandboxDoor {
  readonly things = new Map<string, Held>();

  constructor(readonly vendor: Vendor) {
    super(vendor.label, 'send documents for signing and to read what became of them', () => this.#front);
    const { name, label, trouble, parse } = vendor;
    this.#front = { name, label, routes: vendor.routes(this), refuse: (asked) => vendor.refuse(asked, this), trouble, ...(parse ? { parse } : {}), command: (command, body) => this.#command(command, body) };
  }
  readonly #front: Front;

  /** Does what somebody outside does, and tells it by callback. */
  async act(id: string, step: Step, by: { email?: string; reason?: string } = {}): Promise<Held> {
    const one = this.things.get(id);
    if (!one) throw new Error(`there is no ${id}`);
    const before = one.state;
    const guest = carryOut(one, step, by);
    await this.tell(one, step, guest);
    if (before !== one.state && one.state === 'completed') await this.tell(one, 'completed', null);
    return one;
  }

  /** Puts news of an envelope on the wire. */
  tell(one: Held, happened: string, guest: Guest | null): Promise<void> { return this.call(this.vendor.news(this, one, happened, guest)); }

  async #command(command: string, body: Record<string, never>): Promise<Answer | null> {
    if (command === 'things') return { status: 200, body: [...this.things.values()].map((one) => ({ ...one, files: one.files.map((file) => file.name) })) };
    if (command === 'act') return { status: 200, body: { state: (await this.act(body['id'] ?? '', body['step'] ?? 'view', body)).state } };
    return null;
  }
}
