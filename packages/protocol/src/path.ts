/**
 * Method and address of an operation, the one place where they are written: `PUT /api/chats/:chat_id`. In files without
 * schemas (`<noun>/paths.ts`), so that a browser can have them for their size.
 */
export type Path = `${Method} /${string}`;
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The names of what varies in an address. */
export type ParamsIn<Address extends string> = Address extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamsIn<Rest>
  : Address extends `${string}:${infer Name}`
    ? Name
    : never;

type Query = Readonly<Record<string, string | number | undefined>>;

export function methodOf(path: Path): Method {
  return path.slice(0, path.indexOf(' ')) as Method;
}

/** The address as it is declared, with `:name` for what varies. */
export function routeOf(path: Path): string {
  return path.slice(path.indexOf(' ') + 1);
}

/** The address with everything in its place; what is undefined in `query` is left out. */
export function addressOf<P extends Path>(
  path: P,
  params: Readonly<Record<ParamsIn<P>, string>>,
  query: Query = {},
): string {
  const given: Readonly<Record<string, string>> = params;
  const address = routeOf(path).replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(given[name] ?? ''));
  const set = Object.entries(query).filter(([, value]) => value !== undefined);
  return set.length === 0
    ? address
    : `${address}?${new URLSearchParams(set.map(([key, value]) => [key, String(value)])).toString()}`;
}
