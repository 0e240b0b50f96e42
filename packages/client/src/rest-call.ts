import type * as protocol from '@confab/protocol';
import { addressOf, methodOf } from '@confab/protocol/path';
import type { RequestOptions, Transport } from './rest-transport.ts';

type Declared = {
  [Name in keyof typeof protocol as Name extends `${string}Operations` ? Name : never]: (typeof protocol)[Name];
};
type AnyOperation = { [Name in keyof Declared]: Declared[Name][keyof Declared[Name]] }[keyof Declared];

/** Every path of `@confab/protocol/<noun>/paths`. */
export type KnownPath = AnyOperation['path'];
type OperationAt<P extends KnownPath> = Extract<AnyOperation, { path: P }>;
type InputAt<P extends KnownPath> = protocol.CallInput<OperationAt<P>>;

/** Where nothing must be handed over, nothing need be. */
type Given<P extends KnownPath> =
  InputAt<P> extends { params?: undefined; body?: undefined }
    ? [input?: InputAt<P>, options?: RequestOptions]
    : [input: InputAt<P>, options?: RequestOptions];

/** Calls an operation by its path. What it takes and answers are the types that the protocol declares. */
export type Call = <const P extends KnownPath>(
  path: P,
  ...given: Given<P>
) => Promise<protocol.CallAnswer<OperationAt<P>>>;

export function createCall({ request }: Transport): Call {
  return async <const P extends KnownPath>(path: P, ...[input, options]: Given<P>) => {
    const { params = {}, query, body }: AnyInput = input ?? {};
    const address = addressOf<protocol.Path>(path, params, query);
    // The server's own answer, as the schemas of the operation have it.
    return (await request(methodOf(path), address, body, options)) as protocol.CallAnswer<OperationAt<P>>;
  };
}

interface AnyInput {
  params?: Readonly<Record<string, string>> | undefined;
  query?: Readonly<Record<string, string | number | undefined>> | undefined;
  body?: unknown;
}
