import type { FastifyReply, FastifyRequest } from 'fastify';

/** A hook that waits only where it has to. Throws, or rejects, to refuse. */
type Hook = (request: FastifyRequest, reply: FastifyReply) => void | Promise<void>;

/**
 * For hooks that run before every request: an asynchronous function is a promise and a turn of its queue for each of them, and
 * most of the time there is nothing to wait for.
 */
export function settled(hook: Hook): (request: FastifyRequest, reply: FastifyReply, done: () => void) => unknown {
  return (request, reply, done) => {
    const waits = hook(request, reply);
    // Fastify waits for a promise that comes back, and is told where none does.
    if (waits) return waits;
    done();
    return undefined;
  };
}

/** What comes of a value, at once where it is there already. */
export function onceKnown<Value, Result>(
  value: Value | Promise<Value>,
  goOn: (value: Value) => Result | Promise<Result>,
): Result | Promise<Result> {
  return value instanceof Promise ? value.then((known) => goOn(known)) : goOn(value);
}
