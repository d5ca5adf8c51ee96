const pages: Record<string, (id: string) => string> = {
  cli: (id) => `/clients/${id}`,
  run: (id) => `/runs/${id}`,
  apt: (id) => `/calendar?open=${id}`,
  ptl: (id) => `/templates/projects?open=${id}`,
  ftp: (id) => `/templates/folders?open=${id}`,
  apy: (id) => `/templates/appointments?open=${id}`,
};

/** The page of a record, from its id; null when it has none of its own yet. */
export function pageOf(id: string | null | undefined): string | null {
  const prefix = id?.split('_')[0] ?? '';
  return id && pages[prefix] ? pages[prefix](id) : null;
}
