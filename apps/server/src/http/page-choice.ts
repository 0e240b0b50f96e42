import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import type { Config } from '../config/index.ts';
import type { MemoryFile } from './memory-file.ts';
import { readWebPage } from './web-page.ts';

/** Of the pages that the build wrote, which one a request gets. */
export interface PageChoice {
  /** At once; null: the database has to be asked. */
  known(headers: IncomingHttpHeaders): MemoryFile | null;
  asked(headers: IncomingHttpHeaders): Promise<MemoryFile>;
}

export interface PageOptions extends Pick<Config, 'publicUrl'> {
  /** The place sends mail: people log in by their e-mail addresses, too. */
  hasMail: boolean;
  /**
   * Whether the request shows a session, good or not: a hint, so that the page that comes need not find out first. Whoever
   * shows one gets the page that begins with the chats, everybody else the one that begins with the log-in.
   */
  showsSession: (headers: IncomingHttpHeaders) => boolean;
  /** Nobody has an account yet. Asked for with each page until somebody has; visitors are asked to register first. */
  isEmpty: () => Promise<boolean>;
}

/** Null where no page is built. */
export function choosePage(
  files: ReadonlyMap<string, MemoryFile>,
  folder: string,
  { publicUrl, hasMail, showsSession, isEmpty }: PageOptions,
): PageChoice | null {
  const visitorFile = files.has('visitor.html') ? 'visitor.html' : 'index.html';
  const forVisitors = files.get(visitorFile);
  const forMembers = files.get('member.html') ?? files.get('index.html');
  if (!forVisitors || !forMembers) return null;
  let forTheFirst: MemoryFile | undefined;
  let isInhabited = false;

  function known(headers: IncomingHttpHeaders): MemoryFile | null {
    if (showsSession(headers)) return forMembers ?? null;
    return isInhabited ? (forVisitors ?? null) : null;
  }

  async function forVisitorsNow(): Promise<MemoryFile> {
    isInhabited = !(await isEmpty());
    if (isInhabited && forVisitors) return forVisitors;
    return (forTheFirst ??= readWebPage(join(folder, visitorFile), { publicUrl, hasMail, isEmpty: true }));
  }

  return {
    known,
    // The page itself needs no database, and says what is wrong with the server better than an error would.
    asked: async (headers) => known(headers) ?? (await forVisitorsNow().catch(() => forVisitors)),
  };
}
