import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import type { Config } from '../config/index.ts';
import type { MemoryFile } from './memory-file.ts';
import { readWebPage, type WebPage } from './web-page.ts';

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
  /** As it is now. */
  placeName: () => string;
}

/** Null where no page is built. */
export function choosePage(
  files: ReadonlyMap<string, MemoryFile>,
  folder: string,
  { publicUrl, hasMail, showsSession, isEmpty, placeName }: PageOptions,
): PageChoice | null {
  const visitorFile = files.has('visitor.html') ? 'visitor.html' : 'index.html';
  const memberFile = files.has('member.html') ? 'member.html' : 'index.html';
  if (!files.has(visitorFile) || !files.has(memberFile)) return null;
  const ofMembers = readWebPage(join(folder, memberFile));
  const ofVisitors = readWebPage(join(folder, visitorFile));
  const keep = (page: WebPage, isFirst = false): (() => MemoryFile) =>
    keepByName(placeName, (name) => page.with({ publicUrl, hasMail, isEmpty: isFirst, placeName: name }));
  const forMembers = keep(ofMembers);
  const forVisitors = keep(ofVisitors);
  const forTheFirst = keep(ofVisitors, true);
  let isInhabited = false;

  function known(headers: IncomingHttpHeaders): MemoryFile | null {
    if (showsSession(headers)) return forMembers();
    return isInhabited ? forVisitors() : null;
  }

  async function forVisitorsNow(): Promise<MemoryFile> {
    isInhabited = !(await isEmpty());
    return isInhabited ? forVisitors() : forTheFirst();
  }

  return {
    known,
    // The page itself needs no database, and says what is wrong with the server better than an error would.
    asked: async (headers) => known(headers) ?? (await forVisitorsNow().catch(() => forVisitors())),
  };
}

/** Made anew when the place is called something else. */
function keepByName(placeName: () => string, make: (name: string) => MemoryFile): () => MemoryFile {
  let made: { name: string; file: MemoryFile } | null = null;
  return () => {
    const name = placeName();
    if (made?.name !== name) made = { name, file: make(name) };
    return made.file;
  };
}
