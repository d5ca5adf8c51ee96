/** Whose move it is: the only thing that colour says. */
export type MoveTone = 'ours' | 'theirs' | 'done' | 'broken' | 'quiet';
