import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';
import type { HttpApp } from './http-app.ts';

type Answer = (request: FastifyRequest, reply: FastifyReply) => FastifyReply;

/**
 * Answers with the files of the built web app. Those under /assets carry a hash of their content in their name and
 * never change; everything else is asked for again. Every other path is a page of the app, which finds its own way.
 */
export async function serveWebApp(app: HttpApp, folder: string): Promise<Answer> {
  if (!existsSync(join(folder, 'index.html'))) return answerUnbuilt;
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = path.includes(`${sep}assets${sep}`);
      void reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  // Only what the build made can be named: no path leads out of the folder.
  const files = listFiles(folder);
  return (request, reply) => {
    const path = pathOf(request);
    if (request.method !== 'GET' && request.method !== 'HEAD') throw nothingHere();
    if (files.has(path)) return reply.code(200).sendFile(path);
    // A page in the place of a missing script or picture would be a riddle.
    if (/\.\w{1,5}$/.test(path)) throw nothingHere();
    return reply.code(200).sendFile('index.html');
  };
}

function listFiles(folder: string): ReadonlySet<string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
  return new Set(paths);
}

function pathOf(request: FastifyRequest): string {
  return (request.url.split('?', 1)[0] ?? '').slice(1);
}

function nothingHere(): ApiError {
  return new ApiError('not-found', 'There is nothing at this address.');
}

function answerUnbuilt(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const text = 'The web app is not built yet: npm run build. The API is described at /docs.\n';
  return reply.code(404).type('text/plain; charset=utf-8').send(text);
}
