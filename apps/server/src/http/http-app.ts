import type {
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Logger } from '../monitoring/index.ts';

/** The Fastify instance that every feature's routes are registered on: schemas are Zod's. */
export type HttpApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  Logger,
  ZodTypeProvider
>;

/** Adds routes: those of operations are made by `implement`. */
export type Routes = (app: HttpApp) => void | Promise<void>;
