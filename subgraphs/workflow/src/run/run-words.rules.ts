/** A page that shows a record, by the kind of its id. */
const pages: Record<string, { label: string; href: (id: string) => string }> = {
  cli: { label: 'Client', href: (id) => `/clients/${id}` },
  con: { label: 'Contact', href: (id) => `/contacts/${id}` },
  prj: { label: 'Project', href: (id) => `/projects/${id}` },
  apt: { label: 'Appointment', href: (id) => `/calendar?appointment=${id}` },
  ftp: { label: 'Folder template', href: (id) => `/templates/folders/${id}` },
  ptv: { label: 'Project template', href: (id) => `/templates/projects?version=${id}` },
  tsk: { label: 'Task', href: (id) => `/tasks/${id}` },
};

/** The first records that a value names, as links. */
export function linksIn(value: unknown, limit = 3): { label: string; href: string }[] {
  const found = new Map<string, { label: string; href: string }>();
  for (const text of texts(value)) {
    const page = pages[text.split('_')[0] ?? ''];
    if (page && /^[a-z]+_[0-7][0-9a-z]{25}$/.test(text) && found.size < limit) found.set(text, { label: page.label, href: page.href(text) });
  }
  return [...found.values()];
}

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(texts) : [];
}

/** A value as a flat list of names and texts, as staff read it. */
export function flat(value: unknown, prefix = ''): { name: string; value: string }[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [{ name: prefix || 'value', value: String(value).slice(0, 500) }];
  return Object.entries(value).filter(([name]) => name !== '__typename').flatMap(([name, one]) => flat(one, prefix ? `${prefix}.${name}` : name)).slice(0, 40);
}

/** How often something was tried, in words. */
export function triedWords(tries: number, state: string): string {
  if (tries === 0) return 'Not yet.';
  const times = tries === 1 ? 'Once' : tries === 2 ? 'Twice' : `${tries} times`;
  const end = state === 'STUCK' ? ' Not repeated: this will not pass by itself.' : '';
  return `${times}.${end}`;
}

/** The lines of what resuming will do: the stuck steps first, then what waits for them. */
export function resumeLines(steps: readonly { name: string; state: string }[]): string[] {
  const stuck = steps.filter((step) => step.state === 'STUCK').map((step) => `Try «${step.name}» again, with the same contents and the same key.`);
  const after = steps.filter((step) => step.state === 'NOT_REACHED').map((step) => `Then «${step.name}», if it is needed.`);
  const done = steps.filter((step) => step.state === 'DONE' && step.name).length;
  return [...stuck, ...after, ...(done > 0 ? [`${done === 1 ? 'The step that is done is' : `The ${done} steps that are done are`} not done again.`] : [])];
}
