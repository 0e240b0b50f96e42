import type { ParamsIn, Path } from './path.ts';

// What Zod says of a schema's types is read straight from it: to ask whether each is a `ZodType` takes a compiler seconds.
interface Typed<Input, Output> {
  _zod: { input: Input; output: Output };
}

/** What a client hands over to call an operation: `params`, `query` and `body`, as far as it has them. */
export type CallInput<O extends { path: Path }> = ParamsPart<O['path']> & QueryPart<O> & BodyPart<O>;

/** What it gets, whichever status it is. */
export type CallAnswer<O> = O extends { answers: infer Answers } ? AnswerOf<Answers[keyof Answers]> : never;

type ParamsPart<P extends Path> = [ParamsIn<P>] extends [never]
  ? { params?: undefined }
  : { params: Readonly<Record<ParamsIn<P>, string>> };

type QueryPart<O> = O extends { query: Typed<infer Input, infer Output> }
  ? { query?: QueryValues<Input, Output> }
  : { query?: undefined };

/** In the address all is text; what the server makes numbers of may be given as such. */
type QueryValues<Input, Output> = {
  readonly [Name in keyof Input]: Input[Name] | (Name extends keyof Output ? Extract<Output[Name], number> : never);
};

type BodyPart<O> = O extends { body: Typed<infer Input, unknown> } ? { body: Input } : { body?: undefined };

type AnswerOf<Schema> = Schema extends Typed<unknown, infer Output> ? (Output extends null ? void : Output) : never;
