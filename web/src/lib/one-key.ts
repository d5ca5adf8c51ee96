import { useRef } from 'react';

/** One key for each thing that a form asks for: pressed twice, it has its effect once. Other words are another request and get another key. */
export function useOneKey(): (input: unknown) => { idempotencyKey: string } {
  const kept = useRef<{ words: string; idempotencyKey: string } | null>(null);
  return (input) => {
    const words = JSON.stringify(input);
    if (kept.current?.words !== words) kept.current = { words, idempotencyKey: crypto.randomUUID() };
    return { idempotencyKey: kept.current.idempotencyKey };
  };
}
