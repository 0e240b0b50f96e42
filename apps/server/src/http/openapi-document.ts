import type { Operation } from '@confab/protocol';
import { openSocket } from '@confab/protocol/connection/paths';
import { routeOf } from '@confab/protocol/path';
import type { OpenAPIV2, OpenAPIV3, OpenAPIV3_1 } from 'openapi-types';
import { describeErrors } from './operation-errors.ts';

type Document = Partial<OpenAPIV2.Document | OpenAPIV3.Document | OpenAPIV3_1.Document>;

interface Described {
  operationId: string;
  description?: string;
  responses: Record<string, { description: string; content?: unknown; headers?: unknown }>;
}

const successes: Record<string, string> = {
  '101': 'The connection is a WebSocket from here on.',
  '200': 'Done.',
  '201': 'Made.',
  '204': 'Done; there is nothing to say.',
};

/** Adds what the schemas of a route do not say: how its operation may refuse, its headers and its command, words for each status. */
export function completeDocument(document: Document, operations: ReadonlyMap<string, Operation>): Document {
  const paths: Record<string, object | undefined> = document.paths ?? {};
  for (const path of Object.values(paths)) {
    for (const described of Object.values<unknown>({ ...path })) {
      const operation = isDescribed(described) ? operations.get(described.operationId) : undefined;
      if (isDescribed(described) && operation) complete(described, operation);
    }
  }
  return withUsedComponents(document);
}

function isDescribed(value: unknown): value is Described {
  return typeof value === 'object' && value !== null && 'responses' in value;
}

function complete(described: Described, operation: Operation): void {
  described.responses = { ...answersOf(described, operation), ...problemsOf(operation) };
  const command = operation.command?.shape.type.value;
  if (command === undefined) return;
  const sentences = [operation.description, `Over \`WS ${routeOf(openSocket)}\` it is the command \`${command}\`.`];
  described.description = sentences.filter((sentence) => sentence !== undefined).join(' ');
}

function answersOf({ responses }: Described, { headers, answerTypes }: Operation): Described['responses'] {
  return Object.fromEntries(
    Object.entries(responses).map(([status, answer]) => [
      status,
      {
        ...answer,
        description: successes[status] ?? answer.description,
        ...(headers && { headers: inSchema(headers) }),
        ...(answerTypes && status === '200' && { content: asFiles(answerTypes) }),
      },
    ]),
  );
}

function asFiles(types: readonly string[]): object {
  return Object.fromEntries(types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]));
}

function inSchema(headers: Readonly<Record<string, string>>): object {
  return Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
  );
}

function problemsOf(operation: Operation): Described['responses'] {
  return Object.fromEntries(
    Object.entries(describeErrors(operation)).map(([status, description]) => [status, problem(description)]),
  );
}

function problem(description: string): Described['responses'][string] {
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
