/** One part's address, as the graph gives it. */
export interface Address { readonly number: number; readonly url: string; readonly size: number; readonly contentType: string }
/** What is said of a file before it is sent. */
export interface Declared { readonly name: string; readonly size: number; readonly contentType: string; readonly sha256: string }
/** What the domain answers to it. */
export interface Begun { readonly id: string; readonly partSize: number; readonly partCount: number }
/** What the store said of one part. */
export interface Etag { readonly number: number; readonly etag: string }

/** Where the domain answers, and the folder that takes what is sent. */
export interface HousePlace { readonly port: number; readonly folderId: string }

/** The acts of an upload, asked of the domain in its own process. */
export interface FilesHouse {
  begin(declared: Declared): Promise<Begun>;
  addresses(uploadId: string, numbers: number[]): Promise<Address[]>;
  complete(uploadId: string, parts: readonly Etag[]): Promise<void>;
  /** Has what was sent looked through: joined, read, hashed and scanned. */
  look(uploadId: string): Promise<{ readonly state: string; readonly reason: string | null }>;
}

/** Asks the domain of files in its own process. */
export function houseAt({ port, folderId }: HousePlace): FilesHouse {
  const post = async <T>(path: string, body: object): Promise<T> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json() as Promise<T>;
  };
  const act = async <T>(name: string, input: object, selection: string): Promise<T> => {
    const query = `mutation($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) ${selection} }`;
    const { data, errors } = await post<{ data: Record<string, T>; errors?: unknown }>('/', { query, variables: { input } });
    if (errors) throw new Error(JSON.stringify(errors));
    return data[name] as T;
  };
  return {
    begin: (declared) => act('beginUpload', { folderId, ...declared }, '{ id partSize partCount }'),
    addresses: (uploadId, numbers) => act('presignUploadParts', { uploadId, numbers }, '{ number url size contentType }'),
    complete: async (uploadId, parts) => { await act('completeUpload', { uploadId, parts }, '{ id }'); },
    look: (id) => post('/look', { id }),
  };
}
