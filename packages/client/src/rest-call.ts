import type * as protocol from '@confab/protocol';
import { addressOf, methodOf } from '@confab/protocol/path';
import { ApiError } from './api-error.ts';
import type { RequestOptions, Transport } from './rest-transport.ts';

type Declared = {
  [Name in keyof typeof protocol as Name extends `${string}Operations` ? Name : never]: (typeof protocol)[Name];
};
type AnyOperation = { [Name in keyof Declared]: Declared[Name][keyof Declared[Name]] }[keyof Declared];

/** Every path of `@confab/protocol/<noun>/paths`. */
export type KnownPath = AnyOperation['path'];
/** Made once: to pick each out of all by its type at every call was most of what checking the types took. */
type ByPath = { [Each in AnyOperation as Each['path']]: Each };
type OperationAt<P extends KnownPath> = ByPath[P];
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

interface AnyInput {
  params?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string | number | undefined>>;
  body?: unknown;
}

export function createCall({ request }: Transport): Call {
  const call = (path: protocol.Path, { params = {}, query, body }: AnyInput = {}, options?: RequestOptions): unknown =>
    Object.values(params).some(leadsElsewhere)
      ? Promise.reject(new ApiError({ code: 'not-found', status: 0, detail: 'Nothing has such an id.' }))
      : request(methodOf(path), addressOf(path, params, query), body, options);
  // The answer is the server's own, which is what the operation declares.
  return call as Call;
}

/** However it is encoded, an address with it is another one: `DELETE …/messages/..` would be about the chat. */
function leadsElsewhere(param: string): boolean {
  return param === '' || param === '.' || param === '..';
}
