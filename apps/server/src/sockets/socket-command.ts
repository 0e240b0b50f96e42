import type { z } from 'zod';
import type { Connection } from '../realtime/connection.ts';

/** What a refused command says: the frame that it answers, as far as the frame names itself. */
export interface CommandPlace {
  chatId?: string;
  clientId?: string;
  /** Of a document. */
  key?: string;
}

/** A command as it came, ready to be run. */
export interface ReadCommand {
  type: string;
  place: CommandPlace;
  /** How many plain commands it is as dear as. */
  cost: number;
  /** What it throws goes to the client as an `error` frame. */
  run(connection: Connection): Promise<void>;
}

export type CommandReading = { command: ReadCommand; error?: undefined } | { command?: undefined; error: z.ZodError };

/** A command on `WS /api/ws`. */
export interface SocketCommand {
  readonly type: string;
  read(json: unknown): CommandReading;
}

/** A command on `WS /api/chats/ws/{chat_id}/{user_id}`: the path says of which chat. */
export interface ChatSocketCommand {
  readonly type: string;
  read(json: unknown, chatId: string): CommandReading;
}

type CommandSchema = z.ZodObject<{ type: z.ZodLiteral<string> }>;

interface Declared<Schema extends CommandSchema> {
  /** A strict object with a literal `type`. */
  schema: Schema;
  /** How many plain commands it is as dear as; one where this is left out. */
  cost?(command: z.infer<Schema>): number;
  /** What an answer names that refuses it; its `chatId` where this is left out. */
  place?(command: z.infer<Schema>): CommandPlace;
}

/** A command of a feature. `handle` begins in the turn in which the frame came, so that sends keep their order (D4). */
export function defineCommand<Schema extends CommandSchema>(
  declared: Declared<Schema> & {
    handle(connection: Connection, command: z.infer<Schema>): void | Promise<void>;
  },
): SocketCommand {
  return {
    type: declared.schema.shape.type.value,
    read: (json) => read(declared, json, async (connection, command) => await declared.handle(connection, command)),
  };
}

/** The same for simple clients, which are on one chat. */
export function defineChatCommand<Schema extends CommandSchema>(
  declared: Declared<Schema> & {
    handle(connection: Connection, command: z.infer<Schema>, chatId: string): void | Promise<void>;
  },
): ChatSocketCommand {
  return {
    type: declared.schema.shape.type.value,
    read: (json, chatId) =>
      read(declared, json, async (connection, command) => await declared.handle(connection, command, chatId)),
  };
}

function read<Schema extends CommandSchema>(
  declared: Declared<Schema>,
  json: unknown,
  run: (connection: Connection, command: z.infer<Schema>) => Promise<void>,
): CommandReading {
  const { success, data: command, error } = declared.schema.safeParse(json);
  if (!success) return { error };
  return {
    command: {
      type: declared.schema.shape.type.value,
      place: declared.place?.(command) ?? chatOf(command),
      cost: declared.cost?.(command) ?? 1,
      run: (connection) => run(connection, command),
    },
  };
}

function chatOf(command: object): CommandPlace {
  return 'chatId' in command && typeof command.chatId === 'string' ? { chatId: command.chatId } : {};
}
