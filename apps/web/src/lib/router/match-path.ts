/** The names in a path: `chatId` of `/chats/:chatId`. */
type ParamsOf<Path extends string> = Path extends `${infer Part}/${infer Rest}`
  ? ParamsOf<Part> | ParamsOf<Rest>
  : Path extends `:${infer Name}`
    ? Name
    : never;

export type PathMatch<Path extends string> = { params: Readonly<Record<ParamsOf<Path>, string | undefined>> };

/** What stands in an address where the path has names; null where it is another one. With `/*` at its end more may follow. */
export function matchPath<Path extends string>(path: Path, pathname: string): PathMatch<Path> | null {
  const found = patternOf(path).exec(pathname);
  // The pattern has a group for each name.
  return found && { params: { ...found.groups } as PathMatch<Path>['params'] };
}

const patterns = new Map<string, RegExp>();

function patternOf(path: string): RegExp {
  const known = patterns.get(path);
  if (known) return known;
  const source = path
    .replace(/[.+^$()[\]{}|\\]/g, String.raw`\$&`)
    .replace(/\/?\*?$/, '')
    .replace(/:(\w+)/g, '(?<$1>[^/]+)');
  const pattern = new RegExp(`^${source}${path.endsWith('/*') ? '(?:/.*)?' : '/*'}$`, 'i');
  patterns.set(path, pattern);
  return pattern;
}
