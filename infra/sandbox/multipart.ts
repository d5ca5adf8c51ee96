/** A file of a form. */
export interface SentFile { name: string; type: string; bytes: Buffer }

/** A multipart body: JSON where a field holds JSON, files by their field. */
export async function multipart(raw: Buffer, contentType: string): Promise<{ fields: Record<string, unknown>; files: Record<string, SentFile> }> {
  const form = await new Response(raw as never, { headers: { 'content-type': contentType } }).formData();
  const fields: Record<string, unknown> = {};
  const files: Record<string, SentFile> = {};
  for (const [name, value] of form) {
    if (typeof value === 'string') fields[name] = json(value);
    else files[name] = { name: value.name, type: value.type, bytes: Buffer.from(await value.arrayBuffer()) };
  }
  return { fields, files };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
