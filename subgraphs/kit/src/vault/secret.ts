import { inspect } from 'node:util';

/** A secret that was taken out of the vault. Whoever prints, logs or serialises it gets the word «sealed»; only `reveal` gives it away. */
export class Secret<T> {
  readonly #value: T;
  constructor(value: T) { this.#value = value; }
  reveal(): T { return this.#value; }
  toJSON(): string { return '[sealed]'; }
  toString(): string { return '[sealed]'; }
  [inspect.custom](): string { return '[sealed]'; }
}
