import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { contentTypeOf } from './content-types.ts';
import type { HttpApp } from './http-app.ts';
import { MemoryFile } from './memory-file.ts';
import { sendFile } from './web-app.ts';

const files = ['swagger-ui.css', 'swagger-ui-bundle.js'];

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Confab API</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/docs/swagger-ui.css" />
    <script src="/docs/swagger-ui-bundle.js" defer></script>
    <script src="/docs/start.js" defer></script>
  </head>
  <body>
    <main id="api"></main>
  </body>
</html>
`;

const start = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  persistAuthorization: false,
  tryItOutEnabled: true,
});
`;

/**
 * The API to read and to try. The files are those of the Swagger UI package; its plugin is left out because its page
 * needs inline scripts allowed or loads before anybody asks for it.
 */
export function addDocsPage(app: HttpApp): void {
  const options = { config: { public: true, part: 'page' as const }, schema: { hide: true } };
  app.get('/docs', options, (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
  app.get('/docs/start.js', options, (_request, reply) => reply.type('text/javascript; charset=utf-8').send(start));
  const folder = join(dirname(createRequire(import.meta.url).resolve('@fastify/swagger-ui/package.json')), 'static');
  for (const name of files) {
    // Few people look at them, so they are read when somebody does, once.
    let file: MemoryFile | undefined;
    app.get(`/docs/${name}`, options, (request, reply) => {
      if (!file) {
        file = MemoryFile.read(join(folder, name), {
          type: contentTypeOf(name),
          cacheControl: 'public, max-age=3600',
        });
        file.compress().catch((error: unknown) => request.log.error({ err: error }, 'a file could not be compressed'));
      }
      return sendFile(file, request, reply);
    });
  }
}
