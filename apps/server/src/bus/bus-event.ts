import { idSchema } from '@confab/protocol';
import { z } from 'zod';
import { malformed, type BusEvent, type BusListener, type FeatureEvent } from './bus.ts';

/** An id, in an event. */
export const busId = idSchema;
/** A `seq`, a `rev`, a number of things or milliseconds since 1970, in an event. */
export const busCount = z.int().min(0);

/** A type of events, as the feature that publishes it declares it. */
export interface BusEventType<Fields> {
  readonly type: string;
  of(fields: Fields): FeatureEvent;
  /** `topicId`: of the chat or the person on whose topic it came. */
  on(handle: (fields: Fields, topicId: string) => void): BusHandler;
}

/** What hears the events of one type. */
export interface BusHandler {
  readonly type: string;
  handle(event: BusEvent, topicId: string): unknown;
}

/**
 * Declares a type of events. The bus carries any: who hears it checks it against these fields, since it may come from a node of
 * another version (D25). Fields that are not named here are dropped, and what does not fit is as good as lost.
 */
export function defineBusEvent<Shape extends z.ZodRawShape>(
  type: string,
  shape: Shape,
): BusEventType<z.infer<z.ZodObject<Shape>>> {
  const schema = z.object(shape);
  return {
    type,
    of: (fields) => ({ type, ...fields }),
    on: (handle) => ({
      type,
      handle(event, topicId) {
        const { success, data } = schema.safeParse(event);
        return success ? handle(data, topicId) : malformed;
      },
    }),
  };
}

/**
 * Hands each event to those who hear its type. One that nobody hears is let pass: a newer node may have sent it (D25). Who fails
 * keeps it from no other.
 */
export function hear(
  ...handlers: readonly BusHandler[]
): (event: BusEvent, topicId?: string) => ReturnType<BusListener> {
  const byType = Map.groupBy(handlers, ({ type }) => type);
  return (event, topicId = '') => {
    let answer: unknown;
    const errors: unknown[] = [];
    for (const handler of byType.get(event.type) ?? []) {
      try {
        answer = handler.handle(event, topicId) === malformed ? malformed : answer;
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, `An event "${event.type}" could not be taken in.`);
    return answer;
  };
}
