import type { OpenAPIV2, OpenAPIV3, OpenAPIV3_1 } from 'openapi-types';

type Document = Partial<OpenAPIV2.Document | OpenAPIV3.Document | OpenAPIV3_1.Document>;

interface Operation {
  parameters?: { in: string }[];
  requestBody?: unknown;
  security?: unknown[];
  responses?: Record<string, { description: string; content?: unknown }>;
}

const successes: Record<string, string> = {
  '101': 'The connection is a WebSocket from here on.',
  '200': 'Done.',
  '201': 'Made.',
  '204': 'Done; there is nothing to say.',
};

/** Adds what the routes do not repeat: the errors that a route can answer with by its shape, and words for each status. */
export function completeDocument(document: Document): Document {
  const paths: Record<string, object | undefined> = document.paths ?? {};
  for (const path of Object.values(paths)) {
    for (const [method, operation] of Object.entries<unknown>({ ...path })) {
      if (isOperation(operation)) operation.responses = { ...describe(operation), ...problemsOf(method, operation) };
    }
  }
  return withUsedComponents(document);
}

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'responses' in value;
}

function describe(operation: Operation): NonNullable<Operation['responses']> {
  const entries = Object.entries(operation.responses ?? {});
  return Object.fromEntries(
    entries.map(([status, answer]) => [status, { ...answer, description: successes[status] ?? answer.description }]),
  );
}

function problemsOf(method: string, operation: Operation): NonNullable<Operation['responses']> {
  const changes = method !== 'get' && method !== 'head';
  const hasBody = operation.requestBody !== undefined;
  const hasPath = operation.parameters?.some((parameter) => parameter.in === 'path') === true;
  const problems: [string, string, boolean][] = [
    ['400', 'The request is not valid; `errors` names the fields.', hasBody || (operation.parameters?.length ?? 0) > 0],
    ['401', 'Wrong credentials, none, or the session has ended.', operation.security?.length !== 0 || hasBody],
    ['403', 'Not allowed.', changes],
    ['404', 'There is no such thing, or it is not yours to see.', hasPath],
    ['409', 'It contradicts what is there; `code` says how.', changes],
    ['413', 'The body is too large.', hasBody],
    ['415', 'The body is not `application/json`.', hasBody],
    ['429', 'Too many requests; `Retry-After` says when to come back.', true],
    ['503', 'Not available right now; `Retry-After` says when to come back.', true],
  ];
  return Object.fromEntries(
    problems.filter(([, , applies]) => applies).map(([status, description]) => [status, problem(description)]),
  );
}

function problem(description: string) {
  return {
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

/** A component whose only mention is in another unused one stays away too. */
function withUsedComponents(document: Document): Document {
  if (!('components' in document) || !document.components?.schemas) return document;
  const schemas = Object.entries(document.components.schemas);
  const used = new Set(referencesIn(document.paths));
  for (const name of used) for (const next of referencesIn(document.components.schemas[name])) used.add(next);
  return {
    ...document,
    components: { ...document.components, schemas: Object.fromEntries(schemas.filter(([name]) => used.has(name))) },
  } as Document;
}

function referencesIn(part: unknown): string[] {
  const matches = JSON.stringify(part ?? null).matchAll(/"#\/components\/schemas\/([^"]+)"/g);
  return [...matches].map((match) => match[1] ?? '');
}
