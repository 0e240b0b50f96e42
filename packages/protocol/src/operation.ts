import { z } from 'zod';
import type { ErrorCode } from './errors/error-codes.ts';
import { idSchema } from './fields.ts';
import type { ParamsIn, Path } from './path.ts';
import type { Needs } from './place/permissions.ts';

export type Status = 101 | 200 | 201 | 204;

/** What is said of an operation where it is declared: all that a server, a description of the API and a client need. */
export interface OperationDetails<P extends Path = Path> {
  /** A few words; `description` goes on where they are not all. */
  summary: string;
  description?: string;
  /** Also answers whoever has to set something up first, such as a second factor: everything else refuses them. */
  whileRestricted?: true;
  /** What a request needs beside that, by its body. */
  needsOf?: (body: never) => readonly Needs[];
  /** Of what varies in the path, what is no id. */
  params?: { readonly [Name in ParamsIn<P>]?: z.core.$ZodType<string> };
  query?: z.core.$ZodType;
  body?: z.core.$ZodType;
  answers: { readonly [S in Status]?: z.core.$ZodType };
  /** Of a 200 that is no JSON: its media types. */
  answerTypes?: readonly string[];
  /** Headers that an answer carries beside those of HTTP, and what they say. */
  headers?: Readonly<Record<string, string>>;
  /** How it may refuse, beside what every operation of its shape may answer: see `sharedErrors` of the server. */
  errors?: readonly ErrorCode[];
  /** The same over a socket. */
  command?: { shape: { type: { value: string } } };
}

/** Who may call it: none is declared without saying so (A9). */
export type WhoMay =
  /** Anyone, logged in or not. */
  | { isPublic: true; needs?: undefined }
  /** Whoever has this permission of the place; `account`: everybody with an account. */
  | { isPublic?: undefined; needs: Needs };

export interface Operation extends Omit<OperationDetails, 'params'> {
  readonly isPublic?: true | undefined;
  readonly needs?: Needs | undefined;
  /** In the description of the API, and the name of its path. */
  readonly id: string;
  readonly path: Path;
  /** Under what the description of the API lists it. */
  readonly tag: string;
  readonly params: z.core.$ZodType | undefined;
}

type Details<Paths> = { readonly [Id in keyof Paths]: OperationDetails<Paths[Id] & Path> & WhoMay };

type ParamsSchema<P extends string, Given> = [ParamsIn<P>] extends [never]
  ? undefined
  : z.ZodObject<
      {
        [Name in ParamsIn<P>]: Name extends keyof Given
          ? Given[Name] extends z.core.$ZodType
            ? Given[Name]
            : never
          : typeof idSchema;
      },
      z.core.$strict
    >;

export type Declared<Paths, Given extends Details<Paths>> = {
  readonly [Id in keyof Paths & string]: Omit<Given[Id], 'params'> & {
    readonly id: Id;
    readonly path: Paths[Id];
    readonly tag: string;
    readonly params: ParamsSchema<Paths[Id] & string, Given[Id]['params']>;
  };
};

/** Declares the operations of a noun: `paths` are its paths.ts, one for each operation. */
export function operationsOf<const Paths extends Readonly<Record<string, Path>>, const Given extends Details<Paths>>(
  tag: string,
  paths: Paths,
  details: Given,
): Declared<Paths, Given> {
  const declared = Object.entries<OperationDetails>(details).map(([id, { params = {}, ...given }]) => {
    const path = paths[id];
    if (path === undefined) throw new Error(`${id} has no path`);
    const names = Array.from(path.matchAll(/:(\w+)/g), ([, name = '']) => name);
    const schemas: Readonly<Record<string, z.core.$ZodType | undefined>> = params;
    const shape = Object.fromEntries(names.map((name) => [name, schemas[name] ?? idSchema]));
    return [id, { ...given, id, path, tag, params: names.length === 0 ? undefined : z.strictObject(shape) }];
  });
  // By id and by name, just as `Declared` says it.
  return Object.fromEntries(declared) as Declared<Paths, Given>;
}

/** The answer where there is nothing to say. */
export const nothingSchema = z.null();
