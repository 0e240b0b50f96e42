import { existsSync, readdirSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, relative, sep } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';
import { varyBy } from './compress-answers.ts';
import { contentTypeOf } from './content-types.ts';
import type { HttpApp } from './http-app.ts';
import { MemoryFile } from './memory-file.ts';
import { choosePage, type PageChoice, type PageOptions } from './page-choice.ts';
import { readWebPage } from './web-page.ts';

/**
 * The files of the built web app, in memory. Those under /assets carry a hash of their content in their name and never
 * change; everything else is asked for again.
 */
export interface WebFiles {
  /** By path without the slash at its start: only what the build made can be named, and no path leads out of it. */
  files: ReadonlyMap<string, MemoryFile>;
  /** What every address of a page is answered with; null where nothing is built. */
  page: PageChoice | null;
}

export interface WebOptions extends PageOptions {
  folder: string;
}

export function readWebFiles({ folder, ...options }: WebOptions): WebFiles {
  const { publicUrl, hasMail } = options;
  const files = new Map<string, MemoryFile>();
  for (const path of listFiles(folder)) {
    const type = contentTypeOf(path);
    const cacheControl = path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
    const file = join(folder, path);
    const isPage = path.endsWith('.html');
    files.set(
      path,
      isPage ? readWebPage(file).with({ publicUrl, hasMail }) : MemoryFile.read(file, { type, cacheControl }),
    );
  }
  return { files, page: choosePage(files, folder, options) };
}

function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(?:br|gz)$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
}

/**
 * The short way of a file whose address is spelled as the page spells it: no router, no hooks. Everything here is public;
 * whatever else is asked for, in any other spelling, goes the long way.
 */
export function answerFiles({
  files,
  page,
}: WebFiles): (request: IncomingMessage, response: ServerResponse) => boolean {
  const byUrl = new Map([...files].map(([path, file]) => [`/${path}`, file]));
  return (request, response) => {
    if (request.method !== 'GET') return false;
    const { url = '', headers } = request;
    const answer = (url === '/' ? page?.known(headers) : byUrl.get(url))?.answer(headers);
    if (!answer) return false;
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
    return true;
  };
}

/** Every path that no other route takes is a page of the app, which finds its own way. */
export function servePages(app: HttpApp, { files, page }: WebFiles): void {
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    // As the router reads it: decoded.
    const { '*': path = '' } = request.params as { '*'?: string };
    if (isMisspelled(path) || isApiPath(path)) throw nothingHere();
    const file = files.get(path);
    // A page in the place of a missing script or picture would be a riddle.
    if (!file && /\.\w{1,5}$/.test(path)) throw nothingHere();
    if (!page) return answerUnbuilt(reply);
    return sendFile(file ?? (await page.asked(request.headers)), request, reply);
  };
  const options = { config: { public: true, part: 'page' as const, catchAll: true }, schema: { hide: true } };
  app.get('/', options, answer);
  app.get('/*', options, answer);
}

export function sendFile(file: MemoryFile, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, headers, body } = file.answer(request.headers);
  const { vary = '', ...others } = headers;
  varyBy(reply, vary);
  return reply.code(status).headers(others).send(body);
}

/**
 * Browsers take dots, doubled slashes and backslashes out before they ask, and encode once. Whoever sends the rest wants a
 * path to be read in two ways, and gets a page for none of them (A41).
 */
function isMisspelled(path: string): boolean {
  return /\\|%[\da-f]{2}|^\/|\/\/|(?:^|\/)\.{1,2}(?:\/|$)/i.test(path);
}

/** In other letters, with an encoded slash or a parameter it is none of the API's addresses, and no page either. */
function isApiPath(path: string): boolean {
  return /^api(?![\w-])/i.test(path);
}

function nothingHere(): ApiError {
  return new ApiError('not-found', 'There is nothing at this address.');
}

function answerUnbuilt(reply: FastifyReply): FastifyReply {
  const text = 'The web app is not built yet: npm run build. The API is described at /docs.\n';
  return reply.code(404).type('text/plain; charset=utf-8').send(text);
}
