import type { z } from 'zod';
import type { Operation, Status } from './operation.ts';
import type { ParamsIn } from './path.ts';

/** What a client hands over to call an operation: `params`, `query` and `body`, as far as it has them. */
export type CallInput<O extends Operation> = ParamsPart<O> & QueryPart<O> & BodyPart<O>;

/** What it gets, whichever status it is. */
export type CallAnswer<O extends Operation> = AnswerAt<O, keyof O['answers'] & Status>;

type ParamsPart<O extends Operation> = [ParamsIn<O['path']>] extends [never]
  ? { params?: undefined }
  : { params: Readonly<Record<ParamsIn<O['path']>, string>> };

type QueryPart<O extends Operation> = O extends { query: infer Query extends z.ZodType }
  ? { query?: QueryValues<z.input<Query>, z.output<Query>> }
  : { query?: undefined };

/** In the address all is text; what the server makes numbers of may be given as such. */
type QueryValues<Input, Output> = {
  readonly [Name in keyof Input]: Input[Name] | (Name extends keyof Output ? Extract<Output[Name], number> : never);
};

type BodyPart<O extends Operation> = O extends { body: infer Body extends z.ZodType }
  ? { body: z.input<Body> }
  : { body?: undefined };

type AnswerAt<O extends Operation, S extends PropertyKey> = S extends keyof O['answers']
  ? O['answers'][S] extends z.ZodNull
    ? void
    : O['answers'][S] extends z.ZodType
      ? z.output<O['answers'][S]>
      : never
  : never;
