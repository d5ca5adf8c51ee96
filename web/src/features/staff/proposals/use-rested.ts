import { useEffect, useState } from 'react';

/** A value once it has rested: what is still being typed is not asked about. */
export function useRested<Value>(value: Value, restMs = 350): Value {
  const [rested, setRested] = useState(value);
  const words = JSON.stringify(value);
  useEffect(() => {
    const rest = setTimeout(() => setRested(JSON.parse(words) as Value), restMs);
    return () => clearTimeout(rest);
  }, [words, restMs]);
  return rested;
}
