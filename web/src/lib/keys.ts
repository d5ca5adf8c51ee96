import { useEffect, useRef } from 'react';
import { tinykeys } from 'tinykeys';

type Binding = Record<string, (event: KeyboardEvent) => void>;

/** In a box that is ticked nobody types. */
function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input:not([type=checkbox]), textarea, select') || target.closest('[role=dialog], [role=menu]') !== null;
}

/** Binds keys while the component is on screen; off while somebody types or a dialog is open, unless the key has a modifier. */
export function useKeys(bindings: Binding, active = true): void {
  const latest = useRef(bindings);
  latest.current = bindings;
  const names = Object.keys(bindings).join('|');
  useEffect(() => {
    if (!active || names === '') return;
    const bound: Binding = {};
    for (const name of names.split('|')) {
      bound[name] = (event) => {
        if (isTyping(event) && !name.includes('$mod')) return;
        if (!name.includes('$mod') && (event.metaKey || event.ctrlKey || event.altKey)) return;
        latest.current[name]?.(event);
      };
    }
    // Whether somebody types is decided above, because a key with a modifier goes through; the library would swallow it.
    return tinykeys(window, bound, { ignore: (event) => event.repeat || event.isComposing });
  }, [names, active]);
}

/** ⌘ on a Mac, Ctrl elsewhere, for what is printed on a key. */
export const modKey = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl ';
