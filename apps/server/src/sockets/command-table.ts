import type { ChatSocketCommand, SocketCommand } from './socket-command.ts';
import type { SocketFeature } from './socket-feature.ts';

/** Every command by its type, from the features and `own`. Two of one name are a mistake of ours. */
export function commandTable<Kind extends 'commands' | 'chatCommands'>(
  kind: Kind,
  features: readonly SocketFeature[],
  own: readonly CommandOf<Kind>[] = [],
): ReadonlyMap<string, CommandOf<Kind>> {
  const table = new Map<string, CommandOf<Kind>>();
  const all = [...own, ...features.flatMap((feature) => (feature[kind] ?? []) as readonly CommandOf<Kind>[])];
  for (const command of all) {
    if (table.has(command.type)) throw new Error(`Two features have a command "${command.type}".`);
    table.set(command.type, command);
  }
  return table;
}

type CommandOf<Kind> = Kind extends 'commands' ? SocketCommand : ChatSocketCommand;
